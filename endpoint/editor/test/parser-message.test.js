import assert from "node:assert/strict";
import test from "node:test";
import { expectedIn, positionIn } from "../src/parser-message.js";

// As pyoxigraph 0.5.13 writes them.
const OPEN = String.raw`error at 3:14: expected one of "!", "$", "(", "<<(", "\"", CONCAT, EXISTS, ['0'..='9'], ['A' ..= 'Z' | '\u{00C0}'..='\u{00D6}'], [_]`;
const NO_OBJECT = "error at 2:8: expected one of FILTER, SELECT, VALUES, [_]";

test("the place is read from the message", () => {
  assert.deepEqual(positionIn(OPEN), { line: 3, column: 14 });
  assert.deepEqual(positionIn("Parse error on line 2, column 5"), { line: 2, column: 5 });
  assert.equal(positionIn("the query is longer than 131072 bytes"), null);
});

test("words and signs are what a person can write next", () => {
  assert.deepEqual(expectedIn(OPEN), ["!", "$", "(", "<<(", '"', "CONCAT", "EXISTS"]);
  assert.deepEqual(expectedIn(NO_OBJECT), ["FILTER", "SELECT", "VALUES"]);
  assert.deepEqual(expectedIn("error at 1:2: expected [_]"), []);
});
