"""What there is to find in a graph, in one pass over its quads."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

_FIL = "https://w3id.org/filrouge/ontology#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_DCT = "http://purl.org/dc/terms/"
_OA = "http://www.w3.org/ns/oa#"
_SSSOM = "https://w3id.org/sssom/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_DERIVED = "http://www.w3.org/ns/prov#wasDerivedFrom"

# The kinds in the order in which they are shown, and the classes of each. The service names them.
KINDS = {
    "axis": ("PolicyAxis",),
    "orientation": ("CrteOrientation",),
    "measure": ("Measure",),
    "action": ("Action", "SubAction"),
    "actor": ("Actor",),
    "statement": ("Objective", "Device", "CooperationSubject", "Fact"),
    "contract": ("Contract", "PublicActionDomain"),
    "document": ("Document",),
    "theme": (),
    "link": ("Mapping",),
    "discrepancy": ("Discrepancy",),
    "line": ("SourceRow",),
}
_KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
_LABELS = (f"{_SKOS}prefLabel", f"{_DCT}title")
_OTHER_TEXTS = (f"{_SKOS}altLabel", f"{_DCT}description", f"{_FIL}value")
_CODES = (f"{_FIL}code", f"{_SKOS}notation", f"{_DCT}identifier")
_LEADING = ("implements", "annotation", "cell", "document", "side", "about")
_SAID = ("rawValue", "reason", "line", "column")
_QUOTED = (f"{_FIL}annotation", f"{_OA}hasTarget", f"{_OA}hasSelector", f"{_OA}exact")
_OF_LINKS = tuple(f"{_SSSOM}{name}" for name in ("subject_label", "object_label", "comment", "predicate_modifier"))
_OF_FILROUGE = tuple(_FIL + name for name in (*_LEADING, *_SAID))
_READ = frozenset((*_LABELS, *_OTHER_TEXTS, *_CODES, *_OF_FILROUGE, *_QUOTED, *_OF_LINKS, _DERIVED))
# What makes of a concept, which has no class of its own, a theme or an audience.
_CONCEPT, _CONCEPT_OF = "theme", frozenset((f"{_FIL}theme", f"{_FIL}audience"))


@dataclass(frozen=True)
class Entry:
    """Something to find: its kind, its IRI, its name, a word beside (a code, a line), and all else that it says."""

    kind: str
    iri: str
    label: str
    note: str = ""
    texts: tuple[str, ...] = ()


class Said:
    """What the quads say that is searched: texts and links, by subject and predicate.

    `beside` is what others say; it is read too, and its things are no entries of these quads.
    """

    def __init__(self, quads: Iterable[ox.Quad], beside: "Said | None" = None) -> None:
        self.kinds: dict[str, str] = {}
        self._beside = beside
        self._texts: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for quad in quads:
            self._take(quad)

    def texts(self, subject: str, *predicates: str) -> list[str]:
        """Give the texts of a subject under these predicates, in that order, each once and sorted under its own."""
        said = [beside._texts.get(subject, {}) for beside in (self, self._beside) if beside]
        found = (text for each in predicates for text in sorted(text for one in said for text in one.get(each, ())))
        return list(dict.fromkeys(found))

    def first(self, subject: str, *predicates: str) -> str:
        """Give the first of these texts, empty when there is none."""
        return next(iter(self.texts(subject, *predicates)), "")

    def along(self, subject: str, *path: str) -> list[str]:
        """Give what one comes to by following predicates, one after the other."""
        found = [subject]
        for predicate in path:
            found = [each for start in found for each in self.texts(start, predicate)]
        return found

    def _take(self, quad: ox.Quad) -> None:
        predicate, value = quad.predicate.value, quad.object
        if predicate in _READ:
            self._take_text(quad.subject, predicate, value)
        elif not isinstance(value, ox.NamedNode):
            return
        elif predicate == _TYPE:
            if kind := _KIND_OF.get(value.value.removeprefix(_FIL).removeprefix(_SSSOM)):
                self.kinds[str(getattr(quad.subject, "value", ""))] = kind
        elif predicate in _CONCEPT_OF:
            self.kinds.setdefault(value.value, _CONCEPT)

    def _take_text(self, subject: object, predicate: str, value: object) -> None:
        if not isinstance(value, ox.Literal) or value.language in (None, "fr"):
            texts = self._texts[str(getattr(subject, "value", ""))]
            texts.setdefault(predicate, []).append(str(getattr(value, "value", "")))


def entries(said: Said) -> Iterator[Entry]:
    """Give the entries of what is said by kind, and by IRI within a kind."""
    order = list(KINDS)
    for iri in sorted(said.kinds, key=lambda iri: (order.index(said.kinds[iri]), iri)):
        kind = said.kinds[iri]
        entry = _MAKERS.get(kind, _thing)(said, kind, iri)
        if entry.label or entry.texts:
            yield entry


def _thing(said: Said, kind: str, iri: str) -> Entry:
    texts = said.texts(iri, *_LABELS, *_OTHER_TEXTS) + _quotations(said, iri)
    note = said.first(iri, *_CODES) or next(iter(said.along(iri, f"{_FIL}implements", f"{_FIL}code")), "")
    return Entry(kind, iri, said.first(iri, *_LABELS), note, tuple(texts[1:]))


def _statement(said: Said, kind: str, iri: str) -> Entry:
    thing = _thing(said, kind, iri)
    return Entry(kind, iri, thing.label, next(iter(_places(said, iri)), ""), thing.texts)


def _link(said: Said, kind: str, iri: str) -> Entry:
    ends = said.texts(iri, f"{_SSSOM}subject_label") + said.texts(iri, f"{_SSSOM}object_label")
    note = said.first(iri, f"{_SSSOM}predicate_modifier")
    return Entry(kind, iri, " → ".join(ends), note, tuple(said.texts(iri, f"{_SSSOM}comment")))


def _discrepancy(said: Said, kind: str, iri: str) -> Entry:
    about = [said.first(thing, *_LABELS) for thing in said.texts(iri, f"{_FIL}about")]
    texts = said.texts(iri, f"{_FIL}reason") + said.along(iri, f"{_FIL}side", f"{_FIL}rawValue")
    return Entry(kind, iri, " / ".join(about), said.first(iri, f"{_FIL}column"), tuple(texts))


def _line(said: Said, kind: str, iri: str) -> Entry:
    cells = sorted(said.texts(iri, f"{_FIL}cell"), key=lambda cell: (len(cell), cell))
    raw = [text for cell in cells for text in said.texts(cell, f"{_FIL}rawValue")]
    document = next(iter(said.along(iri, f"{_FIL}document", f"{_DCT}title")), "")
    return Entry(kind, iri, document, said.first(iri, f"{_FIL}line"), tuple(raw)) if raw else Entry(kind, iri, "")


def _places(said: Said, iri: str) -> list[str]:
    rows = said.texts(iri, _DERIVED)
    return [
        f"{document}:{line}"
        for row in rows
        for document in said.along(row, f"{_FIL}document", f"{_DCT}identifier")
        for line in said.texts(row, f"{_FIL}line")
    ]


def _quotations(said: Said, iri: str) -> list[str]:
    return said.along(iri, *_QUOTED)


_MAKERS: dict[str, Callable[[Said, str, str], Entry]] = {
    "statement": _statement,
    "link": _link,
    "discrepancy": _discrepancy,
    "line": _line,
}
