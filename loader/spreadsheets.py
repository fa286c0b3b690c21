"""The base tables for those who do not read RDF: CSVW metadata beside each CSV, and the same table as a workbook.

The same table gives the same bytes. Every text of a workbook is written as text: none becomes a formula.
"""

import csv
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Json: TypeAlias = dict[str, Any]
METADATA = "-metadata.json"
SEPARATOR = " | "
# Beyond, spreadsheets are of no use, and writing one takes longer than the load.
MOST_ROWS = 100_000
# What a cell of a workbook holds.
LONGEST_TEXT = 32_767
CUT = " … [coupé : voir le CSV / cut: see the CSV]"
_CREATED = datetime(1980, 1, 1)
_WIDTHS = {"anyURI": 40, "": 30}
_NARROW = 14


@dataclass(frozen=True)
class Column:
    """A column of a table: what it is called for people, and what CSVW says of its values."""

    name: str
    fr: str
    en: str
    datatype: str = ""
    pattern: str = ""
    list: bool = False
    required: bool = False

    def described(self) -> Json:
        """Give the description of the column in CSVW."""
        datatype: Json | str = {"base": "string", "format": self.pattern} if self.pattern else self.datatype or "string"
        described: Json = {"name": self.name, "titles": self.name, "dc:title": _both(self.fr, self.en)}
        described["datatype"] = datatype
        if self.list:
            described |= {"separator": SEPARATOR, "ordered": True}
        return described | ({"required": True} if self.required else {})


def columns_of(table: str) -> list[Column]:
    """Give the columns of a base table, in their order."""
    described = tomllib.loads((files("loader") / "columns.toml").read_text(encoding="utf-8"))[table]
    return [Column(name, **said) for name, said in described.items()]


def describe_table(path: Path) -> None:
    """Write the CSVW metadata of a table beside it, where CSVW says that it is looked for."""
    columns = columns_of(path.stem)
    header = _header(path.stem)
    first = columns[0]
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "fr"}],
        "url": path.name,
        "dc:title": _both(**header["title"]),
        "dc:description": _both(**header["description"]),
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {
            "columns": [column.described() for column in columns],
            # A table whose rows are things names them first.
            **({"primaryKey": first.name, "aboutUrl": f"{{+{first.name}}}"} if _names_rows(first) else {}),
        },
    }
    text = json.dumps(metadata, ensure_ascii=False, indent=1) + "\n"
    path.with_name(path.name + METADATA).write_text(text, encoding="utf-8")


def write_workbook(path: Path) -> None:
    """Write a table as a workbook beside it, unless it has more rows than a spreadsheet is of use for."""
    with path.open(encoding="utf-8", newline="") as file:
        if sum(1 for _ in csv.reader(file)) > MOST_ROWS + 1:
            return
        file.seek(0)
        with Workbook(path.with_suffix(".xlsx"), {"constant_memory": True}) as book:
            book.set_properties({"title": path.stem, "author": "Filrouge", "created": _CREATED})
            _fill(book, book.add_worksheet(path.stem), columns_of(path.stem), csv.reader(file))


def fitted(text: str) -> str:
    """Give a text as a cell can hold it, with words that say so where it had to be cut.

    >>> fitted("x" * 40_000)[-43:]
    ' … [coupé : voir le CSV / cut: see the CSV]'
    """
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT


def _fill(book: Workbook, sheet: Worksheet, columns: list[Column], rows: Iterable[list[str]]) -> None:
    header = book.add_format({"bold": True, "bottom": 1})
    # A text that begins as a formula does stays a text when a person edits it.
    text = book.add_format({"quote_prefix": True})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column.datatype, _NARROW))
    for number, row in enumerate(rows):
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            if number == 0:
                sheet.write_string(number, place, value, header)
            elif value and column.datatype.endswith(("decimal", "nteger")):
                sheet.write_number(number, place, float(value))
            elif value:
                sheet.write_string(number, place, fitted(value), text)


def _header(table: str) -> Mapping[str, dict[str, str]]:
    lines = (files("queries") / f"{table}.rq").read_text(encoding="utf-8").splitlines()
    header: Mapping[str, dict[str, str]] = yaml.safe_load("\n".join(x[3:] for x in lines if x.startswith("#+ ")))
    return header


def _names_rows(column: Column) -> bool:
    return column.datatype == "anyURI" and column.name != "subject"


def _both(fr: str, en: str) -> list[Json]:
    return [{"@value": fr.strip(), "@language": "fr"}, {"@value": en.strip(), "@language": "en"}]
