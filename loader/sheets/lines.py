"""One line of a table, whatever file it came from."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from loader.text import squeeze

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
DELIMITED = (".csv",)


@dataclass(frozen=True)
class Line:
    """A line's cells as a reader of the table sees them.

    `head` is the line that this one goes on from, where a cell holds line breaks; `covered` are the columns (from 0)
    whose cell is merged with the one above, and so repeats it; a heading is one cell merged across several columns.
    """

    cells: tuple[str, ...] = ()
    head: int = 0
    covered: frozenset[int] = frozenset()
    is_heading: bool = False

    @property
    def is_blank(self) -> bool:
        """Say whether no cell says anything."""
        return not any(cell.strip() for cell in self.cells)

    @property
    def text(self) -> str:
        """Give all cells on one line, for a message."""
        return squeeze(" ".join(self.cells))


def as_line(line: str | Line) -> Line:
    """Take a line of tab-separated text as one of a table."""
    return line if isinstance(line, Line) else Line(tuple(line.split("\t")))


def is_sheet(path: Path) -> bool:
    """Say whether a file is a workbook or a CSV, whose cells are not read from tab-separated text."""
    return path.suffix.lower() in (*WORKBOOKS, *DELIMITED)


def read_sheet(path: Path, sheet: str, headers: Collection[str]) -> list[Line]:
    """Read the lines of a table file: a workbook's sheet, or delimited text whose header row holds `headers`.

    Raises SourceError for a file that cannot be read, or a sheet that is not there.
    """
    from loader.sheets.delimited import read_delimited
    from loader.sheets.workbook import read_workbook

    if path.suffix.lower() in WORKBOOKS:
        return read_workbook(path, sheet)
    return read_delimited(path, headers)
