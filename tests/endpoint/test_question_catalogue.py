"""The catalogue of the questions in RDF."""

import rdflib
from starlette.testclient import TestClient

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SCHEMA = rdflib.Namespace("https://schema.org/")
PATH = "/.well-known/sparql-examples"


def catalogue(client: TestClient) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get(PATH).text, format="turtle")


def test_each_question_is_an_executable(client: TestClient) -> None:
    names = {str(node).rsplit("/", 1)[1] for node in catalogue(client).subjects(rdflib.RDF.type, SH.SPARQLExecutable)}
    assert names == {"axes", "axis-graph"}


def test_the_text_of_a_question_stands_under_its_form(client: TestClient) -> None:
    graph = catalogue(client)
    assert [str(text).count("SELECT") for text in graph.objects(None, SH.select)] == [1]
    assert [str(text).count("CONSTRUCT") for text in graph.objects(None, SH.construct)] == [1]


def test_a_question_names_its_endpoint_and_titles_in_both_languages(client: TestClient) -> None:
    graph = catalogue(client)
    assert {str(target).rsplit("/", 1)[1] for target in graph.objects(None, SCHEMA.target)} == {"sparql"}
    assert {label.language for label in graph.objects(None, rdflib.RDFS.label)} == {"fr", "en"}


def test_the_catalogue_comes_in_the_format_that_is_asked(client: TestClient) -> None:
    answer = client.get(PATH, headers={"Accept": "application/ld+json"})
    assert answer.headers["content-type"] == "application/ld+json"
