"""What a person decided about a cell: `corrections.csv`.

`read` is the cell, or the piece of it that is wrong; `corrected` takes its place. An empty `corrected` empties it; a
`?` keeps the cell as read and puts its line among those to correct, with the reason: a person read it and doubts.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from loader.problems import each, report
from loader.tables import Record, read_table
from loader.text import squeeze

DOUBT = "?"
_COLUMNS = ("document", "line", "column", "read", "corrected", "reason")


@dataclass(frozen=True)
class Correction:
    """One decision on one cell."""

    record: Record
    document: str
    line: int
    column: str
    read: str
    corrected: str
    reason: str

    @property
    def is_doubt(self) -> bool:
        """Say whether the person could not decide."""
        return self.corrected == DOUBT

    def matches(self, cell: str) -> bool:
        """Say whether the cell still holds what the person read; nothing read fits an empty cell only."""
        read, found = squeeze(self.read), squeeze(cell)
        return read in found if read else not found

    def apply(self, cell: str) -> str:
        """Give the corrected cell."""
        if self.is_doubt:
            return cell
        return squeeze(cell).replace(squeeze(self.read), self.corrected) if self.read else self.corrected


@dataclass
class Corrections:
    """All decisions of a territory; each must be used, or the table is stale."""

    items: list[Correction] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def on(self, document: str, line: int) -> list[Correction]:
        """Give the decisions on one line."""
        return [c for c in self.items if (c.document, c.line) == (document, line)]

    def take(self, correction: Correction) -> Correction:
        """Mark a decision as used."""
        self.used.add(correction.record.line)
        return correction

    def unused(self) -> Iterator[Correction]:
        """Give the decisions that no cell matched."""
        return (c for c in self.items if c.record.line not in self.used)


def read_corrections(path: Path, documents: set[str] | None) -> Corrections:
    """Read `corrections.csv`; an absent file is no corrections; a bad one is a problem.

    Without `documents`, where the territory's list of them is wrong itself, any document may be named.
    """
    if not path.is_file():
        return Corrections()
    return Corrections(each(read_table(path, _COLUMNS), lambda record: _correction(record, documents)))


def check_all_used(corrections: Corrections, documents: Container[str]) -> None:
    """Report a decision on a cell of the documents that no longer reads so: nothing is dropped silently."""
    for correction in (found for found in corrections.unused() if found.document in documents):
        problem = f"no such text in line {correction.line}, column {correction.column}"
        report(correction.record.error("read", problem, "correct or remove this line"))


def _correction(record: Record, documents: set[str] | None) -> Correction:
    if documents is not None and record["document"] not in documents:
        raise record.error("document", "no such document", f"one of {', '.join(sorted(documents))}")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", record["line"]):
        raise record.error("line", "a line is a number", "as the document's lines are counted")
    for column in ("column", "reason"):
        if not record[column]:
            report(record.error(column, "is empty", "a correction says where and why"))
    texts = (record["column"], record["read"], record["corrected"], record["reason"])
    return Correction(record, record["document"], int(record["line"]), *texts)
