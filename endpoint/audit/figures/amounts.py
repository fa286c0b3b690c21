"""Sums of money as bars from nothing to the minimum, and on to the maximum; beside them, the actions without a figure.

What is unknown is drawn as large as what is known, because a short bar may only mean that little was written down.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from endpoint.audit.asking import Row
from endpoint.audit.figures.euros import exact_euros, in_short, steps_up_to
from endpoint.audit.figures.figure import WIDTH, Labels, Part, Shown
from endpoint.audit.figures.legend import draw_legend
from endpoint.audit.figures.svg import Drawing
from endpoint.bilingual import Text

LEFT, RIGHT = 300.0, 600.0
# The actions of a row are drawn between these two.
ACTIONS_LEFT, ACTIONS_RIGHT = 800.0, 890.0
STEP, THICK, GAP = 17.0, 12.0, 9.0
ROOM = 40
# How far beyond its minimum a bar goes that nothing bounds.
BEYOND = 36.0
NO_AMOUNT = Text("aucun montant connu", "no known amount")
CAPTION = Text(
    "Barre pleine : somme des minimums ; pâle : jusqu'à la somme des maximums ; en tirets : sans maximum dit. À "
    "droite, les actions chiffrées (plein) et celles dont le montant est inconnu (hachuré).",
    "Full bar: sum of the minima; pale: up to the sum of the maxima; dashed: no maximum stated. HT: without tax; TTC: "
    "with tax; base non dite: tax basis not stated. On the right, the actions with an amount (full) and those whose "
    "amount is unknown (hatched).",
)


@dataclass(frozen=True)
class Basis:
    """A kind of amount, which adds up with no other: its columns, and what it is called beside its bar."""

    name: Text
    minimum: str
    maximum: str


@dataclass(frozen=True)
class Amounts:
    """For each row a bar a basis; `known` and `unknown` add up to the actions of the row."""

    labels: Labels
    bases: tuple[Basis, ...]
    known: Part | None = None
    unknown: tuple[Part, ...] = ()
    caption: Text = CAPTION

    def draw(self, shown: Shown) -> str:
        """Return the SVG."""
        drawing = Drawing(WIDTH, shown.title, self.caption, shown.source)
        top = draw_legend(drawing, list(self._legend())) + 14
        scale = _Scale(max(self._amounts(shown), default=Decimal(0)))
        rows = [
            _Amounts(drawing, self, index, scale, row, self.labels.of(shown, row))
            for index, row in enumerate(shown.rows)
        ]
        foot = top + sum(each.height for each in rows)
        scale.draw(drawing, top - 4, foot)
        most = max((each.actions for each in rows), default=0)
        if most:
            drawing.text("faint", (ACTIONS_LEFT, top - 8), "actions", font_size="11")
        for each in rows:
            each.draw(shown, top, most)
            top += each.height
        return drawing.finish(foot + 6)

    def _legend(self) -> Iterator[tuple[str, Text]]:
        yield "solid", Text("minimum connu", "known minimum")
        yield "pale", Text("jusqu'au maximum", "up to the maximum")
        yield "open", Text("sans maximum dit", "no maximum stated")
        if self.unknown:
            yield "hatched", Text("actions au montant inconnu", "actions of unknown amount")

    def _amounts(self, shown: Shown) -> Iterator[Decimal]:
        for row in shown.rows:
            for basis in self.bases:
                yield from (Decimal(row[column]) for column in (basis.minimum, basis.maximum) if row[column])


@dataclass(frozen=True)
class _Scale:
    largest: Decimal

    def x(self, amount: Decimal) -> float:
        return LEFT + float(amount / (self.largest or 1)) * (RIGHT - LEFT)

    def draw(self, drawing: Drawing, top: float, foot: float) -> None:
        for amount in steps_up_to(self.largest):
            x = self.x(amount)
            drawing.line("grid", (x, top, x, foot))
            drawing.text("faint", (x, top - 4), in_short(amount), text_anchor="middle", font_size="11")


@dataclass(frozen=True)
class _Amounts:
    """The bars of one row."""

    drawing: Drawing
    figure: Amounts
    index: int
    scale: _Scale
    row: Row
    label: str

    @property
    def bases(self) -> list[Basis]:
        return [each for each in self.figure.bases if self.row[each.minimum] or self.row[each.maximum]]

    @property
    def height(self) -> float:
        return max(len(self.bases), 1) * STEP + GAP

    @property
    def actions(self) -> int:
        return sum(self._counted(part) for part in self._parts())

    def draw(self, shown: Shown, top: float, most: int) -> None:
        middle = top + THICK - 2
        self.drawing.label((LEFT - 8, middle), self.label, ROOM, self.figure.labels.href(shown, self.row))
        for place, basis in enumerate(self.bases):
            self._bar(basis, top + place * STEP)
        if not self.bases:
            none = self.drawing.text("faint", (LEFT + 6, middle), NO_AMOUNT.fr)
            self.drawing.translate(none, NO_AMOUNT.en)
        if most:
            self._strip(top, (ACTIONS_RIGHT - ACTIONS_LEFT) / most)

    def _bar(self, basis: Basis, top: float) -> None:
        low, high = (self.row[column] for column in (basis.minimum, basis.maximum))
        start, end = (self.scale.x(Decimal(each or 0)) for each in (low, high or low))
        if low:
            self._mark("solid", (LEFT, top, start - LEFT, THICK), basis, basis.minimum)
        if high and high != low:
            self._mark("pale", (start, top, end - start, THICK), basis, basis.maximum)
        if not high:
            end += BEYOND
            self.drawing.rect(
                "open",
                (start, top, BEYOND, THICK),
                Text(f"{basis.name.fr} : aucun maximum dit", f"{basis.name.en}: no maximum stated"),
            )
        said = f"{_between(low, high)} {basis.name.fr}"
        self.drawing.text("text", (end + 5, top + THICK - 2), said, font_size="11")

    def _mark(self, style: str, box: tuple[float, float, float, float], basis: Basis, column: str) -> None:
        said = f"{'minimum' if column == basis.minimum else 'maximum'} {exact_euros(self.row[column])}"
        told = Text(f"{self.label} : {said} {basis.name.fr}", f"{said} {basis.name.en}")
        self._draw_mark(style, box, told, column)

    def _draw_mark(self, style: str, box: tuple[float, float, float, float], told: Text, column: str) -> None:
        mark = {"data_row": str(self.index), "data_column": column, "data_value": self.row[column]}
        self.drawing.rect(style, box, told, **mark)

    def _strip(self, top: float, scale: float) -> None:
        parts = list(self._parts())
        edges = [ACTIONS_LEFT]
        for part in parts:
            edges.append(edges[-1] + self._counted(part) * scale)
        for part, (left, right) in zip(parts, pairwise(edges), strict=True):
            if count := self._counted(part):
                style = "solid" if part is self.figure.known and self.bases else "hatched"
                self._draw_mark(style, (left, top, right - left, THICK), _counted(count, part), part.column)
        if self.figure.known:
            known = self._counted(self.figure.known)
            words = f"{known} / {self.actions}" if self.figure.unknown else str(known or "")
            self.drawing.text("text", (edges[-1] + 5, top + THICK - 2), words, font_size="11")

    def _parts(self) -> Iterator[Part]:
        yield from (part for part in (self.figure.known, *self.figure.unknown) if part)

    def _counted(self, part: Part) -> int:
        return int(self.row[part.column] or 0)


def _counted(count: int, part: Part) -> Text:
    return Text(f"{count} {part.name.fr}", f"{count} {part.name.en}")


def _between(low: str, high: str) -> str:
    """Write a sum between two bounds, in signs that need no language."""
    if not high:
        return f"≥ {in_short(Decimal(low))}"
    if not low or low == high:
        return in_short(Decimal(high)) if low else f"≤ {in_short(Decimal(high))}"
    return f"{in_short(Decimal(low))} – {in_short(Decimal(high))}"
