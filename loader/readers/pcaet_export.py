"""The reader of `pcaet-export`: the actions of climate plans as the portal « Territoires & Climat » publishes them.

Two of its open files are read. `Fiches_Action.csv` (semicolons, UTF-8 with a BOM, line breaks in quoted cells) has a
line for each action, with `SIREN-name` of the bodies that carry its plan. `Demarches_PCAET_Programme_Actions_V1.json`
and `…_V2.json` list the actions of each procedure, by its number; a line of the ledger is then one action of the file.
Both hold all of France: the actions of other bodies stay in the ledger, as lines that state nothing here.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from loader.authority import Authority
from loader.errors import SourceError
from loader.readers.action_rows import read_action_rows
from loader.readers.citergie.pages import Header, RawRow, other_column
from loader.readers.citergie.placing import Context
from loader.records import Reading
from loader.rows import Fate, Row
from loader.sheets.delimited import read_delimited
from loader.sheets.lines import Line
from loader.text import WITHHELD, fold, squeeze, without_personal_data
from loader.text_files import read_lines, readable

_COLUMNS = {
    "Id_action": "code",
    "Intitule_action": "title",
    "Description_action": "description",
    "Date_lancement": "start",
    "Collectivites_coporteuses": "lead",
    "Secteur": "theme",
    "Cible_action": "audience",
}
_PROCEDURE, _CARRIERS, _KIND_OF_LEAD = "Id_demarche", "Collectivites_coporteuses", "Type_de_porteur"
_NEEDED = ("Intitule_action", _PROCEDURE, _CARRIERS)
# They hold the names of persons.
_WITHHELD = ("Contact_principal", "Contact")
_THE_BODY_ITSELF = "collectivite porteuse"
_CARRIER = re.compile(r"(?P<siren>\d{9})(?:\d{5})?\s*-\s*(?P<name>.+)")
_IN_JSON = ("Id_demarche", "Intitule_action", "Secteur", "Volet", "Type_de_porteur")


def read_pcaet_export(path: Path, context: Context, procedures: tuple[str, ...]) -> Reading:
    """Read the actions of the territory, of the named procedures only where any are named.

    Raises SourceError for a file of another form, or one that holds no action of the territory.
    """
    if path.suffix.lower() == ".json":
        table = _json_lines(path, procedures)
    else:
        table = read_delimited(path, [*_COLUMNS, _PROCEDURE, _KIND_OF_LEAD])
    texts = _header(path, table[0] if table else Line())
    header = Header(1, tuple(_fields(texts)), texts)
    rows = [Row(number, head=line.head) for number, line in enumerate(table, 1)]
    raws = []
    for row, line in zip(rows, table, strict=True):
        if reason := _not_ours(row.line, line, texts, context.addresses.siren, procedures):
            row.close(Fate.STRUCTURE, reason)
        elif not line.head:
            raws.append(RawRow(row, header, _cells(line, texts)))
    if not raws:
        remedy = "check siren, and procedures, in territory.toml"
        raise SourceError(str(path), f"holds no action of {context.addresses.siren}", remedy)
    return read_action_rows(rows, raws, context, lambda row: _name_leads(row, context.authority))


def _header(path: Path, line: Line) -> tuple[str, ...]:
    texts = tuple(squeeze(cell) for cell in line.cells)
    known = {fold(text) for text in texts}
    needed = _IN_JSON if path.suffix.lower() == ".json" else _NEEDED
    if lacking := [name for name in needed if fold(name) not in known]:
        remedy = "take Fiches_Action.csv or Demarches_PCAET_Programme_Actions_V2.json, as the portal publishes them"
        raise SourceError(str(path), f"no column {', '.join(lacking)}", remedy, line=1, value=line.text)
    return texts


def _fields(texts: tuple[str, ...]) -> Iterator[str]:
    by_header = {fold(header): name for header, name in _COLUMNS.items()}
    for place, text in enumerate(texts, 1):
        yield by_header.get(fold(text)) or other_column(place)


def _not_ours(number: int, line: Line, texts: tuple[str, ...], siren: str, procedures: tuple[str, ...]) -> str:
    """Say why a line states nothing of this territory; empty when it does."""
    if line.head:
        return ""
    if number == 1:
        return "ligne de titres"
    if line.is_blank:
        return "ligne vide"
    if procedures and _said(line, texts, _PROCEDURE) not in procedures:
        return "action d'une autre démarche"
    carriers = _said(line, texts, _CARRIERS)
    return "" if carriers is None or siren in _sirens(carriers) else "action d'une autre collectivité"


def _said(line: Line, texts: tuple[str, ...], column: str) -> str | None:
    """Give the cell of a column; None where the export has no such column."""
    place = next((i for i, text in enumerate(texts) if fold(text) == fold(column)), None)
    return None if place is None else squeeze(line.cells[place]) if place < len(line.cells) else ""


def _sirens(carriers: str) -> set[str]:
    return {match["siren"] for part in carriers.split(" | ") if (match := _CARRIER.match(part))}


def _cells(line: Line, texts: tuple[str, ...]) -> list[str]:
    """Give the cells, without the names of persons."""
    hidden = {fold(name) for name in _WITHHELD}
    return [
        WITHHELD if fold(text) in hidden and cell.strip() else without_personal_data(cell)
        for text, cell in zip(texts, line.cells, strict=False)
    ]


def _name_leads(row: Row, authority: Authority) -> None:
    """Let those who carry the plan lead an action that they carry, by the name that the authority gives their SIREN."""
    cell = row.cell("lead")
    if cell is None or cell.corrected:
        return
    kinds = next((each.raw for each in row.cells if fold(each.header) == fold(_KIND_OF_LEAD)), "")
    if _THE_BODY_ITSELF not in fold(kinds):
        cell.text, cell.reading, cell.reason = "", "unplaced", "porte le plan, sans être dit porteur de cette action"
        return
    known = {actor.siren: actor.name for actor in authority.actors if actor.siren}
    parts = [part for each in cell.text.split(" | ") if (part := squeeze(each))]
    cell.text = " ; ".join(_name_of(part, known) for part in parts)


def _name_of(carrier: str, known: dict[str, str]) -> str:
    match = _CARRIER.match(carrier)
    return known.get(match["siren"], match["name"]) if match else carrier


def _json_lines(path: Path, procedures: tuple[str, ...]) -> list[Line]:
    """Give one line for each action of the file, below a line of titles."""
    if not procedures:
        remedy = 'name yours: procedures = ["…"]; Demarches_PCAET_V2_entete.csv gives the Id of your SIREN'
        raise SourceError(str(path), "this export names no body, only procedures", remedy, column="procedures")
    try:
        data = json.loads("\n".join(read_lines(path)))
        actions = [(procedure, action) for procedure in data for action in procedure["actions"]]
        return [Line(_IN_JSON), *(Line(_action_cells(procedure, action)) for procedure, action in actions)]
    except json.JSONDecodeError as error:
        raise SourceError(str(path), f"is not valid JSON: {error.msg}", "download it again", error.lineno) from error
    except (KeyError, TypeError, AttributeError) as error:
        problem = "is no list of procedures with their actions"
        remedy = "take Demarches_PCAET_Programme_Actions_V2.json as the portal publishes it"
        raise SourceError(str(path), problem, remedy, value=str(error)) from error


def _action_cells(procedure: dict[str, Any], action: dict[str, Any]) -> tuple[str, ...]:
    sectors = [each["secteur"]["libelle"] for each in action.get("secteurs") or []]
    parts, kinds = ([each["libelle"] for each in action.get(key) or []] for key in ("volets", "typesPorteur"))
    texts = (str(procedure["id"]), str(action.get("intitule") or ""), *map(" | ".join, (sectors, parts, kinds)))
    return tuple(map(readable, texts))
