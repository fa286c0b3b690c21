import assert from "node:assert/strict";
import test from "node:test";
import { irisOf } from "../src/iris.js";

const ontology = "https://w3id.org/filrouge/ontology";
const { hrefOf, shortOf } = irisOf({ base: "https://e.example/", ontology, prefixes: [["fil", `${ontology}#`]] });

test("our things and our words lead to our pages", () => {
  assert.equal(hrefOf("https://e.example/id/1/axis/1.3"), "/page/1/axis/1.3");
  assert.equal(hrefOf(`${ontology}#Action`), "/ontology#Action");
  assert.equal(hrefOf(`${ontology}/status/new`), "/ontology/status/new");
});

test("an address elsewhere leads there, and what is no address leads nowhere", () => {
  assert.equal(hrefOf("http://other.example/x"), "http://other.example/x");
  assert.equal(hrefOf("javascript:alert(1)"), null);
});

test("an IRI is written short where a prefix or the base is known", () => {
  assert.equal(shortOf("https://e.example/id/1/axis/1.3"), "1/axis/1.3");
  assert.equal(shortOf("https://e.example/graph/1/axes"), "graph/1/axes");
  assert.equal(shortOf(`${ontology}#Action`), "fil:Action");
  assert.equal(shortOf("http://other.example/x"), "http://other.example/x");
});
