import assert from "node:assert/strict";
import test from "node:test";
import { matching } from "../src/matching.js";

const START = "https://w3id.org/filrouge/ontology#";
const word = (short, fr, en, uses) => ({ short, iri: short.replace("fil:", START), label: { fr, en }, uses });
const TERMS = [
  word("fil:fundedBy", "financé par", "funded by", 20),
  word("fil:ledBy", "porté par", "led by", 96),
  word("fil:implements", "met en œuvre", "implements", 94),
];
const found = (typed) => matching(TERMS, typed, ({ short }) => short).map(([written]) => written);

test("a prefix finds every word under it, the most used first", () => {
  assert.deepEqual(found("fil:"), ["fil:ledBy", "fil:implements", "fil:fundedBy"]);
});

test("a word is found by its name, by a label in either language without its accents, and by its IRI", () => {
  assert.deepEqual(found("Funded"), ["fil:fundedBy"]);
  assert.deepEqual(found("finance"), ["fil:fundedBy"]);
  assert.deepEqual(found("porté"), ["fil:ledBy"]);
  assert.deepEqual(found(`<${START}impl`), ["fil:implements"]);
});

test("a word that is written out is not suggested again", () => assert.deepEqual(found("fil:ledBy"), []));
