"""The XML inside XLSX and ODS files: how cells look, which a reader of values alone does not tell."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, NoReturn
from xml.parsers import expat

from loader.sheets.looks import BUILT_IN, Look, look_of

Looks = dict[tuple[int, int], Look]
Spans = list[tuple[tuple[int, int], tuple[int, int]]]
_Attributes = dict[str, str]
_PIECE = 1 << 16
# A workbook of LibreOffice fills its rows and columns to the end of the sheet with one repeated empty cell.
_MOST_COLUMNS = 1 << 14


def parse(
    source: IO[bytes],
    start: Callable[[str, _Attributes], None],
    end: Callable[[str], None] = lambda name: None,
    text: Callable[[str], None] = lambda data: None,
) -> None:
    """Read XML piece by piece, by local names; a document type, which no office file has, is refused."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, found: start(_local(name), {_local(k): v for k, v in found.items()})
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    while piece := source.read(_PIECE):
        parser.Parse(piece)
    parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> NoReturn:
    raise ValueError("a document type stands in the file")


def read_looks(path: Path, sheet: str) -> tuple[Looks, Spans]:
    """Give the cells whose look says more than their value, and the merged cells of an ODS sheet.

    Rows and columns count from 0. Other formats than XLSX and ODS tell neither.
    """
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".xlsm", ".ods"):
        return {}, []
    with zipfile.ZipFile(path) as package:
        return _open_document(package, sheet) if suffix == ".ods" else (_office_open(package, sheet), [])


def _office_open(package: zipfile.ZipFile, sheet: str) -> Looks:
    styles = _styles(package)
    found: Looks = {}
    cell = _Cell()

    def start(name: str, attributes: _Attributes) -> None:
        if name == "row":
            cell.row = int(attributes["r"]) - 1 if "r" in attributes else cell.row + 1
            cell.column = -1
        elif name == "c":
            cell.open(attributes)
        elif name in ("f", "v"):
            cell.inside = name

    def end(name: str) -> None:
        if name == "c" and (look := cell.look(styles)):
            found[cell.row, cell.column] = look
        cell.inside = ""

    with package.open(_sheet_part(package, sheet)) as source:
        parse(source, start, end, cell.add)
    return found


class _Cell:
    """A cell of an XLSX sheet while it is read."""

    def __init__(self) -> None:
        self.row = self.column = -1
        self.inside = ""

    def open(self, attributes: _Attributes) -> None:
        """Begin a cell; its reference may be left out, and it then stands right of the one before."""
        place = re.match(r"[A-Z]+", attributes.get("r", ""))
        self.column = column_number(place.group()) if place else self.column + 1
        self.style, self.kind = int(attributes.get("s", 0)), attributes.get("t", "n")
        self.formula = self.value = ""
        self.inside = ""

    def add(self, text: str) -> None:
        """Take a piece of the cell's formula or value."""
        if self.inside == "f":
            self.formula += text
        elif self.inside == "v":
            self.value += text

    def look(self, styles: list[Look]) -> Look | None:
        """Give what the value alone does not tell: an error, a formula that was never computed, a format."""
        if self.kind == "e":
            return Look(text=self.value)
        if self.formula and not self.value and self.kind != "str":
            return Look(text=f"={self.formula}")
        if self.kind == "n" and self.value and self.style < len(styles) and not styles[self.style].is_plain:
            return styles[self.style]
        return None


def column_number(letters: str) -> int:
    """Give the place of a column, from 0.

    >>> column_number("A"), column_number("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _sheet_part(package: zipfile.ZipFile, sheet: str) -> str:
    """Find the part of a package that holds a sheet."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheets(name: str, attributes: _Attributes) -> None:
        if name == "sheet":
            ids[attributes["name"]] = attributes["id"]

    def relations(name: str, attributes: _Attributes) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    for part, start in (("xl/workbook.xml", sheets), ("xl/_rels/workbook.xml.rels", relations)):
        with package.open(part) as source:
            parse(source, start)
    target = targets[ids[sheet]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _styles(package: zipfile.ZipFile) -> list[Look]:
    """Give the look of each cell style, in its order."""
    codes: dict[int, str] = dict(BUILT_IN)
    found: list[Look] = []
    inside = ""

    def start(name: str, attributes: _Attributes) -> None:
        nonlocal inside
        if name == "numFmt" and "formatCode" in attributes:
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name in ("cellXfs", "cellStyleXfs"):
            inside = name
        elif name == "xf" and inside == "cellXfs":
            found.append(look_of(codes.get(int(attributes.get("numFmtId", 0)), "General")))

    if "xl/styles.xml" in package.namelist():
        with package.open("xl/styles.xml") as source:
            parse(source, start)
    return found


def _open_document(package: zipfile.ZipFile, sheet: str) -> tuple[Looks, Spans]:
    reader = _OpenDocument(sheet)
    with package.open("content.xml") as source:
        parse(source, reader.start, reader.end, reader.add)
    return reader.looks, reader.spans


class _OpenDocument:
    """Reads the text that each cell of an ODS sheet shows, with the repetitions that stand for equal neighbours."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.looks: Looks = {}
        self.spans: Spans = []
        self.table = ""
        self.row = self.column = self.rows = self.columns = 0
        self.cell: _Attributes | None = None
        self.shown = ""
        self.in_text = 0

    def start(self, name: str, attributes: _Attributes) -> None:
        """Open a table, row, cell or paragraph."""
        if name == "table":
            self.table, self.row = attributes.get("name", ""), 0
        elif self.table != self.sheet:
            return
        elif name == "table-row":
            self.column, self.rows = 0, int(attributes.get("number-rows-repeated", 1))
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.shown = attributes, ""
            self.columns = int(attributes.get("number-columns-repeated", 1))
        elif name == "p" and self.cell is not None:
            self.shown += "\n" if self.shown else ""
            self.in_text += 1

    def add(self, text: str) -> None:
        """Take a piece of a paragraph."""
        if self.in_text:
            self.shown += text

    def end(self, name: str) -> None:
        """Close a paragraph, cell, row or table."""
        if name == "table":
            self.table = ""
        elif self.table != self.sheet:
            return
        elif name == "p" and self.in_text:
            self.in_text -= 1
        elif name in ("table-cell", "covered-table-cell") and self.cell is not None:
            self._close_cell(self.cell)
            self.column, self.cell = self.column + self.columns, None
        elif name == "table-row":
            self.row += self.rows

    def _close_cell(self, cell: _Attributes) -> None:
        down, right = int(cell.get("number-rows-spanned", 1)), int(cell.get("number-columns-spanned", 1))
        if down * right > 1:
            self.spans.append(((self.row, self.column), (self.row + down - 1, self.column + right - 1)))
        if (look := _shown_look(cell, self.shown)) and self.columns < _MOST_COLUMNS:
            for row in range(self.row, self.row + self.rows):
                for column in range(self.column, self.column + self.columns):
                    self.looks[row, column] = look


def _shown_look(cell: _Attributes, text: str) -> Look | None:
    """Give what an ODS cell shows where that is not its text: a date keeps its value, and only hides parts of it."""
    kind = cell.get("value-type", "")
    if "formula" in cell and not kind:
        return Look(text=f"={cell['formula'].removeprefix('of:=')}")
    if kind == "date":
        return Look(parts={1: "y", 2: "my"}.get(len(re.findall(r"\w+", text)), "dmy"))
    return Look(text=text) if text and kind != "string" else None
