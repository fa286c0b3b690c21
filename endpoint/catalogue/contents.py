"""What the catalogue is made of: the territories and documents of the graph, and what the manifest adds to them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.audit.places import read_places
from endpoint.bilingual import Text
from endpoint.catalogue.facts import MOST_ROWS, text_of, whole_period
from endpoint.catalogue.periods import Period
from endpoint.engine import Engine, Query
from endpoint.named_graphs import count_triples
from endpoint.service import Service
from endpoint.territories import territories
from endpoint.words import DCT, FIL

DOCUMENTS = "SELECT ?document ?property ?value WHERE {{ VALUES ?document {{ {} }} ?document ?property ?value }}"
KINDS = "SELECT DISTINCT ?kind WHERE { ?document fil:documentKind ?kind }"
REQUIRED = (f"{FIL}territory", f"{DCT}identifier", f"{FIL}documentKind", f"{DCT}title")
OPTIONAL = (f"{FIL}lineCount", f"{FIL}publisherName", f"{DCT}issued", f"{DCT}license", f"{DCT}source")
VOCABULARY = """
SELECT ?title ?licence ?version
WHERE {
  <https://w3id.org/filrouge/ontology> dct:title ?title ; dct:license ?licence .
  OPTIONAL { <https://w3id.org/filrouge/ontology> owl:versionInfo ?version }
}
"""


@dataclass(frozen=True)
class Told:
    """What a territory tells portals; what it does not tell is empty."""

    licence: str = ""
    place: str = ""
    bbox: tuple[float, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Territory:
    """A territory: the body that publishes, and the place that the data is about."""

    iri: NamedNode
    siren: str
    name: str
    told: Told = Told()


@dataclass(frozen=True)
class Document:
    """A source document and what its graph says of it; what is not said is empty or None."""

    iri: NamedNode
    territory: Territory
    id: str
    kind: str
    title: str
    lines: str = ""
    publisher: str = ""
    issued: str = ""
    licence: str = ""
    reference: str = ""
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def graph(self) -> str:
        """The name of its graph."""
        return f"{self.territory.siren}/{self.id}"


@dataclass(frozen=True)
class Contents:
    """All of it; graphs go by the names that they have below `graph/`, and `triples` says how much each holds.

    `documents` are the IRIs of the documents, by the names of their graphs; what is said of them is read on demand.
    """

    territories: tuple[Territory, ...]
    documents: Mapping[str, str]
    triples: Mapping[str, int]
    period: Period | None
    vocabulary: tuple[Text, str] | None


def read_contents(service: Service) -> Contents:
    """Read what the graph and the manifest say."""
    graphs, found = service.addresses.graph(""), _territories(service)
    return Contents(
        found,
        _documents(service, found),
        {graph.removeprefix(graphs): triples for graph, triples in count_triples(service).items()},
        whole_period(service.engine),
        _vocabulary(service.engine),
    )


def read_documents(service: Service, contents: Contents, names: Iterable[str]) -> dict[str, Document]:
    """Read what the graph says of some documents, by the names of their graphs."""
    wanted = {contents.documents[name]: name for name in names}
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for row in service.engine.table(
        Query(DOCUMENTS.format(" ".join(str(NamedNode(each)) for each in wanted))), MOST_ROWS
    ).rows:
        document, key, value = map(text_of, row)
        # Of a second title or date of one document the first is taken, in the order of letters.
        said[document][key] = min(value, said[document].get(key, value))
    known = {each.iri.value: each for each in contents.territories}
    found = (
        _document(NamedNode(iri), known[about[REQUIRED[0]]], about, service.snapshot.publications)
        for iri, about in said.items()
        if all(each in about for each in REQUIRED) and about[REQUIRED[0]] in known
    )
    return {each.graph: each for each in found}


def kinds_of_documents(service: Service) -> list[str]:
    """Return the kinds of all documents."""
    return sorted(text_of(kind) for (kind,) in service.engine.table(Query(KINDS), MOST_ROWS).rows)


def _territories(service: Service) -> tuple[Territory, ...]:
    """Return the territories that have a number, in the order of the numbers."""
    numbered = sorted((each for each in territories(service) if each.siren), key=lambda each: each.siren)
    told = service.snapshot.publications
    return tuple(
        Territory(NamedNode(each.iri), each.siren, each.name, _told(told.get(each.siren) or {})) for each in numbered
    )


def _told(said: Mapping[str, Any]) -> Told:
    return Told(
        said.get("licence", ""), said.get("place", ""), tuple(said.get("bbox") or ()), dict(said.get("contact") or {})
    )


def _documents(service: Service, found: Iterable[Territory]) -> dict[str, str]:
    """Return the documents in the order of their territories and names."""
    known = {each.siren for each in found}
    places = read_places(service.engine, service.addresses).documents
    named = ((siren, name, iri) for name, owners in places.items() for siren, iri in owners.items())
    return {f"{siren}/{name}": iri for siren, name, iri in sorted(named) if siren in known}


def _document(
    iri: NamedNode, territory: Territory, about: Mapping[str, str], publications: Mapping[str, Any]
) -> Document:
    _, identifier, kind, title = (about[each] for each in REQUIRED)
    notices = (publications.get(territory.siren) or {}).get("documents") or {}
    notice = notices.get(identifier) or {}
    themes, keywords = (tuple(notice.get(key) or ()) for key in ("themes", "keywords"))
    lines, publisher, issued, licence, reference = (about.get(each, "") for each in OPTIONAL)
    return Document(
        iri, territory, identifier, kind, title, lines, publisher, issued, licence, reference, themes, keywords
    )


def _vocabulary(engine: Engine) -> tuple[Text, str] | None:
    rows = engine.table(Query(VOCABULARY), MOST_ROWS).rows
    titles = {row[0].language: row[0].value for row in rows if isinstance(row[0], Literal)}
    if not titles:
        return None
    fr = titles.get("fr") or next(iter(titles.values()))
    return Text(fr, titles.get("en") or fr), text_of(rows[0][1])
