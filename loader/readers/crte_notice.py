"""The reader of `crte-notice`: the national template of the CRTE notice, "label : value" lines and lists."""

import re
from dataclasses import dataclass, field
from itertools import chain, count

from stdnum.fr import siren as siren_number

from loader.addresses import Addresses
from loader.authority import UNKNOWN_NAME, Authority, Naming
from loader.budgets import budget_record
from loader.records import Reading, Record, Value
from loader.rows import Cell, Fate, Row
from loader.text import WITHHELD, fold, says_nothing, slug, squeeze
from loader.values.dates import UnreadableDateError, parse_moment
from loader.values.money import is_undecided, looks_like_money, parse_money

_ITEM = re.compile(r"^\s*[-–•*]\s+(?P<text>\S.*)$")
# The one label of the template that holds the sign which parts labels from values.
_LABEL_WITH_COLON = "si protocole de prefiguration"
_NESTED = re.compile(r"^nom : (?P<name>.+?), SIREN : (?P<siren>.*?), nature : (?P<nature>.*)$")
_INSEE_NATURES = {"region", "departement"}
_HEADINGS = {
    "informations generales", "signataires", "strategie", "plan d action", "gouvernance et evaluation",
    "ingenierie et financement",
}  # fmt: skip
_PERSONAL = "email de contact"
# Labels of the template whose values are things of their own; every other label gives a fact.
_THINGS = {
    "nature des signataires du crte": "signatory",
    "nom de la structure porteuse": "structure",
    "composition du copil": "steering",
    "liste des instances de partenariat mobilisees ou creees": "consulted",
    "liste des partenaires socio economiques": "consulted",
    "mobilisation d une ingenierie externe": "engineering",
    "liste des contrats figurant dans le crte": "contract",
    "domaines d action publique couverts": "domain",
}
_ORIENTATIONS = "liste des orientations strategiques"


@dataclass
class _Notice:
    """A notice in the making: the label that list items belong to, and what was made so far."""

    document: str
    addresses: Addresses
    authority: Authority
    records: list[Record] = field(default_factory=list)
    involvements: dict[str, Record] = field(default_factory=dict)
    paths: dict[str, tuple[str, str]] = field(default_factory=dict)
    label: str = ""
    header: Row | None = None
    orientations: int = 0
    started: bool = False

    def row(self, row: Row) -> str:
        """Give the address of a row."""
        return self.addresses.row(self.document, row.line)

    @property
    def plan(self) -> str:
        """Give the address of the contract as a plan."""
        return self.addresses.plan(self.document)


def read_notice(lines: list[str], document: str, addresses: Addresses, authority: Authority) -> Reading:
    """Read a CRTE notice: orientations, contracts, domains, involvements of bodies, facts and the envelope."""
    notice = _Notice(document, addresses, authority)
    rows = [Row(number) for number in range(1, len(lines) + 1)]
    for row, line in zip(rows, lines, strict=True):
        _read_line(notice, row, squeeze(line), rows)
    if notice.involvements:
        notice.records.append(
            {"record": "plan", "path": notice.plan, "involvement": list(notice.involvements.values())}
        )
    return Reading(rows, notice.records)


def _read_line(notice: _Notice, row: Row, line: str, rows: list[Row]) -> None:
    before = rows[row.line - 2] if row.line > 1 else None
    structure = _structure(notice, line)
    if structure:
        row.close(Fate.STRUCTURE, structure)
    elif fold(line).startswith(_PERSONAL) or WITHHELD in line:
        row.close(Fate.WITHHELD, "donnée personnelle")
    elif match := _ITEM.match(line):
        _read_item(notice, row, match["text"])
    elif line.endswith(":"):
        notice.label, notice.header = line.rstrip(" :"), row
        row.close(Fate.STRUCTURE, "libellé sans valeur, ou de la liste qui suit")
    elif " : " in line:
        _read_pair(notice, row, line)
    elif before is not None and (before.cells or before.reason.startswith("libellé")):
        _continue(notice, row, before, line)
    else:
        row.doubt("line", line, "ni libellé avec valeur, ni élément de liste")
        row.close(Fate.TO_CORRECT)


