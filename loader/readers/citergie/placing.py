"""Where the cells of a row stand: in their columns, with what people decided about them."""

import re
from dataclasses import dataclass

from loader.addresses import Addresses
from loader.authority import Authority
from loader.corrections import Correction, Corrections
from loader.readers.citergie.columns import Layout, plain
from loader.readers.citergie.pages import RawRow, is_other
from loader.rows import Cell, Row
from loader.text import says_nothing, squeeze


@dataclass(frozen=True)
class Context:
    """What a reader is given beside the lines of its document."""

    file: str
    document: str
    addresses: Addresses
    authority: Authority
    corrections: Corrections
    issued: str = ""


def pins_of(raw: RawRow, context: Context) -> dict[int, int]:
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


# What a workbook shows where a formula fails, in English and in French.
_FAILED = re.compile(
    r"#(?:DIV/0!|REF!|VALUE!|VALEUR!|NAME\?|NOM\?|NUM!|NOMBRE!|NULL!|NUL!|CALC!|N/A|N/D)|Err:\d{3}", re.IGNORECASE
)
NEVER_COMPUTED = "formule dont le résultat n'est pas enregistré : ouvrir puis enregistrer le classeur dans un tableur"


def place(raw: RawRow, layout: Layout, context: Context) -> None:
    """Give a row its cells in their columns, then apply the corrections."""
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
        if is_other(name):
            cell.text, cell.reading, cell.reason = "", "unplaced", "colonne que rien ne demande de lire"
    _correct(raw, context)
    for cell in raw.row.cells:
        _doubt_formula(raw.row, cell)


def _doubt_formula(row: Row, cell: Cell) -> None:
    """Send to a person a cell whose formula failed, or was never computed: no value stands there."""
    failed = bool(_FAILED.fullmatch(cell.text))
    if failed or re.match(r"=\S", cell.text):
        row.doubt(cell.column, cell.raw, "cette formule donne une erreur" if failed else NEVER_COMPUTED)
        cell.text, cell.reading = "", "unplaced"


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
