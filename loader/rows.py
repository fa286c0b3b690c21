"""Source rows: every physical line of a document, its cells as read, and what became of it (the ledger)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from loader.errors import GraphError


class Fate(StrEnum):
    """What became of a physical line."""

    MAPPED = "mapped"
    MERGED = "merged"
    STRUCTURE = "structure"
    WITHHELD = "withheld"
    TO_CORRECT = "to-correct"
    REJECTED = "rejected"


# Lines that a person must still look at.
TO_LOOK_AT = (Fate.TO_CORRECT, Fate.REJECTED)


@dataclass
class Cell:
    """One cell: as read, and the `text` to be read from it, without markup and after a person's correction."""

    position: int
    header: str
    column: str
    raw: str
    text: str
    about: str = ""
    corrected: bool = False
    reading: str = "chosen"
    reason: str = ""


@dataclass(frozen=True)
class Doubt:
    """A cell that a person must look at: column, value, problem, likely reading."""

    column: str
    value: str
    problem: str
    likely: str | None = None


@dataclass
class Row:
    """One physical line.

    `problems` are the cells to correct; `reason` is problems and `note` together. `describes` are the things that the
    line states, `quotes` words of a prose line whose text is not kept. `head` is the line that this one goes on from,
    where a cell of a table holds line breaks.
    """

    line: int
    cells: list[Cell] = field(default_factory=list)
    fate: Fate | None = None
    reason: str = ""
    note: str = ""
    describes: list[str] = field(default_factory=list)
    repeats: int | None = None
    problems: list[str] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    head: int = 0

    def cell(self, column: str) -> Cell | None:
        """Give the cell of a column, if the line has one."""
        return next((cell for cell in self.cells if cell.column == column), None)

    def text(self, column: str) -> str:
        """Give the text of a column's cell, corrected; empty when there is none."""
        cell = self.cell(column)
        return cell.text if cell else ""

    def close(self, fate: Fate, reason: str = "", describes: Iterable[str] = ()) -> None:
        """Give the line its fate; problems that were noted turn it into a line to correct."""
        self.describes = list(dict.fromkeys([*self.describes, *describes]))
        self.fate = Fate.TO_CORRECT if self.problems else fate
        self.note = reason
        self.reason = " ; ".join([*self.problems, *([reason] if reason else [])])

    def doubt(self, column: str, value: str, problem: str, likely: str | None = None) -> None:
        """Note a cell that a person must look at: column, value, problem, likely reading."""
        hint = f" ; lecture probable : {likely}" if likely else ""
        note = f"colonne {column} : « {value} » : {problem}{hint}"
        if note not in self.problems:
            self.problems.append(note)
            self.doubts.append(Doubt(column, value, problem, likely))


def close_continuations(rows: list[Row]) -> None:
    """Let the lines inside a cell with line breaks share the fate of the line where it begins."""
    for row in rows:
        if row.head:
            head = rows[row.head - 1]
            fate = Fate.MAPPED if head.describes else head.fate or Fate.STRUCTURE
            row.close(fate, f"suite de la ligne {head.line}", head.describes)


def check_ledger(document: str, rows: list[Row], physical_lines: int) -> None:
    """Raise GraphError unless each physical line stands in the ledger once, with its fate."""
    lines = [row.line for row in rows]
    if lines != list(range(1, physical_lines + 1)):
        lost = sorted(set(range(1, physical_lines + 1)) - set(lines))
        raise GraphError(f"ledger of {document}: {len(lines)} rows for {physical_lines} lines; lost: {lost}")
    if nowhere := [row.line for row in rows if row.fate is None]:
        raise GraphError(f"ledger of {document}: lines without fate: {nowhere}")
    for row in rows:
        if row.fate is Fate.MAPPED and not row.describes:
            raise GraphError(f"ledger of {document}: line {row.line} is mapped to nothing")
