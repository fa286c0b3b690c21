// The editor itself: Yasqe, with our keys and our marks.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { say } from "./words.js";

const MODE = "filrouge";
const PROBLEM = "problem-line";

/** Puts an editor into the page; `run` and `leave` are what Ctrl+Enter and Esc do. */
export function createEditor(parent, { value, prefixes, run, leave }) {
  Yasqe.defaults.autocompleters = [];
  knowPrefixes(prefixes);
  const editor = new Yasqe(parent, {
    value,
    mode: MODE,
    screenReaderLabel: say("editor"),
    editorHeight: "",
    resizeable: false,
    showQueryButton: false,
    createShareableLink: null,
    consumeShareLink: null,
    persistenceId: null,
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, Esc: leave, "Shift-Ctrl-F": false },
  });
  editor.showNotification = () => {};
  translateMarks(editor);
  new ResizeObserver(() => editor.refresh()).observe(editor.getWrapperElement());
  return editor;
}

/** Makes a query valid without PREFIX lines for what the service knows without them. */
function knowPrefixes(prefixes) {
  Yasqe.defineMode(MODE, (config) => {
    const mode = Yasqe.getMode(config, "sparql11");
    return { ...mode, startState: () => ({ ...mode.startState(), prefixes: Object.fromEntries(prefixes) }) };
  });
}

/** Yasqe explains its marks in English, in markup that our content policy forbids: they say it in our words. */
function translateMarks(editor) {
  const check = editor.checkSyntax;
  editor.checkSyntax = () => {
    check();
    editor.getDoc().eachLine(({ gutterMarkers }) => {
      const mark = gutterMarkers?.gutterErrorBar;
      if (mark) Object.assign(mark, { onmouseover: null, onmouseout: null, title: say("suspect") });
    });
  };
  editor.checkSyntax();
}

/** Marks where the service met the problem, until the query changes. */
export function markProblem(editor, { line, column }) {
  const place = { line: Math.min(line, editor.lineCount()) - 1, ch: column - 1 };
  const handle = editor.addLineClass(place.line, "background", PROBLEM);
  const mark = editor.getDoc().markText(place, { line: place.line, ch: place.ch + 1 }, { className: "problem-sign" });
  const clear = () => {
    editor.removeLineClass(handle, "background", PROBLEM);
    mark.clear();
    editor.off("change", clear);
  };
  editor.on("change", clear);
  return () => {
    editor.focus();
    editor.getDoc().setCursor(place);
    editor.scrollIntoView(place, 60);
  };
}

/** Writes a word where the cursor is, parted from what stands around it. */
export function insertWord(editor, word) {
  const { line, ch } = editor.getDoc().getCursor();
  const text = editor.getLine(line);
  const before = /\S/.test(text[ch - 1] ?? " ") ? " " : "";
  const after = /\S/.test(text[ch] ?? " ") ? " " : "";
  editor.getDoc().replaceSelection(before + word + after);
  editor.focus();
}

/** Writes the PREFIX lines that a query lacks, so that it runs on any service. */
export function insertPrefixes(editor, prefixes) {
  const query = editor.getValue();
  const lacking = prefixes.filter(([prefix]) => isUsed(query, prefix) && !isDeclared(query, prefix));
  editor
    .getDoc()
    .replaceRange(lacking.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join(""), { line: 0, ch: 0 });
  editor.focus();
}

const isUsed = (query, prefix) => new RegExp(`(?<![\\w:?$/<-])${prefix}:`).test(query);
const isDeclared = (query, prefix) => new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(query);
