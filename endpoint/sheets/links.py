"""The links that reviewers made to a thing or from it, with their evidence."""

from collections.abc import Iterable
from dataclasses import dataclass

from endpoint.audit.asking import Answered, Row
from endpoint.bilingual import Text
from endpoint.sheets.places import Place
from endpoint.sheets.reader import Reader
from endpoint.words import BORROWED, SKOS

# The classes that a link has at its other end, in the order in which the thread goes.
KINDS = {
    "CrteOrientation": Text("Orientations du CRTE", "CRTE orientations"),
    "PolicyAxis": Text("Axes politiques", "Policy axes"),
    "Contract": Text("Contrats", "Contracts"),
    "PublicActionDomain": Text("Domaines d'action publique", "Public-action domains"),
    "Measure": Text("Mesures Cit'ergie", "Cit'ergie measures"),
    "Action": Text("Actions reliées elles-mêmes", "Actions linked by themselves"),
    "SubAction": Text("Sous-actions", "Sub-actions"),
    "Objective": Text("Objectifs", "Objectives"),
    "Device": Text("Dispositifs", "Devices"),
    "CooperationSubject": Text("Sujets de coopération", "Cooperation subjects"),
    "Fact": Text("Faits", "Facts"),
    "Concept": Text("Thèmes", "Themes"),
}


@dataclass(frozen=True)
class Link:
    """The other end of an alignment, and what the reviewer said of it; `level` is the code of its strength."""

    kind: str
    href: str | None
    code: str
    label: str
    level: str
    strength: Text
    relation: Text
    confidence: str
    comment: str
    quotes: tuple[str, ...]
    places: tuple[Place, ...]
    mapping: str | None


@dataclass(frozen=True)
class LinkGroup:
    """The links whose other end is of one kind."""

    name: Text
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Links:
    """The links of a thing: upwards, downwards, and the pairs that were examined and rejected."""

    up: tuple[LinkGroup, ...]
    down: tuple[LinkGroup, ...]
    rejected: tuple[LinkGroup, ...]
    answered: Answered


def read_links(reader: Reader) -> Links:
    """Ask for the links of the thing."""
    answered = reader.ask("links-of-thing", thing=reader.iri)
    kept = [row for row in answered.rows if row["rejected"] != "true"]
    return Links(
        up=_grouped(reader, (row for row in kept if row["direction"] == "to")),
        down=_grouped(reader, (row for row in kept if row["direction"] == "from")),
        rejected=_grouped(reader, (row for row in answered.rows if row["rejected"] == "true")),
        answered=answered,
    )


def _grouped(reader: Reader, rows: Iterable[Row]) -> tuple[LinkGroup, ...]:
    links = [_link(reader, row) for row in rows]
    found = [(name, tuple(each for each in links if each.kind == kind)) for kind, name in KINDS.items()]
    return tuple(LinkGroup(name, each) for name, each in found if each)


def _link(reader: Reader, row: Row) -> Link:
    return Link(
        kind=row["kind"],
        href=reader.href(row["other"]),
        code=row["code"],
        label=row["label"],
        level=row["strength"],
        strength=reader.said("strength", row["strength"]),
        relation=relation(row["relation"]),
        confidence=row["confidence"].replace(".", ","),
        comment=row["comment"],
        quotes=tuple(filter(None, row["quotes"].split(" | "))),
        places=tuple(reader.places(row["rows"], row["mapping"])),
        mapping=reader.href(row["mapping"]),
    )


def relation(name: str) -> Text:
    """Return the words for a SKOS relation.

    >>> relation("broadMatch")
    Text(fr='relève de, plus large', en='broader match')
    """
    return Text(*BORROWED.get(f"{SKOS}{name}", (name, name)))
