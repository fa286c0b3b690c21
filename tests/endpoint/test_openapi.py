"""The OpenAPI document: valid, complete, and true."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from starlette.routing import Route
from starlette.testclient import TestClient

from endpoint.openapi import plain_path
from endpoint.openapi_questions import SCHEMAS, question_paths
from endpoint.parameters import TYPES
from endpoint.questions import Question, read_questions, saved_questions

Document = dict[str, Any]
QUESTIONS = read_questions(saved_questions())
# What stands for the parts of a path on the small graph of these tests.
PARTS = {
    "/page/{path}": "/page/1/axis/1.3",
    "/data/{path}": "/data/1/axis/1.3",
    "/ontology.{extension}": "/ontology.ttl",
    "/ontology/{path}": "/ontology/status/new",
}
# What asks saved questions that the service of these tests has not.
ASKING = ("/audit/matrix", "/audit/matrix/cell", "/audit/report", "/audit/report.pdf", "/audit/report.xlsx")
# The picture of the thread needs a saved question that this service has not.
EXCEPTED = ("/sparql", "/metrics", "/thread.svg", *ASKING)
ONE_AXIS = "SELECT ?axis WHERE { ?axis a fil:PolicyAxis }"
ENDLESS = "SELECT (COUNT(*) AS ?all) WHERE { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(9)) + " }"


@pytest.fixture(scope="module")
def document(client: TestClient) -> Document:
    found: Document = client.get("/openapi.json").json()
    return found


def resolved(document: Document, node: Document) -> Document:
    while "$ref" in node:
        _, *steps = node["$ref"].split("/")
        node = document
        for step in steps:
            node = node[step]
    return node


def media_types(document: Document, path: str) -> list[str]:
    answer = resolved(document, document["paths"][path]["get"]["responses"]["200"])
    return list(answer["content"])


def test_the_document_is_valid(document: Document) -> None:
    validate(document)


def test_the_document_of_every_saved_question_is_valid(document: Document) -> None:
    validate({**document, "paths": question_paths(QUESTIONS.values())})


def test_each_route_and_method_is_described_in_openapi_paths(document: Document, client: TestClient) -> None:
    routes = [route for route in client.app.routes if isinstance(route, Route)]  # type: ignore[attr-defined]
    served = {(plain_path(route.path), method.lower()) for route in routes for method in route.methods or ()}
    described = {(path, method) for path, item in document["paths"].items() for method in item}
    assert {each for each in served if each[1] != "head"} - described == set()


def test_each_operation_has_a_name_of_its_own(document: Document) -> None:
    paths = document["paths"] | question_paths(QUESTIONS.values())
    names = [operation["operationId"] for item in paths.values() for operation in item.values()]
    assert len(names) == len(set(names)) > len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_each_question_is_a_path_with_its_parameters(question: Question) -> None:
    operation = question_paths([question])[f"/queries/{question.name}"]["get"]
    assert operation["summary"] == f"{question.title.en} / {question.title.fr}"
    described = {each["name"]: each for each in operation["parameters"] if each.get("in") == "query"}
    own = [each.name for each in question.parameters]
    assert list(described) == own + ["siren"] * ("siren" not in own)
    for each in question.parameters:
        assert described[each.name]["x-label"] == {"fr": each.label_fr, "en": each.label_en}
        assert str(described[each.name]["schema"].get("default", "")) == each.default


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_each_default_fits_its_schema(question: Question) -> None:
    operation = question_paths([question])[f"/queries/{question.name}"]["get"]
    for schema in (each["schema"] for each in operation["parameters"] if "default" in each.get("schema", {})):
        Draft202012Validator(schema).validate(schema["default"])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("code", "1.2.3"),
        ("code", "1 2"),
        ("code", "é"),
        ("iri", "https://w3id.org/x"),
        ("iri", "ftp://w3id.org/x"),
        ("decimal", "1250.5"),
        ("decimal", ".5"),
        ("decimal", "1e6"),
        ("decimal", "1,5"),
    ],
)
def test_a_schema_takes_what_the_service_takes(kind: str, value: str) -> None:
    def taken() -> bool:
        try:
            return bool(TYPES[kind](value))
        except ValueError:
            return False

    assert Draft202012Validator(SCHEMAS[kind]).is_valid(value) == taken()


def test_each_type_of_parameter_has_a_schema() -> None:
    assert set(SCHEMAS) == set(TYPES)


def test_each_answer_comes_in_each_media_type_that_is_described(document: Document, client: TestClient) -> None:
    plain = {path: path for path in document["paths"] if "{" not in path and path not in EXCEPTED}
    for path, address in (plain | PARTS).items():
        for media_type in media_types(document, path):
            answer = client.get(address, headers={"Accept": media_type})
            assert answer.status_code == 200, (path, media_type)
            if path != "/ontology.{extension}":
                assert answer.headers["content-type"].partition(";")[0] == media_type, path


@pytest.mark.parametrize("name", ["axes", "axis-graph"])
def test_each_file_of_a_question_is_there(document: Document, client: TestClient, name: str) -> None:
    operation = document["paths"][f"/queries/{name}.{{format}}"]["get"]
    formats = operation["parameters"][0]["schema"]["enum"]
    types = {client.get(f"/queries/{name}.{each}").headers["content-type"].partition(";")[0] for each in formats}
    assert types == set(media_types(document, f"/queries/{name}.{{format}}"))


@pytest.mark.parametrize("query", [ONE_AXIS, "CONSTRUCT WHERE { ?axis a fil:PolicyAxis }"])
def test_sparql_answers_in_what_is_described(document: Document, client: TestClient, query: str) -> None:
    described = media_types(document, "/sparql")
    sent = {each: client.get("/sparql", params={"query": query}, headers={"Accept": each}) for each in described}
    good = {each: answer for each, answer in sent.items() if answer.status_code == 200}
    assert len(good) == 5
    assert all(answer.headers["content-type"].partition(";")[0] == each for each, answer in good.items())
    assert {answer.status_code for each, answer in sent.items() if each not in good} == {406}


@pytest.mark.parametrize(
    ("method", "status", "sent"),
    [
        ("GET", 400, {"params": {"query": "SELECT"}}),
        ("GET", 403, {"params": {"update": "CLEAR ALL"}}),
        ("GET", 406, {"params": {"query": ONE_AXIS}, "headers": {"Accept": "image/png, application/problem+json"}}),
        ("POST", 413, {"data": {"query": "#" * (129 << 10)}}),
        ("POST", 415, {"content": "CLEAR ALL", "headers": {"Content-Type": "text/plain"}}),
        ("POST", 504, {"data": {"query": ENDLESS, "timeout": "0.1"}}),
    ],
)
def test_sparql_fails_as_is_described(
    document: Document, client: TestClient, method: str, status: int, sent: dict[str, Any]
) -> None:
    headers = {"Accept": "application/sparql-results+json, application/problem+json", **sent.get("headers", {})}
    answer = client.request(method, "/sparql", **{**sent, "headers": headers})
    assert answer.status_code == status
    told = resolved(document, document["paths"]["/sparql"][method.lower()]["responses"][str(status)])
    problem = told["content"][answer.headers["content-type"]]["schema"]
    Draft202012Validator(resolved(document, problem)).validate(answer.json())
