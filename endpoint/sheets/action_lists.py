"""The actions of a thing, each once, with the ways in which it belongs there."""

from dataclasses import dataclass
from itertools import groupby

from endpoint.audit.asking import Answered, Row
from endpoint.bilingual import Text
from endpoint.sheets.money import in_euros
from endpoint.sheets.reader import Reader

WAYS = {
    "implements": Text("met en œuvre la mesure", "implements the measure"),
    "action": Text("reliée elle-même", "linked by itself"),
    "measure": Text("par sa mesure", "through its measure"),
}


@dataclass(frozen=True)
class Way:
    """How an action belongs to the thing; `via` is the measure through which it does, if any."""

    name: Text
    level: str
    strength: Text
    via: str
    via_href: str | None


@dataclass(frozen=True)
class Listed:
    """An action in a list; days are ISO dates, empty where the document says none."""

    code: str
    title: str
    href: str | None
    ways: tuple[Way, ...]
    leads: str
    start: str
    end: str
    first_day: str
    last_day: str
    is_open: bool
    status: str
    amount: Text
    budget: str


@dataclass(frozen=True)
class ActionList:
    """The actions of a thing."""

    actions: tuple[Listed, ...]
    answered: Answered


def read_actions(reader: Reader) -> ActionList:
    """Ask for the actions of the thing."""
    answered = reader.ask("actions-of-thing", thing=reader.iri)
    by_action = groupby(answered.rows, key=lambda row: row["action"])
    return ActionList(tuple(_listed(reader, list(rows)) for _, rows in by_action), answered)


def _listed(reader: Reader, rows: list[Row]) -> Listed:
    row = rows[0]
    return Listed(
        code=row["code"],
        title=row["title"],
        href=reader.href(row["action"]),
        ways=tuple(_way(reader, each) for each in rows),
        leads=row["leads"].replace(" | ", ", "),
        start=row["start"],
        end=row["end"],
        first_day=row["firstDay"],
        last_day=row["lastDay"],
        is_open=row["openEnded"] == "true",
        status=row["status"],
        amount=in_euros(row["budgetMin"], row["budgetMax"], reader.said("taxBasis", row["taxBasis"])),
        budget=row["budget"],
    )


def _way(reader: Reader, row: Row) -> Way:
    name = WAYS.get(row["way"]) or reader.said("role", row["way"])
    strength = reader.said("strength", row["strength"])
    return Way(name, row["strength"], strength, row["viaLabel"], reader.href(row["via"]))
