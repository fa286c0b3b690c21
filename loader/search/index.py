"""Writes the entries as an SQLite database with full-text search. The same graph gives the same content.

kind        a kind and the numbers of its first and last entry: entries are numbered kind by kind
entry       what is shown of a hit
word        the full-text index, without content of its own: words and stems of the name, and of all else
vocabulary  the words, as written most often, and how many entries have each: what a mistyped word may mean
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from loader.search.blocks import worded_blocks
from loader.search.entries import KINDS
from loader.search.words import Vocabulary
from loader.workers import Workers

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
CREATE TEMP TABLE found (
    kind INTEGER, iri TEXT, label TEXT, note TEXT, texts TEXT, name TEXT, name_stems TEXT, rest TEXT, rest_stems TEXT
);
"""
# Entries come by territory and are numbered by kind: the database sorts them, on the disk where they are many.
_SORTED = """
CREATE TEMP TABLE numbered AS SELECT * FROM found ORDER BY kind, iri;
INSERT INTO entry SELECT rowid, iri, label, note, texts FROM numbered ORDER BY rowid;
INSERT INTO word(rowid, name, name_stems, rest, rest_stems)
  SELECT rowid, name, name_stems, rest, rest_stems FROM numbered ORDER BY rowid;
"""


def write_index(path: Path, snapshot: Path, workers: Workers | None = None) -> None:
    """Write the index of a snapshot's dataset to a new file."""
    # Where memory is short SQLite sorts in files: on the disk that has room for the index, which /tmp may not.
    os.environ["SQLITE_TMPDIR"] = str(path.parent)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.executescript(_TABLES)
        database.execute("BEGIN")
        database.execute(f"PRAGMA user_version = {FORMAT}")
        vocabulary = Vocabulary()
        for block in worded_blocks(snapshot, workers or Workers()):
            database.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", block.rows)
            vocabulary.take(block.vocabulary)
        for statement in _SORTED.strip().rstrip(";").split(";\n"):
            database.execute(statement)
        kinds = database.execute("SELECT kind, min(rowid), max(rowid) FROM numbered GROUP BY kind").fetchall()
        names = list(KINDS)
        database.executemany("INSERT INTO kind VALUES (?, ?, ?)", ((names[k], first, last) for k, first, last in kinds))
        database.executemany("INSERT INTO vocabulary VALUES (?, ?, ?, ?)", _rows(vocabulary))
        database.execute("INSERT INTO word(word) VALUES ('optimize')")
        database.execute("COMMIT")
        database.execute("VACUUM")


def _rows(vocabulary: Vocabulary) -> Iterator[tuple[int, str, str, int]]:
    """Give length, word, the way in which it is written most often, and number of entries."""
    for word, ways in sorted(vocabulary.written.items(), key=lambda item: (len(item[0]), item[0])):
        shown = min(ways, key=lambda way: (-ways[way], way))
        yield len(word), word, shown, vocabulary.entries[word]
