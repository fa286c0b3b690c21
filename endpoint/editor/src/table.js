// The rows of an answer as a table: sorted by a column, filtered, a page at a time.
import { button, element } from "./dom.js";
import { numberOf, textOf } from "./terms.js";
import { say } from "./words.js";

// A phone scrolls through all of a page to reach what stands below.
const ROWS_ON_A_PAGE = matchMedia("(min-width: 40rem)").matches ? 100 : 25;

/** Returns the table of an answer. */
export function drawTable({ columns, rows }, iris) {
  const state = { first: 0, sorted: null, descending: false, wanted: "" };
  const body = element("tbody");
  const heads = columns.map((name, column) => headOf(name, () => sortBy(column)));
  const pager = element("p", { class: "pager" });
  const filter = element("input", { type: "search", "aria-label": say("filter"), placeholder: say("filter") });
  filter.addEventListener("input", () => show({ wanted: filter.value.toLowerCase(), first: 0 }));

  function sortBy(column) {
    show({ descending: state.sorted === column && !state.descending, sorted: column, first: 0 });
  }

  function show(change) {
    Object.assign(state, change);
    const found = ordered(filtered(rows, state.wanted), state);
    const shown = found.slice(state.first, state.first + ROWS_ON_A_PAGE);
    body.replaceChildren(
      ...shown.map((row) =>
        element(
          "tr",
          {},
          row.map((term) => cellOf(term, iris)),
        ),
      ),
    );
    heads.forEach((head, column) => head.setAttribute("aria-sort", direction(state, column)));
    pager.replaceChildren(...pages(found.length, state.first, (first) => show({ first })));
  }

  show({});
  const table = element("table", {}, element("thead", {}, element("tr", {}, heads)), body);
  const region = element("div", { class: "wide", role: "region", tabindex: "0", "aria-label": say("table") }, table);
  const many = rows.length > 10;
  return element("div", {}, many ? filter : null, region, pager);
}

function headOf(name, onclick) {
  return element("th", { scope: "col" }, button({ "aria-label": say("sort", name), onclick }, name));
}

function direction({ sorted, descending }, column) {
  if (sorted !== column) return "none";
  return descending ? "descending" : "ascending";
}

function filtered(rows, wanted) {
  if (!wanted) return rows;
  return rows.filter((row) => row.some((term) => textOf(term).toLowerCase().includes(wanted)));
}

function ordered(rows, { sorted, descending }) {
  if (sorted === null) return rows;
  const compare = new Intl.Collator(undefined, { numeric: true }).compare;
  const inOrder = [...rows].sort(({ [sorted]: one }, { [sorted]: other }) => {
    const difference = numberOf(one) - numberOf(other);
    return Number.isNaN(difference) ? compare(textOf(one), textOf(other)) : difference;
  });
  return descending ? inOrder.reverse() : inOrder;
}

function pages(total, first, go) {
  if (total <= ROWS_ON_A_PAGE) return [];
  const last = Math.min(first + ROWS_ON_A_PAGE, total);
  const step = (key, to) => button({ disabled: to < 0 || to >= total, onclick: () => go(to) }, say(key));
  return [
    step("previous", first - ROWS_ON_A_PAGE),
    element("span", { "aria-live": "polite" }, say("page", first + 1, last, total)),
    step("next", first + ROWS_ON_A_PAGE),
  ];
}

function cellOf(term, { hrefOf, shortOf }) {
  if (!term) return element("td");
  if (term.type === "iri") return element("td", {}, linkOf(hrefOf(term.value), shortOf(term.value), term.value));
  const isNumber = !Number.isNaN(numberOf(term));
  const { language, datatype } = term;
  const title = datatype && !datatype.endsWith("#string") ? shortOf(datatype) : null;
  return element("td", { class: isNumber && "number", lang: language, title }, term.value);
}

function linkOf(href, text, iri) {
  if (!href) return element("span", { title: iri }, text);
  return element("a", { href, title: iri, rel: href.startsWith("/") ? null : "noopener noreferrer" }, text);
}
