"""From the lines of a Cit'ergie table to actions and measures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from loader.readers.citergie.actions import build_actions
from loader.readers.citergie.columns import WRONG, Layout, Looks, first_extra, lay_out
from loader.readers.citergie.drafts import Plan
from loader.readers.citergie.measures import MeasureCell, MeasureTitles, decide_measures, read_measure_cell
from loader.readers.citergie.pages import Block, RawRow, split_pages
from loader.readers.citergie.passes import Group, group_rows
from loader.readers.citergie.placing import Context, pins_of, place
from loader.readers.citergie.readings import Judge
from loader.records import Reading, Record
from loader.rows import Row, close_continuations
from loader.sheets.lines import Line
from loader.vocabulary import read_scheme


def read_citergie(lines: Sequence[str | Line], context: Context, columns: Mapping[str, str] | None = None) -> Reading:
    """Read a Cit'ergie table: ledger rows, action records, measure records, themes and audiences."""
    rows, blocks = split_pages(context.file, lines, columns)
    statuses = read_scheme("status")
    _fill_cells(blocks, Looks(context.authority, statuses), context)
    judge = Judge(context.authority, statuses)
    data = [raw.row for block in blocks for raw in block.rows]
    judge.learn(data)
    measures = decide_measures([measure_cell(row) for row in data if row.cells], judge.confirmed)
    groups = group_rows([[raw.row for raw in block.rows] for block in blocks])
    plan = Plan(context.document, context.addresses, context.authority, judge, measures, context.issued)
    records: list[Record] = build_actions(_trusted_first(groups), plan)
    close_continuations(rows)
    return Reading(rows, [*records, *measure_records(measures, context)])


def measure_cell(row: Row) -> MeasureCell:
    """Give what a row says of its measure."""
    cell = row.cell("measure")
    if cell is None:
        return MeasureCell(row.line, None, "")
    return replace(read_measure_cell(row.line, cell.text), read=read_measure_cell(row.line, cell.raw).title)


def _fill_cells(blocks: list[Block], looks: Looks, context: Context) -> None:
    """Give each row its cells, in their columns, with corrections applied.

    Rows that are sure teach what the cells of a column look like, and where their block is shifted; then the others
    are laid out.
    """
    looks.learn(raw for block in blocks for raw in block.rows)
    open_rows: list[tuple[RawRow, Counter[int]]] = []
    for block in blocks:
        shifts = Counter[int]()
        for raw in block.rows:
            layout = lay_out(raw, looks, pins_of(raw, context), Counter())
            if layout.undecided:
                open_rows.append((raw, shifts))
            else:
                place(raw, layout, context)
                _learn_shift(raw, layout, looks, shifts)
    for raw, shifts in open_rows:
        place(raw, lay_out(raw, looks, pins_of(raw, context), shifts), context)
    for block in blocks:
        for raw in block.rows:
            _doubt_misfits(raw, looks)


def _doubt_misfits(raw: RawRow, looks: Looks) -> None:
    """Send to a person the cells that look out of place though nothing says where they belong."""
    row = raw.row
    for cell in (c for c in row.cells if c.text and not c.corrected and c.column in raw.header.fields):
        # Dates and statuses that cannot be read are told where they are read.
        if cell.column not in ("start", "end", "status") and looks.fit(cell.text, cell.column) <= WRONG:
            row.doubt(cell.column, cell.raw, "ne ressemble pas à ce que tient cette colonne")
            cell.text, cell.reading = "", "unplaced"
        shifted = len(raw.cells) != len(raw.header.fields)
        if cell.column == "audience" and shifted and not looks.knows_audience(cell.text):
            row.doubt("audience", cell.raw, "public inconnu, dans une ligne dont des cellules manquent")
        if cell.column in ("funders", "partners") and not row.text("lead") and looks.is_lead_elsewhere(cell.text):
            row.doubt(cell.column, cell.raw, "porte des actions ailleurs, et cette ligne n'a pas de porteur")


def _learn_shift(raw: RawRow, layout: Layout, looks: Looks, shifts: Counter[int]) -> None:
    if len(raw.cells) != len(raw.header.fields):
        shifts[first_extra(layout.placed.items(), len(raw.cells))] += 1
        for cell, column in layout.placed.items():
            looks.learn_cell(raw.header.fields[column], raw.cells[cell])


def _trusted_first(groups: list[Group]) -> list[Group]:
    """Put the rows whose title slipped behind the rows of the pass that is trusted."""
    for group in groups:
        strange = group.strange
        group.rows.sort(key=lambda row: (row.line in strange, row.line))
    return sorted(groups, key=lambda group: min(row.line for row in group.rows))


def measure_records(measures: MeasureTitles, context: Context) -> list[Record]:
    """Give the measures, each with the rows that name it."""
    rows: dict[str, list[str]] = {}
    for line, decision in measures.decisions.items():
        if decision.code:
            rows.setdefault(decision.code, []).append(context.addresses.row(context.document, line))
    return [
        {
            "record": "measure",
            "code": code,
            "title": title,
            "spelling": [s for s in measures.spellings[code] if s != title],
            "row": rows[code],
        }
        for code, title in sorted(measures.titles.items())
    ]
