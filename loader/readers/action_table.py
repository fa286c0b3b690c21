"""The reader of `action-table`: one header row, then one action a row, in columns that territory.toml names."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process

from loader.errors import SourceError
from loader.problems import report
from loader.readers.action_rows import is_header_again, read_action_rows, take_unit_of_header
from loader.readers.citergie.pages import HEADING, Header, RawRow, other_column, shares_title
from loader.readers.citergie.placing import Context
from loader.records import Reading
from loader.rows import Fate, Row
from loader.sheets.lines import Line
from loader.text import fold, squeeze

_LIKELY = 60


def read_action_table(lines: list[Line], context: Context, columns: Mapping[str, str]) -> Reading:
    """Read the actions of a table; `columns` gives the field of each header.

    Raises SourceError when no row holds all the headers, or a header stands twice.
    """
    at = _header_line(lines, context.file, columns)
    header = _header(lines, at, context.file, columns)
    rows = [Row(number, head=line.head) for number, line in enumerate(lines, 1)]
    raws = []
    for row, line in zip(rows, lines, strict=True):
        if row.line < at and not line.is_blank and not line.head:
            row.close(Fate.STRUCTURE, "avant la ligne de titres")
        elif reason := _structure(line, row.line == at, header):
            row.close(Fate.STRUCTURE, reason)
        elif not line.head and row.line > at and not shares_title(row, line, header):
            raws.append(RawRow(row, header, list(line.cells)))
    return read_action_rows(rows, raws, context, take_unit_of_header)


def _header_line(lines: list[Line], file: str, columns: Mapping[str, str]) -> int:
    """Find the row that holds every header; else say which are missing from the row that holds most of them."""
    wanted = {fold(header): header for header in columns}
    found = [len(wanted.keys() & {fold(cell) for cell in line.cells}) for line in lines]
    best = max(range(len(lines)), key=lambda i: found[i], default=None)
    if best is None or not found[best]:
        raise SourceError(file, f"no row holds the headers {', '.join(columns)}", "see columns in territory.toml")
    cells = {fold(cell): squeeze(cell) for cell in lines[best].cells if cell.strip()}
    lacking = [_no_column(file, best + 1, text, cells) for folded, text in wanted.items() if folded not in cells]
    for error in lacking[1:]:
        report(error)
    if lacking:
        raise lacking[0]
    return best + 1


def _no_column(file: str, line: int, text: str, cells: Mapping[str, str]) -> SourceError:
    near = process.extractOne(fold(text), list(cells), scorer=fuzz.ratio, score_cutoff=_LIKELY)
    remedy = f"perhaps « {cells[near[0]]} »" if near else f"the row has: {', '.join(cells.values())}"
    return SourceError(file, f"no column « {text} »", f"{remedy}; correct [documents.columns] in territory.toml", line)


def _header(lines: list[Line], at: int, file: str, columns: Mapping[str, str]) -> Header:
    """Name the columns; as many as the longest row has cells."""
    texts = [squeeze(cell) for cell in lines[at - 1].cells]
    texts += [""] * (max(len(line.cells) for line in lines) - len(texts))
    by_header = {fold(header): name for header, name in columns.items()}
    fields = [by_header.get(fold(text)) or other_column(place) for place, text in enumerate(texts, 1)]
    for name in by_header.values():
        if fields.count(name) > 1:
            text = texts[fields.index(name)]
            raise SourceError(file, "two columns have this header", "rename one", line=at, column=text, value=text)
    return Header(at, tuple(fields), tuple(texts))


def _structure(line: Line, is_header: bool, header: Header) -> str:
    """Say why a line is only structure; empty when it says something."""
    if line.head:
        return ""
    if line.is_blank:
        return "ligne vide"
    if is_header or is_header_again([*line.cells, *[""] * (len(header.texts) - len(line.cells))], header.texts):
        return "ligne de titres"
    return HEADING if line.is_heading else ""
