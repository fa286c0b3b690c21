"""The discrepancies that a person found by reading: `discrepancies.csv`.

`sides` are parted by ` | `; each is one or more citations « words » (document:line), which must stand in their line.
`chosen` repeats the words of a side, or is empty when none was chosen. `about` are addresses of things.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from loader.addresses import DEFAULT_BASE, Addresses, measure
from loader.citations import Citation, check_citations, find_citations
from loader.discrepancies.sides import Choice, Discrepancy, Side
from loader.problems import each, report
from loader.records import Record, Value
from loader.tables import Record as TableRecord
from loader.tables import read_table
from loader.vocabulary import read_scheme

_COLUMNS = ("id", "kind", "about", "sides", "chosen", "reason")
_PARTED = re.compile(r"\s+\|\s+")
Texts = dict[tuple[str, int], str]


def read_stated(path: Path, addresses: Addresses, things: set[str], texts: Texts) -> list[Record]:
    """Read `discrepancies.csv` as records; an absent file is none.

    A doubled id, an unknown kind or thing, words that do not stand in their line, fewer than two sides, or a choice
    that is no side are problems.
    """
    if not path.is_file():
        return []
    entries = read_table(path, _COLUMNS)
    _check_ids(entries)
    return each(entries, lambda entry: _discrepancy(entry, addresses, things, texts).record())


def _discrepancy(entry: TableRecord, addresses: Addresses, things: set[str], texts: Texts) -> Discrepancy:
    kinds = read_scheme("discrepancy-kind").notations
    if entry["kind"] not in kinds:
        report(entry.error("kind", "unknown kind of discrepancy", f"one of {', '.join(sorted(kinds))}"))
    if not entry["reason"]:
        report(entry.error("reason", "is empty", "say what was chosen and why, or why nothing was"))
    check_citations(entry, "sides", texts)
    cited = [find_citations(part) for part in _PARTED.split(entry["sides"])]
    sides = [_side(entry, found, addresses) for found in cited]
    if len({side.value for side in sides}) < max(len(sides), 2):
        raise entry.error("sides", "a discrepancy has two sides that differ", "« … » (document:line) | « … » (…)")
    path = addresses.stated_discrepancy(entry["id"])
    about = tuple(_about(entry, things))
    return Discrepancy(path, entry["kind"], _between(cited), about, tuple(sides), _choice(entry, sides))


def _check_ids(entries: list[TableRecord]) -> None:
    seen: dict[str, int] = {}
    for entry in entries:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", entry["id"]):
            report(entry.error("id", "an id is letters, digits and hyphens", "it becomes part of an address"))
        if entry["id"] in seen:
            report(entry.error("id", f"stands already on line {seen[entry['id']]}", "choose another"))
        seen[entry["id"]] = entry.line


def _side(entry: TableRecord, cited: list[Citation], addresses: Addresses) -> Side:
    if not cited:
        raise entry.error("sides", "a side without words of a document", "each side: « words » (document:line)")
    value = " ; ".join(dict.fromkeys(citation.words for citation in cited))
    rows = dict.fromkeys(addresses.row(citation.document, citation.line) for citation in cited)
    return Side(value, value, tuple(rows))


def _about(entry: TableRecord, things: set[str]) -> Iterator[str]:
    for name in _PARTED.split(entry["about"]):
        path = name.removeprefix(DEFAULT_BASE)
        if path not in things:
            report(entry.error("about", "is not in the graph", "an address that a document states"))
        yield path


def _between(cited: list[list[Citation]]) -> str:
    """Say what parts the sides: documents, fields of a row that they share, or rows."""
    if len({citation.document for found in cited for citation in found}) > 1:
        return "documents"
    lines = [{citation.line for citation in found} for found in cited]
    return "fields" if set.intersection(*lines) else "rows"


def _choice(entry: TableRecord, sides: list[Side]) -> Choice:
    if not entry["chosen"]:
        return Choice(entry["reason"])
    for side in sides:
        if entry["chosen"] == side.value:
            return Choice(entry["reason"], side, side.value)
    raise entry.error("chosen", "is none of the sides", f"one of: {' / '.join(side.value for side in sides)}")


def things_of(records: Iterable[Record]) -> set[str]:
    """Give the addresses of all things that records state."""
    records = list(records)
    measures = {measure(str(record["code"])) for record in records if record["record"] == "measure"}
    return measures.union(*(_paths(record) for record in records))


def _paths(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (str(found) for key, found in value.items() if key == "path")
        for inner in value.values():
            yield from _paths(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _paths(inner)
