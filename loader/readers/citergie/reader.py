"""From the lines of a Cit'ergie table to actions and measures."""

from collections import Counter
from dataclasses import dataclass, replace

from loader.addresses import Addresses
from loader.authority import Authority
from loader.corrections import Correction, Corrections
from loader.readers.citergie.actions import build_actions
from loader.readers.citergie.columns import WRONG, Layout, Looks, first_extra, lay_out, plain
from loader.readers.citergie.drafts import Plan
from loader.readers.citergie.measures import MeasureCell, MeasureTitles, decide_measures, read_measure_cell
from loader.readers.citergie.pages import Block, RawRow, split_pages
from loader.readers.citergie.passes import Group, group_rows
from loader.readers.citergie.readings import Judge
from loader.records import Reading, Record
from loader.rows import Cell, Row
from loader.text import says_nothing, squeeze
from loader.vocabulary import read_scheme


@dataclass(frozen=True)
class Context:
    """What a reader is given beside the lines of its document."""

    file: str
    document: str
    addresses: Addresses
    authority: Authority
    corrections: Corrections
    issued: str = ""


def read_citergie(lines: list[str], context: Context) -> Reading:
    """Read a Cit'ergie table: ledger rows, action records, measure records, themes and audiences."""
    rows, blocks = split_pages(context.file, lines)
    statuses = read_scheme("status")
    _fill_cells(blocks, Looks(context.authority, statuses), context)
    judge = Judge(context.authority, statuses)
    data = [raw.row for block in blocks for raw in block.rows]
    judge.learn(data)
    measures = decide_measures([_measure_cell(row) for row in data if row.cells], judge.confirmed)
    groups = group_rows([[raw.row for raw in block.rows] for block in blocks])
    plan = Plan(context.document, context.addresses, context.authority, judge, measures, context.issued)
    records: list[Record] = build_actions(_trusted_first(groups), plan)
    return Reading(rows, [*records, *_measure_records(measures, context)])


def _measure_cell(row: Row) -> MeasureCell:
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
            layout = lay_out(raw, looks, _pins(raw, context), Counter())
            if layout.undecided:
                open_rows.append((raw, shifts))
            else:
                _place(raw, layout, context)
                _learn_shift(raw, layout, looks, shifts)
    for raw, shifts in open_rows:
        _place(raw, lay_out(raw, looks, _pins(raw, context), shifts), context)
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


def _pins(raw: RawRow, context: Context) -> dict[int, int]:
    """Give the cells that a correction places: the cell that it read, in the column that it names."""
    pins = {}
    for correction in context.corrections.on(context.document, raw.row.line):
        column = _column_index(correction, raw)
        found = [i for i, cell in enumerate(raw.cells) if cell.strip() and correction.read and correction.matches(cell)]
        if column is not None and len(found) == 1:
            pins[found[0]] = column
    return pins


def _column_index(correction: Correction, raw: RawRow) -> int | None:
    """Find the column that a correction names, by field, by header text or by position."""
    names = [
        correction.column == name or correction.column == text
        for name, text in zip(raw.header.fields, raw.header.texts, strict=True)
    ]
    if correction.column.isdigit() and 1 <= int(correction.column) <= len(names):
        return int(correction.column) - 1
    return names.index(True) if True in names else None


def _place(raw: RawRow, layout: Layout, context: Context) -> None:
    for i, text in enumerate(raw.cells):
        if not text.strip():
            continue
        column = layout.placed.get(i)
        name = raw.header.fields[column] if column is not None else "unplaced"
        header = raw.header.texts[column] if column is not None else ""
        cell = Cell(i + 1, header, name, squeeze(text), plain(name, text))
        raw.row.cells.append(cell)
        if name not in ("start", "end") and says_nothing(cell.text):
            cell.text, cell.reading, cell.reason = "", "unplaced", "ne dit rien"
        if i in layout.undecided:
            cell.reading, cell.reason = "unplaced", "sa colonne ne peut pas être décidée"
            raw.row.doubt(
                str(i + 1), cell.raw, "il manque des cellules à cette ligne, et sa colonne ne peut pas être décidée"
            )
    _correct(raw, context)


def _correct(raw: RawRow, context: Context) -> None:
    for correction in context.corrections.on(context.document, raw.row.line):
        column = _column_index(correction, raw)
        if column is None:
            raise correction.record.error(
                "column", "no such column in this row's table", f"one of {', '.join(raw.header.fields)}"
            )
        name = raw.header.fields[column]
        cell = raw.row.cell(name)
        if cell is None and not correction.read and not correction.is_doubt:
            position = max(len(raw.cells), len(raw.header.fields)) + column + 1
            cell = Cell(position, raw.header.texts[column], name, "", correction.corrected, corrected=True)
            raw.row.cells.append(cell)
        elif cell is None or not correction.matches(cell.text):
            continue
        elif correction.is_doubt:
            raw.row.doubt(name, correction.read, correction.reason)
        else:
            cell.text, cell.corrected = correction.apply(cell.text), True
            cell.reading, cell.reason = "corrected", correction.reason
        context.corrections.take(correction)


def _trusted_first(groups: list[Group]) -> list[Group]:
    """Put the rows whose title slipped behind the rows of the pass that is trusted."""
    for group in groups:
        strange = group.strange
        group.rows.sort(key=lambda row: (row.line in strange, row.line))
    return sorted(groups, key=lambda group: min(row.line for row in group.rows))


def _measure_records(measures: MeasureTitles, context: Context) -> list[Record]:
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
