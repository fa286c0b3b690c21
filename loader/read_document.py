"""One document from its file to rows and records, by the reader of its kind, with what people corrected in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from loader.addresses import Addresses
from loader.authority import Authority
from loader.corrections import Corrections
from loader.errors import SourceError
from loader.readers.action_table import read_action_table
from loader.readers.axes_list import read_axes
from loader.readers.citergie.pages import HEADERS
from loader.readers.citergie.placing import Context
from loader.readers.citergie.reader import read_citergie
from loader.readers.crte_notice import read_notice
from loader.readers.pcaet_export import read_pcaet_export
from loader.readers.statements import read_statements
from loader.records import Reading
from loader.rows import Fate, Row, check_ledger
from loader.sheets.lines import Line, is_sheet, read_sheet
from loader.territory import Document
from loader.text import squeeze, without_personal_data
from loader.text_files import read_lines

_TEMPLATE = [text for texts in HEADERS.values() for text in texts]


@dataclass(frozen=True)
class Sources:
    """What every document of a territory is read with."""

    addresses: Addresses
    authority: Authority
    corrections: Corrections


def read_document(document: Document, sources: Sources) -> Reading:
    """Read a document; each of its lines has its place in the ledger."""
    if document.kind == "statements":
        reading = read_statements(document.path, document, sources.addresses, sources.authority)
        check_ledger(document.id, reading.rows, len(reading.rows))
        return reading
    reading, lines = _read_table(document, sources) if document.is_table else _read_text(document, sources)
    if document.statements:
        statements = read_statements(document.statements, document, sources.addresses, sources.authority, lines)
        _add_statements(reading, statements)
    check_ledger(document.id, reading.rows, lines)
    return reading


def _read_table(document: Document, sources: Sources) -> tuple[Reading, int]:
    """Read a table of actions; gives its number of lines too."""
    known = (sources.addresses, sources.authority, sources.corrections)
    context = Context(str(document.path), document.id, *known, document.issued)
    if document.kind == "pcaet-export":
        reading = read_pcaet_export(document.path, context, document.table.procedures)
        return reading, len(reading.rows)
    columns = document.table.by_folded_header
    lines = _table_lines(document, columns)
    if document.kind == "action-table":
        return read_action_table(lines, context, document.table.columns), len(lines)
    typed = is_sheet(document.path) or columns
    return read_citergie(lines, context, columns if typed else None), len(lines)


def _table_lines(document: Document, columns: dict[str, str]) -> list[Line]:
    """Give the lines of a table; tab-separated pages of a Cit'ergie plan have no quotation marks."""
    if document.kind == "citergie-table" and not is_sheet(document.path):
        lines = [Line(tuple(line.split("\t"))) for line in read_lines(document.path)]
    else:
        lines = read_sheet(document.path, document.table.sheet, columns or _TEMPLATE)
    _check_any(document, lines)
    return [replace(line, cells=tuple(without_personal_data(cell) for cell in line.cells)) for line in lines]


def _check_any(document: Document, lines: Sequence[Line | str]) -> None:
    if not lines:
        raise SourceError(str(document.path), "is empty", "put the document there, or take it out of territory.toml")


def _read_text(document: Document, sources: Sources) -> tuple[Reading, int]:
    """Read a list of axes or a notice; gives its number of lines too."""
    lines = [without_personal_data(line) for line in read_lines(document.path)]
    _check_any(document, lines)
    corrected = _corrected(lines, document.id, sources.corrections)
    if document.kind == "axes-list":
        reading = read_axes(corrected, document.id, sources.addresses)
    else:
        reading = read_notice(corrected, document.id, sources.addresses, sources.authority)
    _restore_raw(reading.rows, lines, document.id, sources.corrections)
    return reading, len(lines)


def _corrected(lines: list[str], document: str, corrections: Corrections) -> list[str]:
    result = list(lines)
    for correction in (c for c in corrections.items if c.document == document):
        at = correction.line - 1
        if at < len(result) and correction.matches(result[at]):
            result[at] = correction.apply(result[at])
            corrections.take(correction)
    return result


def _restore_raw(rows: list[Row], lines: list[str], document: str, corrections: Corrections) -> None:
    """Let a corrected line's cell keep what was read, and a doubted line stand among those to correct."""
    for row in rows:
        for correction in corrections.on(document, row.line):
            if correction.is_doubt:
                row.doubt(correction.column, correction.read, correction.reason)
                row.close(Fate.TO_CORRECT, row.note)
            elif row.cells:
                row.cells[0].raw = squeeze(lines[row.line - 1])
                row.cells[0].reading, row.cells[0].reason = "corrected", correction.reason


def _add_statements(reading: Reading, statements: Reading) -> None:
    """Let the statements made from a document's prose account for their lines, beside what the line says itself."""
    reading.records += statements.records
    for stated in (row for row in statements.rows if row.describes):
        own = reading.rows[stated.line - 1]
        own.problems += stated.problems
        own.quotes += stated.quotes
        note = "" if own.fate is Fate.STRUCTURE else own.note
        own.close(Fate.MAPPED, note, stated.describes)
