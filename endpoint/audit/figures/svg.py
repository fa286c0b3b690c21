"""An SVG drawing, element by element.

Colours are written twice: as attributes, for the file that a reader takes away, and as classes, by which a page's
stylesheet sets them to its own, by day, by night and on paper. No style attribute: the pages' policy allows none.
"""

import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from endpoint.bilingual import Text, side_by_side

NOTHING = Text("", "")
NAMESPACE = "http://www.w3.org/2000/svg"
INK, FAINT, LINE, THREAD, PALE, PAPER = "#22252a", "#5a606a", "#85817a", "#a3182c", "#d9a1a8", "#fdfcfa"
# What each kind of mark looks like without a stylesheet; web/figures.css says the same in the page's colours.
STYLES: dict[str, dict[str, str]] = {
    "paper": {"fill": PAPER},
    "solid": {"fill": THREAD},
    "pale": {"fill": PALE, "stroke": THREAD, "stroke-width": "0.75"},
    "light": {"fill": "#e9e3da", "stroke": LINE, "stroke-width": "0.5"},
    "outline": {"fill": "none", "stroke": LINE},
    "hatched": {"fill": "url(#hatch)", "stroke": LINE},
    "open": {"fill": "none", "stroke": THREAD, "stroke-dasharray": "5 3"},
    "grid": {"stroke": LINE, "stroke-width": "0.5"},
    "now": {"fill": "none", "stroke": INK, "stroke-width": "1.5", "stroke-dasharray": "2 3"},
    "text": {"fill": INK},
    "faint": {"fill": FAINT},
    "inside": {"fill": "#ffffff", "text-anchor": "middle"},
}
FONT = {"font-family": "system-ui, sans-serif", "font-size": "12"}
# How high the line at the foot is.
FOOT = 24.0
# Characters that XML cannot hold.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Drawing:
    """A drawing with a title and a description, in which every mark stands at a place in pixels.

    A drawing that stands alone says at its foot what it shows and where it is from, its `source`. What it says to who
    points at it, or cannot see it, is French first and English beside: an element has one title only.
    """

    def __init__(self, width: float, title: Text, description: Text, source: str = "") -> None:
        self.width = width
        self.foot = f"{title.fr}. {source}" if source else ""
        self.root = Element("svg", {"xmlns": NAMESPACE, "role": "group", "lang": "fr", **FONT})
        self.root.set("aria-labelledby", "figure-title")
        self.root.set("aria-describedby", "figure-description")
        self._child(self.root, "title", side_by_side(title)).set("id", "figure-title")
        self._child(self.root, "desc", side_by_side(description)).set("id", "figure-description")
        self._hatch()

    def finish(self, height: float) -> str:
        """Return the text of the drawing at its final height, on a ground of its own."""
        if self.foot:
            height += FOOT
            self.text("faint", (8, height - 8), self.foot, font_size="11")
        self.root.set("viewBox", f"0 0 {self.width:g} {height:g}")
        self.root.set("width", f"{self.width:g}")
        self.root.set("height", f"{height:g}")
        ground = Element("rect", {"width": "100%", "height": "100%", "class": "paper", **STYLES["paper"]})
        self.root.insert(3, ground)
        return ElementTree.tostring(self.root, encoding="unicode")

    def rect(self, style: str, box: tuple[float, float, float, float], told: Text = NOTHING, **mark: str) -> Element:
        """Draw a rectangle (x, y, width, height); `told` is what it says to who points at it or cannot see it."""
        x, y, width, height = box
        place = {"x": x, "y": y, "width": max(width, 0), "height": height}
        return self._mark("rect", style, place, told, mark)

    def line(self, style: str, ends: tuple[float, float, float, float]) -> None:
        """Draw a line (x1, y1, x2, y2)."""
        self._mark("line", style, dict(zip(("x1", "y1", "x2", "y2"), ends, strict=True)), NOTHING, {})

    def path(self, style: str, steps: str, told: Text = NOTHING, **mark: str) -> None:
        """Draw a path."""
        self._mark("path", style, {}, told, {"d": steps, **mark})

    def label(self, at: tuple[float, float], words: str, room: int, href: str | None) -> None:
        """Write the name of a row before a point, cut where it is longer than there is room for."""
        node = self.text("text", at, shortened(words, room), href, text_anchor="end")
        self._child(node, "title", words)

    def text(self, style: str, at: tuple[float, float], words: str, href: str | None = None, **how: str) -> Element:
        """Write words with their baseline at a point.

        Where they lead, the table beside leads as well: a reader with a keyboard goes there.
        """
        parent = self.root
        if href:
            parent = ElementTree.SubElement(self.root, "a", {"href": href, "tabindex": "-1"})
        node = self._child(parent, "text", words)
        attributes = {"x": at[0], "y": at[1]} | STYLES[style] | {"class": style} | how
        node.attrib |= {_name(name): _number(value) for name, value in attributes.items()}
        return node

    def translate(self, node: Element, words: str) -> None:
        """Write the English words right after a text, wherever the font lets it end."""
        beside = ElementTree.SubElement(node, "tspan", {"dx": "6", "lang": "en", "class": "faint", **STYLES["faint"]})
        beside.attrib["font-size"] = "11"
        beside.text = words

    def _mark(self, tag: str, style: str, place: dict[str, float], told: Text, mark: dict[str, str]) -> Element:
        node = ElementTree.SubElement(self.root, tag, {"class": style, **STYLES[style]})
        node.attrib |= {name: _number(value) for name, value in place.items()}
        node.attrib |= {_name(name): _clean(value) for name, value in mark.items()}
        if told.fr:
            self._child(node, "title", side_by_side(told))
        return node

    def _child(self, parent: Element, tag: str, words: str) -> Element:
        child = ElementTree.SubElement(parent, tag)
        child.text = _clean(words)
        return child

    def _hatch(self) -> None:
        definitions = ElementTree.SubElement(self.root, "defs")
        pattern = ElementTree.SubElement(
            definitions,
            "pattern",
            {"id": "hatch", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
            | {"patternTransform": "rotate(45)"},
        )
        ElementTree.SubElement(pattern, "line", {"class": "hatch", "y2": "6", "stroke": LINE, "stroke-width": "2.5"})


def shortened(words: str, room: int) -> str:
    """Return the words, cut where they are longer than there is room for.

    >>> shortened("Service Environnement", 10), shortened("DRM", 10)
    ('Service E…', 'DRM')
    """
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def _name(name: str) -> str:
    return name.replace("_", "-")


def _number(value: object) -> str:
    return f"{round(value, 2):g}" if isinstance(value, float | int) else _clean(str(value))


def _clean(words: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", words)
