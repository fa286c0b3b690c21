"""Counts by year, as columns that stand side by side."""

from dataclasses import dataclass

from endpoint.audit.asking import Row
from endpoint.audit.figures.figure import WIDTH, Part, Shown
from endpoint.audit.figures.legend import draw_legend
from endpoint.audit.figures.svg import Drawing
from endpoint.bilingual import Text

LEFT, RIGHT, TALL = 30.0, 950.0, 300.0
STYLES = ("solid", "hatched")
# A number is written into a column from this height on.
WRITTEN = 14.0
# So many years may be named under the columns; of more, every fifth.
NAMED = 20
CAPTION = Text(
    "Une colonne par année : le nombre de la partie pleine, puis, après un +, celui de la partie hachurée.",
    "A column a year: the number of the full part, then, after a +, that of the hatched part.",
)


@dataclass(frozen=True)
class Years:
    """A column a year, its parts one above the other."""

    year: str
    parts: tuple[Part, ...]
    caption: Text = CAPTION

    def draw(self, shown: Shown) -> str:
        """Return the SVG."""
        drawing = Drawing(WIDTH, shown.title, self.caption, shown.source)
        top = draw_legend(drawing, [(style, part.name) for style, part in zip(STYLES, self.parts, strict=False)])
        foot = top + TALL
        largest = max((self._total(row) for row in shown.rows), default=0) or 1
        step = (RIGHT - LEFT) / max(len(shown.rows), 1)
        for index, row in enumerate(shown.rows):
            x = LEFT + index * step
            self._stack(drawing, index, row, (x, foot, step * 0.8, (TALL - 16) / largest))
            if len(shown.rows) <= NAMED or int(row[self.year]) % 5 == 0:
                drawing.text("faint", (x + step * 0.4, foot + 16), row[self.year], text_anchor="middle")
        drawing.line("grid", (LEFT, foot, RIGHT, foot))
        return drawing.finish(foot + 26)

    def _stack(self, drawing: Drawing, index: int, row: Row, place: tuple[float, float, float, float]) -> None:
        x, y, width, scale = place
        above = ""
        for style, part in zip(STYLES, self.parts, strict=False):
            count = row[part.column]
            if height := int(count) * scale:
                told = Text(f"{row[self.year]} : {count} {part.name.fr}", f"{count} {part.name.en}")
                mark = {"data_row": str(index), "data_column": part.column, "data_value": count}
                drawing.rect(style, (x, y - height, width, height), told, **mark)
                # The parts stay apart in numbers as well: nothing says that they add up.
                if style == "solid" and height >= WRITTEN:
                    drawing.text("inside", (x + width / 2, y - height + 12), count, font_size="10")
                else:
                    above += count if style == "solid" else f"+{count}"
            y -= height
        drawing.text("text", (x + width / 2, y - 4), above, text_anchor="middle", font_size="10")

    def _total(self, row: Row) -> int:
        return sum(int(row[part.column]) for part in self.parts)
