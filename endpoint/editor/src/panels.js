// What stands beside the editor: the saved questions by tag, the vocabulary, the known prefixes.
import { button, element } from "./dom.js";
import { plain } from "./matching.js";
import { among, say } from "./words.js";

const MOST_LISTED = 200;

/** Returns a panel that opens, and closes when another one opens. */
function panel(key, open, ...children) {
  return element(
    "details",
    { class: `panel ${key}`, name: "beside", open },
    element("summary", {}, say(key)),
    ...children,
  );
}

/** Returns the saved questions; a click asks one. */
export function questionsPanel({ tags, questions }, askQuestion) {
  const list = element("ul", { class: "scroll" });
  const asked = (tag) => questions.filter((question) => !tag || question.tags.includes(tag));
  const chips = ["", ...Object.keys(tags)].map((tag) =>
    button({ class: "chip", onclick: () => show(tag) }, tag ? among(tags[tag]) : say("all")),
  );

  function show(tag) {
    const chosen = Object.keys(tags).indexOf(tag) + 1;
    chips.forEach((chip, place) => chip.setAttribute("aria-pressed", place === chosen));
    list.replaceChildren(...asked(tag).map((question) => element("li", {}, questionButton(question, askQuestion))));
  }

  show("");
  return panel("questions", matchMedia("(min-width: 64rem)").matches, element("p", { class: "chips" }, chips), list);
}

function questionButton(question, askQuestion) {
  const onclick = () => askQuestion(question.query);
  return button({ class: "plain", title: among(question.description), onclick }, among(question.title));
}

/** Returns the classes and properties with their counts; a click writes the word, or asks what uses it. */
export function vocabularyPanel({ classes, properties }, { insert, askQuestion }) {
  const lists = [
    [say("classes"), classes],
    [say("properties"), properties],
  ].map(([title, words]) => [title, words, element("ul")]);
  const search = element("input", { type: "search", "aria-label": say("search"), placeholder: say("search") });
  search.addEventListener("input", show);

  function show() {
    const wanted = plain(search.value);
    for (const [, words, list] of lists) {
      const found = words.filter((word) => word.uses && textOf(word).includes(wanted)).slice(0, MOST_LISTED);
      list.replaceChildren(...found.map((word) => wordItem(word, insert, askQuestion)));
    }
  }

  show();
  const sections = lists.flatMap(([title, , list]) => [element("h2", {}, title), list]);
  const more = element("p", {}, element("a", { href: "/ontology" }, say("more")));
  return panel("vocabulary", false, more, search, element("div", { class: "scroll" }, sections));
}

const textOf = ({ short, label }) => plain(`${short} ${label.fr} ${label.en}`);

function wordItem(word, insert, askQuestion) {
  const { short, uses, query } = word;
  return element(
    "li",
    { title: among(word.definition) },
    button(
      { class: "plain", "aria-label": say("insert", short), onclick: () => insert(short) },
      element("code", {}, short),
    ),
    element("span", { class: "hint-label" }, among(word.label)),
    element("span", { class: "count" }, String(uses)),
    button(
      { class: "chip", "aria-label": `${say("query")} : ${short}`, onclick: () => askQuestion(query) },
      say("query"),
    ),
  );
}

/** Returns the prefixes that need no PREFIX line here, and a button that writes the lines for other services. */
export function prefixesPanel({ prefixes }, writeLines) {
  const items = prefixes.map(([prefix, iri]) =>
    element("li", {}, element("code", {}, `${prefix}:`), element("span", { class: "hint-label" }, iri)),
  );
  return panel(
    "prefixes",
    false,
    element("p", { class: "note" }, say("prefixesNote")),
    button({ onclick: writeLines }, say("writePrefixes")),
    element("ul", { class: "scroll" }, items),
  );
}
