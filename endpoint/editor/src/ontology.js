// The page /ontology: the table of the links between classes, drawn.
import { element } from "./dom.js";
import { drawDiagram } from "./diagram.js";

const KINDS = {
  plan: ["Plans et acteurs", "Plans and actors"],
  alignment: ["Alignements", "Alignments"],
  provenance: ["Provenance", "Provenance"],
};

/** Reads the links that the page lists. */
function readLinks(table) {
  return [...table.tBodies[0].rows].map((row) => {
    const [source, property, target] = [...row.cells].slice(0, 3).map(readWord);
    return {
      about: row.dataset.about,
      source,
      property,
      target,
      query: row.querySelector(".ask").getAttribute("href"),
    };
  });
}

function readWord(cell) {
  const { short, uses } = cell.dataset;
  return {
    short,
    uses,
    name: cell.querySelector("span").textContent,
    href: cell.querySelector("a").getAttribute("href"),
  };
}

/** Puts the diagram above the table, with the choice of what it tells. */
function mount(section, links) {
  const frame = element("div", { class: "wide diagram", role: "region", tabindex: "0", "aria-label": "Diagramme" });
  const known = Object.keys(KINDS).filter((kind) => links.some(({ about }) => about === kind));
  const draw = (kind) => frame.replaceChildren(drawDiagram(links.filter(({ about }) => about === kind)));
  const choices = known.map((kind) => {
    const [french, english] = KINDS[kind];
    const box = element("input", {
      type: "radio",
      name: "kind",
      checked: kind === known[0],
      onchange: () => draw(kind),
    });
    return element(
      "label",
      {},
      box,
      ` ${french} `,
      english === french ? null : element("span", { class: "en", lang: "en" }, english),
    );
  });
  draw(known[0]);
  section.querySelector("h2").after(element("p", { class: "kinds" }, choices), frame);
}

const table = document.querySelector("#links");
if (table) mount(document.querySelector("#diagram"), readLinks(table));
