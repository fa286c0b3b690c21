"""The sheet of a document: its lines, what became of each, filtered and searched, page by page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from endpoint.audit.asking import Row
from endpoint.bilingual import Text
from endpoint.sheets.contents import Contents
from endpoint.sheets.lines import LineReader
from endpoint.sheets.reader import Reader
from endpoint.words import DCT, FIL

# A page of lines stays under 200 KB.
LINES_ON_A_PAGE = 100
FATES = ("mapped", "merged", "to-correct", "rejected", "withheld", "structure")


@dataclass(frozen=True)
class Fate:
    """A fate, and how many lines of the document have it."""

    code: str
    name: Text
    lines: int


@dataclass(frozen=True)
class Leaf:
    """A page of lines: the number of its first line, by which it is asked for, and of its last."""

    first: str
    last: str
    is_shown: bool


def read_document(reader: Reader, asked: Mapping[str, str]) -> Contents:
    """Read the lines of a document that a reader asks for."""
    filters = {name: asked.get(name, "").strip() for name in ("fate", "text", "line")}
    every = reader.ask("lines-of-document", document=reader.iri)
    wanted = {name: filters[name] for name in ("fate", "text") if filters[name]}
    kept = reader.ask("lines-of-document", document=reader.iri, **wanted) if wanted else every
    leaves = _leaves(kept.rows)
    shown = _shown(leaves, filters["line"])
    lines, answers = LineReader(reader, reader.iri).read(leaves[shown] if leaves else ())
    parts = {
        "published": [each for each in (reader.value(f"{FIL}publisherName"), reader.value(f"{DCT}issued")) if each],
        "name": reader.value(f"{DCT}identifier"),
        "lines": lines,
        "leaves": [Leaf(leaf[0]["line"], leaf[-1]["line"], place == shown) for place, leaf in enumerate(leaves)],
        "kept": len(kept.rows),
        "total": len(every.rows),
        "fates": _fates(reader, every.rows),
        "asked": filters,
    }
    return Contents(parts, [each.inquiry for each in (kept, *answers)], filters)


def _leaves(rows: Sequence[Row]) -> list[Sequence[Row]]:
    return [rows[start : start + LINES_ON_A_PAGE] for start in range(0, len(rows), LINES_ON_A_PAGE)]


def _shown(leaves: Sequence[Sequence[Row]], line: str) -> int:
    """Return the page that has the line, or the next one after it."""
    number = int(line) if line.isascii() and line.isdigit() and len(line) < 10 else 0
    return next(
        (place for place, leaf in enumerate(leaves) if int(leaf[-1]["line"]) >= number), max(len(leaves) - 1, 0)
    )


def _fates(reader: Reader, rows: Sequence[Row]) -> list[Fate]:
    counted = Counter(row["fate"] for row in rows)
    return [Fate(code, reader.said("fate", code), counted[code]) for code in FATES if counted[code]]
