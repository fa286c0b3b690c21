"""Lines of a document: what was read, what became of it, what a person decided, what the line states."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.audit.asking import Answered, Row
from endpoint.bilingual import Text
from endpoint.naming import names_of
from endpoint.sheets.contents import Contents
from endpoint.sheets.evidence import Correction
from endpoint.sheets.reader import Reader
from endpoint.words import FIL

ASKS = ("lines-of-document", "cells-of-document", "corrections-of-document")


@dataclass(frozen=True)
class Cell:
    """A cell as read; `level` is the code of its reading, `about` the thing that it speaks of."""

    header: str
    field: Text
    raw: str
    level: str
    reading: Text
    reason: str
    about: str
    about_href: str | None


@dataclass(frozen=True)
class Line:
    """A line of a document; `level` is the code of its fate, `things` those that it states."""

    number: str
    href: str | None
    level: str
    fate: Text
    reason: str
    repeats: str
    things: tuple[tuple[str, str | None], ...]
    quotes: tuple[str, ...]
    cells: tuple[Cell, ...]
    corrections: tuple[tuple[Text, Correction], ...]


@dataclass(frozen=True)
class LineReader:
    """Reads lines of a document."""

    reader: Reader
    document: str

    def read(self, rows: Sequence[Row]) -> tuple[tuple[Line, ...], tuple[Answered, ...]]:
        """Return the lines of an answer of `lines-of-document`, and the answers that complete them."""
        numbers = [int(row["line"]) for row in rows]
        first, last = str(min(numbers, default=1)), str(max(numbers, default=1))
        cells = self.reader.ask("cells-of-document", document=self.document, first=first, last=last)
        corrections = self.reader.ask("corrections-of-document", document=self.document)
        by_line, corrected = _by_line(cells), _by_line(corrections)
        names = self._names(rows, [cell for row in rows for cell in by_line[row["line"]]])
        lines = (self._line(row, by_line[row["line"]], corrected[row["line"]], names) for row in rows)
        return tuple(lines), (cells, corrections)

    def _names(self, rows: Sequence[Row], cells: Sequence[Row]) -> dict[str, str]:
        iris = {iri for row in rows for iri in _things(row)} | {cell["about"] for cell in cells if cell["about"]}
        service = self.reader.service
        named = names_of(service.engine, service.addresses, map(NamedNode, sorted(iris)))
        return {node.value: name.text for node, name in named.items()}

    def _line(self, row: Row, cells: Sequence[Row], corrections: Sequence[Row], names: Mapping[str, str]) -> Line:
        reader = self.reader
        return Line(
            number=row["line"],
            href=reader.href(f"{self.document}/row/{row['line']}"),
            level=row["fate"],
            fate=reader.said("fate", row["fate"]),
            reason=row["reason"],
            repeats=row["repeats"],
            things=tuple((names[iri], reader.href(iri)) for iri in _things(row)),
            quotes=tuple(filter(None, row["quotes"].split(" | "))),
            cells=tuple(self._cell(cell, names) for cell in cells),
            corrections=tuple(
                (reader.said("column", each["column"]), Correction(each["read"], each["corrected"], each["reason"]))
                for each in corrections
            ),
        )

    def _cell(self, cell: Row, names: Mapping[str, str]) -> Cell:
        reader = self.reader
        return Cell(
            header=cell["header"],
            field=reader.said("column", cell["column"]),
            raw=cell["raw"],
            level=cell["reading"],
            reading=reader.said("reading", cell["reading"]) if cell["reading"] else Text("", ""),
            reason=cell["reason"],
            about=names.get(cell["about"], ""),
            about_href=reader.href(cell["about"]),
        )


def read_line(reader: Reader, _asked: Mapping[str, str]) -> Contents:
    """Read all that is known of one line."""
    document, number = reader.iri.rpartition("/row/")[0], reader.value(f"{FIL}line")
    ledger = reader.ask("lines-of-document", document=document, first=number, last=number)
    lines, answers = LineReader(reader, document).read(ledger.rows)
    service, node = reader.service, NamedNode(document)
    place = reader.place(document.rpartition("/")[2], number)
    parts = {
        "line": lines[0],
        "document": names_of(service.engine, service.addresses, [node])[node].text,
        "document_href": reader.href(document),
        "place": place,
    }
    title = Text(place.text, place.text)
    return Contents(parts, [ledger.inquiry, *(each.inquiry for each in answers)], title=title)


def _things(row: Row) -> list[str]:
    return [iri for iri in row["subject"].split(" | ") if iri]


def _by_line(answered: Answered) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in answered.rows:
        found[row["line"]].append(row)
    return found
