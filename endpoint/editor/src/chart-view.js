// A chart of one column of numbers by the others; the library that draws it comes only when it is asked for.
import { choice, element } from "./dom.js";
import { numberOf, textOf } from "./terms.js";
import { say } from "./words.js";

const MOST_DRAWN = 60;
const LONGEST_LABEL = matchMedia("(min-width: 40rem)").matches ? 60 : 22;

/** Returns the numbers of the columns that hold nothing but numbers. */
export function numberColumns({ columns, rows }) {
  const isNumber = (term) => !Number.isNaN(numberOf(term));
  const holdsNumbers = (column) =>
    rows.some((row) => row[column]) && rows.every((row) => !row[column] || isNumber(row[column]));
  return columns.map((_, column) => column).filter(holdsNumbers);
}

/** Says whether an answer can be drawn. */
export const isDrawable = (answer) =>
  answer.kind === "table" && answer.rows.length > 1 && numberColumns(answer).length > 0;

/** Returns the chart with the choices of what it draws. */
export function drawChart(answer, { shortOf }) {
  const numbers = numberColumns(answer);
  const others = answer.columns.map((_, column) => column).filter((column) => !numbers.includes(column));
  const named = (columns) => columns.map((column) => [String(column), answer.columns[column]]);
  const labels = choice({ onchange: draw }, named(others.length ? others : numbers), String(readable(answer, others)));
  const values = choice({ onchange: draw }, named(numbers), String(numbers[0]));
  const kind = choice(
    { onchange: draw },
    [
      ["bar", say("bars")],
      ["line", say("line")],
    ],
    "bar",
  );
  const canvas = element("canvas", { role: "img" });
  const frame = element("div", { class: "chart" }, canvas);

  async function draw() {
    const { draw: drawOn } = await import("./chart.js");
    const rows = answer.rows.slice(0, MOST_DRAWN);
    const name = answer.columns[values.value];
    canvas.setAttribute("aria-label", say("chartOf", name, answer.columns[labels.value]));
    frame.style.height = kind.value === "bar" ? `${6 + rows.length * 1.6}rem` : "24rem";
    drawOn(canvas, kind.value, {
      name,
      labels: rows.map((row) => labelOf(row[labels.value], shortOf)),
      values: rows.map((row) => (row[values.value] ? numberOf(row[values.value]) : null)),
    });
  }

  draw();
  const chosen = [
    ["labels", labels],
    ["values", values],
    ["kind", kind],
  ];
  const controls = chosen.map(([key, control]) => element("label", { class: "inline" }, say(key), " ", control));
  const note = answer.rows.length > MOST_DRAWN ? say("drawn", MOST_DRAWN, answer.rows.length) : null;
  return element(
    "div",
    {},
    element("p", { class: "controls" }, controls),
    frame,
    note && element("p", { class: "note" }, note),
  );
}

/** Returns the first column of words, else the first of all: IRIs read badly under bars. */
function readable({ rows }, columns) {
  return columns.find((column) => rows.some((row) => row[column]?.type === "literal")) ?? columns[0] ?? 0;
}

function labelOf(term, shortOf) {
  const text = term?.type === "iri" ? shortOf(term.value) : textOf(term);
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}
