"""VoID against a count of our own, made from the N-Quads without the engine."""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest
import rdflib
from dcat_graphs import BASE, VOID, dataset
from rdflib import URIRef
from rdflib.namespace import RDF

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.counts import told_graphs, told_whole
from endpoint.catalogue.datasets import Collection
from endpoint.catalogue.void import Figures, say_void
from endpoint.service import Service

WHOLE = dataset("dataset")
A = str(RDF.type)


@dataclass
class Counted:
    """What was found in the N-Quads; graphs by the names that they have below graph/."""

    triples: Counter[str] = field(default_factory=Counter)
    classes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    properties: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    links: Counter[tuple[str, str, str]] = field(default_factory=Counter)


@pytest.fixture(scope="module")
def quads(dijon: Path) -> list[tuple[str, str, str, str]]:
    data = gzip.decompress((dijon / "dataset.nq.gz").read_bytes())
    return [
        (str(q.subject.value), q.predicate.value, str(q.object), q.graph_name.value.removeprefix(f"{BASE}graph/"))  # type: ignore[union-attr]
        for q in ox.parse(data, ox.RdfFormat.N_QUADS)
    ]


@pytest.fixture(scope="module")
def counted(quads: list[tuple[str, str, str, str]]) -> Counted:
    found, homes = Counted(), defaultdict(set)
    for subject, predicate, value, graph in quads:
        found.triples[graph] += 1
        found.properties[graph][predicate] += 1
        if predicate == A:
            found.classes[graph][value.strip("<>")] += 1
            homes[f"<{subject}>"].add(graph)
    for subject, predicate, value, _ in quads:
        for source in homes[f"<{subject}>"] if predicate != A else ():
            for target in homes.get(value, set()) - {source}:
                found.links[source, target, predicate] += 1
    return found


@pytest.fixture(scope="module")
def void(served: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=httpx2.get(f"{served}/void").text, format="turtle")


def subset(graph: str) -> URIRef:
    names = {"vocabulary", "alignments", "citergie", "crte", "politique-sociale", "presse-2013", "projet-metropolitain"}
    if graph.rpartition("/")[2] in names:
        return dataset(graph)
    return URIRef(f"{BASE}void#{graph.replace('/', '-')}")


def partitions(void: rdflib.Graph, of: URIRef, kind: str, counted: str) -> dict[str, int]:
    parts = void.objects(of, VOID[f"{kind}Partition"])
    return {str(void.value(part, VOID[kind])): int(str(void.value(part, VOID[counted]))) for part in parts}


def without_names(graph: rdflib.Graph) -> Counter[tuple[str, ...]]:
    """The triples with every blank node as one: that it is the same graph, as nearly as can be told at once."""
    return Counter(tuple("_:" if isinstance(term, rdflib.BNode) else term.n3() for term in each) for each in graph)


@pytest.mark.parametrize("path", ["/.well-known/void", "/void.ttl", "/void.rdf", "/void.jsonld", "/void.nt"])
def test_every_address_says_the_same(served: str, void: rdflib.Graph, path: str) -> None:
    answer = httpx2.get(f"{served}{path}", follow_redirects=False)
    formats = {"rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
    read = rdflib.Graph().parse(data=answer.content, format=formats.get(path.rpartition(".")[2], "turtle"))
    assert answer.status_code == 200
    assert without_names(read) == without_names(void)


def test_each_graph_is_a_subset_with_its_number_of_triples(void: rdflib.Graph, counted: Counted) -> None:
    assert {subset(graph): triples for graph, triples in counted.triples.items()} == {
        each: int(str(void.value(each, VOID.triples)))
        for each in void.objects(WHOLE, VOID.subset)
        if isinstance(each, URIRef)
    }
    assert int(str(void.value(WHOLE, VOID.triples))) == counted.triples.total()


def test_each_graph_tells_its_classes_and_properties(void: rdflib.Graph, counted: Counted) -> None:
    for graph in counted.triples:
        assert partitions(void, subset(graph), "class", "entities") == counted.classes.get(graph, {})
        assert partitions(void, subset(graph), "property", "triples") == counted.properties[graph]


def test_the_whole_tells_the_sum_of_its_properties_and_each_thing_once(
    void: rdflib.Graph, counted: Counted, quads: list[tuple[str, str, str, str]]
) -> None:
    assert partitions(void, WHOLE, "property", "triples") == sum(counted.properties.values(), Counter())
    things = Counter(value for _, value in {(subject, value) for subject, by, value, _ in quads if by == A})
    assert partitions(void, WHOLE, "class", "entities") == {key.strip("<>"): count for key, count in things.items()}
    assert int(str(void.value(WHOLE, VOID.distinctSubjects))) == len({subject for subject, *_ in quads})
    assert int(str(void.value(WHOLE, VOID.distinctObjects))) == len({value for _, _, value, _ in quads})


def links(void: rdflib.Graph) -> Iterator[tuple[tuple[URIRef, URIRef, str], int]]:
    for each in void.subjects(RDF.type, VOID.Linkset):
        ends = [void.value(each, VOID[key]) for key in ("subjectsTarget", "objectsTarget", "linkPredicate")]
        yield (URIRef(str(ends[0])), URIRef(str(ends[1])), str(ends[2])), int(str(void.value(each, VOID.triples)))


def test_the_links_between_graphs_are_counted(void: rdflib.Graph, counted: Counted) -> None:
    expected = {(subset(one), subset(other), by): count for (one, other, by), count in counted.links.items()}
    assert dict(links(void)) == expected
    assert expected[dataset("242100410/citergie"), URIRef(f"{BASE}void#measures"), f"{BASE}ontology#implements"] == 94


def test_the_downloads_of_void_are_there(void: rdflib.Graph) -> None:
    dumps = {str(each) for each in void.objects(None, VOID.dataDump)}
    assert len(dumps) > 30
    assert {each for each in dumps if httpx2.head(each).status_code != 200} == set()


def test_each_example_is_a_thing_of_the_graph(void: rdflib.Graph, quads: list[tuple[str, str, str, str]]) -> None:
    examples = {str(each) for each in void.objects(WHOLE, VOID.exampleResource)}
    assert len(examples) > 15
    assert examples <= {subject for subject, *_ in quads}


def test_a_graph_too_large_to_count_is_described_by_its_manifest(
    service: Service, collection: Collection, counted: Counted
) -> None:
    figures = Figures(told_whole(service), told_graphs(service), (), ())
    told = rdflib.Graph().parse(data=say_void(collection, figures, Links.of(service)).write(ox.RdfFormat.N_TRIPLES))
    assert told.value(WHOLE, VOID.triples).toPython() == sum(counted.triples.values())
    assert told.value(dataset("242100410/citergie"), VOID.triples).toPython() == counted.triples["242100410/citergie"]
    assert len(set(told.objects(WHOLE, VOID.subset))) == len(counted.triples)
    # What was not counted is not said to be none.
    for term in ("distinctSubjects", "distinctObjects", "properties"):
        assert not list(told.subject_objects(VOID[term]))
