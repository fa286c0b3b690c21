"""The snapshot's search index, read-only. Each worker opens its own: no SQLite connection is carried over a fork."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote

FILE = "search.sqlite"
# The version of the tables (loader/search/index.py) that this reads.
FORMAT = 1
# How much a hit counts in a name, its stem, the rest, its stem.
_WEIGHTS = "bm25(10, 6, 2, 1)"


@dataclass(frozen=True)
class Hit:
    """An entry that was found; `texts` is what it says beside its name, a line each."""

    kind: str
    iri: str
    label: str
    note: str
    texts: str


@dataclass(frozen=True)
class Range:
    """The entries of a kind: they are numbered kind by kind."""

    kind: str
    first: int
    last: int


class Index:
    """Counts and gives the entries that match a full-text query."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.kinds = tuple(Range(*row) for row in database.execute("SELECT name, first, last FROM kind ORDER BY first"))

    @classmethod
    def open(cls, folder: Path) -> Self | None:
        """Open the index of a snapshot; None where it has none that this can read."""
        try:
            address = f"file:{quote(str(folder / FILE))}?mode=ro&immutable=1"
            database = sqlite3.connect(address, uri=True, check_same_thread=False)
            # A worker may open no file later on, be it a temporary one.
            database.execute("PRAGMA temp_store = MEMORY")
            if database.execute("PRAGMA user_version").fetchone() != (FORMAT,):
                return None
            return cls(database)
        except sqlite3.Error:
            return None

    def count(self, query: str, within: Range) -> int:
        """Return how many entries of a kind match."""
        sql = "SELECT count(*) FROM word WHERE word MATCH ? AND rowid BETWEEN ? AND ?"
        return int(self._database.execute(sql, (query, within.first, within.last)).fetchone()[0])

    def best(self, query: str, within: Sequence[Range], limit: int, offset: int = 0) -> list[Hit]:
        """Return the best matches of neighbouring kinds, the best first."""
        if not within:
            return []
        sql = (
            "SELECT id, iri, label, note, texts FROM"
            " (SELECT rowid AS found, rank FROM word"
            "  WHERE word MATCH ? AND rank MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rank, rowid LIMIT ? OFFSET ?)"
            " JOIN entry ON id = found ORDER BY rank, id"
        )
        bounds = (within[0].first, within[-1].last, limit, offset)
        rows = self._database.execute(sql, (query, _WEIGHTS, *bounds))
        return [Hit(self._kind_of(number), *rest) for number, *rest in rows]

    def any(self, query: str, within: Sequence[Range]) -> bool:
        """Return whether anything of neighbouring kinds matches."""
        if not within:
            return False
        sql = "SELECT 1 FROM word WHERE word MATCH ? AND rowid BETWEEN ? AND ? LIMIT 1"
        return self._database.execute(sql, (query, within[0].first, within[-1].last)).fetchone() is not None

    def vocabulary(self, shortest: int, longest: int) -> list[tuple[str, str, int]]:
        """Return the words of these lengths: folded, as written most often, and how many entries have each."""
        sql = "SELECT word, shown, entries FROM vocabulary WHERE length BETWEEN ? AND ?"
        return self._database.execute(sql, (shortest, longest)).fetchall()

    def _kind_of(self, number: int) -> str:
        return next(each.kind for each in self.kinds if each.first <= number <= each.last)
