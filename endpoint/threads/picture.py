"""Draws the thread as SVG; every node leads to its sheet, and the table beside the picture says the same in words."""

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from markupsafe import Markup

from endpoint.audit.figures.euros import in_short
from endpoint.audit.figures.svg import PAPER, THREAD, Drawing, shortened
from endpoint.bilingual import Text, side_by_side
from endpoint.threads.flows import Flows, Node, total
from endpoint.threads.layout import THICK, WIDTH, Box, Layout, Ribbon, lay_out

TITLE = Text("Le fil, des axes aux actions", "The thread, from axes to actions")
CAPTION = Text(
    "À gauche les axes, au milieu les mesures, à droite les actions, une par trait. La largeur dit {by}. Une action "
    "qui sert plusieurs axes compte pour chacun : les axes ne s'additionnent pas. Liens forts et moyens seulement.",
    "The axes on the left, the measures in the middle, the actions on the right, one a stroke. The width tells {by}. "
    "An action that serves several axes counts for each: axes do not add up. Strong and medium links only.",
)
BY = {
    "actions": Text("le nombre d'actions", "the number of actions"),
    "budget": Text("leur budget connu (le minimum)", "their known budget (the minimum)"),
}
HEADS = (
    ("end", 318.0, Text("Axes", "Axes")),
    ("start", 560.0, Text("Mesures", "Measures")),
    ("end", 954.0, Text("Actions", "Actions")),
)
UNKNOWN = Text("budget inconnu", "budget unknown")
ROOM_OF_AXES, ROOM_OF_MEASURES = 46, 56
# Ribbons cross, and names stand on them: web/threads.css says the same in the page's colours.
RIBBON = {"class": "ribbon", "fill": THREAD, "fill_opacity": "0.16", "stroke": "none"}
NAME = {"class": "name", "font_size": "11", "stroke": PAPER, "stroke_width": "3", "paint_order": "stroke"}


@dataclass(frozen=True)
class Picture:
    """The drawing, how to read it, and how many actions are not in it because their weight is not known."""

    svg: Markup
    caption: Text
    unknown: int


def draw_thread(flows: Flows, width: str, href: Callable[[str], str | None], source: str = "") -> Picture:
    """Draw the thread; `href` gives where to read about an IRI, `source` says where a lone picture is from."""
    by = BY[width]
    caption = Text(CAPTION.fr.format(by=by.fr), CAPTION.en.format(by=by.en))
    pen = _Pen(Drawing(WIDTH, TITLE, caption, source), flows, href)
    svg = Markup(pen.draw(lay_out(flows)))  # noqa: S704 (ElementTree escapes)
    return Picture(svg, caption, flows.unknown)


@dataclass(frozen=True)
class _Pen:
    drawing: Drawing
    flows: Flows
    href: Callable[[str], str | None]

    def draw(self, layout: Layout) -> str:
        for anchor, x, name in HEADS:
            self.drawing.text("faint", (x, 16), side_by_side(name), text_anchor=anchor)
        for ribbon in layout.to_measures:
            self._ribbon(ribbon, {ribbon.source})
        for ribbon in layout.to_axes:
            self._ribbon(ribbon, self.flows.to_axes[ribbon.target, ribbon.source])
        flows = self.flows
        for box in layout.actions:
            self._node(box, flows.actions[box.key], {box.key})
        for box in layout.measures:
            link = self._node(box, flows.measures[box.key], flows.of_measure(box.key))
            self._name(link, flows.measures[box.key], (box.x + THICK + 5, box.middle + 4), "start", ROOM_OF_MEASURES)
        for box in layout.axes:
            link = self._node(box, flows.axes[box.key], flows.of_axis(box.key))
            self._name(link, flows.axes[box.key], (box.x - 5, box.middle + 4), "end", ROOM_OF_AXES)
        return self.drawing.finish(layout.height)

    def _ribbon(self, ribbon: Ribbon, actions: set[str]) -> None:
        (x1, y1), (x0, y0) = ribbon.start, ribbon.end
        middle, width = (x0 + x1) / 2, ribbon.width
        steps = (
            f"M{x0:g} {y0:.1f}C{middle:g} {y0:.1f} {middle:g} {y1:.1f} {x1:g} {y1:.1f}v{width:.1f}"
            f"C{middle:g} {y1 + width:.1f} {middle:g} {y0 + width:.1f} {x0:g} {y0 + width:.1f}z"
        )
        counted = _counted(actions)
        ends = f"{self._short(ribbon.target)} ← {self._short(ribbon.source)} : {counted}"
        told = Text(ends, ends)
        self.drawing.path("pale", steps, told, **RIBBON)

    def _node(self, box: Box, node: Node, actions: set[str]) -> Element:
        """Draw a node inside a link to its sheet; return what its name is to be written into."""
        style = "solid" if node.iri else "hatched"
        mark = self.drawing.rect(style, (box.x, box.y, THICK, box.height), self._told(node, actions))
        href = self.href(node.iri) if node.iri else None
        if not href:
            return self.drawing.root
        # The table beside leads to the same sheets: a reader with a keyboard goes there.
        link = ElementTree.SubElement(self.drawing.root, "a", {"href": href, "tabindex": "-1"})
        self._move(mark, link)
        return link

    def _name(self, link: Element, node: Node, at: tuple[float, float], anchor: str, room: int) -> None:
        self.drawing.text("text", at, shortened(_named(node), room), text_anchor=anchor, **NAME)
        self._move(self.drawing.root[-1], link)

    def _move(self, element: Element, parent: Element) -> None:
        self.drawing.root.remove(element)
        parent.append(element)

    def _short(self, key: str) -> str:
        # The code of an action is that of its measure.
        node = self.flows.axes.get(key) or self.flows.measures.get(key)
        return self.flows.actions[key].label if node is None else node.code or node.label

    def _told(self, node: Node, actions: set[str]) -> Text:
        known, counted = total(self.flows.amounts, actions), _counted(actions)
        least = Text(f"au moins {in_short(known)}", f"at least {in_short(known)}") if known else UNKNOWN
        return Text(f"{_named(node)} : {counted}, {least.fr}", f"{counted}, {least.en}")


def _named(node: Node) -> str:
    return f"{node.code} {node.label}".strip()


def _counted(actions: set[str]) -> str:
    return f"{len(actions)} action{'s' if len(actions) > 1 else ''}"
