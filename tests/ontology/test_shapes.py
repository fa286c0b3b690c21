"""The shapes judge each example exactly as the example says, and leave no class unjudged."""

import re
from collections import Counter
from pathlib import Path

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ONTOLOGY = Path(__file__).parents[2] / "ontology"
EXAMPLES = ONTOLOGY / "examples"
FIL = Namespace("https://w3id.org/filrouge/ontology#")
FILSH = Namespace("https://w3id.org/filrouge/ontology/shapes#")
CLOSED_LISTS = {
    FIL.status: "status",
    FIL.role: "role",
    FIL.actorKind: "actor-kind",
    FIL.taxBasis: "tax-basis",
    FIL.period: "period",
    FIL.certainty: "certainty",
    FIL.fate: "fate",
    FIL.reading: "reading",
    FIL.discrepancyKind: "discrepancy-kind",
    FIL.between: "discrepancy-between",
    SKOS.broader: "citergie-domain",
}
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)

WORDS = Graph().parse(ONTOLOGY / "filrouge.ttl")
SHAPES = Graph(bind_namespaces="none").parse(ONTOLOGY / "shapes.ttl")
CONCEPTS = Graph()
for scheme_file in (ONTOLOGY / "vocabularies").glob("*.ttl"):
    CONCEPTS.parse(scheme_file)

NODE_SHAPES = sorted({str(shape) for target in TARGETS for shape in SHAPES.subjects(target)})
CLASSES = sorted(str(term) for term in WORDS.subjects(RDF.type, OWL.Class) if str(term).startswith(FIL))
EXAMPLE_FILES = sorted(EXAMPLES.glob("*-*valid.ttl"))


def local(iri: str) -> str:
    return iri.rsplit("#", 1)[1]


def example(shape: str, verdict: str) -> Path:
    words = re.findall(r"[A-Z][a-z]+", local(shape).removesuffix("Shape"))
    return EXAMPLES / f"{'-'.join(words).lower()}-{verdict}.ttl"


def expectations(file: Path) -> Counter[tuple[str, ...]]:
    """Read the lines `# expects: path component`; a path `-` is the focus node itself."""
    lines = re.findall(r"^# expects: (\S+) (\S+)$", file.read_text(encoding="utf-8"), re.M)
    return Counter(lines)


def results(*files: Path) -> Counter[tuple[str, ...]]:
    data = Graph()
    for file in files:
        data.parse(file)
    _, report, _ = pyshacl.validate(data, shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    found = report.subjects(RDF.type, SH.ValidationResult)
    return Counter((curie(report.value(one, SH.resultPath)), component(report, one)) for one in found)


def curie(iri: Node | None) -> str:
    return SHAPES.namespace_manager.curie(str(iri)) if iri else "-"


def component(report: Graph, result: Node) -> str:
    return curie(report.value(result, SH.sourceConstraintComponent))


def named_property(shape: Node, prop: Node) -> str:
    return f"{local(str(shape))} {curie(SHAPES.value(prop, SH.path))}"


PROPERTY_SHAPES = {named_property(shape, prop): prop for shape, prop in SHAPES.subject_objects(SH.property)}


def languages_of_messages(shape: Node) -> set[str | None]:
    return {message.language for message in SHAPES.objects(shape, SH.message) if isinstance(message, Literal)}


def test_the_shapes_are_themselves_valid_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=SHAPES, meta_shacl=True)
    assert conforms, text


def test_the_shapes_use_shacl_core_only() -> None:
    beyond_core = {SH.sparql, SH.rule, SH.js, SH.select, SH.expression, SH.target}
    assert not beyond_core & set(SHAPES.predicates())


def test_the_common_context_of_the_examples_conforms() -> None:
    assert not results(EXAMPLES / "context.ttl")


@pytest.mark.parametrize("file", EXAMPLE_FILES, ids=lambda file: file.stem)
def test_each_example_is_judged_exactly_as_it_says(file: Path) -> None:
    assert results(EXAMPLES / "context.ttl", file) == expectations(file)


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_each_shape_has_a_valid_example_that_expects_nothing(shape: str) -> None:
    assert not expectations(example(shape, "valid"))


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_each_shape_has_an_invalid_example_that_breaks_each_of_its_paths(shape: str) -> None:
    properties = SHAPES.objects(URIRef(shape), SH.property)
    paths = {curie(SHAPES.value(prop, SH.path)) for prop in properties} or {"-"}
    assert paths <= {path for path, _ in expectations(example(shape, "invalid"))}


def test_each_example_belongs_to_a_shape() -> None:
    named = {example(shape, verdict) for shape in NODE_SHAPES for verdict in ("valid", "invalid")}
    assert set(EXAMPLES.glob("*.ttl")) - {EXAMPLES / "context.ttl"} == named


@pytest.mark.parametrize("term", CLASSES, ids=local)
def test_each_class_has_a_shape_of_its_name(term: str) -> None:
    assert URIRef(term) in SHAPES.objects(FILSH[f"{local(term)}Shape"], SH.targetClass)


@pytest.mark.parametrize("term", CLASSES, ids=local)
def test_each_shape_of_a_parent_class_targets_its_subclasses_explicitly(term: str) -> None:
    parents = [parent for parent in WORDS.objects(URIRef(term), RDFS.subClassOf) if str(parent).startswith(FIL)]
    for parent in parents:
        assert URIRef(term) in SHAPES.objects(FILSH[f"{local(str(parent))}Shape"], SH.targetClass)


@pytest.mark.parametrize("name", sorted(PROPERTY_SHAPES))
def test_each_property_shape_has_a_message_in_french_and_english(name: str) -> None:
    assert languages_of_messages(PROPERTY_SHAPES[name]) == {"fr", "en"}


@pytest.mark.parametrize("shape", NODE_SHAPES, ids=local)
def test_each_shape_without_property_has_a_message_in_french_and_english(shape: str) -> None:
    if not list(SHAPES.objects(URIRef(shape), SH.property)):
        assert languages_of_messages(URIRef(shape)) == {"fr", "en"}


def test_each_term_of_the_shapes_is_declared_by_the_ontology() -> None:
    used = {term for triple in SHAPES for term in triple if str(term).startswith(FIL)}
    assert {str(term) for term in used} <= {str(term) for term in WORDS.subjects()}


def test_each_example_uses_declared_terms_only() -> None:
    used = {term for file in EXAMPLE_FILES for triple in Graph().parse(file) for term in triple}
    assert {str(term) for term in used if str(term).startswith(FIL)} <= {str(term) for term in WORDS.subjects()}


@pytest.mark.parametrize(("path", "scheme"), CLOSED_LISTS.items(), ids=CLOSED_LISTS.values())
def test_each_closed_list_of_a_shape_is_a_whole_scheme(path: URIRef, scheme: str) -> None:
    closed = [prop for prop in SHAPES.objects(None, SH.property) if SHAPES.value(prop, SH.path) == path]
    members = [set(Collection(SHAPES, heads)) for prop in closed for heads in SHAPES.objects(prop, SH["in"])]
    concepts = set(CONCEPTS.subjects(SKOS.inScheme, URIRef(f"https://w3id.org/filrouge/ontology/{scheme}")))
    assert members == [concepts]
