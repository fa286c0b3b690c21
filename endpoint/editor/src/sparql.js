// The page /sparql: the plain form becomes an editor, with its answers, its questions and the vocabulary beside it.
import { ask } from "./answer.js";
import { completeFrom } from "./completers.js";
import { button, element } from "./dom.js";
import { createEditor, insertPrefixes, insertWord, markProblem } from "./editor.js";
import { irisOf } from "./iris.js";
import { prefixesPanel, questionsPanel, vocabularyPanel } from "./panels.js";
import { permalink, queryIn } from "./request.js";
import { drawProblem, drawResults } from "./results.js";
import { currentLanguage, say, switchLanguage } from "./words.js";
import "./sparql.css";

const load = async (path) => (await fetch(path, { headers: { Accept: "application/json" } })).json();

class Page {
  constructor(form, vocabulary, examples) {
    this.vocabulary = vocabulary;
    this.examples = examples;
    this.iris = irisOf(vocabulary);
    this.root = element("div", { id: "editor" });
    this.running = null;
    this.outcome = null;
    const value = queryIn(location) ?? form.elements.query.value;
    document.querySelectorAll(".without-script").forEach((part) => part.remove());
    form.replaceWith(this.root);
    this.draw(value);
    addEventListener("popstate", () => this.follow());
    addEventListener("hashchange", () => this.follow());
    if (queryIn(location)) this.run();
  }

  /** Draws everything, in the language that is chosen. */
  draw(value) {
    this.root.lang = currentLanguage();
    this.runs = button({ class: "run", onclick: () => this.run() }, say("run"));
    this.stops = button({ hidden: true, onclick: () => this.running?.abort() }, say("stop"));
    this.status = element("span", { class: "status", role: "status" });
    this.shared = element("p", { class: "shared", hidden: true });
    this.results = element("section", { class: "results", "aria-label": say("view") });
    const area = element("div", { class: "area" });
    const keys = element("p", { class: "note", id: "editor-keys" }, say("keys"));
    const other = currentLanguage() === "fr" ? "en" : "fr";
    const languages = button({ class: "chip", lang: other, onclick: () => this.translate() }, say("language"));
    const shares = button({ onclick: () => this.share() }, say("share"));
    const bar = element("div", { class: "actions" }, this.runs, this.stops, shares, this.status);
    this.root.replaceChildren(
      element("div", { class: "head" }, keys, languages),
      element("div", { class: "work" }, area, bar, this.shared),
      this.results,
      this.aside(),
    );
    const { prefixes } = this.vocabulary;
    this.editor = createEditor(area, { value, prefixes, run: () => this.run(), leave: () => this.runs.focus() });
    completeFrom(this.editor, this.vocabulary);
    this.show();
  }

  aside() {
    const askQuestion = (query) => this.askQuestion(query);
    return element(
      "aside",
      {},
      questionsPanel(this.examples, askQuestion),
      vocabularyPanel(this.vocabulary, { insert: (word) => insertWord(this.editor, word), askQuestion }),
      prefixesPanel(this.vocabulary, () => insertPrefixes(this.editor, this.vocabulary.prefixes)),
    );
  }

  translate() {
    switchLanguage();
    this.running?.abort();
    this.draw(this.editor.getValue());
  }

  askQuestion(query) {
    this.editor.setValue(query);
    this.run();
    this.root.scrollIntoView({ block: "start" });
  }

  /** Runs the query of the address, when it is another: the way back and forth through the history. */
  follow() {
    const query = queryIn(location);
    if (query === null || query === this.editor.getValue()) return;
    this.editor.setValue(query);
    this.run();
  }

  async run() {
    const query = this.editor.getValue();
    this.running?.abort();
    const running = (this.running = new AbortController());
    if (queryIn(location) !== query) history.pushState(null, "", permalink(query));
    this.busy(true);
    this.results.replaceChildren();
    const onRows = (rows) => (this.status.textContent = say("received", rows));
    const outcome = await ask(query, { signal: running.signal, onRows }).catch((problem) => problem);
    // A query that was asked since has the page now.
    if (this.running !== running) return;
    this.busy(false);
    this.running = null;
    this.outcome = outcome;
    this.show();
  }

  busy(is) {
    this.stops.hidden = !is;
    this.results.setAttribute("aria-busy", is);
    this.status.textContent = is ? say("running") : "";
    this.shared.hidden = true;
  }

  show() {
    const outcome = this.outcome;
    if (!outcome) return;
    if (outcome instanceof Error) return this.showProblem(outcome);
    const { kind, rows, seconds } = outcome;
    const count = { table: "rows", triples: "triples" }[kind];
    this.status.textContent = count ? say(count, rows.length, seconds) : say("answered", seconds);
    this.results.replaceChildren(drawResults(outcome, this.iris, this.vocabulary.formats));
  }

  showProblem(problem) {
    const goThere = problem.position && markProblem(this.editor, problem.position);
    this.results.replaceChildren(drawProblem(problem, goThere));
  }

  async share() {
    const link = new URL(permalink(this.editor.getValue()), location.href).href;
    const field = element("input", { type: "url", readonly: true, value: link, "aria-label": say("link") });
    const told = element("span", { role: "status" });
    this.shared.replaceChildren(field, told);
    this.shared.hidden = false;
    field.select();
    // Without the right to write to the clipboard, the link stands there, selected.
    await navigator.clipboard?.writeText(link).then(
      () => (told.textContent = say("copied")),
      () => {},
    );
  }
}

const form = document.querySelector("form.sparql");
const [vocabulary, examples] = await Promise.all([load("/sparql/vocabulary.json"), load("/sparql/examples.json")]);
new Page(form, vocabulary, examples);
