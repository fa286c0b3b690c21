"""The grid of the matrix: its headings in order, and what stands in each cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from endpoint.audit.asking import Answered, Row

# Each strength by shape and word, the strongest first.
SIGNS = {"strong": "●", "medium": "◐", "weak": "○"}
WORDS = {"strong": "forte", "medium": "moyenne", "weak": "faible"}


@dataclass(frozen=True)
class Heading:
    """What heads a row or a column; `group` is empty where the document has no groups."""

    iri: str
    code: str
    label: str
    group: str
    group_label: str

    @property
    def name(self) -> str:
        """The code and the label.

        >>> Heading("urn:a", "1.3", "Mobilité", "1", "").name
        '1.3 Mobilité'
        """
        return f"{self.code} {self.label}".strip()


@dataclass(frozen=True)
class Cell:
    """What links a row and a column; without a strength, every pair that was examined was rejected."""

    strength: str
    actions: int
    direct: int
    through_measure: int
    objectives: int
    rejected: int

    @property
    def sign(self) -> str:
        """The strength as a shape."""
        return SIGNS.get(self.strength, "✕")

    @property
    def word(self) -> str:
        """The strength as a word."""
        return WORDS.get(self.strength, "rejetée")

    @property
    def counts(self) -> str:
        """The actions: those linked themselves + those by their measure; then the objectives, where there are any."""
        if not self.strength:
            return ""
        return f"{self.direct}+{self.through_measure}" + (f"+{self.objectives}" if self.objectives else "")

    def in_words(self, *, rejected: bool) -> str:
        """Say the same in French words, with the rejected pairs if asked.

        >>> Cell("strong", 4, 1, 3, 0, 1).in_words(rejected=True)
        'forte ; 4 actions : 1 reliée elle-même, 3 par leur mesure ; 1 paire rejetée'
        """
        parts = [self.word, *_told(self)] if self.strength else []
        if rejected and self.rejected:
            parts.append(_some(self.rejected, "paire rejetée", "paires rejetées"))
        return " ; ".join(parts)


@dataclass(frozen=True)
class Group:
    """Headings that the document or the catalogue holds together."""

    key: str
    label: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class Grid:
    """The matrix; a pair of headings that has no cell has no link."""

    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: Mapping[tuple[str, str], Cell]

    @cached_property
    def row_groups(self) -> list[Group]:
        """The rows in their groups."""
        return list(_groups(self.rows))

    @cached_property
    def column_groups(self) -> list[Group]:
        """The columns in their groups."""
        return list(_groups(self.columns))

    @cached_property
    def empty_rows(self) -> list[Heading]:
        """The rows that nothing is linked to."""
        linked = {row for (row, _), cell in self.cells.items() if cell.strength}
        return [each for each in self.rows if each.iri not in linked]

    @cached_property
    def empty_columns(self) -> list[Heading]:
        """The columns that are linked to nothing."""
        linked = {column for (_, column), cell in self.cells.items() if cell.strength}
        return [each for each in self.columns if each.iri not in linked]

    @cached_property
    def tally(self) -> dict[str, int]:
        """How many cells have each strength."""
        strengths = [cell.strength for cell in self.cells.values()]
        return {strength: strengths.count(strength) for strength in SIGNS}


def read_grid(headings: Answered, cells: Answered) -> Grid:
    """Put the grid together from the answers of `matrix-headings` and `matrix`."""
    of_side = {side: tuple(_headings(headings.rows, side)) for side in ("row", "column")}
    return Grid(of_side["row"], of_side["column"], {(row["row"], row["column"]): _cell(row) for row in cells.rows})


def _headings(rows: Iterable[Row], side: str) -> Iterable[Heading]:
    for row in rows:
        if row["side"] == side:
            yield Heading(row["thing"], row["code"], row["label"], row["group"], row["groupLabel"])


def _cell(row: Row) -> Cell:
    counts = (int(row[name]) for name in ("actions", "direct", "throughMeasure", "objectives", "rejected"))
    return Cell(row["strongest"], *counts)


def _groups(headings: Iterable[Heading]) -> Iterable[Group]:
    for (key, label), found in groupby(headings, key=lambda each: (each.group, each.group_label)):
        yield Group(key, label, tuple(found))


def _told(cell: Cell) -> Iterable[str]:
    ways = [_some(cell.direct, "reliée elle-même", "reliées elles-mêmes")]
    ways += [_some(cell.through_measure, "par sa mesure", "par leur mesure")]
    told = ", ".join(filter(None, ways))
    yield f"{_some(cell.actions, 'action', 'actions')} : {told}" if told else "aucune action"
    if cell.objectives:
        yield _some(cell.objectives, "objectif", "objectifs")


def _some(count: int, one: str, more: str) -> str:
    return f"{count} {more if count > 1 else one}" if count else ""
