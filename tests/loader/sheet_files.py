"""Workbooks and CSV files written by a test."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

Cell = str | int | float | bool | datetime | tuple[Any, str] | None
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0"
 xmlns:text="{_NAMES}:text:1.0" xmlns:style="{_NAMES}:style:1.0" office:version="1.2">
<office:automatic-styles><style:style style:name="hidden" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>TABLES</office:spreadsheet></office:body></office:document-content>"""
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0"?><manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/></manifest:manifest>"""


def xlsx(
    path: Path, rows: list[list[Cell]], merged: tuple[str, ...] = (), sheets: tuple[str, ...] = (), hidden: str = ""
) -> Path:
    """Write a workbook: `(value, format)` is a formatted cell, a text that begins with `=` a formula and its result."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Plan")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            value, style = cell if isinstance(cell, tuple) else (cell, None)
            form = book.add_format({"num_format": style}) if style and not str(value).startswith("=") else None
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(number, column, value, None, style)
            elif value is not None:
                sheet.write(number, column, value, form)
    for place in merged:
        first = place.split(":")[0]
        text = rows[int(first[1:]) - 1][ord(first[0]) - ord("A")]
        sheet.merge_range(place, text)
    for name in sheets:
        book.add_worksheet(name).write(0, 0, "autre chose")
    if hidden:
        other = book.add_worksheet(hidden)
        other.write(0, 0, "cachée")
        other.hide()
    book.close()
    return path


def ods(path: Path, rows: str, name: str = "Plan") -> Path:
    """Write an ODS file of one sheet, from the XML of its rows."""
    path.write_bytes(ods_bytes(rows, name))
    return path


def ods_bytes(rows: str, name: str = "Plan") -> bytes:
    tables = f'<table:table table:name="{name}">{rows}</table:table>'
    tables += '<table:table table:name="Cachée" table:style-name="hidden"><table:table-row><table:table-cell'
    tables += ' office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", _TYPE)
        # As spreadsheets write it: no line breaks between cells.
        package.writestr("content.xml", re.sub(r">\s+<", "><", _ODS.replace("TABLES", tables)))
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    return file.getvalue()
