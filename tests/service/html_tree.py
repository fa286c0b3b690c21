"""The pages of the service as trees of elements, read as a browser would."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("root")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = SubElement(self.open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        names = [each.tag for each in self.open]
        if tag in names:
            del self.open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        node = self.open[-1]
        if len(node):
            node[-1].tail = (node[-1].tail or "") + data
        else:
            node.text = (node.text or "") + data


def read_tree(page: str) -> Element:
    """Return the root of a page."""
    builder = _Builder()
    builder.feed(page)
    return builder.open[0]


def text_of(node: Element, *, english: bool = False) -> str:
    """Return the words of an element, in French only unless told otherwise."""
    return " ".join("".join(_texts(node, english)).split())


def _texts(node: Element, english: bool) -> list[str]:
    if node.tag == "script" or (node.get("lang") == "en" and not english):
        return []
    inside = [part for child in node for part in (*_texts(child, english), child.tail or "")]
    return [node.text or "", *inside]


def with_class(node: Element, name: str, tag: str | None = None) -> list[Element]:
    """Return the elements of a class below a node."""
    return [each for each in node.iter(tag) if name in each.get("class", "").split()]


def section(page: Element, name: str) -> Element | None:
    """Return the section that a heading names."""
    return next((each for each in page.iter("section") if each.get("aria-labelledby") == name), None)
