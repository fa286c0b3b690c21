"""The closed lists of the ontology (statuses, roles…), as a loader needs them: spelling → notation."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from loader.text import fold

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = [ox.NamedNode(_SKOS + name) for name in ("prefLabel", "altLabel", "hiddenLabel")]
_LIKELY = 80


@dataclass(frozen=True)
class Scheme:
    """One SKOS scheme: the notation of each spelling it knows, which spellings are labels proper, its French names."""

    name: str
    notations: frozenset[str]
    spellings: dict[str, str]
    labels: frozenset[str]
    french: tuple[str, ...] = ()

    def notation(self, text: str) -> str | None:
        """Give the notation of a spelling, whatever its accents and case; None when the scheme does not know it."""
        return self.spellings.get(fold(text))

    def is_label(self, text: str) -> bool:
        """Say whether a text is a label of the scheme, not a misreading that it also knows."""
        return fold(text) in self.labels

    def likely(self, text: str) -> str | None:
        """Give the spelling that a person most likely meant, for a message; None when nothing is near."""
        best = process.extractOne(fold(text), list(self.spellings), scorer=fuzz.ratio, score_cutoff=_LIKELY)
        return best[0] if best else None


@cache
def read_scheme(name: str) -> Scheme:
    """Read `ontology/vocabularies/<name>.ttl`."""
    store = ox.Store()
    store.load((files("ontology") / "vocabularies" / f"{name}.ttl").read_bytes(), ox.RdfFormat.TURTLE)
    spellings: dict[str, str] = {}
    labels: set[str] = set()
    notations = set()
    french = [quad.object for quad in store.quads_for_pattern(None, _LABELS[0], None)]
    for quad in store.quads_for_pattern(None, ox.NamedNode(_SKOS + "notation"), None):
        notation = str(getattr(quad.object, "value", ""))
        notations.add(notation)
        for predicate in _LABELS:
            for label in store.quads_for_pattern(quad.subject, predicate, None):
                spelling = fold(str(getattr(label.object, "value", "")))
                spellings[spelling] = notation
                if not predicate.value.endswith("hiddenLabel"):
                    labels.add(spelling)
    names = sorted(label.value for label in french if isinstance(label, ox.Literal) and label.language == "fr")
    return Scheme(name, frozenset(notations), spellings, frozenset(labels), tuple(names))
