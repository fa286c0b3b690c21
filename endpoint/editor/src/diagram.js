// Classes and the links between them as SVG, laid out by dagre.
import dagre from "@dagrejs/dagre";

const SVG = "http://www.w3.org/2000/svg";
const LETTER = 7.8;
const SMALL_LETTER = 6.4;
const LINE = 15;
const NODE = 40;
const SMALLEST = 0.75;

/** Returns the drawing; links are {source, property, target, query}. */
export function drawDiagram(links) {
  const graph = layOut(links);
  const { width, height } = graph.graph();
  const drawing = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}` }, arrowHead());
  // It shrinks to the width of the page as far as it can be read.
  drawing.style.minWidth = `${width * SMALLEST}px`;
  drawing.append(...graph.edges().map((ends) => drawEdge(graph.edge(ends), ends.v === ends.w && graph.node(ends.v))));
  drawing.append(...graph.nodes().map((name) => drawNode(graph.node(name))));
  return drawing;
}

function layOut(links) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 18, ranksep: 22, edgesep: 12, marginx: 8, marginy: 8 });
  for (const link of links) {
    for (const word of [link.source, link.target]) graph.setNode(word.short, sized(word));
    const labels = [...(graph.edge(link.source.short, link.target.short)?.labels ?? []), link];
    const longest = Math.max(...labels.map(({ property }) => property.short.length));
    const size = { width: longest * SMALL_LETTER + 8, height: labels.length * LINE, labelpos: "c" };
    graph.setEdge(link.source.short, link.target.short, { labels, ...size });
  }
  dagre.layout(graph);
  return graph;
}

function sized(word) {
  const count = `${word.short} · ${word.uses}`;
  return { word, count, width: Math.max(word.name.length * LETTER, count.length * SMALL_LETTER) + 20, height: NODE };
}

function drawNode({ word, count, x, y, width, height }) {
  const box = svg("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 4 });
  const name = svg("text", { x, y: y - 3, class: "name" }, word.name);
  return svg("a", { href: word.href, class: "node" }, box, name, svg("text", { x, y: y + 12 }, count));
}

function drawEdge({ points, labels, x, y, height }, looped) {
  const path = svg("path", { d: looped ? loop(looped, x) : smooth(points), "marker-end": "url(#arrow)" });
  const top = y - height / 2 + LINE - 4;
  const texts = labels.map(({ property, query }, place) => {
    const title = svg("title", {}, property.name);
    return svg("a", { href: query }, svg("text", { x, y: top + place * LINE }, title, property.short));
  });
  return svg("g", { class: "edge" }, path, ...texts);
}

/** Returns a path from a node to itself, around its label. */
function loop({ x, y, width, height }, label) {
  const [side, far, half] = [x + width / 2, 2 * label - x - width / 2, height / 2];
  return `M${side} ${y - 6}C${far} ${y - half - 12} ${far} ${y + half + 12} ${side} ${y + 6}`;
}

/** Returns a path through the middles of the segments, so that it has no corner. */
function smooth([first, ...rest]) {
  const last = rest.at(-1);
  const curves = rest.slice(0, -1).map((point, place) => {
    const next = rest[place + 1];
    const end = next === last ? last : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${point.x} ${point.y} ${end.x} ${end.y}`;
  });
  return `M${first.x} ${first.y}${curves.join("")}${curves.length ? "" : `L${last.x} ${last.y}`}`;
}

function arrowHead() {
  const shape = { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" };
  return svg("defs", {}, svg("marker", shape, svg("path", { d: "M0 0L8 4L0 8z" })));
}

function svg(tag, properties, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
