"""The named graphs of the dataset: what each is called, and how many triples it holds."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from endpoint.bilingual import Text
from endpoint.engine import Query
from endpoint.service import Service
from endpoint.territories import owners_of_graphs
from endpoint.words import DCT

COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
# In the IRI of the mark of a store that another engine holds.
MARK = "/graph/store/"
MOST_GRAPHS = 100_000
# Of more graphs those that territories share are listed, and VoID tells of the others.
MOST_LISTED = 200
# The graph of a document is named for it: graph/{siren}/{document}, id/{siren}/document/{document}.
_OF_DOCUMENT = re.compile("/graph/([0-9]+)/")
TITLES = {
    "vocabulary": Text("Le vocabulaire et ses listes", "The vocabulary and its lists"),
    "graph/provenance": Text("Le chargement et les documents lus", "The load and the documents that it read"),
    "provenance": Text("Lignes des sources, lectures et corrections", "Source rows, readings and corrections"),
    "measures": Text("Mesures communes à tous les territoires", "Measures that territories share"),
    "actors": Text("Organisations communes à tous les territoires", "Organisations that territories share"),
    "territory": Text("Services, groupes et thèmes du territoire", "The territory's services, groups and themes"),
    "alignments": Text("Alignements relus par des personnes", "Alignments that people reviewed"),
}


@dataclass(frozen=True)
class NamedGraph:
    """One named graph; no title when nothing names it."""

    iri: NamedNode
    triples: int
    titles: tuple[Literal, ...]


def is_mark(graph: str) -> bool:
    """Return whether a graph is none of the data: the mark of a store that another engine holds."""
    return MARK in graph


def count_triples(service: Service) -> Mapping[str, int]:
    """Return how many triples each named graph has, by its IRI: as the manifest says, or counted."""
    return service.snapshot.graphs or _counted(service)


def count_all_triples(service: Service) -> int:
    """Return how many triples there are: as the manifest says, or counted, which of millions takes a second."""
    return len(service.engine) if service.snapshot.triples is None else service.snapshot.triples


def are_many(service: Service) -> bool:
    """Return whether the named graphs are more than one document can tell of."""
    return len(count_triples(service)) > MOST_LISTED


def named_graphs(service: Service) -> Iterator[NamedGraph]:
    """Yield the named graphs by their IRIs; where they are many, those that territories share."""
    counts = count_triples(service)
    listed = sorted(counts) if not are_many(service) else shared_graphs(service)
    titles = _titles_of_documents(service, listed)
    for graph in listed:
        yield NamedGraph(NamedNode(graph), counts[graph], titles.get(graph) or _title(graph))


def shared_graphs(service: Service) -> list[str]:
    """Return the named graphs that are of no territory alone."""
    return sorted(graph for graph, owner in owners_of_graphs(service).items() if not owner)


def _counted(service: Service) -> dict[str, int]:
    rows = service.engine.table(Query(COUNTS), MOST_GRAPHS).rows
    counts = ((graph.value, int(count.value)) for graph, count in rows)  # type: ignore[union-attr]
    return {graph: count for graph, count in counts if not is_mark(graph)}


def _titles_of_documents(service: Service, graphs: Iterable[str]) -> dict[str, tuple[Literal, ...]]:
    documents = {graph: NamedNode(_OF_DOCUMENT.sub(r"/id/\1/document/", graph)) for graph in graphs}
    said = service.engine.labels(documents.values())
    titles = {
        graph: [each.object for each in said[document] if each.predicate.value == f"{DCT}title"]
        for graph, document in documents.items()
    }
    return {graph: tuple(each for each in found[:1] if isinstance(each, Literal)) for graph, found in titles.items()}


def _title(graph: str) -> tuple[Literal, ...]:
    *_, before, name = graph.split("/")
    found = TITLES.get(f"{before}/{name}") or TITLES.get(name)
    return (Literal(found.fr, language="fr"), Literal(found.en, language="en")) if found else ()
