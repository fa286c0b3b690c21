// The answer, as a table, a chart or raw text, with its downloads.
import { drawChart, isDrawable } from "./chart-view.js";
import { button, element } from "./dom.js";
import { Problem } from "./problem.js";
import { drawRaw } from "./raw.js";
import { download } from "./request.js";
import { drawTable } from "./table.js";
import { say } from "./words.js";

/** Returns the views of an answer. */
export function drawResults(answer, iris, formats) {
  const offered = formats[answer.kind === "triples" ? "triples" : "table"];
  const views = {
    table: () => drawAnswer(answer, iris),
    chart: () => (isDrawable(answer) ? drawChart(answer, iris) : element("p", { class: "note" }, say("noChart"))),
    raw: () => drawRaw(answer.query, offered),
  };
  const shown = element("div", { class: "view" });
  const choices = Object.keys(views).map((key) =>
    button({ class: "chip", "data-view": key, onclick: () => show(key) }, say(key)),
  );

  function show(key) {
    choices.forEach((each) => each.setAttribute("aria-pressed", each.dataset.view === key));
    shown.replaceChildren(views[key]());
  }

  show("table");
  const chooser = element("div", { class: "chips", role: "group", "aria-label": say("view") }, choices);
  return element(
    "div",
    {},
    element("div", { class: "actions" }, chooser, downloads(answer.query, offered)),
    notes(answer),
    shown,
  );
}

function drawAnswer(answer, iris) {
  if (answer.kind === "boolean") return element("p", { class: "boolean" }, say(answer.value ? "yes" : "no"));
  if (!answer.rows.length) return element("p", {}, say("none"));
  return drawTable(answer, iris);
}

function notes({ broken, cut, rows }) {
  if (broken) return element("p", { class: "problem", role: "alert" }, say("broken"));
  return cut ? element("p", { class: "note" }, say("cut", rows.length)) : null;
}

function downloads(query, formats) {
  const status = element("span", { role: "alert" });
  const save = async (format) => {
    status.textContent = "";
    await download(query, format).catch(() => (status.textContent = say("failed")));
  };
  const buttons = formats.map((format) => button({ class: "chip", onclick: () => save(format) }, format.toUpperCase()));
  const title = element("span", { class: "note" }, say("download"));
  return element("div", { class: "chips saves", role: "group", "aria-label": say("download") }, title, buttons, status);
}

/** Returns what went wrong, with a way to the place in the query. */
export function drawProblem(problem, goThere) {
  const { position, detail, retryAfter } = problem instanceof Problem ? problem : { detail: String(problem) };
  const place = position && [
    element("strong", {}, `${say("at", position.line, position.column)}. `),
    button({ class: "chip", onclick: goThere }, say("go")),
  ];
  return element(
    "div",
    { class: "problem", role: "alert" },
    element("p", {}, problem.message, retryAfter ? ` ${say("retry", retryAfter)}` : null),
    place && element("p", {}, place),
    detail &&
      element(
        "details",
        { open: !position },
        element("summary", {}, say("detail")),
        element("pre", { lang: "en" }, detail),
      ),
  );
}
