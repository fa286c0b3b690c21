"""The validator of a load gives the report of the reference validator, result by result."""

import gzip
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import RDF, SH, Graph

from loader.errors import GraphError
from loader.shapes import check_shapes, judge

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*-*valid.ttl"))
TOLD = (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity, SH.resultMessage)


def results(report: Graph) -> Counter[tuple[str, ...]]:
    """What a report says of each result, whatever the names of its blank nodes."""
    found = report.subjects(RDF.type, SH.ValidationResult)
    return Counter(
        tuple(" ".join(sorted(term.n3() for term in report.objects(one, told))) for told in TOLD) for one in found
    )


def reference(data: Graph) -> Counter[tuple[str, ...]]:
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(ONTOLOGY / "shapes.ttl"), inference="none")
    assert isinstance(report, Graph)
    return results(report)


def ours(data: Graph) -> Counter[tuple[str, ...]]:
    return results(Graph().parse(data=judge(data.serialize(format="nt")), format="nt"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_both_validators_say_the_same_of_each_example(file: Path) -> None:
    data = Graph().parse(ONTOLOGY / "examples" / "context.ttl").parse(file)
    assert ours(data) == reference(data)


def test_both_validators_say_the_same_of_a_graph_that_lacks_triples(dijon: Path) -> None:
    with gzip.open(dijon / "dataset.nq.gz") as dataset:
        triples = [quad.triple for quad in ox.parse(dataset, ox.RdfFormat.N_QUADS)]
    lacking = [triple for place, triple in enumerate(triples) if place % 50]
    data = Graph().parse(data=ox.serialize(lacking, format=ox.RdfFormat.N_TRIPLES), format="nt")
    found = ours(data)
    assert found.total() > 400
    assert found == reference(data)


def test_what_breaks_a_shape_is_told_with_place_and_value() -> None:
    graph = ox.NamedNode("https://e/graph")
    turtle = (ONTOLOGY / "examples" / "action-invalid.ttl").read_bytes()
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in ox.parse(turtle, ox.RdfFormat.TURTLE)]
    with pytest.raises(GraphError) as refused:
        check_shapes(quads)
    first, *said = str(refused.value).splitlines()
    assert first == "the graph breaks its shapes:"
    wanted = "/sans-rien https://w3id.org/filrouge/ontology#endDate 2023: The latest end is one xsd:date."
    assert [line for line in said if line.endswith(wanted)]


def test_a_graph_that_conforms_is_told_nothing() -> None:
    turtle = (ONTOLOGY / "examples" / "context.ttl").read_bytes()
    check_shapes(list(ox.parse(turtle, ox.RdfFormat.TURTLE)))
