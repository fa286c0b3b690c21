"""Days on a line from the first year to the last, with the years as a grid."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import MAXYEAR, date
from typing import Self

from endpoint.audit.figures.svg import Drawing
from endpoint.bilingual import Text

# So many years apart the years are named, at most so many of them.
APART = (1, 2, 5, 10, 25, 50, 100)
NAMED = 14


def read_day(text: str) -> date | None:
    """Return a day that the calendar knows; a date of RDF may lie outside of it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def span_in_words(start: str, end: str, *, is_open: bool) -> tuple[Text, Text]:
    """Say when something starts and when it ends.

    >>> [each.fr for each in span_in_words("2019", "", is_open=False)]
    ['début 2019', 'fin non dite']
    """
    without_end = Text("fin ouverte", "open end") if is_open else Text("fin non dite", "end not stated")
    return (
        Text(f"début {start}", f"start {start}") if start else Text("début non dit", "start not stated"),
        Text(f"fin {end}", f"end {end}") if end else without_end,
    )


@dataclass(frozen=True)
class TimeScale:
    """Where a day lies between `left` and `right`, which are the beginnings of the years `first` and `last`."""

    first: int
    last: int
    left: float
    right: float

    @classmethod
    def over(cls, days: Collection[date], left: float, right: float) -> Self:
        """Return the scale of the whole years that hold the days; without any, of one year."""
        years = [day.year for day in days] or [2000]
        first = min(*years, MAXYEAR - 1)
        return cls(first, min(max(years) + 1, MAXYEAR), left, right)

    def x(self, day: date) -> float:
        """Return where a day lies."""
        begin, finish = date(self.first, 1, 1).toordinal(), date(self.last, 1, 1).toordinal()
        return self.left + (day.toordinal() - begin) / (finish - begin) * (self.right - self.left)

    def draw(self, drawing: Drawing, top: float, foot: float) -> None:
        """Draw a line a year from top to foot, and the year above it."""
        apart = next((step for step in APART if (self.last - self.first) / step <= NAMED), APART[-1])
        for year in range(self.first, self.last + 1):
            if year % apart == 0:
                x = self.x(date(year, 1, 1))
                drawing.line("grid", (x, top, x, foot))
                drawing.text("faint", (x, top - 4), str(year), text_anchor="middle", font_size="11")
