import assert from "node:assert/strict";
import test from "node:test";
import { numberOf, readTriple, readTsvRow } from "../src/terms.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";

test("a row of TSV has a term for each column, none where it is unbound", () => {
  const [iri, unbound, blank] = readTsvRow("<http://e/a>\t\t_:b0");
  assert.deepEqual(iri, { type: "iri", value: "http://e/a" });
  assert.equal(unbound, null);
  assert.deepEqual(blank, { type: "blank", value: "b0" });
});

test("a literal keeps its language, its datatype and its escaped characters", () => {
  const [french, dated] = readTsvRow(
    '"l\\u0027eau\\t\\"vive\\"\\n"@fr\t"2020-01-01"^^<http://www.w3.org/2001/XMLSchema#date>',
  );
  assert.equal(french.value, 'l\'eau\t"vive"\n');
  assert.equal(french.language, "fr");
  assert.deepEqual([dated.value, dated.datatype], ["2020-01-01", `${XSD}date`]);
});

test("what TSV writes bare is a number or a boolean", () => {
  const types = readTsvRow("1\t-1.5\t1e0\ttrue").map(({ datatype }) => datatype.replace(XSD, ""));
  assert.deepEqual(types, ["integer", "decimal", "double", "boolean"]);
});

test("only numbers count as numbers", () => {
  const [integer, text, year, nothing] = readTsvRow('42\t"42"\t"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>\t');
  assert.equal(numberOf(integer), 42);
  assert.deepEqual([text, year, nothing].map(numberOf), [NaN, NaN, NaN]);
});

test("a line of N-Triples has three terms, whatever the literal holds", () => {
  const row = readTriple('<http://e/a> <http://e/p> "a . \\" <b>" .');
  assert.deepEqual(
    row.map(({ value }) => value),
    ["http://e/a", "http://e/p", 'a . " <b>'],
  );
});

test("a quoted triple is shown as it is written", () => {
  const [quoted] = readTsvRow('<<( <http://e/a> <http://e/p> <<( <http://e/b> <http://e/p> "c" )>> )>>');
  assert.equal(quoted.type, "triple");
  assert.match(quoted.value, /^<http:\/\/e\/a> .*"c" \)>>$/);
});
