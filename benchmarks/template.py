"""The graph of one territory as a template: which of its lines are repeated, and what each of them depends on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

FIL = "https://w3id.org/filrouge/ontology#"
SSSOM = "https://w3id.org/sssom/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
# Actors of these kinds work in the whole country; the others stand once in each department.
NATIONAL_KINDS = ("agency", "company")
# What is only there to speak of an action goes with it: its mappings, and the cells that state its fields.
SPEAKS_OF = (f"<{SSSOM}subject_id>", f"<{SSSOM}object_id>", f"<{FIL}about>")
_SPEAKER = re.compile(r"<.*(?:/alignment/[^/>]+|/row/\d+/cell/\d+)")
# Code and slug; the things below an action, and its discrepancies, have both in their addresses.
_ACTION = re.compile(r"<.*?/action/([^/>]+/[^/>]+)")
_ACTOR = re.compile(r"(/id/actor/|/involvement/[a-z-]+/|/part-of/)([^/>]+)(?=[/>])")


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
        return f"{found[0]}-{department}" if found[2] in self.local_actors else found[0]


def split(line: str) -> tuple[str, str, str]:
    """Return subject, predicate and object of an N-Quads line, as they are written.

    >>> split('<a> <b> "c d"@fr <g> .')
    ('<a>', '<b>', '"c d"@fr')
    """
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[: rest.rindex(" <")]


def read_template(lines: Iterable[str]) -> Template:
    """Sort the lines of a graph with one territory; raise ValueError when it has none or several."""
    texts = tuple(lines)
    siren, actors = _siren(texts), _local_actors(texts)
    own = tuple(text for text in texts if _is_of(siren, text))
    common = tuple(text for text in texts if not _is_of(siren, text))
    needs = _needs_of_speakers(own)
    return Template(
        siren=siren,
        actions=tuple(sorted({action for text in own for action in _found(_ACTION, text)})),
        local_actors=actors,
        shared=tuple(text for text in common if not _names(actors, text)),
        of_department=tuple(text for text in common if _names(actors, text)),
        of_territory=tuple(_line(text, actors, needs) for text in own),
    )


def _siren(texts: Iterable[str]) -> str:
    found = [_last_segment(split(text)[0]) for text in texts if f"{TYPE} <{FIL}Territory>" in text]
    if len(found) != 1:
        raise ValueError(f"the graph has {len(found)} territories, not one: use filrouge-load --territory")
    return found[0]


def _is_of(siren: str, text: str) -> bool:
    """Say whether an address in the line, that of its graph included, names the territory; words may, as examples."""
    subject, _, value = split(text)
    return any(siren in term for term in (subject, value, text[text.rindex(" <") :]) if not term.startswith('"'))


def _local_actors(texts: Iterable[str]) -> frozenset[str]:
    triples = (split(text) for text in texts if f" <{FIL}actorKind> " in text and "/id/actor/" in text)
    return frozenset(
        _last_segment(subject) for subject, _, kind in triples if _last_segment(kind) not in NATIONAL_KINDS
    )


def _last_segment(iri: str) -> str:
    return iri.rstrip(">").rpartition("/")[2]


def _names(actors: frozenset[str], text: str) -> bool:
    return any(found[2] in actors for found in _ACTOR.finditer(text))


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    """Return what the pattern finds in the IRIs that are subject and object of a line."""
    subject, _, value = split(text)
    return {found[found.lastindex or 0] for term in (subject, value) if (found := pattern.match(term))}


def _needs_of_speakers(texts: Iterable[str]) -> Mapping[str, set[str]]:
    needs: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        if split(text)[1] in SPEAKS_OF:
            for speaker in _found(_SPEAKER, text):
                needs[speaker] |= _found(_ACTION, text)
    return needs


def _line(text: str, actors: frozenset[str], needs_of_speakers: Mapping[str, set[str]]) -> Line:
    subject, predicate, _ = split(text)
    action = _ACTION.match(subject)
    needs = _found(_ACTION, text).union(*(needs_of_speakers.get(each, ()) for each in _found(_SPEAKER, text)))
    return Line(text, predicate, action[1] if action else "", frozenset(needs), _names(actors, text))
