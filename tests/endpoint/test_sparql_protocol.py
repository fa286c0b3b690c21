"""The SPARQL 1.1 Protocol at /sparql."""

import json

import pytest
from rdflib import Graph
from starlette.testclient import TestClient

BASE = "https://data.example/"
SELECT = "SELECT ?axis { ?axis a fil:PolicyAxis }"
ASK = "ASK { ?axis a fil:PolicyAxis }"
CONSTRUCT = "CONSTRUCT { ?axis a fil:PolicyAxis } WHERE { ?axis a fil:PolicyAxis }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
TABLES = ["application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
GRAPHS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}


def count(client: TestClient, query: str = COUNT, **dataset: str | list[str]) -> int:
    answer = client.get("/sparql", params={"query": query, **dataset}).json()
    return int(answer["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    "request_arguments",
    [
        {"method": "GET", "params": {"query": SELECT}},
        {"method": "POST", "data": {"query": SELECT}},
        {"method": "POST", "content": SELECT, "headers": {"Content-Type": "application/sparql-query"}},
        {"method": "POST", "content": SELECT, "headers": {"Content-Type": "application/sparql-query; charset=utf-8"}},
    ],
    ids=["get", "form", "direct", "direct with charset"],
)
def test_a_query_can_be_sent_in_three_ways(client: TestClient, request_arguments: dict[str, object]) -> None:
    answer = client.request(url="/sparql", **request_arguments).json()  # type: ignore[arg-type]
    assert [row["axis"]["value"] for row in answer["results"]["bindings"]] == [f"{BASE}id/1/axis/1.3"]


@pytest.mark.parametrize("query", [SELECT, ASK])
@pytest.mark.parametrize("media_type", TABLES)
def test_tables_come_in_four_formats(client: TestClient, query: str, media_type: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": media_type})
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media_type)


@pytest.mark.parametrize(("media_type", "parser"), GRAPHS.items())
def test_triples_come_in_four_formats(client: TestClient, media_type: str, parser: str) -> None:
    response = client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": media_type})
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert len(Graph().parse(data=response.text, format=parser)) == 1


@pytest.mark.parametrize("query", [CONSTRUCT, f"DESCRIBE <{BASE}id/1/axis/1.3>"])
def test_triples_are_turtle_by_default(client: TestClient, query: str) -> None:
    assert client.get("/sparql", params={"query": query}).headers["content-type"] == "text/turtle; charset=utf-8"


def test_the_answer_varies_by_accept(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": SELECT}).headers["vary"].split(", ")[0] == "Accept"


def test_a_boolean_in_csv_is_a_bare_word(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": ASK, "format": "csv"}).text == "true"


def test_the_format_parameter_wins_over_accept(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": SELECT, "format": "tsv"}, headers={"Accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/tab-separated-values")


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (ASK, "image/png")])
def test_a_format_that_cannot_say_the_answer_is_refused(client: TestClient, query: str, accept: str) -> None:
    assert client.get("/sparql", params={"query": query}, headers={"Accept": accept}).status_code == 406


def test_a_format_parameter_that_cannot_say_the_answer_is_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": SELECT, "format": "ttl"}).status_code == 406


def test_a_syntax_error_says_line_and_column(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p"})
    assert response.status_code == 400
    assert "error at 2:14" in response.text


@pytest.mark.parametrize("query", ["", "nonsense", "SELECT * { ?s unknown:p ?o }"])
def test_what_is_no_query_is_refused(client: TestClient, query: str) -> None:
    assert client.get("/sparql", params={"query": query}).status_code == 400


def test_a_relative_iri_is_one_under_the_base_of_the_data(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": "ASK { <id/1/axis/1.3> a fil:PolicyAxis }"}).json()["boolean"] is True


def test_two_queries_at_once_are_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": [SELECT, ASK]}).status_code == 400


def test_a_form_without_a_query_is_refused(client: TestClient) -> None:
    assert client.post("/sparql", data={"q": SELECT}).status_code == 400


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", ""])
def test_a_body_of_an_unknown_type_is_refused(client: TestClient, media_type: str) -> None:
    assert client.post("/sparql", content=SELECT, headers={"Content-Type": media_type}).status_code == 415


def test_a_body_that_is_not_utf8_is_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b"SELECT '\xff'", headers=headers).status_code == 400


@pytest.mark.parametrize("body", [b"query=%E9", b"query=100%", b"query=\xe9"])
def test_a_form_that_is_not_percent_encoded_utf8_is_refused(client: TestClient, body: bytes) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/sparql", content=body, headers=headers).status_code == 400


def test_a_body_longer_than_any_query_is_refused(client: TestClient) -> None:
    headers = {"Content-Type": "application/sparql-query"}
    assert client.post("/sparql", content=b" " * (1 << 20) + b"ASK {}", headers=headers).status_code == 413


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_refused_with_those_allowed(client: TestClient, method: str) -> None:
    response = client.request(method, "/sparql")
    assert response.status_code == 405
    assert {"GET", "HEAD", "POST"} <= set(response.headers["allow"].split(", "))


@pytest.mark.parametrize(
    "request_arguments",
    [
        {"method": "POST", "data": {"update": "CLEAR ALL"}},
        {"method": "GET", "params": {"update": "CLEAR ALL"}},
        {"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
    ],
    ids=["form", "get", "direct"],
)
def test_an_update_is_forbidden(client: TestClient, request_arguments: dict[str, object]) -> None:
    response = client.request(url="/sparql", **request_arguments)  # type: ignore[arg-type]
    assert response.status_code == 403
    assert "read-only" in response.text


def test_an_update_sent_as_a_query_is_refused_as_one(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "INSERT DATA { <a:b> <a:b> <a:b> }"})
    assert response.status_code == 400
    assert "read-only" in response.text


def test_service_is_refused_and_says_why(client: TestClient) -> None:
    response = client.get("/sparql", params={"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"})
    assert response.status_code == 400
    assert "SERVICE is not available" in response.text


def test_the_default_graph_is_the_union_of_the_named_graphs(client: TestClient) -> None:
    assert count(client) == count(client, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") > 0


def test_from_replaces_the_union(client: TestClient) -> None:
    assert count(client, f"SELECT (COUNT(*) AS ?n) FROM <{BASE}graph/1/axes> {{ ?s ?p ?o }}") == 3


def test_from_named_alone_leaves_the_default_graph_empty(client: TestClient) -> None:
    assert count(client, f"SELECT (COUNT(*) AS ?n) FROM NAMED <{BASE}graph/1/axes> {{ ?s ?p ?o }}") == 0


def test_from_named_limits_what_graph_sees(client: TestClient) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM NAMED <{BASE}graph/1/axes> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert count(client, query) == 3


def test_default_graph_uri_replaces_the_union(client: TestClient) -> None:
    assert count(client, **{"default-graph-uri": f"{BASE}graph/1/axes"}) == 3


def test_several_default_graphs_are_merged(client: TestClient) -> None:
    graphs: dict[str, str | list[str]] = {"default-graph-uri": [f"{BASE}graph/1/axes", f"{BASE}graph/1/territory"]}
    assert count(client, COUNT, **graphs) == 7


def test_the_dataset_of_the_protocol_wins_over_from(client: TestClient) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{BASE}graph/1/territory> {{ ?s ?p ?o }}"
    assert count(client, query, **{"default-graph-uri": f"{BASE}graph/1/axes"}) == 3


def test_named_graph_uri_limits_what_graph_sees(client: TestClient) -> None:
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(client, query, **{"named-graph-uri": f"{BASE}graph/1/axes"}) == 3


def test_a_graph_of_the_protocol_that_is_no_iri_is_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": ASK, "default-graph-uri": "no iri"}).status_code == 400


def test_a_browser_gets_a_form_that_needs_no_script(browser: TestClient) -> None:
    page = browser.get("/sparql").text
    assert all(mark in page for mark in ("<form", "<textarea", "<select", 'type="submit"'))


def test_a_browser_reads_the_answer_in_a_table(browser: TestClient) -> None:
    page = browser.get("/sparql", params={"query": SELECT, "format": "html"}).text
    assert '<a href="/page/1/axis/1.3"' in page


@pytest.mark.parametrize(("query", "seen"), [(ASK, "true"), (CONSTRUCT, "predicate")])
def test_a_browser_reads_any_form_of_answer(browser: TestClient, query: str, seen: str) -> None:
    assert seen in browser.get("/sparql", params={"query": query, "format": "html"}).text


def test_a_shared_link_gives_the_editor_its_query_and_runs_nothing(browser: TestClient) -> None:
    page = browser.get("/sparql", params={"query": SELECT}).text
    assert SELECT in page
    assert "/page/1/axis/1.3" not in page


def test_a_browser_keeps_its_query_when_it_is_wrong(browser: TestClient) -> None:
    response = browser.get("/sparql", params={"query": "SELECT </textarea>", "format": "html"})
    assert response.status_code == 400
    assert "SELECT &lt;/textarea&gt;" in response.text


def test_an_rdf_client_without_a_query_gets_the_service_description(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=response.text, format="turtle", publicID="http://f.example/sparql")
    assert graph.query("ASK { ?s a <http://www.w3.org/ns/sparql-service-description#Service> }").askAnswer


def test_a_program_that_forgot_its_query_is_told_so(client: TestClient) -> None:
    response = client.get("/sparql", headers={"Accept": "application/sparql-results+json"})
    assert response.status_code == 400


def test_json_results_keep_the_characters_of_the_source(client: TestClient) -> None:
    body = client.get("/sparql", params={"query": "SELECT ?l { ?x a fil:PolicyAxis ; skos:prefLabel ?l }"}).content
    assert json.loads(body)["results"]["bindings"][0]["l"] == {
        "type": "literal",
        "value": "Réduire & <sobriété>",
        "xml:lang": "fr",
    }
