"""The reader of `statements`: a CSV made by hand from prose, each statement with its line and a short quotation."""

import re
from pathlib import Path

from loader.addresses import Addresses
from loader.authority import UNKNOWN_NAME, Authority
from loader.problems import each, going_on, report
from loader.records import Reading, Record
from loader.rows import Fate, Row
from loader.tables import Record as TableRecord
from loader.tables import read_table
from loader.territory import Document
from loader.text import says_nothing, without_personal_data
from loader.values.dates import UnreadableDateError, parse_moment

_COLUMNS = ("id", "kind", "label", "value", "unit", "actor", "date", "line", "quote")
_MOST_WORDS = 25
# Kinds with a class of their own; any other kind is a fact that keeps its kind's name.
_CLASSES = {"objective": "objective", "device": "device", "cooperation": "cooperation"}


def read_statements(
    path: Path, document: Document, addresses: Addresses, authority: Authority, lines: int | None = None
) -> Reading:
    """Read a statements table: a ledger row for each line of the document that it was made from.

    `lines` is the number of those lines where they are at hand; else `document.lines`; else the last one quoted.

    A doubled id, a line outside the document, a quotation of more than 25 words are problems.
    """
    table = read_table(path, _COLUMNS)
    last = lines or document.lines or max(each(table, _line), default=0)
    rows = [Row(number) for number in range(1, last + 1)]
    records: list[Record] = []
    seen: dict[str, int] = {}
    for entry in table:
        with going_on():
            _check(entry, seen, last)
            row = rows[_line(entry) - 1]
            record = _record(entry, row, document, addresses, authority)
            records.append(record)
            row.describes.append(str(record["path"]))
            row.quotes.append(entry["quote"])
    for row in rows:
        _close(row, document)
    return Reading(rows, records)


def _line(entry: TableRecord) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,5}", entry["line"]):
        raise entry.error("line", "a line is a number from 1 to 999999", "as the document's lines are counted")
    return int(entry["line"])


def _check(entry: TableRecord, seen: dict[str, int], last: int) -> None:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", entry["id"]):
        report(entry.error("id", "an id is letters, digits and hyphens", "it becomes part of an address"))
    if entry["id"] in seen:
        report(entry.error("id", f"stands already on line {seen[entry['id']]}", "choose another"))
    seen[entry["id"]] = entry.line
    for column in ("kind", "label", "quote"):
        if says_nothing(entry[column]):
            report(entry.error(column, "is empty", "each statement has a kind, a label and a quotation"))
    if len(entry["quote"].split()) > _MOST_WORDS:
        report(entry.error("quote", f"more than {_MOST_WORDS} words", "quote less: the words that prove it"))
    _check_privacy(entry)
    if _line(entry) > last:
        raise entry.error("line", f"the document has {last} lines", "correct the line, or `lines` in territory.toml")


def _check_privacy(entry: TableRecord) -> None:
    for column in _COLUMNS:
        if without_personal_data(entry[column]) != entry[column]:
            report(entry.error(column, "holds an e-mail address or a telephone number", "leave it out"))


def _record(entry: TableRecord, row: Row, document: Document, addresses: Addresses, authority: Authority) -> Record:
    kind = _CLASSES.get(entry["kind"], "fact")
    return {
        "record": "statement",
        "class": kind,
        "path": addresses.statement(kind, document.id, entry["id"]),
        "document": addresses.document(document.id),
        "kind": entry["kind"],
        "label": entry["label"],
        "value": None if says_nothing(entry["value"]) else entry["value"],
        "unit": None if says_nothing(entry["unit"]) else entry["unit"],
        "date": _date(entry),
        "subject": _subjects(entry, row, authority),
        "quote": entry["quote"],
        "row": addresses.row(document.id, row.line),
    }


def _date(entry: TableRecord) -> str | None:
    if re.fullmatch(r"\d{4}(-\d\d){0,2}/\d{4}(-\d\d){0,2}", entry["date"]):
        return entry["date"]
    try:
        moment = parse_moment(entry["date"])
    except UnreadableDateError as error:
        raise entry.error("date", "is no date", "ISO 8601: 2023, 2023-03, 2023-03-23 or 2022/2030") from error
    return moment.edtf if moment else None


def _subjects(entry: TableRecord, row: Row, authority: Authority) -> list[str]:
    if not entry["actor"]:
        return []
    naming = authority.resolve(entry["actor"])
    for name in naming.unresolved:
        row.doubt("actor", name, UNKNOWN_NAME, authority.likely(name))
    return [actor.path for actor in naming.actors]


def _close(row: Row, document: Document) -> None:
    if row.describes:
        row.close(Fate.MAPPED)
    elif any(row.line in noise for noise in document.noise):
        row.close(Fate.STRUCTURE, "bruit de page, étranger au document")
    else:
        row.close(Fate.STRUCTURE, "ligne vide, titre ou navigation : rien n'est énoncé")
