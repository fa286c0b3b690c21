"""The described cases of tests/cases/bad-input/: one territory, what is done to its files, and what must be told.

A case is a table of a TOML file:

name      what is wrong
file      the file that is spoilt or added; `from` names another whose content it takes, `remove` takes it away
replace   pairs of texts: each first stands in the file, and the second takes its place
text      the whole content; `before` and `after` are put around what stands there
spoil     the names of functions of this module, each a way to spoil bytes
edits     the same for further files, each with `file` and one of the above
flags     further words of the command line
refused   what the load says, all of it: file, line, column, found, and words that a person needs
fates     the fates of the lines of a document, in their order
reasons   words of the reason of a line, by document:line
actions   values of the actions of a title, as the question `actions` gives them
"""

import io
import shutil
import tomllib
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from sheet_files import ods_bytes

FOLDER = Path(__file__).parents[1] / "cases" / "bad-input"
BASE = FOLDER / "territory"
_EDIT = ("file", "from", "replace", "text", "before", "after", "spoil", "remove")


@dataclass(frozen=True)
class Case:
    """One case: how it spoils the territory, and what is expected."""

    name: str
    theme: str
    edits: tuple[dict[str, Any], ...]
    flags: tuple[str, ...] = ()
    refused: tuple[dict[str, Any], ...] = ()
    fates: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    actions: dict[str, dict[str, str]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.theme}: {self.name}"


def read_cases() -> list[Case]:
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for entry in tomllib.loads(path.read_text("utf-8"))["case"]:
            first = {key: entry.pop(key) for key in _EDIT if key in entry}
            edits = (*([first] if first else []), *entry.pop("edits", ()))
            lists = {key: tuple(entry.pop(key, ())) for key in ("flags", "refused")}
            found.append(Case(theme=path.stem, edits=edits, **lists, **entry))
    return found


def make_territory(case: Case, folder: Path) -> Path:
    """Write the territory as the case spoils it."""
    shutil.copytree(BASE, folder)
    for edit in case.edits:
        path = folder / edit["file"]
        path.parent.mkdir(exist_ok=True)
        data = _edited(path, edit)
        for name in edit.get("spoil", ()):
            data = SPOIL[name](data)
        path.write_bytes(data)
        if edit.get("remove"):
            path.unlink()
    return folder


def _edited(path: Path, edit: dict[str, Any]) -> bytes:
    text = edit["text"].lstrip("\n") if "text" in edit else _content(path.with_name(edit.get("from", path.name)))
    for old, new in edit.get("replace", ()):
        assert old in text, f"{old!r} is not in {path.name}"
        text = text.replace(old, new)
    return (edit.get("before", "") + text + edit.get("after", "")).encode()


def _content(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


def _recoded(encoding: str) -> Callable[[bytes], bytes]:
    return lambda data: data.decode().encode(encoding)


def _half(data: bytes) -> bytes:
    """Cut in the middle of the two bytes of an accented letter, as a download that broke off."""
    at = next(i for i in range(len(data) * 2 // 3, len(data)) if data[i] & 0xC0 == 0xC0)
    return data[: at + 1]


def workbook(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet("Plan")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return file.getvalue()


def _as_workbook(data: bytes) -> bytes:
    return workbook([line.split(";") for line in data.decode().splitlines()])


def _as_ods(data: bytes, repeated: str = "") -> bytes:
    """Write the rows of a CSV as an ODS; `repeated` says how often each cell stands."""
    rows = [line.split(";") for line in data.decode().splitlines()]
    cell = f'<table:table-cell office:value-type="string"{repeated}><text:p>{{}}</text:p></table:table-cell>'
    lines = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    return ods_bytes("".join(f"<table:table-row>{line}</table:table-row>" for line in lines))


def _with_part(name: str, content: bytes) -> Callable[[bytes], bytes]:
    """Put another part in the place of one of a workbook."""

    def spoil(data: bytes) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                new.writestr(part, content if part == name else old.read(part))
        return file.getvalue()

    return spoil


def _with_damaged_stream(data: bytes) -> bytes:
    """Change the first packed bytes of the sheet: what they unpack to is nothing."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        found = package.getinfo(_SHEET)
    at = found.header_offset + 30 + len(found.filename)
    return data[:at] + b"\xff" * 20 + data[at + 20 :]


_SHEET = "xl/worksheets/sheet1.xml"
_ROW = b'<row r="1"><c r="A1"><v>0</v></c></row>'
_ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>"""
_FAR = b"""<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"""
SPOIL: dict[str, Callable[[bytes], bytes]] = {
    "latin-1": _recoded("latin-1"),
    "windows-1252": _recoded("cp1252"),
    "mac-roman": _recoded("mac-roman"),
    "utf-16": _recoded("utf-16"),
    "utf-16-be without mark": _recoded("utf-16-be"),
    "utf-32": _recoded("utf-32"),
    "bom": _recoded("utf-8-sig"),
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "cr": lambda data: data.replace(b"\n", b"\r"),
    "nfd": lambda data: unicodedata.normalize("NFD", data.decode()).encode(),
    "half": _half,
    "no last line end": lambda data: data.rstrip(b"\n"),
    "header only": lambda data: data.splitlines(keepends=True)[0],
    "nothing": lambda data: b"",
    "last line a million times": lambda data: data + data.splitlines(keepends=True)[-1] * 1_000_000,
    "ten megabytes": lambda data: data.replace(b"@", b"x" * 10_000_000),
    "nul": lambda data: data.replace(b"@", b"\x00"),
    "workbook": _as_workbook,
    "first half of the bytes": lambda data: data[: len(data) // 2],
    "bomb": lambda data: _with_part(_SHEET, b"<worksheet><sheetData>" + _ROW * 8_000_000)(data),
    "entities": _with_part(_SHEET, _ENTITIES),
    "damaged stream": _with_damaged_stream,
    "far cell": _with_part(_SHEET, _FAR),
    "ods": _as_ods,
    "ods of repeated cells": lambda data: _as_ods(data, ' table:number-columns-repeated="900000"'),
    "no sheet": _with_part(_SHEET, b""),
    "not a zip": lambda data: b"PK\x03\x04" + data[:100],
}
