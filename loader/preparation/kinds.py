"""What a document seems to be: its kind, and for a table which column holds what. A person reads it over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from python_calamine import CalamineWorkbook, SheetVisibleEnum
from rapidfuzz import fuzz

from loader.errors import SourceError
from loader.readers.citergie.pages import HEADERS, field_of, is_header
from loader.sheets.lines import WORKBOOKS, Line, as_line, read_sheet
from loader.text import fold, squeeze
from loader.text_files import read_lines

# Headers that French action tables use, by field; a header is compared without what it says in brackets.
_HEADERS = {
    "code": ("N°", "Numéro", "Code", "Référence", "N° action", "Numéro de l'action"),
    "measure": (*HEADERS["measure"], "Mesure", "Mesure du label"),
    "theme": ("Thème", "Thématique", "Axe", "Volet", "Secteur", "Orientation"),
    "title": ("Action", "Intitulé", "Intitulé de l'action", "Titre", "Titre de l'action", "Nom de l'action", "Libellé"),
    "description": ("Description", "Descriptif", "Description de l'action", "Contenu", "Détail", "Sous-actions"),
    "lead": ("Porteur", "Porteur de l'action", "Pilote", "Pilote de l'action", "Maître d'ouvrage", "Responsable"),
    "funders": ("Financeurs", "Partenaires financiers", "Financement", "Cofinanceurs"),
    "partners": ("Partenaires", "Autres partenaires", "Partenaires associés", "Partenaires techniques"),
    "audience": ("Public", "Public cible", "Publics", "Cible", "Bénéficiaires"),
    "start": ("Début", "Date de début", "Année de début", "Démarrage", "Lancement", "Date de lancement"),
    "end": ("Fin", "Date de fin", "Année de fin", "Échéance"),
    "budget": ("Budget", "Budget prévisionnel", "Budget global", "Coût", "Coût estimé", "Montant"),
    "status": ("Avancement", "Statut", "État", "État d'avancement"),
}
_ALIKE = 85
_HEADER_WITHIN = 50
_EXPORT, _STATEMENTS = "intitule action", {"kind", "label", "quote"}
_TABLE_SUFFIXES = (*WORKBOOKS, ".csv", ".tsv")
_NOTICE = re.compile(r"\bcrte\b|relance et de transition ecologique")


@dataclass(frozen=True)
class Guess:
    """The kind of a document; for a table, its sheet, the field of each known header, and the other headers."""

    kind: str
    sheet: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()


def guess(path: Path) -> Guess:
    """Guess what a document is; raises SourceError for a file whose text or cells cannot be read."""
    suffix = path.suffix.lower()
    if suffix == ".json":
        return Guess("pcaet-export")
    if suffix in _TABLE_SUFFIXES:
        return _guess_table(path)
    if suffix in (".txt", ".md", ""):
        text = fold(" ".join(read_lines(path)))
        return Guess("crte-notice" if _NOTICE.search(text) else "axes-list")
    remedy = "save its text as .txt in UTF-8, its tables as .xlsx or .csv: see docs/add-a-territory.md"
    raise SourceError(str(path), "is of no kind that Filrouge reads", remedy, value=suffix)


def _guess_table(path: Path) -> Guess:
    names = [name for texts in _HEADERS.values() for name in texts]
    pages = list(map(as_line, read_lines(path))) if path.suffix.lower() == ".tsv" else []
    if any(map(_is_template, pages)):
        return Guess("citergie-table")
    sheets = {sheet: read_sheet(path, sheet, names) for sheet in _sheets(path)}
    best = max(sheets, key=lambda sheet: len(_columns(_header(sheets[sheet]))), default="")
    named = best if len(sheets) > 1 else ""
    first = {fold(cell) for line in sheets.get(best, [])[:1] for cell in line.cells}
    if _EXPORT in first or first >= _STATEMENTS:
        return Guess("pcaet-export" if _EXPORT in first else "statements")
    header = _header(sheets.get(best, []))
    if any(map(_is_template, sheets.get(best, []))):
        return _template_guess(named, header)
    columns = _columns(header)
    return Guess("action-table", named, columns, tuple(text for text in header if text and text not in columns))


def _template_guess(sheet: str, header: list[str]) -> Guess:
    """Guess the columns of a typed table that the Cit'ergie template does not name."""
    by_template = {text: field_of(text, (), typed=True) for text in header}
    unknown = [text for text, name in by_template.items() if text and not name]
    columns = {text: name for text, name in _columns(unknown).items() if name not in by_template.values()}
    return Guess("citergie-table", sheet, columns, tuple(text for text in unknown if text not in columns))


def _is_template(line: Line) -> bool:
    """Say whether a row is the header of the Cit'ergie template, with its column of measures."""
    return is_header(list(line.cells), {}) and any(field_of(cell, set()) == "measure" for cell in line.cells)


def _sheets(path: Path) -> list[str]:
    """Give the visible sheets that hold something; a text file is its only sheet."""
    if path.suffix.lower() not in WORKBOOKS:
        return [""]
    with CalamineWorkbook.from_path(path) as book:
        visible = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        return [name for name in visible if book.get_sheet_by_name(name).height]


def _header(lines: Iterable[Line]) -> list[str]:
    """Give the texts of the row that holds most of the headers; of equals, the first."""
    rows = [[squeeze(cell) for cell in line.cells] for line in list(lines)[:_HEADER_WITHIN]]
    return max(rows, key=lambda row: len(_columns(row)), default=[])


def _columns(header: list[str]) -> dict[str, str]:
    """Give the field of each header that is known, the surest first; a field has one column."""
    scored = sorted(
        (
            (_likeness(text, known), -place, text, name)
            for place, text in enumerate(header)
            for name, known in _HEADERS.items()
        ),
        reverse=True,
    )
    found: dict[str, str] = {}
    for score, _, text, name in scored:
        if score >= _ALIKE and text not in found and name not in found.values():
            found[text] = name
    return {text: found[text] for text in header if text in found}


def _likeness(text: str, known: tuple[str, ...]) -> float:
    plain = fold(re.sub(r"\([^)]*\)", " ", text))
    return max(fuzz.ratio(plain, fold(each)) for each in known) if plain else 0.0
