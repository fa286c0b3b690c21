// Completion of prefixes, classes and properties from our own vocabulary, in the place of prefix.cc and LOV.
import Yasqe from "@zazuko/yasqe";
import { element } from "./dom.js";
import { matching } from "./matching.js";
import { among } from "./words.js";

// Suggestions come up while a person types, not while the cursor is moved through a query.
const typing = { now: false };

/** Makes the editor complete from a vocabulary. */
export async function completeFrom(editor, { prefixes, classes, properties }) {
  watchTyping(editor.getWrapperElement());
  Yasqe.forkAutocompleter("prefixes", { name: "ourPrefixes", persistenceId: null, get: () => lines(prefixes) }, false);
  Yasqe.registerAutocompleter(termCompleter("ourClasses", classes, isClassPlace), false);
  Yasqe.registerAutocompleter(termCompleter("ourProperties", properties, isPropertyPlace), false);
  for (const name of ["ourPrefixes", "ourClasses", "ourProperties", "variables"]) await editor.enableCompleter(name);
}

const lines = (prefixes) => prefixes.map(([prefix, iri]) => `${prefix}: <${iri}>`);

function watchTyping(area) {
  // A phone's keyboard names no key.
  const types = ({ key }) => key.length === 1 || key === "Backspace" || key === "Unidentified" || key === "Process";
  area.addEventListener("keydown", (event) => (typing.now = types(event) && !event.ctrlKey && !event.metaKey), true);
  area.addEventListener("pointerdown", () => (typing.now = false), true);
}

function termCompleter(name, terms, isValidCompletionPosition) {
  return {
    name,
    bulk: false,
    isValidCompletionPosition,
    get autoShow() {
      return typing.now;
    },
    get: (editor, token) => matching(terms, token.string.trim(), namesIn(editor)).map(([written]) => written),
    postprocessHints: (editor, hints) => {
      // Enter that came before the list followed the last letter takes the first, as it would from the list.
      if (editor.state.completionActive?.widget?.picked) hints = hints.slice(0, 1);
      const byName = new Map(terms.map((term) => [namesIn(editor)(term), term]));
      return hints.map((hint) => ({ ...hint, render: (row) => draw(row, hint.text, byName.get(hint.text)) }));
    },
  };
}

/** Returns the function that writes a term with the prefixes of the query, those that it declares before the known. */
function namesIn(editor) {
  const prefixes = Object.entries(editor.getPrefixesFromQuery()).reverse();
  return ({ iri }) => {
    const found = prefixes.find(([, start]) => iri.startsWith(start));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : `<${iri}>`;
  };
}

function draw(row, written, term) {
  row.append(element("code", {}, written));
  if (term) row.append(element("span", { class: "hint-label" }, `${among(term.label)} · ${term.uses}`));
}

function isPropertyPlace(editor) {
  const token = editor.getCompleteToken();
  return isWord(token) && token.state.possibleCurrent.includes("a");
}

function isClassPlace(editor) {
  const token = editor.getCompleteToken();
  const before = editor.getPreviousNonWsToken(editor.getDoc().getCursor().line, token);
  return isWord(token) && ["a", "rdf:type"].includes(before.string);
}

const isWord = ({ string }) => /^[^?$"'\s]/.test(string);
