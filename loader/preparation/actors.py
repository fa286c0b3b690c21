"""The lines for actors.csv: the names that the authority table does not know, each with its likely kind or actor."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from loader.authority import UNKNOWN_NAME, Actor, Authority
from loader.rows import Row
from loader.tables import read_table
from loader.text import fold

_COLUMNS = ("name", "kind", "siren", "surface_forms")
_PLACES = 6
# What French public bodies are called, the surer words first; a person reads the guess over.
_KINDS = (
    ("state", r"prefe(t|cture)|sous prefecture|dreal|draaf|ddtm?|ddets|drac|ars|rectorat|ministere|etat"),
    ("state", r"direction (regionale|departementale|interdepartementale)"),
    ("agency", r"ademe|anah|anru|agence de l eau|agence nationale|office francais|banque des territoires"),
    ("region", r"conseils? regional|regions?"),
    ("department", r"conseils? departemental|departements?|cd \d\d"),
    ("intercommunality", r"communaute (de communes|d agglomeration|urbaine)|(\w+ )*(metropole|agglomeration)"),
    ("commune", r"communes?|villes?|mairies?"),
    ("chamber", r"chambre d|chambre de|cci|cma"),
    ("university", r"universites?|cnrs|inrae|ecole"),
    ("hospital", r"hopital|centre hospitalier|chu|chr"),
    ("service", r"service|direction|pole|mission|cellule|dgs|dsi|drh"),
    ("association", r"associations?|federation|collectif|atmo"),
    ("company", r"sa|sas|sarl|sem|spl|edf|engie|enedis|grdf|entreprises?"),
    ("group", r"habitants|elus|citoyens|usagers"),
)


@dataclass
class UnknownName:
    """A name that no form explains, the places that write it, and the known form that is nearest."""

    name: str
    nearest: str | None
    places: list[str] = field(default_factory=list)

    @property
    def comment(self) -> str:
        """Say on a comment line where the name is written."""
        more = ", …" if len(self.places) > _PLACES else ""
        return f"# « {self.name} » : {', '.join(self.places[:_PLACES])}{more}"


def unknown_names(ledgers: dict[str, list[Row]]) -> list[UnknownName]:
    """Gather the names that nobody knows, the most frequent first."""
    found: dict[str, UnknownName] = {}
    for document, rows in ledgers.items():
        for row in rows:
            for doubt in (doubt for doubt in row.doubts if doubt.problem == UNKNOWN_NAME):
                name = _as_read(doubt.value, row)
                unknown = found.setdefault(fold(name), UnknownName(name, doubt.likely))
                unknown.places.append(f"{document}:{row.line} ({doubt.column})")
    return sorted(found.values(), key=lambda unknown: (-len(unknown.places), fold(unknown.name)))


def _as_read(name: str, row: Row) -> str:
    """Give a name with the signs that the cell has between its words: a doubt names the words alone."""
    pattern = re.compile(r"[^\w;,|]+".join(map(re.escape, name.split())))
    return next((match.group() for cell in row.cells if (match := pattern.search(cell.text))), name)


def likely_kind(name: str) -> str:
    """Give the kind of actor that a name sounds like.

    >>> likely_kind("Conseil régional du Ponant"), likely_kind("Vélo-Brume")
    ('region', 'organisation')
    """
    folded = fold(name)
    return next((kind for kind, words in _KINDS if re.match(rf"(?:{words})\b", folded)), "organisation")


def actor_lines(unknown: list[UnknownName], authority: Authority, path: Path) -> list[str]:
    """Give the lines: a comment with the places, then a row to paste, that of the nearest actor if one is near."""
    header, known = _table(path)
    near: dict[str, list[UnknownName]] = {}
    lines = []
    for each in unknown:
        if actor := _actor_of(each.nearest, authority):
            near.setdefault(actor.name, []).append(each)
        else:
            lines += [each.comment, _csv([each.name, likely_kind(each.name), *[""] * (len(header) - 2)])]
    for actor in (actor for actor in authority.actors if actor.name in near):
        names = near[actor.name]
        own = dict(zip(_COLUMNS, (actor.name, actor.kind, actor.siren, ""), strict=True))
        line, cells = known.get(actor.name, (0, own))
        forms = " | ".join(filter(None, [cells["surface_forms"], *(each.name for each in names)]))
        place = f"in place of line {line}" if line else "a new line"
        lines += [each.comment for each in names]
        lines.append(f"# perhaps « {actor.name} »: {place}; if it is a misreading, correct the cell instead")
        lines.append(_csv([{**cells, "surface_forms": forms}.get(name, "") for name in header]))
    return lines


def _table(path: Path) -> tuple[list[str], dict[str, tuple[int, dict[str, str]]]]:
    """Give the columns of the authority table, and its records by name, with their lines."""
    if not path.is_file():
        return list(_COLUMNS), {}
    records = read_table(path, _COLUMNS)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = [name.strip() for name in next(csv.reader(file))]
    return header, {record["name"]: (record.line, record.cells) for record in records}


def _actor_of(form: str | None, authority: Authority) -> Actor | None:
    return next((actor for actor in authority.actors if form in (actor.name, *actor.forms)), None) if form else None


def _csv(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