def _structure(notice: _Notice, line: str) -> str:
    """Say why a line is only structure; empty when it says something. The letterhead ends at the first section."""
    if not line:
        return "ligne vide"
    if fold(line) in _HEADINGS:
        notice.started = True
        return "titre de section"
    notice.started = notice.started or " : " in line or line.endswith(":")
    return "" if notice.started else "en-tête"


def _read_pair(notice: _Notice, row: Row, line: str) -> None:
    whole = fold(line).startswith(_LABEL_WITH_COLON)
    label, _, value = line.rpartition(" : ") if whole else line.partition(" : ")
    notice.label, notice.header = label, row
    if says_nothing(value):
        row.close(Fate.STRUCTURE, "libellé sans valeur")
    else:
        _read_value(notice, row, value)


def _read_item(notice: _Notice, row: Row, text: str) -> None:
    if not notice.label:
        row.doubt("item", text, "élément de liste sans libellé")
        row.close(Fate.TO_CORRECT)
    elif says_nothing(text):
        row.close(Fate.STRUCTURE, "élément de liste sans valeur")
    else:
        _read_value(notice, row, text)


def _continue(notice: _Notice, row: Row, before: Row, line: str) -> None:
    """Take a line that goes on from the value above it; an empty value may be cut in two (`-` and `€`)."""
    if not before.cells and says_nothing(line):
        row.close(Fate.STRUCTURE, f"suite de la ligne {before.line} : libellé sans valeur")
    else:
        row.doubt("line", line, f"semble continuer la ligne {before.line}", "joindre les deux lignes")
        row.close(Fate.TO_CORRECT)


def _read_value(notice: _Notice, row: Row, text: str) -> None:
    row.cells = [Cell(1, notice.label, "value", text, text)]
    kind = _THINGS.get(fold(notice.label))
    if fold(notice.label).startswith(_ORIENTATIONS):
        path = _orientation(notice, row, text)
    elif kind in ("contract", "domain"):
        path = _named(notice, row, kind, text)
    elif kind:
        path = _involved(notice, row, kind, text)
    else:
        path = _fact(notice, row, text)
    row.cells[0].about = path
    row.close(Fate.MAPPED if path else Fate.TO_CORRECT, describes=[path] if path else [])


def _orientation(notice: _Notice, row: Row, text: str) -> str:
    notice.orientations += 1
    path = notice.addresses.orientation(notice.orientations)
    record: Record = {"record": "orientation", "order": notice.orientations, "label": text}
    return _keep(notice, row, record, path)


def _named(notice: _Notice, row: Row, kind: str, text: str) -> str:
    return _keep(notice, row, {"record": kind, "label": text}, notice.addresses.named(kind, text))


def _keep(notice: _Notice, row: Row, record: Record, path: str) -> str:
    """Keep a thing; said twice it stays one, and two things of one name get two addresses."""
    said = (str(record["label"]), str(record.get("value", "")))
    path = next(p for p in chain([path], (f"{path}.{n}" for n in count(2))) if notice.paths.get(p, said) == said)
    if path not in notice.paths:
        notice.paths[path] = said
        notice.records.append({**record, "path": path, "plan": notice.plan, "row": notice.row(row)})
    return path


def _fact(notice: _Notice, row: Row, text: str) -> str:
    value, unit, date = text, None, None
    if "euros" in fold(notice.label).split() and re.fullmatch(r"[\d .,]+", text):
        text = f"{text} €"
    for read in (_as_money, _as_date, _as_number):
        if found := read(text):
            value, unit, date = found
            break
    path = notice.addresses.statement("fact", notice.document, _fact_id(notice, text))
    record: Record = {"record": "statement", "class": "fact", "kind": "fact", "document": None, "label": notice.label}
    record |= {"value": value, "unit": unit, "date": date, "subject": [notice.plan]}
    if looks_like_money(text):
        _add_budget(notice, row, text)
    return _keep(notice, row, record, path)


