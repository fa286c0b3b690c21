"""The named graphs of the dataset: what each is called, and how many triples it holds."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from endpoint.bilingual import Text
from endpoint.engine import Engine, Query
from endpoint.service import Service

# The graph of a document is named for it: graph/{siren}/{document}, id/{siren}/document/{document}.
COUNTS = """
SELECT ?graph (SAMPLE(?count) AS ?triples) (SAMPLE(?name) AS ?title)
WHERE {
  { SELECT ?graph (COUNT(*) AS ?count) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph }
  # The mark of a store that another engine holds.
  FILTER (!CONTAINS(STR(?graph), "/graph/store/"))
  BIND (IRI(REPLACE(STR(?graph), "/graph/([0-9]+)/", "/id/$1/document/")) AS ?document)
  OPTIONAL { ?document dct:title ?name }
}
GROUP BY ?graph ORDER BY ?graph
"""
MOST_GRAPHS = 10_000
# What the graphs that are not of one document hold, by the end of their IRI; territories have a provenance too.
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


def count_triples(service: Service) -> Mapping[str, int]:
    """Return how many triples each named graph has, by its IRI: as the manifest says, or counted."""
    return service.snapshot.graphs or {each.iri.value: each.triples for each in named_graphs(service.engine)}


def named_graphs(engine: Engine) -> Iterator[NamedGraph]:
    """Yield the named graphs by their IRIs."""
    for graph, count, title in engine.table(Query(COUNTS), MOST_GRAPHS).rows:
        assert isinstance(graph, NamedNode)
        assert isinstance(count, Literal)
        yield NamedGraph(graph, int(count.value), _titles(graph, title))


def _titles(graph: NamedNode, title: object) -> tuple[Literal, ...]:
    if isinstance(title, Literal):
        return (title,)
    *_, before, name = graph.value.split("/")
    found = TITLES.get(f"{before}/{name}") or TITLES.get(name)
    return (Literal(found.fr, language="fr"), Literal(found.en, language="en")) if found else ()
