"""Every word of the graph is named, defined, exemplified and justified, in French and in English."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, VANN
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
ONTOLOGY = URIRef("https://w3id.org/filrouge/ontology")
FIL = Namespace("https://w3id.org/filrouge/ontology#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
# Each of these is the reason of a term; the other questions ask with the same words.
FIRST_QUESTIONS = {
    *("actions", "measures", "axes", "orientations", "actors", "alignments", "ledger", "facts"),
    *(
        "budgets",
        "readings",
        "quotations",
        "sub-actions",
        "corrections",
        "documents",
        "plan-members",
        "thread",
        "discrepancies",
    ),
}
QUESTIONS = {path.stem for path in (ROOT / "queries").glob("*.rq")}
SCHEMES = {
    "status": "new in-progress not-started completed",
    "role": "lead funder partner signatory structure steering engineering consulted",
    "actor-kind": "intercommunality commune department region state agency service company association university "
    "hospital chamber organisation group",
    "tax-basis": "excl incl unknown",
    "period": "total per-year",
    "certainty": "stated estimated uncertain unknown",
    "fate": "mapped merged structure withheld to-correct rejected",
    "reading": "chosen same other corrected unplaced",
    "citergie-domain": "1 2 3 4 5 6",
    "strength": "strong medium weak",
    "discrepancy-kind": "reading code title description theme audience actor date amount status status-against-dates "
    "figure",
    "discrepancy-between": "readings rows fields documents",
}
# How a term is tied to one of another vocabulary.
TIES = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
BEYOND_RL = {OWL.unionOf, OWL.complementOf, OWL.oneOf, OWL.someValuesFrom, OWL.minCardinality, OWL.disjointUnionOf}
RL_DATATYPES = {RDFS.Literal, XSD.string, XSD.boolean, XSD.integer, XSD.nonNegativeInteger, XSD.decimal}

# The vocabularies to which ties need a reason; the others are what ours is made of.
NEIGHBOURS = ("http://data.europa.eu/m8g/", "http://www.w3.org/ns/org#", "https://schema.org/")

FILES = sorted((ROOT / "ontology").rglob("*.ttl"))
SCHEME_FILES = sorted((ROOT / "ontology" / "vocabularies").glob("*.ttl"))
WORDS = Graph().parse(ROOT / "ontology" / "filrouge.ttl")
CONCEPTS = Graph()
for scheme_file in SCHEME_FILES:
    CONCEPTS.parse(scheme_file)


def terms_of(*kinds: Node) -> list[str]:
    found = {term for kind in kinds for term in WORDS.subjects(RDF.type, kind) if term in FIL}
    return sorted(str(term).removeprefix(FIL) for term in found)


TERMS = terms_of(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
CONCEPT_IRIS = sorted(str(concept) for concept in CONCEPTS.subjects(RDF.type, SKOS.Concept))


def texts(graph: Graph, subject: Node, predicate: URIRef) -> dict[str | None, str]:
    literals = [value for value in graph.objects(subject, predicate) if isinstance(value, Literal)]
    by_language = {value.language: str(value).strip() for value in literals}
    assert len(by_language) == len(literals), f"{subject} says {predicate} twice in one language"
    return by_language


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_every_term_is_named_and_defined_in_french_and_english(term: str, predicate: URIRef) -> None:
    said = texts(WORDS, FIL[term], predicate)
    assert said.keys() == {"fr", "en"}
    assert all(said.values())


@pytest.mark.parametrize("term", TERMS)
def test_no_definition_merely_repeats_the_label(term: str) -> None:
    labels, definitions = texts(WORDS, FIL[term], RDFS.label), texts(WORDS, FIL[term], SKOS.definition)
    for language, definition in definitions.items():
        assert len(definition.split()) > 5
        assert not re.match(rf"(an?|the|une?|la|le) {re.escape(labels[language])}\b", definition, re.I)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_a_french_example(term: str) -> None:
    assert texts(WORDS, FIL[term], SKOS.example).get("fr")


@pytest.mark.parametrize("term", TERMS)
def test_every_term_says_which_ontology_defines_it(term: str) -> None:
    assert list(WORDS.objects(FIL[term], RDFS.isDefinedBy)) == [ONTOLOGY]


@pytest.mark.parametrize("term", TERMS)
def test_every_term_names_the_question_that_needs_it(term: str) -> None:
    note = texts(WORDS, FIL[term], SKOS.changeNote)["en"]
    named = re.fullmatch(r"0\.1\.0: needed by the question `([a-z-]+)`", note)
    assert named
    assert named[1] in QUESTIONS


def test_every_question_is_served_by_a_term() -> None:
    notes = " ".join(str(note) for note in WORDS.objects(None, SKOS.changeNote))
    assert {question for question in FIRST_QUESTIONS if f"`{question}`" not in notes} == set()


def test_the_model_page_and_the_ontology_name_the_same_terms() -> None:
    page = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bfil:(\w+)", page)) == set(TERMS)


def test_the_ontology_says_its_title_licence_version_and_prefix() -> None:
    assert texts(WORDS, ONTOLOGY, DCTERMS.title).keys() == {"fr", "en"}
    assert texts(WORDS, ONTOLOGY, DCTERMS.description).keys() == {"fr", "en"}
    assert WORDS.value(ONTOLOGY, DCTERMS.license)
    assert WORDS.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(FIL))
    assert WORDS.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{WORDS.value(ONTOLOGY, OWL.versionInfo)}")


def test_the_ontology_imports_nothing() -> None:
    assert not list(WORDS.triples((None, OWL.imports, None)))


def test_of_the_terms_of_others_the_ontology_says_only_what_kind_they_are() -> None:
    foreign = {subject for subject in WORDS.subjects() if subject != ONTOLOGY and subject not in FIL}
    said = [(predicate, kind) for term in foreign for predicate, kind in WORDS.predicate_objects(term)]
    assert {predicate for predicate, _ in said} == {RDF.type}
    assert {kind for _, kind in said} <= set(KINDS)
    assert len(said) == len(foreign)


def neighbours(term: str) -> list[URIRef]:
    """The terms of vocabularies in whose place ours may be read, as far as its notes speak of them."""
    tied = {other for tie in TIES for other in WORDS.objects(FIL[term], tie)}
    return sorted(URIRef(other) for other in tied if str(other).startswith(NEIGHBOURS))


@pytest.mark.parametrize("term", [term for term in TERMS if neighbours(term)])
def test_a_tie_to_another_vocabulary_has_its_reason(term: str) -> None:
    (neighbour,) = neighbours(term)
    name = WORDS.namespace_manager.qname(neighbour)
    notes = texts(WORDS, FIL[term], SKOS.editorialNote)
    assert notes.keys() == {"fr", "en"}
    assert notes["en"].startswith(f"{name}: ")
    assert notes["fr"].startswith(f"{name} : ")


def test_a_note_on_another_vocabulary_has_its_tie() -> None:
    noted = {str(term).removeprefix(FIL) for term in WORDS.subjects(SKOS.editorialNote)}
    assert noted == {term for term in TERMS if neighbours(term)}
    assert len(noted) > 8


def test_the_ontology_stays_in_the_rl_profile() -> None:
    # test_profile.py asks the OWL API, where it is installed.
    assert not BEYOND_RL & set(WORDS.predicates())
    for term in terms_of(OWL.DatatypeProperty):
        assert set(WORDS.objects(FIL[term], RDFS.range)) <= RL_DATATYPES


def test_every_domain_and_every_range_in_the_namespace_is_a_declared_class() -> None:
    named = set(WORDS.objects(None, RDFS.domain)) | set(WORDS.objects(None, RDFS.range))
    assert {iri for iri in named if str(iri).startswith(FIL)} <= set(WORDS.subjects(RDF.type, OWL.Class))


def test_the_class_hierarchy_has_no_cycle() -> None:
    parents = {term: set(WORDS.objects(term, RDFS.subClassOf)) for term in WORDS.subjects(RDF.type, OWL.Class)}
    assert set(parents) <= set(TopologicalSorter(parents).static_order())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_rdflib_and_pyoxigraph_read_the_same_triples(file: Path) -> None:
    quads = list(pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE))
    assert len(quads) == len(Graph().parse(file)) > 0


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_every_scheme_lists_the_notations_of_the_model(scheme: str) -> None:
    iri = ONTOLOGY + f"/{scheme}"
    expected = {URIRef(f"{iri}/{notation}") for notation in SCHEMES[scheme].split()}
    assert set(CONCEPTS.subjects(SKOS.inScheme, iri)) == expected
    assert set(CONCEPTS.objects(iri, SKOS.hasTopConcept)) == expected


def test_every_scheme_stands_in_a_file_of_its_name() -> None:
    assert {file.stem for file in SCHEME_FILES} == set(SCHEMES)


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_every_scheme_has_a_title_and_a_definition_in_french_and_english(scheme: str) -> None:
    for predicate in (DCTERMS.title, SKOS.definition):
        assert texts(CONCEPTS, ONTOLOGY + f"/{scheme}", predicate).keys() == {"fr", "en"}


@pytest.mark.parametrize("concept", CONCEPT_IRIS, ids=lambda iri: "/".join(iri.split("/")[-2:]))
def test_every_concept_is_named_and_defined_in_french_and_english(concept: str) -> None:
    for predicate in (SKOS.prefLabel, SKOS.definition):
        said = texts(CONCEPTS, URIRef(concept), predicate)
        assert said.keys() == {"fr", "en"}
        assert all(said.values())


@pytest.mark.parametrize("concept", CONCEPT_IRIS, ids=lambda iri: "/".join(iri.split("/")[-2:]))
def test_every_concept_has_the_address_of_its_scheme_and_notation(concept: str) -> None:
    iri = URIRef(concept)
    scheme, notation = concept.rsplit("/", 1)
    assert list(CONCEPTS.objects(iri, SKOS.notation)) == [Literal(notation)]
    for predicate in (SKOS.inScheme, SKOS.topConceptOf, RDFS.isDefinedBy):
        assert list(CONCEPTS.objects(iri, predicate)) == [URIRef(scheme)]


def test_the_statuses_bear_the_names_that_the_plan_writes() -> None:
    statuses = CONCEPTS.subjects(SKOS.inScheme, ONTOLOGY + "/status")
    names = {texts(CONCEPTS, status, SKOS.prefLabel)["fr"] for status in statuses}
    assert names == {"Nouveau", "En cours", "Non démarré", "Complété"}


@pytest.mark.parametrize(("spelling", "status"), [("Neuveu", "new"), ("Complète", "completed")])
def test_a_misread_status_leads_to_its_concept(spelling: str, status: str) -> None:
    found = list(CONCEPTS.subjects(SKOS.hiddenLabel, Literal(spelling, lang="fr")))
    assert found == [ONTOLOGY + f"/status/{status}"]
