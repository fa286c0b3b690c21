"""Rows of a fictitious Cit'ergie plan, and the reader run over them without a whole load."""

from pathlib import Path

from loader.addresses import Addresses
from loader.authority import Actor, Authority
from loader.corrections import Correction, Corrections
from loader.readers.citergie.reader import Context, read_citergie
from loader.records import Reading, Record
from loader.rows import Row, check_ledger
from loader.tables import Record as TableRecord

SIREN = "200000024"
ADDRESSES = Addresses(SIREN)
FIELDS = (
    *("theme", "measure", "title", "description", "lead", "funders"),
    *("partners", "audience", "start", "end", "budget", "status"),
)
HEADER = (
    *("Thème", "Mesure Cit'ergie", "Fiche action chapeau", "Description, Définition des sous-actions"),
    *("Porteur de l'action", "Partenaires Financiers", "Autres Partenaires", "Concertation, Mobilisation"),
    *("Début", "Fin", "Budget global de l'action", "Indicateur d'avancement de la mesure (menu)"),
)
WHOLE = {
    "theme": "Vélo",
    "measure": "1.1.1. Développer les déplacements à vélo",
    "title": "Créer une piste le long du canal",
    "description": "Piste de six kilomètres entre le port et la gare",
    "lead": "Service Mobilité",
    "funders": "ADEME",
    "partners": "Vélo-Brume",
    "audience": "Habitants",
    "start": "2019",
    "end": "2022",
    "budget": "450 000 €",
    "status": "En cours",
}
KINDS = {
    "Service Mobilité": "service",
    "Service Déchets": "service",
    "ADEME": "agency",
    "Région Ponant": "region",
    "Vélo-Brume": "association",
    "Compost'Ensemble": "association",
}


def authority() -> Authority:
    known = Authority()
    for name, kind in KINDS.items():
        known.add(Actor(name, kind, "", (), ADDRESSES.actor(name, kind)))
    return known


def cells(**changed: str) -> list[str]:
    """A row's cells, in the order of the header."""
    return list({**WHOLE, **changed}.values())


def line(*texts: str) -> str:
    return "\t".join(texts)


def row(**changed: str) -> str:
    return line(*cells(**changed))


def bare(**filled: str) -> str:
    """A row with nothing but what is given."""
    return line(*{**dict.fromkeys(FIELDS, ""), **filled}.values())


def page(*rows: str) -> list[str]:
    return [line(*HEADER), *rows]


def decision(at: int, column: str, read: str, corrected: str, reason: str = "relu sur l'original") -> Correction:
    texts = {"document": "plan", "line": str(at), "column": column, "read": read, "corrected": corrected}
    record = TableRecord("corrections.csv", 1 + hash((at, column, read)) % 10**9, {**texts, "reason": reason})
    return Correction(record, "plan", at, column, read, corrected, reason)


def read(lines: list[str], *decisions: Correction) -> Reading:
    """Read the lines as the document `plan`; the ledger is checked as a load checks it."""
    context = Context("plan.tsv", "plan", ADDRESSES, authority(), Corrections(list(decisions)))
    reading = read_citergie(lines, context)
    check_ledger("plan", reading.rows, len(lines))
    return reading


def read_dijon(lines: list[str], known: Authority) -> Reading:
    """Read a variant of the Dijon table, without the decisions that people took on its lines."""
    reading = read_citergie(lines, Context("citergie.tsv", "citergie", ADDRESSES, known, Corrections()))
    check_ledger("citergie", reading.rows, len(lines))
    return reading


def actions(reading: Reading) -> list[Record]:
    return [record for record in reading.records if record["record"] == "action"]


def titles(reading: Reading) -> list[str]:
    return [str(action["title"]) for action in actions(reading)]


def action_named(reading: Reading, title: str) -> Record:
    return next(action for action in actions(reading) if action["title"] == title)


def measures(reading: Reading) -> dict[str, str]:
    return {str(r["code"]): str(r["title"]) for r in reading.records if r["record"] == "measure"}


def placed(found: Row) -> dict[str, str]:
    return {cell.column: cell.raw for cell in found.cells}


def fates(reading: Reading) -> list[str]:
    return [str(found.fate) for found in reading.rows]


ROOT = Path(__file__).parents[2]
DIJON = ROOT / "sources" / "dijon-metropole"
