"""What the service says of itself, in every RDF format."""

import httpx2
import pytest
from rdflib import DCTERMS, RDF, VOID, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = "http://www.w3.org/ns/formats/"
PARSERS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
EXTENSIONS = {"ttl": "text/turtle", "nt": "application/n-triples", "jsonld": "application/ld+json"}


@pytest.fixture(scope="module")
def description(served: str) -> Graph:
    return Graph().parse(data=httpx2.get(f"{served}/sparql").text, format="turtle")


@pytest.mark.parametrize(("media_type", "parser"), PARSERS.items())
def test_every_format_says_the_same(served: str, description: Graph, media_type: str, parser: str) -> None:
    answer = httpx2.get(f"{served}/sparql", headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert isomorphic(Graph().parse(data=answer.text, format=parser), description)


@pytest.mark.parametrize(("extension", "media_type"), EXTENSIONS.items())
def test_the_format_can_be_named(served: str, extension: str, media_type: str) -> None:
    answer = httpx2.get(f"{served}/sparql", params={"format": extension})
    assert answer.headers["content-type"].partition(";")[0] == media_type


def test_an_empty_query_string_is_no_query(served: str, description: Graph) -> None:
    answer = httpx2.get(f"{served}/sparql?", headers={"Accept": "text/turtle"})
    assert isomorphic(Graph().parse(data=answer.text, format="turtle"), description)


def test_head_says_that_there_is_one(served: str) -> None:
    answer = httpx2.head(f"{served}/sparql", headers={"Accept": "application/rdf+xml"})
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "application/rdf+xml", b"")


def test_a_browser_gets_the_editor_instead(served: str) -> None:
    answer = httpx2.get(f"{served}/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.headers["content-type"].startswith("text/html")


def test_the_languages_and_formats_are_told(description: Graph) -> None:
    (service,) = description.subjects(RDF.type, SD.Service)
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in description
    assert (service, SD.feature, SD.UnionDefaultGraph) in description
    told = {str(each).removeprefix(FORMATS) for each in description.objects(service, SD.resultFormat)}
    tables = {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"}
    assert told == tables | {"Turtle", "N-Triples", "RDF_XML", "JSON-LD"}


def test_the_limits_are_told(description: Graph) -> None:
    (service,) = description.subjects(RDF.type, SD.Service)
    text = " ".join(str(each) for each in description.objects(service, DCTERMS.description))
    assert "10 s" in text
    assert "MB" in text


def test_every_named_graph_is_told_with_its_title_and_count(served: str, description: Graph) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = httpx2.get(f"{served}/sparql", params={"query": query}).json()["results"]["bindings"]
    counted = {row["g"]["value"]: int(row["n"]["value"]) for row in rows}
    told = {}
    for node, name in description.subject_objects(SD.name):
        content = description.value(node, SD.graph)
        told[str(name)] = int(str(description.value(content, VOID.triples)))
    assert told == counted
    default = description.value(description.value(None, RDF.type, SD.Dataset), SD.defaultGraph)
    assert int(str(description.value(default, VOID.triples))) == sum(counted.values())


def test_every_named_graph_has_a_title(description: Graph) -> None:
    for content in description.objects(None, SD.graph):
        assert description.value(content, DCTERMS.title)


def test_the_graph_of_a_document_has_its_title(description: Graph) -> None:
    name = URIRef("https://w3id.org/filrouge/graph/242100410/citergie")
    content = description.value(description.value(None, SD.name, name), SD.graph)
    titles = [str(each) for each in description.objects(content, DCTERMS.title)]
    # As territory.toml names the document.
    assert titles == ["Plan d'actions Cit'ergie de Dijon métropole"]
