"""How many rows a serialised table has: counted in the bytes, since the engine writes them all by itself.

No value is taken for a row: each mark holds what the format would have escaped within a value. A row of JSON that binds
nothing has no such mark, and is not counted.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

from pyoxigraph import QueryResultsFormat


class Count(Protocol):
    """Counts in pieces, wherever they are parted."""

    rows: int

    def take(self, data: bytes) -> None:
        """Count the next piece."""


class Marks:
    """Adds up what each mark counts."""

    def __init__(self, worth: Mapping[bytes, int], rows: int = 0) -> None:
        self.rows = rows
        self._worth = worth
        self._ends = dict.fromkeys(worth, b"")

    def take(self, data: bytes) -> None:
        """Count the marks that end in this piece."""
        for mark, worth in self._worth.items():
            seen = self._ends[mark] + data
            self.rows += worth * seen.count(mark)
            self._ends[mark] = seen[-(len(mark) - 1) :] if len(mark) > 1 else b""


class Lines:
    """Counts the lines of CSV, whose quoted values may hold line ends."""

    def __init__(self) -> None:
        self.rows = -1
        self._quoted = 0

    def take(self, data: bytes) -> None:
        """Count the line ends outside quotation marks; a mark that is written twice opens and closes nothing."""
        parts = data.split(b'"')
        self.rows += sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted = (self._quoted + len(parts) - 1) % 2


# The first line of a table in text names its columns. In JSON a value that ends in `,{` is followed by its quotation
# mark too, but then not by the name of a column.
COUNTS: dict[QueryResultsFormat, Callable[[], Count]] = {
    QueryResultsFormat.JSON: lambda: Marks({b'"bindings":[{"': 1, b',{"': 1, b',{"}': -1, b',{",': -1}),
    QueryResultsFormat.XML: lambda: Marks({b"<result>": 1}),
    QueryResultsFormat.TSV: lambda: Marks({b"\n": 1}, rows=-1),
    QueryResultsFormat.CSV: Lines,
}
