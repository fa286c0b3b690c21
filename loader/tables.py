"""CSV and TSV tables that people write beside the documents: actors, corrections, statements, alignments."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loader.errors import SourceError
from loader.text_files import read_lines


@dataclass(frozen=True)
class Record:
    """One record of a table: its cells by column name, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def error(self, column: str, problem: str, remedy: str = "") -> SourceError:
        """Make the error that names this record's cell."""
        return SourceError(self.file, problem, remedy, line=self.line, column=column, value=self[column])


def read_table(path: Path, needed: tuple[str, ...], delimiter: str = ",", comment: str | None = None) -> list[Record]:
    """Read a table with a header row; raises SourceError when a needed column is missing or a record is too long."""
    lines = [("" if comment and line.startswith(comment) else line) for line in read_lines(path)]
    reader = csv.reader([line + "\n" for line in lines], delimiter=delimiter, strict=True)
    records = list(_numbered(path, reader))
    if not records:
        raise SourceError(str(path), "has no header row", f"first line: {delimiter.join(needed)}", line=1)
    header_line, header = records[0]
    names = [name.strip() for name in header]
    if lacking := [name for name in needed if name not in names]:
        problem = f"no column {', '.join(lacking)}"
        raise SourceError(str(path), problem, f"columns: {', '.join(needed)}", line=header_line, value=", ".join(names))
    return [_record(path, line, names, cells) for line, cells in records[1:]]


def _numbered(path: Path, reader: "Iterator[list[str]]") -> Iterator[tuple[int, list[str]]]:
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            remedy = "check its quotation marks"
            raise SourceError(str(path), f"is not valid CSV: {error}", remedy, line=line) from error
        if any(cell.strip() for cell in cells):
            yield line, cells
        line = int(reader.line_num) + 1  # type: ignore[attr-defined]


def _record(path: Path, line: int, names: list[str], cells: list[str]) -> Record:
    if len(cells) > len(names):
        problem = f"{len(cells)} cells under {len(names)} columns"
        raise SourceError(
            str(path), problem, "put cells that hold a comma in quotation marks", line=line, value=cells[-1].strip()
        )
    return Record(str(path), line, {name: cell.strip() for name, cell in zip(names, cells, strict=False)})
