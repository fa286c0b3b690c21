"""What every figure takes and gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from endpoint.audit.asking import Row
from endpoint.audit.codes import Words
from endpoint.bilingual import Text, side_by_side

WIDTH = 960.0
NAMELESS = Text("non dit", "not stated")


@dataclass(frozen=True)
class Shown:
    """What a figure draws: the rows of an answer, under a title; `at` is the day that the answer speaks of, if any.

    `link` gives where to read about an IRI, `codes` the words for codes; `source` says where a figure is from that
    stands alone.
    """

    title: Text
    rows: Sequence[Row]
    link: Callable[[str], str | None]
    codes: Words
    at: str | None = None
    source: str = ""

    def said(self, row: Row, column: str) -> str:
        """Return what stands in a column, in words where it is a code."""
        words = self.codes.get(column, {}).get(row[column])
        return words.fr if words else row[column]


class Figure(Protocol):
    """A way to draw an answer; each of its marks says the row (`data-row`), column and value that it draws."""

    @property
    def caption(self) -> Text:
        """How to read the figure."""
        ...

    def draw(self, shown: Shown) -> str:
        """Return the SVG."""
        ...


@dataclass(frozen=True)
class Part:
    """A column that a figure draws, and what its legend calls it."""

    column: str
    name: Text


@dataclass(frozen=True)
class Labels:
    """Which columns name a row, and which is the thing that it leads to; rows without a name are called `nameless`.

    `number` are columns that together, joined by points, are the number that stands before the name.
    """

    columns: tuple[str, ...]
    link: str = ""
    nameless: Text = NAMELESS
    number: tuple[str, ...] = ()

    def of(self, shown: Shown, row: Row) -> str:
        """Return the name of a row."""
        name = " · ".join(filter(None, (shown.said(row, column) for column in self.columns))) or side_by_side(
            self.nameless
        )
        number = ".".join(filter(None, (row[column] for column in self.number)))
        return f"{number} {name}".strip()

    def href(self, shown: Shown, row: Row) -> str | None:
        """Return where the thing of a row is read about."""
        return shown.link(row[self.link]) if row.get(self.link) else None
