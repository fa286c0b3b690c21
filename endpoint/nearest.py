"""What a reader may have meant by an address at which there is nothing."""

from pyoxigraph import NamedNode
from rapidfuzz import fuzz, process

from endpoint.engine import Query
from endpoint.service import Service
from endpoint.words import FIL

# The class of the things below each kind of path.
CLASSES = {
    "action": "Action",
    "actor": "Actor",
    "axis": "PolicyAxis",
    "contract": "Contract",
    "document": "Document",
    "domain": "PublicActionDomain",
    "measure": "Measure",
    "objective": "Objective",
    "orientation": "CrteOrientation",
    "plan": "Plan",
    "service": "Actor",
}
MOST_CANDIDATES = 5000
SHOWN = 5
LIKELY = 60


def nearest_to(service: Service, iri: str) -> tuple[str, ...]:
    """Return the IRIs of things at addresses like this one, the likeliest first."""
    classes = [CLASSES[part] for part in iri.split("/") if part in CLASSES]
    if not classes:
        return ()
    query = f"SELECT ?thing {{ ?thing a <{FIL}{classes[0]}> }}"
    rows = service.engine.table(Query(query), MOST_CANDIDATES).rows
    known = [thing.value for (thing,) in rows if isinstance(thing, NamedNode)]
    found = process.extract(iri, known, scorer=fuzz.ratio, limit=SHOWN, score_cutoff=LIKELY)
    return tuple(each for each, _, _ in found)
