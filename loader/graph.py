"""The graph that records make: mapped into named graphs, checked against the rules that no shape can say."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from loader.errors import broken_rules
from loader.mapping import map_records
from loader.records import Record, Value
from loader.text import without_personal_data

_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FIL = "https://w3id.org/filrouge/ontology#"
# The graphs of what territories share; the records of these names go to them.
MEASURES = "measures"
SHARED = (MEASURES, "actors")
# Each territory's rows and cells, merges, corrections; under the same name, what all share of the run.
PROVENANCE = "provenance"


def map_graphs(graphs: Mapping[str, list[Record]], base: str) -> set[ox.Quad]:
    """Map the records of each graph, in their order, beside the vocabulary, which is not given."""
    quads: set[ox.Quad] = set()
    said = set(_said_by_vocabulary(base))
    for graph, records in graphs.items():
        name = graph if "/" in graph else f"graph/{graph}"
        # What a document before it already says is not said twice: the union must count it once.
        new = {quad for quad in map_records(_concepts_once(records), name, base) if quad.triple not in said}
        said |= {quad.triple for quad in new}
        quads |= new
    return quads


@cache
def read_vocabulary(base: str) -> tuple[ox.Quad, ...]:
    """Read the ontology and its SKOS schemes into their graph."""
    graph = ox.NamedNode(base + "graph/vocabulary")
    turtles = [files("ontology") / "filrouge.ttl"]
    turtles += [file for file in (files("ontology") / "vocabularies").iterdir() if file.name.endswith(".ttl")]
    triples = (quad.triple for file in turtles for quad in ox.parse(file.read_bytes(), ox.RdfFormat.TURTLE))
    return tuple(in_graph(triples, graph))


def in_graph(triples: Iterable[ox.Triple], graph: ox.NamedNode) -> Iterator[ox.Quad]:
    """Give triples as those of a graph."""
    return (ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)


@cache
def _said_by_vocabulary(base: str) -> frozenset[ox.Triple]:
    return frozenset(quad.triple for quad in read_vocabulary(base))


def check_graph(quads: Iterable[ox.Quad]) -> None:
    """Raise GraphError for blank nodes, personal data and triples of two graphs (they would be counted twice)."""
    if faults := list(_faults(quads)):
        raise broken_rules("the graph breaks its rules:", faults)


def _faults(quads: Iterable[ox.Quad]) -> Iterator[str]:
    homes: dict[ox.Triple, ox.Quad] = {}
    for quad in quads:
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
            yield f"a blank node in {quad.graph_name}: {quad}"
        if isinstance(quad.object, ox.Literal) and without_personal_data(quad.object.value) != quad.object.value:
            yield f"an e-mail address or telephone number in {quad.graph_name}: {quad.subject}"
        if (other := homes.setdefault(quad.triple, quad)) is not quad:
            one, two = sorted(str(found.graph_name) for found in (other, quad))
            yield f"{quad.triple} stands in {one} and in {two}"


def pointed_to(quads: Iterable[ox.Quad], base: str) -> list[ox.Quad]:
    """Type the documents and services of territories that the quads point to: each was judged with its territory."""
    found = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)} - {quad.subject for quad in quads}
    own = (thing for thing in found if thing.value.removeprefix(f"{base}id/")[:1].isdigit())
    return [ox.Quad(thing, _TYPE, ox.NamedNode(_FIL + _class_of(thing.value))) for thing in own]


def _class_of(iri: str) -> str:
    if "/row/" in iri:
        return "SourceRow"
    return "Document" if "/document/" in iri else "Actor"


def _concepts_once(records: list[Record]) -> list[Record]:
    """Give each theme and audience once, under the label read first, with the spellings of every plan."""
    merged: dict[str, Record] = {}
    for record in (record for record in records if record["record"] == "concept"):
        known = merged.setdefault(str(record["path"]), {**record, "spelling": []})
        spellings = {*_texts(known["spelling"]), *_texts(record["spelling"]), str(record["label"])}
        known["spelling"] = sorted(spellings - {str(known["label"])})
    return [*(record for record in records if record["record"] != "concept"), *merged.values()]


def _texts(value: Value) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
