"""Writes the entries as an SQLite database with full-text search. The same graph gives the same content.

kind        a kind and the numbers of its first and last entry: entries are numbered kind by kind
entry       what is shown of a hit
word        the full-text index, without content of its own: words and stems of the name, and of all else
vocabulary  the words, as written most often, and how many entries have each: what a mistyped word may mean
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import count, groupby
from pathlib import Path

import pyoxigraph as ox

from loader.search.entries import Entry, entries
from loader.search.french import stems
from loader.text import words

INDEX = "search.sqlite"
# What changes with the tables, so that a service knows an index that it cannot read.
FORMAT = 1
_TABLES = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE kind (name TEXT PRIMARY KEY, first INTEGER, last INTEGER) WITHOUT ROWID;
CREATE TABLE entry (id INTEGER PRIMARY KEY, iri TEXT, label TEXT, note TEXT, texts TEXT);
CREATE TABLE vocabulary (
    length INTEGER, word TEXT, shown TEXT, entries INTEGER, PRIMARY KEY (length, word)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE word USING fts5(
    name, name_stems, rest, rest_stems, content = '', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
"""
# Where a comment says what it read: (citergie:196). Each would be found by the name of the document.
_REFERENCE = re.compile(r"\([\w-]+:\d+\)")
# A shorter word is as like its neighbours as a mistyped one.
_SHORTEST = 4
# The raw cells hold what OCR misread: no one means such a word.
_MISREAD = frozenset(("line", "discrepancy"))


def write_index(path: Path, nquads: bytes) -> None:
    """Write the index of a graph to a new file."""
    quads = ox.parse(nquads, ox.RdfFormat.N_QUADS)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(_TABLES)
        database.execute("BEGIN")
        database.execute(f"PRAGMA user_version = {FORMAT}")
        vocabulary = _Vocabulary()
        number = count(1)
        for kind, found in groupby(entries(quads), key=lambda entry: entry.kind):
            _write_kind(database, kind, ((next(number), entry) for entry in found), vocabulary)
        database.executemany("INSERT INTO vocabulary VALUES (?, ?, ?, ?)", vocabulary.rows())
        database.execute("INSERT INTO word(word) VALUES ('optimize')")
        database.execute("COMMIT")
        database.execute("VACUUM")


def _write_kind(
    database: sqlite3.Connection, kind: str, numbered: Iterable[tuple[int, Entry]], vocabulary: "_Vocabulary"
) -> None:
    first = last = 0
    for number, entry in numbered:
        first, last = first or number, number
        _write_entry(database, number, entry)
        if kind not in _MISREAD:
            vocabulary.add(entry)
    database.execute("INSERT INTO kind VALUES (?, ?, ?)", (kind, first, last))


def _write_entry(database: sqlite3.Connection, number: int, entry: Entry) -> None:
    texts = "\n".join(entry.texts)
    rest = _REFERENCE.sub(" ", texts)
    # A line goes by the name of its document, of which every line would be found.
    name = "" if entry.kind == "line" else f"{entry.label} {entry.note}"
    database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", (number, entry.iri, entry.label, entry.note, texts))
    database.execute(
        "INSERT INTO word(rowid, name, name_stems, rest, rest_stems) VALUES (?, ?, ?, ?, ?)",
        (number, " ".join(words(name)), " ".join(stems(name)), " ".join(words(rest)), " ".join(stems(rest))),
    )


class _Vocabulary:
    """Counts the entries that have each word, and the ways in which each is written."""

    def __init__(self) -> None:
        self._entries = Counter[str]()
        self._written: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, entry: Entry) -> None:
        """Count the words of an entry."""
        text = _REFERENCE.sub(" ", "\n".join((entry.label, *entry.texts)))
        written = [(words(word), word) for word in _written_words(text)]
        for folded, word in written:
            if len(folded) == 1 and len(folded[0]) >= _SHORTEST and folded[0].isalpha():
                self._written[folded[0]][word.lower()] += 1
        self._entries.update({folded[0] for folded, _ in written if folded and folded[0] in self._written})

    def rows(self) -> Iterator[tuple[int, str, str, int]]:
        """Give length, word, the way in which it is written most often, and number of entries."""
        for word, ways in sorted(self._written.items(), key=lambda item: (len(item[0]), item[0])):
            shown = min(ways, key=lambda way: (-ways[way], way))
            yield len(word), word, shown, self._entries[word]


def _written_words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
