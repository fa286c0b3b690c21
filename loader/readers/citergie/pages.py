"""Pages of the table: header rows, data rows, and lines that are only structure."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from loader.errors import SourceError
from loader.rows import Fate, Row
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
_ALIKE = 60
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


def split_pages(file: str, lines: list[str]) -> tuple[list[Row], list[Block]]:
    """Give a ledger row for each line, and the blocks of data rows.

    Raises SourceError when data comes before any header, or a header names no known column.
    """
    rows: list[Row] = []
    blocks: list[Block] = [Block()]
    header: Header | None = None
    for number, line in enumerate(lines, 1):
        row = Row(number)
        rows.append(row)
        cells = line.split("\t")
        if not line.strip():
            row.close(Fate.STRUCTURE, "ligne vide")
            blocks.append(Block())
        elif all(_RULE.fullmatch(cell) for cell in cells):
            row.close(Fate.STRUCTURE, "filet entre les cellules")
        elif _is_header(cells):
            header = read_header(file, number, cells)
            row.close(Fate.STRUCTURE, "ligne de titres")
            blocks.append(Block())
        elif header is None:
            remedy = f"first row: {' / '.join(texts[0] for texts in HEADERS.values())}"
            raise SourceError(file, "data before any header row", remedy, line=number, value=squeeze(line))
        else:
            blocks[-1].rows.append(RawRow(row, header, cells))
    return rows, [block for block in blocks if block.rows]


def read_header(file: str, line: int, cells: list[str]) -> Header:
    """Name the field of each column; raises SourceError for a column that is none of the template's."""
    fields: list[str] = []
    for position, cell in enumerate(cells, 1):
        name = _field_of(cell, set(fields))
        if name is None:
            known = ", ".join(text for texts in HEADERS.values() for text in texts)
            raise SourceError(file, "unknown column", f"one of: {known}", line, f"{position}", squeeze(cell))
        fields.append(name)
    return Header(line, tuple(fields), tuple(squeeze(cell) for cell in cells))


def _is_header(cells: list[str]) -> bool:
    """A header row is one whose cells are mostly header texts; "Début" and "Fin" alone would be too weak."""
    named = sum(1 for cell in cells if _likeness(cell)[0] >= _ALIKE)
    return len(cells) >= 3 and named >= max(3, 0.6 * len(cells))


def _field_of(cell: str, taken: set[str]) -> str | None:
    likeness, name = max(((score, name) for name, score in _scores(cell).items() if name not in taken), default=(0, ""))
    return name if likeness >= _ALIKE else None


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
