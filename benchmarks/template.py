"""The graph of one territory as a template: which of its lines are repeated, and what each of them depends on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

FIL = "https://w3id.org/filrouge/ontology#"
SSSOM = "https://w3id.org/sssom/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
# Actors of these kinds work in the whole country; the others stand once in each department.
NATIONAL_KINDS = ("agency", "company")
# What is only there to speak of an action goes with it: its mappings, and the cells that state its fields.
SPEAKS_OF = (f"<{SSSOM}subject_id>", f"<{SSSOM}object_id>", f"<{FIL}about>")
_SATELLITE = re.compile(r".*/(?:alignment|discrepancy)/[^/>]+|.*/row/\d+/cell/\d+")
_ACTION = re.compile(r".*?/action/[^/>]+/[^/>]+")
_ACTOR = re.compile(r"(/id/actor/|/involvement/[a-z-]+/)([^/>]+)>")


@dataclass(frozen=True)
class Line:
    """One line of a territory: the action whose field it states, and the actions without which it has no sense."""

    text: str
    predicate: str
    action: str
    needs: frozenset[str]
    names_local_actor: bool


@dataclass(frozen=True)
class Template:
    """The lines of one territory, by how often they are repeated: never, once a department, once a territory."""

    siren: str
    actions: tuple[str, ...]
    local_actors: frozenset[str]
    shared: tuple[str, ...]
    of_department: tuple[str, ...]
    of_territory: tuple[Line, ...]

    def original_lines(self) -> Iterator[str]:
        """Yield the territory as it was read."""
        return (line.text for line in self.of_territory)

    def in_department(self, text: str, department: int) -> str:
        """Rename the local actors of a line; the first department keeps their names."""
        return _ACTOR.sub(lambda found: self._local(found, department), text) if department else text

    def _local(self, found: re.Match[str], department: int) -> str:
        slug = found[2]
        return f"{found[1]}{slug}-{department}>" if slug in self.local_actors else found[0]


def split(line: str) -> tuple[str, str, str]:
    """Return subject, predicate and object of an N-Quads line, as they are written."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[: rest.rindex(" <")]


def read_template(lines: Iterable[str]) -> Template:
    """Sort the lines of a graph with one territory; raise ValueError when it has none or several."""
    texts = tuple(lines)
    siren = _siren(texts)
    actors = _local_actors(texts)
    own = tuple(text for text in texts if siren in text)
    common = [text for text in texts if siren not in text]
    of_department = tuple(text for text in common if _names(actors, text))
    shared = tuple(text for text in common if not _names(actors, text))
    dependents = _dependents(own)
    actions = {action for text in own for action in _actions_in(text)}
    return Template(
        siren,
        tuple(sorted(actions)),
        actors,
        shared,
        of_department,
        tuple(_line(each, actors, dependents) for each in own),
    )


def _siren(texts: Iterable[str]) -> str:
    triples = (split(text) for text in texts if f"{TYPE} <{FIL}Territory>" in text)
    found = [subject.strip("<>").rpartition("/")[2] for subject, _, _ in triples]
    if len(found) != 1:
        raise ValueError(f"the graph has {len(found)} territories, not one: use filrouge-load --territory")
    return found[0]


def _local_actors(texts: Iterable[str]) -> frozenset[str]:
    triples = (split(text) for text in texts if f" <{FIL}actorKind> " in text and "/id/actor/" in text)
    return frozenset(
        subject.strip("<>").rpartition("/")[2]
        for subject, _, kind in triples
        if kind.strip("<>").rpartition("/")[2] not in NATIONAL_KINDS
    )


def _names(actors: frozenset[str], text: str) -> bool:
    return any(found[2] in actors for found in _ACTOR.finditer(text))


def _actions_in(text: str) -> set[str]:
    subject, _, value = split(text)
    return {found[0] for term in (subject, value) if term[0] == "<" and (found := _ACTION.match(term))}


def _satellites_in(text: str) -> set[str]:
    subject, _, value = split(text)
    return {found[0] for term in (subject, value) if term[0] == "<" and (found := _SATELLITE.match(term))}


def _dependents(texts: Iterable[str]) -> dict[str, set[str]]:
    dependents: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if split(text)[1] in SPEAKS_OF:
            for satellite in _satellites_in(text):
                dependents[satellite] |= _actions_in(text)
    return dependents


def _line(text: str, actors: frozenset[str], dependents: dict[str, set[str]]) -> Line:
    subject, predicate, _ = split(text)
    action = _ACTION.match(subject)
    needs = _actions_in(text).union(*(dependents.get(each, set()) for each in _satellites_in(text)))
    return Line(text, predicate, action[0] if action else "", frozenset(needs), _names(actors, text))
