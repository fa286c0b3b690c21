"""How large a workbook may be: a small file can unfold to more than a machine holds."""

import re
import zipfile
from pathlib import Path

from loader.errors import SourceError
from loader.sheets.packages import column_number, parse
from loader.text_files import MOST_BYTES

_MOST_CELLS = 5_000_000
_REMEDY = "check that this is the document; copy its rows into a new workbook"
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_Attributes = dict[str, str]


def check_size(path: Path) -> None:
    """Raise SourceError for a workbook that is too large: as a file, unpacked, or by the cells that it spans."""
    _check_bytes(path, path.stat().st_size, "has")
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as package:
        _check_bytes(path, sum(part.file_size for part in package.infolist()), "unpacks to")
        for part in package.namelist():
            if path.suffix.lower() == ".ods" and part == "content.xml":
                _check_cells(path, _cells_of_ods(package, part))
            elif _SHEETS.fullmatch(part):
                _check_cells(path, _cells_of_xlsx(package, part))


def _check_bytes(path: Path, found: int, how: str) -> None:
    if found > MOST_BYTES:
        raise SourceError(str(path), f"{how} {found // 10**6} MB, more than {MOST_BYTES // 10**6}", _REMEDY)


def _check_cells(path: Path, found: int) -> None:
    if found > _MOST_CELLS:
        problem = f"has a sheet that spans {found} cells, more than {_MOST_CELLS}: something stands far outside"
        raise SourceError(str(path), problem, _REMEDY)


def _cells_of_xlsx(package: zipfile.ZipFile, part: str) -> int:
    """Count the cells of the rectangle that holds all values; a cell that only has a format does not count."""
    place = [0, 0]
    largest = [0, 0]

    def start(name: str, attributes: _Attributes) -> None:
        if name == "row":
            place[:] = [int(attributes.get("r", place[0] + 1)), 0]
        elif name == "c":
            letters = re.match("[A-Z]+", attributes.get("r", ""))
            place[1] = column_number(letters.group()) + 1 if letters else place[1] + 1
        elif name in ("v", "is", "f"):
            largest[:] = [max(pair) for pair in zip(largest, place, strict=True)]

    with package.open(part) as source:
        parse(source, start)
    return largest[0] * largest[1]


def _cells_of_ods(package: zipfile.ZipFile, part: str) -> int:
    """Count the cells that say something, as often as they are repeated, in the largest sheet."""
    row, found, largest = 1, 0, 0

    def start(name: str, attributes: _Attributes) -> None:
        nonlocal row, found, largest
        if name == "table":
            found = 0
        elif name == "table-row":
            row = int(attributes.get("number-rows-repeated", 1))
        elif name == "table-cell" and "value-type" in attributes:
            found += row * int(attributes.get("number-columns-repeated", 1))
            largest = max(largest, found)

    with package.open(part) as source:
        parse(source, start)
    return largest
