"""CSV documents: comma, semicolon or tab, as the header row tells; UTF-8, or UTF-16 with its byte order mark."""

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

from loader.errors import SourceError
from loader.sheets.lines import Line
from loader.text import fold
from loader.text_files import read_lines

_DELIMITERS = (";", ",", "\t")
_HEADER_WITHIN = 100


def read_delimited(path: Path, headers: Collection[str]) -> list[Line]:
    """Give a line for each physical line; those inside a cell with line breaks name the line where it begins.

    Raises SourceError for an encoding that is not known, or quotation marks that do not close.
    """
    physical = [f"{line}\n" for line in read_lines(path, utf16=True)]
    lines: list[Line] = []
    for count, cells in _records(path, physical, _delimiter(physical, headers)):
        lines.append(Line(tuple(cells)))
        lines += [Line(head=len(lines))] * (count - 1)
    return lines


def _delimiter(physical: list[str], headers: Collection[str]) -> str:
    """Take the delimiter by which one of the first lines holds most of the headers; of equals, the most cells."""
    wanted = {fold(header) for header in headers}

    def score(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(csv.reader(physical[:_HEADER_WITHIN], delimiter=delimiter))
        except csv.Error:
            return (0, 0)
        return max(((len(wanted & {fold(cell) for cell in row}), len(row)) for row in rows), default=(0, 0))

    return max(_DELIMITERS, key=score)


def _records(path: Path, physical: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the number of physical lines that it takes."""
    reader = csv.reader(physical, delimiter=delimiter, strict=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "check the quotation marks of the cells that begin there"
            raise SourceError(str(path), f"is not valid CSV: {error}", remedy, line=before + 1) from error
        yield reader.line_num - before, [cell.strip("\n") for cell in cells]
        before = reader.line_num
