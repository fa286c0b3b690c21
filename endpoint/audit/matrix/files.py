"""The matrix as it is shown, as a table for files: a row a heading, a column a heading, words in the cells."""

import csv
from collections.abc import Iterator
from io import StringIO

from pyoxigraph import Literal

from endpoint.audit.frame import View
from endpoint.audit.matrix.filters import Choices
from endpoint.audit.matrix.grid import Grid
from endpoint.engine import Table
from endpoint.service import Service
from endpoint.workbook import About, write_workbook

CSV = "text/csv; charset=utf-8"


def write_csv(grid: Grid, choices: Choices) -> str:
    """Return the grid as CSV (RFC 4180)."""
    file = StringIO()
    csv.writer(file).writerows([_header(grid), *_lines(grid, choices)])
    return file.getvalue()


def write_xlsx(service: Service, view: View, grid: Grid, choices: Choices) -> bytes:
    """Return the grid as a workbook that says on its second sheet what was asked of which data."""
    rows = tuple(tuple(Literal(text) if text else None for text in line) for line in _lines(grid, choices))
    facts = tuple(_facts(service, view, choices))
    sparql = view.inquiries[0].sparql
    return write_workbook(Table(tuple(_header(grid)), rows), About(view.title.fr, facts, sparql), lambda _: None)


def _header(grid: Grid) -> list[str]:
    return ["groupe", "code", "intitulé", *(each.name for each in grid.columns)]


def _lines(grid: Grid, choices: Choices) -> Iterator[list[str]]:
    rejected = choices["pairs"] == "all"
    for row in grid.rows:
        cells = (grid.cells.get((row.iri, column.iri)) for column in grid.columns)
        yield [row.group, row.code, row.label, *(cell.in_words(rejected=rejected) if cell else "" for cell in cells)]


def _facts(service: Service, view: View, choices: Choices) -> Iterator[tuple[str, str]]:
    yield "In English", view.title.en
    for each in choices.filters:
        chosen = each.values.get(choices[each.name])
        yield f"{each.label.fr} / {each.label.en}", chosen.fr if chosen else choices[each.name]
    yield "Version des données / Version of the data", service.snapshot.version
    yield "Adresse / Address", f"{service.settings.public_url or ''}{view.address}"
