"""Rows of which each is one action, whatever table they came from: their values, actors and provenance."""

import re
from collections.abc import Callable, Iterable

from loader.readers.citergie.actions import build_actions
from loader.readers.citergie.columns import Layout
from loader.readers.citergie.drafts import Plan
from loader.readers.citergie.measures import decide_measures
from loader.readers.citergie.pages import RawRow
from loader.readers.citergie.passes import group_rows
from loader.readers.citergie.placing import Context, place
from loader.readers.citergie.reader import measure_cell, measure_records
from loader.readers.citergie.readings import Judge
from loader.records import Reading
from loader.rows import Fate, Row, close_continuations
from loader.text import fold, squeeze
from loader.vocabulary import read_scheme

_BARE_NUMBER = re.compile(r"\d[\d .,]*(?:(?:à|-|–)\s*\d[\d .,]*)?")
_TOTAL = re.compile(r"(?:sous )?(?:total|totaux)(?: general| ht| ttc| du plan)*")
_UNIT_IN_HEADER = re.compile(r"(?P<unit>(?:\b(?:k|M|Md)\s?|(?<=\W))€|€|\beuros?\b)(?:.*?\b(?P<basis>HT|TTC)\b)?", re.I)


def read_action_rows(
    rows: list[Row], raws: list[RawRow], context: Context, interpret: Callable[[Row], None]
) -> Reading:
    """Make the actions, measures, themes and audiences of the raw rows; `rows` is the whole ledger of the document.

    `interpret` may change what is to be read from the cells of a row that no person corrected.
    """
    _close_totals(raws)
    raws = [raw for raw in raws if raw.row.fate is None]
    for raw in raws:
        place(raw, Layout({i: i for i, cell in enumerate(raw.cells) if cell.strip()}), context)
        interpret(raw.row)
    found = [raw.row for raw in raws]
    judge = Judge(context.authority, read_scheme("status"))
    judge.learn(found)
    measures = decide_measures([measure_cell(row) for row in found if row.text("measure")], judge.confirmed)
    plan = Plan(context.document, context.addresses, context.authority, judge, measures, context.issued)
    records = build_actions(group_rows([found]), plan)
    close_continuations(rows)
    return Reading(rows, [*records, *measure_records(measures, context)])


def _close_totals(raws: list[RawRow]) -> None:
    """Keep the sums below a table apart: as an action they would count all money twice."""
    for raw in raws:
        titles = [cell for name, cell in zip(raw.header.fields, raw.cells, strict=False) if name == "title"]
        if any(_TOTAL.fullmatch(fold(title)) for title in titles):
            raw.row.close(Fate.STRUCTURE, "ligne de total : une somme, pas une action")


def take_unit_of_header(row: Row) -> None:
    """Read a bare number under « Budget (k€ HT) » as that many thousand euros without tax."""
    cell = row.cell("budget")
    if cell and not cell.corrected and (unit := unit_of(cell.header)) and _BARE_NUMBER.fullmatch(cell.text):
        cell.text = f"{cell.text} {unit}"


def unit_of(header: str) -> str:
    """Give the unit of money and the tax basis that a header states.

    >>> unit_of("Budget prévisionnel (k€ HT)"), unit_of("Coût en euros"), unit_of("Budget")
    ('k€ HT', '€', '')
    """
    match = _UNIT_IN_HEADER.search(header)
    if not match:
        return ""
    unit = "€" if match["unit"].lower().startswith("euro") else squeeze(match["unit"]).replace(" ", "")
    return f"{unit} {match['basis'].upper()}" if match["basis"] else unit


def is_header_again(cells: Iterable[str], texts: Iterable[str]) -> bool:
    """Say whether a row repeats the header row, as at the top of a printed page."""
    return [squeeze(cell) for cell in cells] == [squeeze(text) for text in texts]
