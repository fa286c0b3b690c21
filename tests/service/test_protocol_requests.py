"""The SPARQL 1.1 Protocol over real sockets: ways to ask, ways to be refused, and how a refusal is told."""

import re
import socket
from typing import Any
from urllib.parse import quote, urlencode

import httpx2
import pytest

AXES = "SELECT (COUNT(*) AS ?n) { ?axis a fil:PolicyAxis }"
DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
FORM_WITH_MORE = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
LONG = "SELECT * { ?s ?p ?o } #" + "x" * (129 << 10)
# Each with the status that it must have, and a word of the reason that it must give.
REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "syntax": ({"params": {"query": "SELECT *\n{ ?s ?p"}}, 400, "2:8"),
    "no query": ({"method": "POST", "data": {"q": "ASK {}"}}, 400, "query"),
    "two queries": ({"params": {"query": ["ASK {}", "ASK {}"]}}, 400, "once"),
    "two formats": ({"params": {"query": "ASK {}", "format": ["csv", "tsv"]}}, 400, "once"),
    "query in address and body": (
        {"method": "POST", "params": {"query": "ASK {}"}, "content": "ASK {}", "headers": DIRECT},
        400,
        "once",
    ),
    "graph that is no IRI": ({"params": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400, "IRI"),
    "timeout that is no number": ({"params": {"query": "ASK {}", "timeout": "soon"}}, 400, "seconds"),
    "many parameters": ({"params": {"query": "ASK {}", "default-graph-uri": ["a:b"] * 101}}, 400, "100"),
    "unknown prefix": ({"params": {"query": "ASK { nix:a ?p ?o }"}}, 400, "error at 1"),
    "function with too much": ({"params": {"query": "SELECT (xsd:integer(1, 2) AS ?x) {}"}}, 400, "arguments"),
    "body not in utf-8": ({"method": "POST", "content": b"ASK { <a:\xff> ?p ?o }", "headers": DIRECT}, 400, "UTF-8"),
    "form that is not encoded": ({"method": "POST", "content": b"query=%zz", "headers": FORM}, 400, "percent"),
    "service": ({"params": {"query": "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }"}}, 400, "SERVICE"),
    "update by get": ({"params": {"update": "CLEAR ALL"}}, 403, "read-only"),
    "update by form": ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "read-only"),
    "update beside a query": ({"method": "POST", "data": {"query": "ASK {}", "update": "CLEAR ALL"}}, 403, "read-only"),
    "update as a query": ({"params": {"query": "PREFIX e: <http://e/> INSERT DATA { e:a e:b e:c }"}}, 400, "read-only"),
    "update in a body": (
        {"method": "POST", "content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
        403,
        "read-only",
    ),
    "update in a query body": ({"method": "POST", "content": "DROP ALL", "headers": DIRECT}, 400, "read-only"),
    "load": ({"params": {"query": "LOAD <http://127.0.0.1:1/x.ttl>"}}, 400, "read-only"),
    "other method": ({"method": "DELETE"}, 405, ""),
    "format that cannot say it": ({"params": {"query": AXES, "format": "ttl"}}, 406, "csv"),
    "nothing acceptable": ({"params": {"query": AXES}, "headers": {"Accept": "image/png;q=1"}}, 406, "csv"),
    "long query": ({"method": "POST", "content": LONG, "headers": DIRECT}, 413, "longer"),
    "long body": ({"method": "POST", "content": "x" * (2 << 20), "headers": DIRECT}, 413, "longer"),
    "unknown type": ({"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, "query"),
    "no type": ({"method": "POST", "content": "ASK {}"}, 415, "query"),
    "compressed body": (
        {"method": "POST", "content": "ASK {}", "headers": {**DIRECT, "Content-Encoding": "gzip"}},
        415,
        "compressed",
    ),
    "many headers": ({"params": {"query": AXES}, "headers": {f"X-{number}": "x" for number in range(101)}}, 431, ""),
    "unknown address": ({"url": "/nothing"}, 404, ""),
    "address that is not encoded": ({"url": "/page/%00"}, 400, "percent"),
}
# What a body must not tell: where the program runs, what it is made of, how it failed.
LEAK = re.compile(r"Traceback|File \"|\.py\b|-packages|/home/|/root/|/tmp/|uvicorn|starlette|fastapi|pyoxigraph|rust")


def send(url: str, arguments: dict[str, Any], **headers: str) -> httpx2.Response:
    """Send a request to /sparql unless it says otherwise."""
    given = {"method": "GET", "url": "/sparql", **arguments, "headers": {**headers, **arguments.get("headers", {})}}
    with httpx2.Client(base_url=url, timeout=60) as client:
        return client.request(**given)


def number_of_axes(answer: httpx2.Response) -> int:
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def raw(url: str, request: bytes) -> bytes:
    """Send bytes as they are; return all that comes back until the service hangs up."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(request)
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
    return received


@pytest.mark.parametrize(
    "arguments",
    [
        {"params": {"query": AXES}},
        {"method": "POST", "data": {"query": AXES}},
        {"method": "POST", "params": {"format": "json"}, "data": {"query": AXES}},
        {"method": "POST", "content": AXES, "headers": DIRECT},
        {"method": "POST", "content": AXES, "headers": {"Content-Type": "Application/SPARQL-Query; charset=UTF-8"}},
        {"method": "POST", "content": urlencode({"query": AXES}), "headers": FORM_WITH_MORE},
        {"method": "POST", "content": iter([AXES[:10].encode(), AXES[10:].encode()]), "headers": DIRECT},
    ],
    ids=["get", "form", "form with format in address", "direct", "capitals", "form with parameter", "chunked"],
)
def test_a_query_can_be_sent_in_every_way(served: str, arguments: dict[str, Any]) -> None:
    # The two lists of axes in sources/dijon-metropole/ have 37 lines.
    assert number_of_axes(send(served, arguments)) == 37


def test_a_plus_in_an_address_is_a_space(served: str) -> None:
    path = "/sparql?query=" + quote(AXES).replace("%20", "+")
    answer = raw(served, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert b'"value":"37"' in answer


def test_several_requests_go_through_one_connection(served: str) -> None:
    path = f"/sparql?query={quote('ASK {}')}"
    request = f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"
    answers = raw(served, (request * 2 + request.replace("Host: x", "Host: x\r\nConnection: close")).encode())
    assert answers.count(b"HTTP/1.1 200 ") == 3


def test_a_client_that_asks_first_may_send_its_body(served: str) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 6\r\n"
    answer = raw(served, f"{head}Expect: 100-continue\r\nConnection: close\r\n\r\nASK {{}}".encode())
    assert answer.startswith(b"HTTP/1.1 100 Continue")
    assert b"HTTP/1.1 200 " in answer


@pytest.mark.parametrize(("arguments", "status", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_answered_is_refused_with_its_reason(
    served: str, arguments: dict[str, Any], status: int, reason: str
) -> None:
    answer = send(served, arguments)
    assert answer.status_code == status, answer.text
    assert reason in answer.text


@pytest.mark.parametrize("arguments", [each[0] for each in REFUSED.values()], ids=REFUSED)
def test_a_refusal_may_be_read_by_any_site_and_tells_no_secret(served: str, arguments: dict[str, Any]) -> None:
    answer = send(served, arguments)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert len(answer.text.splitlines()) >= 2
    assert not LEAK.search(answer.text)
    assert not LEAK.search(str(answer.headers))
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/plain"),
        ("application/sparql-results+json", "text/plain"),
        ("application/sparql-results+json, text/plain;q=0.1", "text/plain"),
        ("application/sparql-results+json, application/problem+json;q=0.9", "application/problem+json"),
        ("application/json;q=0.5, text/plain;q=0.2", "application/problem+json"),
        ("text/html", "text/html"),
    ],
)
@pytest.mark.parametrize("name", ["two queries", "update by get", "other method", "unknown type", "unknown address"])
def test_a_refusal_comes_as_the_client_accepts_it(served: str, name: str, accept: str, media_type: str) -> None:
    answer = send(served, REFUSED[name][0], Accept=accept)
    assert answer.status_code == REFUSED[name][1]
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert "accept" in answer.headers["vary"].lower()
    if media_type == "application/problem+json":
        assert answer.json()["status"] == answer.status_code
        assert REFUSED[name][2] in answer.json()["detail"]


@pytest.mark.parametrize("name", ["syntax", "unknown prefix", "function with too much"])
def test_what_the_engine_refuses_is_told_in_the_same_ways(served: str, name: str) -> None:
    accepts = {"application/sparql-results+json, application/problem+json;q=0.9": "application/problem+json"}
    for accept, media_type in {**accepts, "application/json": "application/problem+json", "*/*": "text/plain"}.items():
        answer = send(served, REFUSED[name][0], Accept=accept)
        assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (400, media_type)
        assert REFUSED[name][2] in answer.text
    page = send(served, {"params": {**REFUSED[name][0]["params"], "format": "html"}})
    assert (page.status_code, page.headers["content-type"].partition(";")[0]) == (400, "text/html")


def test_an_address_that_is_too_long_is_refused_with_a_way_out(served: str) -> None:
    answer = raw(served, f"GET /sparql?query={quote(LONG)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 414 ")
    assert b"send the query by POST" in answer
    assert b"access-control-allow-origin: *" in answer.lower()


def test_a_method_that_is_refused_comes_with_those_that_are_not(served: str) -> None:
    answer = send(served, {"method": "PUT"})
    assert {"GET", "HEAD", "POST"} <= set(answer.headers["allow"].split(", "))


def test_options_tell_what_another_site_may_do(served: str) -> None:
    headers = {"Origin": "http://a.example", "Access-Control-Request-Method": "POST"}
    answer = send(served, {"method": "OPTIONS", "headers": headers})
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("route", ["/", "/queries", "/queries/actions", "/ontology", "/health", "/update", "/store"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_route_takes_an_update(served: str, route: str, method: str) -> None:
    headers = {"Content-Type": "application/sparql-update"}
    answer = send(served, {"method": method, "url": route, "content": "CLEAR ALL", "headers": headers})
    assert answer.status_code in (404, 405)
    assert number_of_axes(send(served, {"params": {"query": AXES}})) == 37


def test_the_message_about_service_says_how_to_federate(served: str) -> None:
    text = send(served, REFUSED["service"][0]).text
    assert "federat" in text
    assert "SERVICE" in text


def graphs_of(served: str) -> list[str]:
    query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
    rows = send(served, {"params": {"query": query}}).json()["results"]["bindings"]
    return [row["g"]["value"] for row in rows]


def count(served: str, query: str, **dataset: list[str]) -> int:
    return number_of_axes(send(served, {"params": {"query": query, **dataset}}))


ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def test_the_parameters_choose_the_default_graph(served: str) -> None:
    first, second, *_ = graphs_of(served)
    each = [count(served, ALL, **{"default-graph-uri": [graph]}) for graph in (first, second)]
    assert 0 not in each
    assert count(served, ALL, **{"default-graph-uri": [first, second]}) == sum(each) < count(served, ALL)
    assert count(served, NAMED, **{"default-graph-uri": [first, second]}) == 0


def test_the_parameters_choose_the_named_graphs(served: str) -> None:
    first, second, *_ = graphs_of(served)
    each = [count(served, NAMED, **{"named-graph-uri": [graph]}) for graph in (first, second)]
    assert count(served, NAMED, **{"named-graph-uri": [first, second]}) == sum(each)
    assert count(served, ALL, **{"named-graph-uri": [first, second]}) == 0


def test_the_parameters_win_over_what_the_query_says(served: str) -> None:
    first, second, *_ = graphs_of(served)
    said = ALL.replace("{", f"FROM <{second}> {{")
    assert count(served, said) == count(served, ALL, **{"default-graph-uri": [second]})
    assert count(served, said, **{"default-graph-uri": [first]}) == count(served, ALL, **{"default-graph-uri": [first]})


def test_a_graph_that_is_not_there_is_empty(served: str) -> None:
    assert count(served, ALL, **{"default-graph-uri": ["http://nowhere.example/"]}) == 0


@pytest.mark.parametrize("timeout", ["0.5", "5", "1e3", "60"])
def test_a_client_may_say_how_long_it_waits(served: str, timeout: str) -> None:
    assert send(served, {"params": {"query": AXES, "timeout": timeout}}).status_code == 200


@pytest.mark.parametrize("timeout", ["", "0", "-1", "nan", "inf", "1,5", "5s"])
def test_a_time_that_is_none_is_refused(served: str, timeout: str) -> None:
    answer = send(served, {"params": {"query": AXES, "timeout": timeout}})
    assert answer.status_code == 400
    assert "timeout" in answer.text
