"""The tables of an audit page, read as a browser would."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Cell:
    """A cell: its text, the value behind it where the text is written for people, and the address it stands for."""

    value: str | None
    text: str = ""
    title: str | None = None

    @property
    def said(self) -> str:
        """What the cell says, as the query gave it."""
        if self.value is not None:
            return self.value
        return self.title if self.title and self.title.startswith("http") else self.text.strip()


@dataclass
class Sheet:
    """A table: the names of its columns, and its rows."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)


class Sheets(HTMLParser):
    """Collects the tables of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Sheet] = []
        self._cell: Cell | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "table":
            self.found.append(Sheet())
        elif tag == "th":
            self.found[-1].columns.append(attributes.get("data-column") or "")
        elif tag == "tr":
            self.found[-1].rows.append([])
        elif tag == "td":
            self._cell = Cell(attributes.get("data-value"))
            self.found[-1].rows[-1].append(self._cell)
        elif self._cell and self._cell.title is None:
            self._cell.title = attributes.get("title")

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._cell.text += data


def read_sheets(page: str) -> list[Sheet]:
    """Return the tables of a page, without the rows of their heads."""
    parser = Sheets()
    parser.feed(page)
    for sheet in parser.found:
        sheet.rows = [row for row in sheet.rows if row]
    return parser.found
