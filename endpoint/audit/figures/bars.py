"""Counts as bars: a whole for each row, its parts in it from the left, and from the right what is unknown of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from endpoint.audit.asking import Row
from endpoint.audit.figures.figure import WIDTH, Labels, Part, Shown
from endpoint.audit.figures.legend import draw_legend
from endpoint.audit.figures.svg import Drawing
from endpoint.bilingual import Text

LEFT, RIGHT, STEP, THICK = 340.0, 900.0, 26.0, 18.0
ROOM = 46
# A number is written into a part from this width on.
WRITTEN = 16.0
STYLES = ("solid", "pale", "light")
CAPTION = Text(
    "Chaque barre est une ligne du tableau ; sa longueur est le nombre écrit au bout.",
    "Each bar is a row of the table; its length is the number at its end.",
)


@dataclass(frozen=True)
class Bars:
    """One bar a row: `whole` gives its length, `parts` add up to it or less, `unknown` is counted from its end."""

    labels: Labels
    whole: Part
    parts: tuple[Part, ...] = ()
    unknown: Part | None = None
    caption: Text = CAPTION

    def draw(self, shown: Shown) -> str:
        """Return the SVG."""
        drawing = Drawing(WIDTH, shown.title, self.caption, shown.source)
        top = draw_legend(drawing, list(self._legend()))
        largest = max((int(row[self.whole.column]) for row in shown.rows), default=0) or 1
        for index, row in enumerate(shown.rows):
            bar = _Bar(drawing, self, index, top + index * STEP, (RIGHT - LEFT) / largest, self.labels.of(shown, row))
            bar.draw(row, self.labels.href(shown, row))
        return drawing.finish(top + len(shown.rows) * STEP + 8)

    def _legend(self) -> Iterator[tuple[str, Text]]:
        yield from zip(STYLES, (each.name for each in self.parts), strict=False)
        if self.unknown:
            yield "hatched", self.unknown.name
        yield "outline", self.whole.name


@dataclass(frozen=True)
class _Bar:
    drawing: Drawing
    bars: Bars
    index: int
    top: float
    scale: float
    label: str

    def draw(self, row: Row, href: str | None) -> None:
        bars, middle = self.bars, self.top + THICK - 5
        self.drawing.label((LEFT - 8, middle), self.label, ROOM, href)
        end = self._mark("outline", LEFT, row, bars.whole)
        if bars.unknown and int(row[bars.unknown.column]):
            self._mark("hatched", end - int(row[bars.unknown.column]) * self.scale, row, bars.unknown)
        left = LEFT
        for style, part in zip(STYLES, bars.parts, strict=False):
            left = self._mark(style, left, row, part)
        self.drawing.text("text", (end + 6, middle), row[bars.whole.column])

    def _mark(self, style: str, left: float, row: Row, part: Part) -> float:
        """Draw one part from its left edge; return its right edge."""
        count = int(row[part.column])
        width = count * self.scale
        if count:
            self.drawing.rect(
                style,
                (left, self.top, width, THICK),
                Text(f"{self.label} : {count} {part.name.fr}", f"{count} {part.name.en}"),
                data_row=str(self.index),
                data_column=part.column,
                data_value=row[part.column],
            )
        if style == "solid" and width >= WRITTEN:
            self.drawing.text("inside", (left + width / 2, self.top + THICK - 5), str(count))
        return left + width
