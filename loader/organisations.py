"""How bodies hang together, as parts and over time: the optional columns of `actors.csv`.

part_of, part_of_reason                          the body that the row's body is part of, and why a person says so
predecessors, predecessors_reason, changed_on    the bodies that it came from, why, and when
"""

from dataclasses import dataclass
from pathlib import Path

from loader.addresses import Addresses
from loader.authority import NO_ACTOR, Actor, Authority
from loader.circles import find_circle
from loader.citations import check_citations, citation_records
from loader.errors import SourceError
from loader.problems import each, report
from loader.records import Record
from loader.tables import Record as TableRecord
from loader.tables import read_table
from loader.values.dates import UnreadableDateError, parse_moment

PART_OF, PREDECESSORS, CHANGED_ON = "part_of", "predecessors", "changed_on"
# What may stand only beside each link; the first says why.
_PARTNERS = {PART_OF: ("part_of_reason",), PREDECESSORS: ("predecessors_reason", CHANGED_ON)}


@dataclass(frozen=True)
class Link:
    """What a row says in the column `part_of` or `predecessors`: its body, and the others that it names.

    `date` is the day, month or year of a change, as EDTF.
    """

    entry: TableRecord
    column: str
    actor: Actor
    others: tuple[Actor, ...]
    date: str | None

    @property
    def reason_column(self) -> str:
        """Give the name of the column that says why."""
        return _PARTNERS[self.column][0]

    def error(self, name: str, problem: str, remedy: str) -> SourceError:
        """Make the error that names one of the other bodies."""
        return _error(self.entry, self.column, name, problem, remedy)


def read_links(path: Path, authority: Authority, texts: dict[tuple[str, int], str]) -> list[Link]:
    """Read the links between bodies, and check that what their reasons cite stands in the lines of the documents.

    A link without reason or a reason without link, an unknown name, a group, a body that is linked to itself, a circle,
    a date that is none, or words that do not stand in their line are problems.
    """
    rows = read_table(path, ("name", "kind")) if path.is_file() else []
    cells = [(row, column) for row in rows for column in _PARTNERS]
    links = [link for found in each(cells, lambda cell: _read_cell(*cell, authority)) for link in found]
    for link in links:
        check_citations(link.entry, link.reason_column, texts)
    for column in _PARTNERS:
        _check_circle([link for link in links if link.column == column])
    return links


def _read_cell(entry: TableRecord, column: str, authority: Authority) -> list[Link]:
    _check_partners(entry, column)
    if not entry[column]:
        return []
    own = (actor for actor in authority.actors if (actor.name, actor.kind) == (entry["name"], entry["kind"]))
    actor = next(own, None)
    if actor is None:
        # The row repeats another one, which was reported.
        return []
    if actor.kind in ("group", NO_ACTOR):
        raise entry.error(column, f"a body of kind {actor.kind} has no such link", "only organisations and services do")
    names = (piece.strip() for piece in entry[column].split("|"))
    others = tuple(dict.fromkeys(_named(entry, column, name, authority) for name in names))
    if actor in others:
        raise _error(entry, column, actor.name, "a body linked to itself", "name another body, or empty the cell")
    return [Link(entry, column, actor, others, _date(entry) if column == PREDECESSORS else None)]


def _check_partners(entry: TableRecord, column: str) -> None:
    reason, *_ = _PARTNERS[column]
    if entry[column] and not entry[reason]:
        report(entry.error(reason, f"is empty beside {column}", "say why, with the words: « … » (document:line)"))
    for partner in _PARTNERS[column]:
        if entry[partner] and not entry[column]:
            report(entry.error(partner, f"stands without {column}", f"fill {column}, or empty {partner}"))


def _date(entry: TableRecord) -> str | None:
    try:
        moment = parse_moment(entry[CHANGED_ON])
    except UnreadableDateError as error:
        raise entry.error(CHANGED_ON, "is no date", "ISO 8601: 2017, 2017-04 or 2017-04-28") from error
    if moment and (moment.is_open or moment.parts):
        raise entry.error(CHANGED_ON, "is not one date", "ISO 8601: 2017, 2017-04 or 2017-04-28")
    return moment.edtf if moment else None


def _named(entry: TableRecord, column: str, name: str, authority: Authority) -> Actor:
    found = [actor for actor in authority.actors if actor.name == name]
    if not found:
        likely = authority.likely(name)
        remedy = "write the `name` of a row of this table" + (f"; likely: {likely}" if likely else "")
        raise _error(entry, column, name, "no actor has this name", remedy)
    if len(found) > 1:
        raise _error(entry, column, name, "two actors have this name", "rename one of them")
    if found[0].kind in ("group", NO_ACTOR):
        raise _error(entry, column, name, f"is of kind {found[0].kind}", "name an organisation or a service")
    return found[0]


def _error(entry: TableRecord, column: str, name: str, problem: str, remedy: str) -> SourceError:
    return SourceError(entry.file, problem, remedy, line=entry.line, column=column, value=name)


def _check_circle(links: list[Link]) -> None:
    circle = find_circle((link.actor.path, other.path) for link in links for other in link.others)
    bodies = {body for pair in circle for body in pair}
    for link in links:
        for other in link.others:
            if link.actor.path in bodies and other.path in bodies:
                report(link.error(other.name, "leads back to its own row", "break the circle: empty one of its cells"))


def link_records(link: Link, addresses: Addresses) -> list[Record]:
    """Give the records of a link: one for each whole that a body is part of, one for the event that it came from."""
    if link.column == PREDECESSORS:
        return [_change_record(link, addresses)]
    return [_affiliation_record(link, whole, addresses) for whole in link.others]


def _affiliation_record(link: Link, whole: Actor, addresses: Addresses) -> Record:
    path = addresses.affiliation(link.actor.path, whole.path)
    return {
        "record": "affiliation",
        "label": f"{link.actor.name} → {whole.name}",
        "part": link.actor.path,
        "property": "unitOf" if link.actor.kind == "service" else "subOrganizationOf",
        "whole": whole.path,
        "said": {"line": link.entry.line, "value": whole.name},
        **_grounds(link, path, addresses),
    }


def _change_record(link: Link, addresses: Addresses) -> Record:
    return {
        "record": "change",
        "label": f"{', '.join(other.name for other in link.others)} → {link.actor.name}",
        "after": link.actor.path,
        "before": [other.path for other in link.others],
        "date": link.date,
        "said": {"line": link.entry.line, "value": link.entry[PREDECESSORS]},
        **_grounds(link, addresses.change(link.actor.path), addresses),
    }


def _grounds(link: Link, path: str, addresses: Addresses) -> Record:
    """Give what a link rests on; its citations are numbered by territory, because territories share bodies."""
    reason = link.entry[link.reason_column]
    citations = citation_records(reason, f"{path}/citation/{addresses.siren}.", addresses)
    return {"path": path, "reason": reason, "citation": citations}