def _fact_id(notice: _Notice, text: str) -> str:
    """Name a fact by its label; the items of a list add their own text."""
    listed = notice.header is not None and not notice.header.cells
    name = slug(notice.label)
    return f"{name}.{slug(text)}" if listed else name


_Found = tuple[str, str | None, str | None]


def _as_money(text: str) -> _Found | None:
    money = parse_money(text)
    if not looks_like_money(text) or money is None or is_undecided(money) or money.minimum != money.maximum:
        return None
    return (format(money.minimum.normalize(), "f"), "EUR", None) if money.minimum is not None else None


def _as_date(text: str) -> _Found | None:
    try:
        moment = parse_moment(text)
    except UnreadableDateError:
        return None
    return (moment.edtf, "date", moment.edtf) if moment and "-" in moment.edtf else None


def _as_number(text: str) -> _Found | None:
    return (text, None, None) if re.fullmatch(r"\d+([.,]\d+)?", text) else None


def _add_budget(notice: _Notice, row: Row, text: str) -> None:
    """Keep an amount of the contract as a budget of the plan too, so that it stands beside the actions' budgets."""
    money = parse_money(text)
    if money is None or is_undecided(money):
        return
    path = f"{notice.plan}/budget/{slug(notice.label)}"
    budget = budget_record(path, money, [notice.row(row)], [f"{notice.row(row)}/cell/1"])
    budget |= {
        "label": notice.label,
        "certainty": "estimated" if "previsionnel" in fold(notice.label) else money.certainty,
    }
    notice.records.append({"record": "plan", "path": notice.plan, "budget": budget})


def _involved(notice: _Notice, row: Row, role: str, text: str) -> str:
    match = _NESTED.match(text)
    naming = _resolve(notice.authority, match["name"] if match else text, match["siren"].strip() if match else "")
    for name in naming.unresolved:
        row.doubt("value", name, UNKNOWN_NAME, notice.authority.likely(name))
    for actor in naming.actors:
        _add_involvement(notice, row, role, actor.path)
    if match:
        _identify(notice, row, naming, match)
    return notice.plan if naming.actors else ""


def _resolve(authority: Authority, name: str, siren: str) -> Naming:
    """Find who is named; a name that nobody knows is the body whose SIREN stands beside it."""
    naming = authority.resolve(name)
    if naming.actors or not siren:
        return naming
    known = tuple(actor for actor in authority.actors if actor.siren == siren)
    return Naming(known) if known else naming


def _add_involvement(notice: _Notice, row: Row, role: str, actor: str) -> None:
    path = notice.addresses.involvement(notice.plan, role, actor)
    record = notice.involvements.setdefault(path, {"path": path, "role": role, "actor": actor, "row": [], "cell": []})
    _extend(record, "row", notice.row(row))
    _extend(record, "cell", f"{notice.row(row)}/cell/1")


def _extend(record: Record, key: str, value: Value) -> None:
    known = record[key]
    assert isinstance(known, list)
    known.append(value)


def _identify(notice: _Notice, row: Row, naming: Naming, match: re.Match[str]) -> None:
    """Keep the identifier of a nested entry: a SIREN when it is one, the INSEE code of a region or department else."""
    number = match["siren"].strip()
    if len(naming.actors) != 1 or says_nothing(number):
        return
    if siren_number.is_valid(number):
        known = naming.actors[0].siren
        if known and known != number:
            row.doubt("SIREN", number, f"la table d'autorité dit {known}")
        elif not known:
            _describe(notice, row, {"actor": naming.actors[0].path, "siren": number})
    elif fold(match["nature"]) in _INSEE_NATURES and re.fullmatch(r"\d{2,3}|2[AB]", number):
        _describe(notice, row, {"actor": naming.actors[0].path, "insee": number})
    else:
        row.doubt("SIREN", number, "SIREN invalide")


def _describe(notice: _Notice, row: Row, identified: Record) -> None:
    record: Record = {"record": "identifier", **identified}
    if not any(record.items() <= known.items() for known in notice.records if known["record"] == "identifier"):
        place: Record = {"document": notice.document, "line": row.line, "column": "SIREN"}
        notice.records.append({**record, "said": place})
