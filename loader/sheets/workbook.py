"""One sheet of a workbook, row by row from its first: values as a reader sees them, merged cells said on each row."""

import zipfile
import zlib
from pathlib import Path
from xml.parsers.expat import ExpatError

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from loader.errors import SourceError
from loader.sheets.lines import Line
from loader.sheets.looks import Look, shown
from loader.sheets.packages import Spans, read_looks
from loader.sheets.sizes import check_size
from loader.text_files import readable

# One cell merged across so many columns, and nothing else in its row, is a heading.
_HEADING_COLUMNS = 3
# What a package raises that is cut, damaged, packed in another way or locked.
_BROKEN_PACKAGE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError)
_BROKEN = (*_BROKEN_PACKAGE, CalamineError, ExpatError, KeyError, ValueError)


def read_workbook(path: Path, sheet: str = "") -> list[Line]:
    """Give the rows of a sheet: the one named, else the only one that is visible and holds something.

    Raises SourceError for a file that is no workbook, a password, a sheet that is not there, or several to choose from.
    """
    if not path.is_file():
        raise SourceError(str(path), "cannot be read: no such file", "check the `file` in territory.toml")
    try:
        check_size(path)
        with CalamineWorkbook.from_path(path) as book:
            chosen = _choose(path, book, sheet)
            looks, spans = read_looks(path, chosen.name)
            return _lines(chosen, looks, spans)
    except PasswordError as error:
        raise SourceError(str(path), "is protected by a password", "save it without one") from error
    except _BROKEN as error:
        raise SourceError(str(path), f"is no workbook that can be read: {error}", "save it again as .xlsx") from error


def _choose(path: Path, book: CalamineWorkbook, name: str) -> CalamineSheet:
    names = ", ".join(f"« {each} »" for each in book.sheet_names)
    if name:
        if name not in book.sheet_names:
            raise SourceError(str(path), "has no such sheet", f"one of {names}", column="sheet", value=name)
        return book.get_sheet_by_name(name)
    visible = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
    filled = [found for each in visible if (found := book.get_sheet_by_name(each)).height]
    if len(filled) != 1:
        choices = ", ".join(f"« {each.name} »" for each in filled) or names
        problem = f"has {len(filled)} visible sheets that hold something: {choices}"
        raise SourceError(str(path), problem, 'say which in territory.toml: sheet = "…"', column="sheet")
    return filled[0]


def _lines(sheet: CalamineSheet, looks: dict[tuple[int, int], Look], spans: Spans) -> list[Line]:
    rows = sheet.to_python(skip_empty_area=False)
    # A cell that is empty but for its error, or its formula, may stand outside the values.
    said = [place for place, look in looks.items() if look.text is not None]
    height = max([len(rows), *(row + 1 for row, _ in said)])
    width = max([*map(len, rows), *(column + 1 for _, column in said)], default=0)
    texts = [[shown(value) for value in row] + [""] * (width - len(row)) for row in rows]
    texts += [[""] * width for _ in range(height - len(rows))]
    for (row, column), look in looks.items():
        if look.text is not None or (row < len(rows) and column < len(rows[row]) and rows[row][column] != ""):
            texts[row][column] = look.text if look.text is not None else shown(rows[row][column], look)
    merged = [*spans, *(sheet.merged_cell_ranges or [])]
    covered = _spread(texts, merged)
    wide = {top for (top, left), (_, right) in merged if right - left + 1 >= _HEADING_COLUMNS}
    return [
        Line(
            tuple(readable(text) for text in row),
            covered=frozenset(covered.get(number, ())),
            is_heading=number in wide and sum(1 for text in row if text.strip()) == 1,
        )
        for number, row in enumerate(texts)
    ]


def _spread(texts: list[list[str]], spans: Spans) -> dict[int, list[int]]:
    """Repeat what a cell merged downwards says on each row that it spans; give those columns by row."""
    covered: dict[int, list[int]] = {}
    for (top, left), (bottom, _) in spans:
        for row in range(top + 1, min(bottom + 1, len(texts))):
            if left < len(texts[row]):
                texts[row][left] = texts[top][left]
                covered.setdefault(row, []).append(left)
    return covered
