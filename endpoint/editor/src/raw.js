// The answer as the service writes it, in the format that is chosen.
import { choice, element } from "./dom.js";
import { readProblem } from "./problem.js";
import { send } from "./request.js";
import { say } from "./words.js";

const LONGEST_SHOWN = 200_000;
const MEDIA_TYPES = {
  json: "application/sparql-results+json",
  xml: "application/sparql-results+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  ttl: "text/turtle",
  nt: "application/n-triples",
  jsonld: "application/ld+json",
  rdf: "application/rdf+xml",
  trig: "application/trig",
  nq: "application/n-quads",
};

/** Returns a view that asks for the answer in a format, and shows the beginning of it. */
export function drawRaw(query, formats) {
  const known = formats.filter((format) => format in MEDIA_TYPES);
  const text = element("pre", { tabindex: "0", "aria-label": say("raw") });
  const note = element("p", { class: "note" });
  const select = choice(
    { onchange: show },
    known.map((format) => [format, format]),
    known[0],
  );

  async function show() {
    note.textContent = say("running");
    try {
      const { head, clipped } = await beginning(query, MEDIA_TYPES[select.value]);
      text.textContent = head;
      note.textContent = clipped ? say("clipped") : "";
    } catch (error) {
      note.textContent = error.message;
    }
  }

  show();
  return element("div", {}, element("label", { class: "inline" }, say("format"), " ", select), text, note);
}

async function beginning(query, mediaType) {
  const response = await send(query, `${mediaType}, application/problem+json;q=0.5`);
  if (!response.ok) throw await readProblem(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let head = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { head, clipped: false };
    head += value;
    if (head.length > LONGEST_SHOWN) {
      await reader.cancel();
      return { head: head.slice(0, LONGEST_SHOWN), clipped: true };
    }
  }
}
