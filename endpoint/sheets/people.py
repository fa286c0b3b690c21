"""The actors of a thing's actions, by role."""

from dataclasses import dataclass
from itertools import groupby

from endpoint.audit.asking import Answered, Row
from endpoint.bilingual import Text
from endpoint.sheets.reader import Reader


@dataclass(frozen=True)
class Person:
    """An actor, what it is, and in how many of the actions it has the role."""

    name: str
    href: str | None
    kind: Text
    actions: int


@dataclass(frozen=True)
class People:
    """The actors of a thing's actions: role, actors."""

    roles: tuple[tuple[Text, tuple[Person, ...]], ...]
    answered: Answered


def read_people(reader: Reader) -> People:
    """Ask who acts for the thing."""
    answered = reader.ask("people-of-thing", thing=reader.iri)
    by_role = groupby(answered.rows, key=lambda row: row["role"])
    roles = ((reader.said("role", role), tuple(_person(reader, row) for row in rows)) for role, rows in by_role)
    return People(tuple(roles), answered)


def _person(reader: Reader, row: Row) -> Person:
    return Person(row["name"], reader.href(row["actor"]), reader.said("kind", row["kind"]), int(row["actions"]))
