"""How much of what each named graph holds, and how the graphs link: counted in the graph, not told."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from endpoint.engine import Engine, Query
from endpoint.named_graphs import count_all_triples, is_mark
from endpoint.service import Service

MOST_ROWS = 100_000
Graphs: TypeAlias = tuple[str, ...]
# Counting every subject and every link of more triples takes longer than a reader may wait.
MOST_COUNTED = 1_000_000
CLASSES = """
SELECT ?graph ?class (COUNT(*) AS ?things) WHERE { GRAPH ?graph { ?thing a ?class } } GROUP BY ?graph ?class
"""
PROPERTIES = """
SELECT ?graph ?property (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?property ?o } } GROUP BY ?graph ?property
"""
NODES = """
SELECT ?graph (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects)
WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph
"""
ALL_CLASSES = "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class } GROUP BY ?class"
ALL_NODES = "SELECT (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o }"
# A thing is at home in the graph that says what it is.
LINKS = """
SELECT ?from ?to ?property (COUNT(*) AS ?triples)
WHERE {
  { SELECT DISTINCT ?s ?from { GRAPH ?from { ?s a ?sourceClass } } }
  ?s ?property ?o .
  { SELECT DISTINCT ?o ?to { GRAPH ?to { ?o a ?targetClass } } }
  FILTER (?from != ?to && ?property != rdf:type)
}
GROUP BY ?from ?to ?property ORDER BY ?from ?to ?property
"""
EXAMPLES = """
SELECT ?class (MIN(STR(?thing)) AS ?example) WHERE { ?thing a ?class FILTER (STRSTARTS(STR(?class), STR(fil:))) }
GROUP BY ?class ORDER BY ?class
"""


@dataclass(frozen=True)
class Counts:
    """What a graph holds: triples, subjects, objects, things of each class, triples of each property.

    What was not counted is None or empty.
    """

    triples: int
    subjects: int | None
    objects: int | None
    classes: Mapping[str, int]
    properties: Mapping[str, int]


@dataclass(frozen=True)
class LinkCount:
    """How many triples of a property lead from the things of one graph to those of another."""

    source: str
    target: str
    property: str
    triples: int


def is_countable(service: Service) -> bool:
    """Say whether all of the graph can be counted for one document."""
    return count_all_triples(service) <= MOST_COUNTED


def told_graphs(service: Service) -> dict[str, Counts]:
    """Return what the manifest says of each named graph, by its IRI."""
    return {graph: Counts(triples, None, None, {}, {}) for graph, triples in service.snapshot.graphs.items()}


def told_whole(service: Service) -> Counts:
    """Return what the manifest says of the whole."""
    return Counts(count_all_triples(service), None, None, service.snapshot.classes, {})


def count_graphs(engine: Engine, graphs: Graphs = ()) -> dict[str, Counts]:
    """Return the counts of each named graph by its IRI, or of some."""
    classes, properties = _by_graph(engine, CLASSES, graphs), _by_graph(engine, PROPERTIES, graphs)
    nodes = {graph: (int(subjects), int(objects)) for graph, subjects, objects in _rows(engine, NODES, graphs)}
    return {
        graph: Counts(sum(found.values()), *nodes[graph], classes.get(graph, {}), found)
        for graph, found in sorted(properties.items())
        if not is_mark(graph)
    }


def count_all(engine: Engine, graphs: Mapping[str, Counts]) -> Counts:
    """Return the counts of the whole, in which each triple stands once."""
    properties: dict[str, int] = defaultdict(int)
    for counts in graphs.values():
        for each, triples in counts.properties.items():
            properties[each] += triples
    subjects, objects = next(_rows(engine, ALL_NODES))
    classes = {each: int(things) for each, things in _rows(engine, ALL_CLASSES)}
    return Counts(sum(properties.values()), int(subjects), int(objects), classes, properties)


def count_links(engine: Engine, graphs: Graphs = ()) -> list[LinkCount]:
    """Return how the graphs link, or how some do."""
    return [LinkCount(source, target, by, int(triples)) for source, target, by, triples in _rows(engine, LINKS, graphs)]


def examples(engine: Engine) -> list[str]:
    """Return one thing of each class of the ontology."""
    return [example for _, example in _rows(engine, EXAMPLES)]


def _by_graph(engine: Engine, query: str, graphs: Graphs) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for graph, key, count in _rows(engine, query, graphs):
        found[graph][key] = int(count)
    return found


def _rows(engine: Engine, query: str, graphs: Graphs = ()) -> Iterator[tuple[str, ...]]:
    for row in engine.table(Query(query, graphs, graphs), MOST_ROWS).rows:
        yield tuple(str(getattr(term, "value", "")) for term in row)
