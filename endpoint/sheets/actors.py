"""The sheet of an actor: its names, its links to others, what it does, where documents name it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from endpoint.audit.asking import Answered, Row
from endpoint.bilingual import Text
from endpoint.sheets.action_lists import read_actions
from endpoint.sheets.contents import Contents
from endpoint.sheets.discrepancies import read_discrepancies
from endpoint.sheets.money import read_money
from endpoint.sheets.people import read_people
from endpoint.sheets.places import Place
from endpoint.sheets.reader import Reader
from endpoint.sheets.timeline import draw_timeline
from endpoint.words import FIL, SKOS

ASKS = (
    *("links-of-actor", "everything-about-actor"),
    *("actions-of-thing", "money-of-thing", "people-of-thing", "discrepancies-of-thing"),
)
LINKS = {
    "unit of": Text("service de", "unit of"),
    "part of": Text("relève de", "part of"),
    "came from": Text("issu de", "came from"),
    "became": Text("devenu", "became"),
    "has unit": Text("a pour service", "has unit"),
    "has part": Text("a pour partie", "has part"),
}
RELATIONS = {
    "1 itself": Text("Lui-même", "Itself"),
    "2 predecessor": Text("Celui dont il est issu", "Whom it came from"),
    "3 successor": Text("Celui qu'il est devenu", "What it became"),
    "4 part": Text("Ses parties", "Its parts"),
}


@dataclass(frozen=True)
class ActorLink:
    """A link that a person made to another actor, with the grounds."""

    name: Text
    other: str
    href: str | None
    date: str
    reasons: tuple[str, ...]
    quotes: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Mention:
    """A line of a document that names the actor: in which role, of what."""

    actor: str
    actor_href: str | None
    place: Place
    role: Text
    label: str
    href: str | None


def read_actor(reader: Reader, asked: Mapping[str, str]) -> Contents:
    """Read all that is known of an actor."""
    links = reader.ask("links-of-actor", actor=reader.iri)
    about = reader.ask("everything-about-actor", asked=reader.iri)
    actions, money, people = read_actions(reader), read_money(reader), read_people(reader)
    discrepancies = read_discrepancies(reader)
    parts = {
        "links": [_link(reader, row) for row in links.rows],
        "links_answered": links,
        "mentions": _mentions(reader, about),
        "about": about,
        "names": _names(reader),
        "siren": reader.value(f"{FIL}siren"),
        "actions": actions,
        "money": money,
        "people": people,
        "discrepancies": discrepancies,
        "timeline": draw_timeline(actions.actions, reader.source(asked)),
    }
    answers = [links, about, *(each.answered for each in (actions, money, people, discrepancies))]
    return Contents(parts, [each.inquiry for each in answers])


def _names(reader: Reader) -> list[str]:
    said = (each for each in reader.described.outgoing if each.predicate.value == f"{SKOS}altLabel")
    return sorted({str(getattr(each.object, "value", "")) for each in said}, key=str.casefold)


def _link(reader: Reader, row: Row) -> ActorLink:
    return ActorLink(
        name=LINKS.get(row["kind"], Text(row["kind"], row["kind"])),
        other=row["name"],
        href=reader.href(row["other"]),
        date=row["date"],
        reasons=tuple(filter(None, row["reason"].split(" | "))),
        quotes=tuple(filter(None, row["quotes"].split(" | "))),
        places=tuple(reader.places(row["rows"], row["link"])),
    )


def _mentions(reader: Reader, about: Answered) -> list[tuple[Text, list[Mention]]]:
    by_relation = groupby(about.rows, key=lambda row: row["relation"])
    return [
        (RELATIONS.get(relation, Text(relation, relation)), [_mention(reader, row) for row in rows])
        for relation, rows in by_relation
    ]


def _mention(reader: Reader, row: Row) -> Mention:
    return Mention(
        actor=row["name"],
        actor_href=reader.href(row["actor"]) if row["actor"] != reader.iri else None,
        place=reader.place(row["document"], row["line"], row["thing"]),
        role=reader.said("role", row["role"]),
        label=row["label"],
        href=reader.href(row["thing"]),
    )
