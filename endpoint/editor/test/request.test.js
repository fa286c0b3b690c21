import assert from "node:assert/strict";
import test from "node:test";
import { permalink, queryIn } from "../src/request.js";

const QUERY = 'SELECT ?été { ?été fil:code "1.2.3" } # a+b&c';

test("a link carries the query, be it short or long", () => {
  for (const query of [QUERY, QUERY + "x".repeat(10_000)]) {
    const { search, hash } = new URL(permalink(query), "http://e.example");
    assert.equal(queryIn({ search, hash }), query);
  }
});

test("a long query goes where no server sees it", () => {
  const { search } = new URL(permalink("x".repeat(10_000)), "http://e.example");
  assert.equal(search, "");
});

test("an address without a query has none", () => assert.equal(queryIn({ search: "?lang=en", hash: "" }), null));
