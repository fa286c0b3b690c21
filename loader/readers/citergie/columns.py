"""Which cell belongs to which column.

OCR drops empty cells and inserts others, so a row may have fewer or more cells than its header. Each way of laying the
cells on the columns is scored by what the cells look like; the best one is taken, and a cell whose place the best ways
do not agree on is left unplaced, for a person to decide.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz

from loader.authority import Authority
from loader.readers.citergie.measures import has_code
from loader.readers.citergie.pages import RawRow, is_other
from loader.text import blocks, fold, squeeze
from loader.values.dates import looks_like_date
from loader.values.money import looks_like_money
from loader.vocabulary import Scheme

ACTOR_COLUMNS = ("lead", "funders", "partners")
_GAP = -0.6
# A row without a title is rare: a page loses the empty cells of a row before it loses what the row is called.
_NO_TITLE = -2.0
_LONG = 80
WRONG = -5.0
_TIE = 0.05
_ALIKE = 85
# Columns whose cells hold lists; in the others markup says nothing.
_LISTS = ("title", "description", *ACTOR_COLUMNS)
# No page has so many columns; a line with more cells is not laid out.
_MOST_CELLS = 40
Placement = tuple[tuple[int, int], ...]


def plain(column: str, cell: str) -> str:
    """Give the text to be read from a cell: without markup, save where markup makes a list.

    >>> plain("start", "<p>2019</p>"), plain("title", "<p>2019</p>")
    ('2019', '<p>2019</p>')
    """
    return squeeze(cell) if column in _LISTS else " ".join(blocks(cell))


@dataclass
class Looks:
    """What the cells of well-formed rows look like, column by column."""

    authority: Authority
    statuses: Scheme
    audiences: Counter[str] = field(default_factory=Counter)
    roles: dict[str, Counter[str]] = field(default_factory=dict)

    def learn(self, rows: Iterable[RawRow]) -> None:
        """Count actors by column and audiences, in the rows that have as many cells as their header."""
        for raw in rows:
            if len(raw.cells) == len(raw.header.fields):
                for name, cell in zip(raw.header.fields, raw.cells, strict=True):
                    self.learn_cell(name, cell)

    def learn_cell(self, name: str, cell: str) -> None:
        """Count one cell that surely stands in its column."""
        if name == "audience" and cell.strip():
            self.audiences[fold(plain(name, cell))] += 1
        if name in ACTOR_COLUMNS:
            for actor in self.authority.resolve(cell).actors:
                self.roles.setdefault(actor.path, Counter())[name] += 1

    def fit(self, cell: str, column: str) -> float:
        """Score how well a cell fits a column: about 3 for a sure sign, -5 where it cannot stand."""
        cell = plain(column, cell)
        if not cell or is_other(column):
            return 0.0
        if column in ("start", "end"):
            return self._fit_date(cell)
        if column == "budget":
            return self._fit_budget(cell)
        if column == "status":
            return 3.0 if self._is_status(cell) else WRONG
        if column == "measure":
            return 2.0 if has_code(cell) else 0.0
        return self._fit_text(cell, column)

    def _fit_date(self, cell: str) -> float:
        if looks_like_date(cell):
            return 3.0
        return 1.0 if fold(cell) == "" else WRONG

    def _fit_budget(self, cell: str) -> float:
        if looks_like_money(cell):
            return 3.0
        if fold(cell) == "":
            return 0.8
        return WRONG if looks_like_date(cell) or self._is_status(cell) else -0.5

    def _fit_text(self, cell: str, column: str) -> float:
        if looks_like_date(cell) or self._is_status(cell) or (looks_like_money(cell) and len(cell) < 40):
            return WRONG
        if column == "audience":
            return 2.0 if self.knows_audience(cell) else -1.0
        if column in ACTOR_COLUMNS:
            return self._fit_actor(cell, column)
        if column == "theme":
            return WRONG if has_code(cell) else 0.0
        return self._fit_prose(cell, column)

    def is_lead_elsewhere(self, cell: str) -> bool:
        """Say whether a cell names only actors that lead actions elsewhere, several times and hardly ever otherwise."""
        seen = [self.roles.get(actor.path, Counter[str]()) for actor in self.authority.resolve(cell).actors]
        return bool(seen) and all(roles["lead"] >= 2 and roles["lead"] >= 0.8 * roles.total() for roles in seen)

    def knows_audience(self, cell: str) -> bool:
        """Say whether well-formed rows have this audience."""
        return max((fuzz.ratio(fold(cell), text) for text in self.audiences), default=0.0) >= _ALIKE

    def _fit_prose(self, cell: str, column: str) -> float:
        naming = self.authority.resolve(cell)
        if naming.actors and not naming.unresolved:
            return -1.5
        return 1.0 if column == "description" and len(cell) > _LONG else 0.5

    def _fit_actor(self, cell: str, column: str) -> float:
        naming = self.authority.resolve(cell)
        if not naming.actors:
            return -2.0 if len(cell) > _LONG else -0.5
        shares = [self._share(actor.path, column) for actor in naming.actors]
        known = len(naming.actors) / (len(naming.actors) + len(naming.unresolved))
        return known * (0.5 + sum(shares) / len(shares))

    def _share(self, path: str, column: str) -> float:
        seen = self.roles.get(path)
        return seen[column] / seen.total() if seen else 1 / len(ACTOR_COLUMNS)

    def _is_status(self, cell: str) -> bool:
        folded = fold(cell)
        return any(fuzz.ratio(folded, spelling) >= _ALIKE for spelling in self.statuses.spellings)


@dataclass(frozen=True)
class Layout:
    """Where the non-empty cells of a row go: cell index → column index, and the cells that cannot be decided."""

    placed: dict[int, int]
    undecided: frozenset[int] = frozenset()


def lay_out(raw: RawRow, looks: Looks, pins: dict[int, int], neighbours: Counter[int]) -> Layout:
    """Lay the cells of a row on the columns of its header.

    `pins` are cells that a person placed; `neighbours` counts, for the block, where other rows have an extra cell.
    """
    cells, fields = raw.cells, raw.header.fields
    filled = [i for i, cell in enumerate(cells) if cell.strip()]
    same_length = len(cells) == len(fields) and not pins
    identity = Layout({i: i for i in filled})
    if same_length and all(looks.fit(cells[i], fields[i]) > WRONG for i in filled):
        return identity
    if len(cells) > _MOST_CELLS:
        cells = cells[: max(filled) + 1]
    if len(cells) > _MOST_CELLS:
        return Layout({}, frozenset(filled))
    best = _best_placements(tuple(cells), fields, looks, pins)
    if len(best) > 1 and neighbours:
        shift = neighbours.most_common(1)[0][0]
        best = [p for p in best if first_extra(p, len(cells)) == shift] or best
    if same_length and not _surely_shifted(best, cells, fields, looks):
        # What does not fit is an unknown word in its own column, not a shift.
        return identity
    agreed = set(best[0]).intersection(*map(set, best[1:]))
    return Layout(dict(agreed), frozenset(set(filled) - {cell for cell, _ in agreed}))


def _surely_shifted(best: list[Placement], cells: list[str], fields: tuple[str, ...], looks: Looks) -> bool:
    """Say whether there is one best way to lay out a full row, and each cell that it moves looks right there."""
    moved = [(i, j) for i, j in best[0] if i != j]
    return len(best) == 1 and len(moved) > 1 and all(looks.fit(cells[i], fields[j]) >= 1.0 for i, j in moved)


def first_extra(placement: Iterable[tuple[int, int]], cells: int) -> int:
    """Give the first cell after which the placement is shifted (`cells` when it is not)."""
    return min((cell for cell, column in placement if cell != column), default=cells)


def _best_placements(
    cells: tuple[str, ...], fields: tuple[str, ...], looks: Looks, pins: dict[int, int]
) -> list[Placement]:
    """Find the best ways to lay cells on columns in order; only empty cells may be dropped."""

    @cache
    def best(i: int, j: int) -> tuple[tuple[float, Placement], ...]:
        if i == len(cells) and j == len(fields):
            return ((0.0, ()),)
        options: list[tuple[float, Placement]] = []
        if i < len(cells) and j < len(fields) and pins.get(i, j) == j and (i in pins or j not in pins.values()):
            here = looks.fit(cells[i], fields[j]) + _place_bonus(i, j, len(cells), fields)
            mark = ((i, j),) if cells[i].strip() else ()
            options += [(score + here, mark + rest) for score, rest in best(i + 1, j + 1)]
        if j < len(fields):
            gap = _NO_TITLE if fields[j] == "title" else _GAP
            options += [(score + gap, rest) for score, rest in best(i, j + 1)]
        if i < len(cells) and not cells[i].strip():
            options += [(score + _GAP, rest) for score, rest in best(i + 1, j)]
        return _top(options)

    return list(dict.fromkeys(placement for _, placement in best(0, 0))) or [()]


def _top(options: list[tuple[float, Placement]]) -> tuple[tuple[float, Placement], ...]:
    highest: dict[Placement, float] = {}
    for score, placement in options:
        highest[placement] = max(score, highest.get(placement, score))
    limit = max(highest.values(), default=0.0) - _TIE
    return tuple((score, placement) for placement, score in highest.items() if score >= limit)


def _place_bonus(i: int, j: int, cells: int, fields: tuple[str, ...]) -> float:
    """Prefer a cell's own place, counted from the left or from the right, when looks say nothing.

    Not for dates: whether a lone year is the start or the end must not hang on a place.
    """
    own_place = i == j or cells - i == len(fields) - j
    return 0.1 if own_place and fields[j] not in ("start", "end") else 0.0
