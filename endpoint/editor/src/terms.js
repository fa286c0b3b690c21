// RDF terms as N-Triples and SPARQL TSV write them.

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = ["integer", "decimal", "double", "float", "int", "long", "short", "nonNegativeInteger"].map(
  (name) => XSD + name,
);
const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };
const TERM = new RegExp(
  [
    "\\s*(?:",
    "(?<triple><<\\()",
    "|<(?<iri>[^>]*)>",
    "|_:(?<blank>\\S+)",
    '|"(?<text>(?:[^"\\\\]|\\\\.)*)"(?:@(?<language>[A-Za-z0-9-]+)|\\^\\^<(?<datatype>[^>]*)>)?',
    "|(?<bare>\\S+)",
    ")",
  ].join(""),
  "sy",
);

/** Reads the term at a place of a line; returns it with the place where it ends. */
function termAt(line, place) {
  TERM.lastIndex = place;
  const found = TERM.exec(line);
  if (!found) return [null, line.length];
  const { triple, iri, blank, text, language, datatype, bare } = found.groups;
  if (triple) return tripleAt(line, TERM.lastIndex);
  const end = TERM.lastIndex;
  if (iri !== undefined) return [{ type: "iri", value: unescape(iri) }, end];
  if (blank !== undefined) return [{ type: "blank", value: blank }, end];
  if (text !== undefined) {
    const type = datatype ?? `${XSD}string`;
    return [{ type: "literal", value: unescape(text), language, datatype: language ? undefined : type }, end];
  }
  return [{ type: "literal", value: bare, datatype: XSD + bareType(bare) }, end];
}

function tripleAt(line, place) {
  const start = place;
  for (let count = 0; count < 3; count += 1) place = termAt(line, place)[1];
  const end = line.indexOf(")>>", place) + 3;
  return [{ type: "triple", value: line.slice(start, end - 3).trim() }, end];
}

function bareType(text) {
  if (text === "true" || text === "false") return "boolean";
  if (/^[+-]?\d+$/.test(text)) return "integer";
  return /[eE]/.test(text) ? "double" : "decimal";
}

function unescape(text) {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (_, four, eight, one) =>
    one === undefined ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (ESCAPES[one] ?? one),
  );
}

/** Reads a row of SPARQL TSV: a term for each column, null where it is unbound. */
export const readTsvRow = (line) => line.split("\t").map((cell) => (cell === "" ? null : termAt(cell, 0)[0]));

/** Reads a line of N-Triples: subject, predicate, object. */
export function readTriple(line) {
  const row = [];
  for (let place = 0; row.length < 3;) {
    const [term, end] = termAt(line, place);
    row.push(term);
    place = end;
  }
  return row;
}

/** Returns the number that a term stands for, NaN when it is none. */
export const numberOf = (term) => (term && NUMBERS.includes(term.datatype) ? Number(term.value) : NaN);

/** Returns the text by which a term is sorted and searched. */
export const textOf = (term) => term?.value ?? "";
