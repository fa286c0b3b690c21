"""What `territory.toml` says of a table: the columns by their headers, the sheet, the procedures of an export."""

from dataclasses import dataclass, field
from typing import Any

from loader.problems import report
from loader.readers.citergie.pages import HEADERS
from loader.text import fold
from loader.toml import Table

FIELDS = ("code", *HEADERS)
OPTIONS = ("columns", "sheet", "procedures")


@dataclass(frozen=True)
class TableOptions:
    """How to read a table: `columns` gives the field of each header, `procedures` the ones of an export to keep."""

    columns: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    procedures: tuple[str, ...] = ()

    @property
    def by_folded_header(self) -> dict[str, str]:
        """Give the field of each header, whatever the accents and case of the sheet."""
        return {fold(header): name for header, name in self.columns.items()}


def read_table_options(table: Table) -> TableOptions:
    """Read `[documents.columns]`, `sheet` and `procedures`; an unknown or doubled field is a problem.

    Raises SourceError where no header is named for the titles that an action table needs.
    """
    entry = table.keys
    table.check_types(str, "sheet")
    table.check_types(list, "procedures")
    columns = entry.get("columns", {})
    if not isinstance(columns, dict):
        report(table.error("columns", "`columns` is no table", 'write [documents.columns], then "header" = "field"'))
        columns = {}
    _check_columns(table, columns)
    if entry["kind"] == "action-table" and "title" not in columns.values():
        remedy = 'below the document: [documents.columns], then "header of the sheet" = "title"'
        raise table.error("id", "no header is named for the title", remedy, entry["id"])
    procedures = entry.get("procedures", [])
    return TableOptions(
        {header: str(name) for header, name in columns.items()},
        str(entry.get("sheet", "")),
        tuple(str(each) for each in procedures) if isinstance(procedures, list) else (),
    )


def _check_columns(table: Table, columns: dict[str, Any]) -> None:
    taken: dict[str, str] = {}
    for header, name in list(columns.items()):
        if name not in FIELDS:
            report(table.error(header, "unknown field", f"one of {', '.join(FIELDS)}", name))
        elif name in taken:
            report(table.error(header, f"« {taken[name]} » is this field already", "keep the header to be read", name))
            del columns[header]
        taken.setdefault(str(name), header)
