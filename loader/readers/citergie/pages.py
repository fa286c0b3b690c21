"""Pages of the table: header rows, data rows, and lines that are only structure."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from loader.errors import SourceError
from loader.rows import Cell, Fate, Row
from loader.sheets.lines import Line, as_line
from loader.text import fold, squeeze

# Field → header texts of the national template; OCR spells them in many ways.
HEADERS = {
    "theme": ("Thème",),
    "measure": ("Mesure Cit'ergie",),
    "title": ("Fiche action chapeau", "Action"),
    "description": ("Description, Définition des sous-actions", "Sous-actions"),
    "lead": ("Porteur de l'action", "Porteur"),
    "funders": ("Partenaires Financiers",),
    "partners": ("Autres Partenaires", "Partenaires"),
    "audience": ("Concertation, Mobilisation",),
    "start": ("Début", "Date de début"),
    "end": ("Fin", "Date de fin"),
    "budget": ("Budget global de l'action", "Budget"),
    "status": ("Indicateur d'avancement de la mesure (menu)", "Avancement", "Statut"),
}
# How near a header must come to the template's: OCR misreads letters, a person who types does not.
_ALIKE, _ALIKE_TYPED = 60, 85
_OTHER = "colonne-"
HEADING = "intertitre : une cellule fusionnée sur plusieurs colonnes"
_RULE = re.compile(r"[-–—=_|:\s]*")


@dataclass(frozen=True)
class Header:
    """A header row: the fields of its columns, and their texts as read."""

    line: int
    fields: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass
class RawRow:
    """A data row before its cells have found their columns."""

    row: Row
    header: Header
    cells: list[str]


@dataclass
class Block:
    """Data rows that follow each other without a blank line or a header: at most one page of the document."""

    rows: list[RawRow] = field(default_factory=list)


def split_pages(
    file: str, lines: Sequence[str | Line], columns: Mapping[str, str] | None = None
) -> tuple[list[Row], list[Block]]:
    """Give a ledger row for each line, and the blocks of data rows; `columns` names fields by their folded headers.

    Raises SourceError when data comes before any header, or a header names no known column.
    """
    rows: list[Row] = []
    blocks: list[Block] = [Block()]
    header: Header | None = None
    for number, line in enumerate(map(as_line, lines), 1):
        row = Row(number, head=line.head)
        rows.append(row)
        cells = list(line.cells)
        if line.head:
            continue
        if reason := _structure(line):
            row.close(Fate.STRUCTURE, reason)
            blocks += [Block()] if line.is_blank else []
        elif is_header(cells, columns or {}):
            header = read_header(file, number, cells, columns)
            row.close(Fate.STRUCTURE, "ligne de titres")
            blocks.append(Block())
        elif header is None:
            remedy = f"first row: {' / '.join(texts[0] for texts in HEADERS.values())}"
            raise SourceError(file, "data before any header row", remedy, line=number, value=line.text)
        elif not shares_title(row, line, header):
            blocks[-1].rows.append(RawRow(row, header, cells))
    return rows, [block for block in blocks if block.rows]


def _structure(line: Line) -> str:
    """Say why a line is only structure, whatever the columns; empty when it says something."""
    if line.is_blank:
        return "ligne vide"
    if line.is_heading:
        return HEADING
    return "filet entre les cellules" if all(_RULE.fullmatch(cell) for cell in line.cells) else ""


def other_column(position: int) -> str:
    """Name a column, by its position from 1, that no field takes."""
    return f"{_OTHER}{position}"


def is_other(column: str) -> bool:
    """Say whether no field takes a column."""
    return column.startswith(_OTHER)


def read_header(file: str, line: int, cells: list[str], columns: Mapping[str, str] | None = None) -> Header:
    """Name the field of each column; raises SourceError for a column that is none of the template's.

    Where `columns` names any field, other columns may stand beside those; None says that the text comes from OCR.
    """
    fields: list[str] = []
    named = columns or {}
    for position, cell in enumerate(cells, 1):
        name = named.get(fold(cell)) or field_of(cell, {*fields, *named.values()}, typed=columns is not None)
        if name is None and named:
            name = other_column(position)
        if name is None:
            known = ", ".join(text for texts in HEADERS.values() for text in texts)
            remedy = f"one of: {known}; or name it in [documents.columns]"
            raise SourceError(file, "unknown column", remedy, line, f"{position}", squeeze(cell))
        fields.append(name)
    return Header(line, tuple(fields), tuple(squeeze(cell) for cell in cells))


def is_header(cells: list[str], columns: Mapping[str, str]) -> bool:
    """Say whether a row's cells are mostly header texts; "Début" and "Fin" alone would be too weak."""
    named = sum(1 for cell in cells if fold(cell) in columns or _likeness(cell)[0] >= _ALIKE)
    return len(cells) >= 3 and named >= max(3, 0.6 * len(cells))


def field_of(cell: str, taken: Collection[str], *, typed: bool = False) -> str | None:
    """Give the field of the template whose header a cell resembles, unless it is taken."""
    likeness, name = max(((score, name) for name, score in _scores(cell).items() if name not in taken), default=(0, ""))
    return name if likeness >= (_ALIKE_TYPED if typed else _ALIKE) else None


def _likeness(cell: str) -> tuple[float, str]:
    return max((score, name) for name, score in _scores(cell).items())


def _scores(cell: str) -> dict[str, float]:
    """Score a cell against every header text; a text cut at the page's edge still counts."""
    folded = fold(cell)
    if not folded or len(folded) > 60:
        return dict.fromkeys(HEADERS, 0.0)
    return {name: max(_score(folded, fold(text)) for text in texts) for name, texts in HEADERS.items()}


def _score(cell: str, text: str) -> float:
    cut = fuzz.ratio(cell, text[: len(cell)]) if len(cell) >= 0.6 * len(text) else 0.0
    return max(fuzz.ratio(cell, text), cut)


def shares_title(row: Row, line: Line, header: Header) -> bool:
    """Send to a person a row whose title is merged with the one above: one action may not be made two."""
    title = header.fields.index("title") if "title" in header.fields else -1
    if title not in line.covered:
        return False
    for place, (text, name, said) in enumerate(zip(header.texts, header.fields, line.cells, strict=False), 1):
        if squeeze(said):
            row.cells.append(Cell(place, text, name, squeeze(said), squeeze(said), reading="unplaced"))
    row.doubt(
        str(title + 1), squeeze(line.cells[title]), "titre fusionné avec la ligne au-dessus : une action par ligne"
    )
    row.close(Fate.TO_CORRECT)
    return True
