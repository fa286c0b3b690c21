"""Whatever is sent, nothing fails and nothing dies: random bytes, mutated queries, mutated headers and parameters.

The examples are the same on every run. Each test stops early on a slow machine, so that all take half a minute at most.
"""

import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SECONDS = 7.0
# What a service may answer to anything at all.
ALLOWED = {200, 303, 304, 400, 403, 404, 405, 406, 408, 413, 414, 415, 422, 431, 503, 504}
QUERIES = sorted(path.read_text("utf-8") for path in (Path(__file__).parents[2] / "queries").glob("*.rq"))
TOKEN = re.compile(r"\s+|\"[^\"\n]*\"|<[^<>\s]*>|[?$]?\w+|.", re.DOTALL)
NASTY = [
    *(
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        '"',
        "'",
        '"""',
        "<",
        ">",
        "\\",
        "#",
        "^^",
        "@fr-",
        "||",
        "/",
        "*",
        "+",
        "?x",
        "?x*",
    ),
    *("1e999", "1/0", "-0.0", "\\u0000", "\\uD800", "\\U00110000", "%00", "ſ", "İ", "\0", "\ufeff", "\U0010ffff"),
    *("BASE <//>", "FROM <a:b>", "GRAPH ?g", "DISTINCT", "GROUP BY", "HAVING(1)", "MINUS {}", "VALUES ?x { UNDEF }"),
    *("LIMIT -1", "LIMIT 99999999999999999999", "OFFSET 1", "ORDER BY RAND()", "NOW()", "STRUUID()", "BNODE('a')"),
    *("SERVICE <http://127.0.0.1:1/>", "INSERT DATA {}", "<http://e/f>()", "<<( ?a ?b ?c )>>", "REPLACE('a', '', 'b')"),
    *("xsd:integer('x')", "xsd:dateTime('9999999999-01-01T00:00:00Z') + 1", "SUBSTR('é', 0, 1e9)"),
    "REGEX('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+$')",
]
PATHS = [
    *("/", "/sparql", "/queries", "/queries/actions", "/queries/actions-of-axis", "/queries/actions-above-amount.xlsx"),
    *(
        "/ontology",
        "/ontology/status",
        "/page/242100410",
        "/data/242100410.ttl",
        "/id/242100410",
        "/health",
        "/metrics",
    ),
]
HEADERS = [
    *("Accept", "Accept-Encoding", "Accept-Language", "If-None-Match", "Range", "Host", "Content-Type", "Origin"),
    *("Content-Encoding", "Expect", "Connection", "X-Forwarded-Host", "Cookie", "Authorization", "Upgrade"),
]
VALUES = [
    *("text/csv;q=0.5", "*/*;q=nan", "gzip;q=1e999", '"a", W/"b"', "bytes=0-1", "text/html", ";;;", "q=", "a" * 9000),
    *("application/json", "br", "en;q=0.1", "100-continue", "close", "websocket", "127.0.0.1:1", "*"),
]
PARAMETERS = [
    "query",
    "format",
    "output",
    "default-graph-uri",
    "named-graph-uri",
    "timeout",
    "axis",
    "amount",
    "update",
]

bounded = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=600,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module", autouse=True)
def healthy(served: str) -> Iterator[None]:
    """Nothing has died when all is over, and nothing is left running."""
    restarts = httpx2.get(f"{served}/health").json()["pool"]["zygote_restarts"]
    yield
    pool = httpx2.get(f"{served}/health").json()["pool"]
    assert (pool["zygote_restarts"], pool["running"]) == (restarts, 0)
    answer = httpx2.get(f"{served}/sparql", params={"query": "ASK { ?axis a fil:PolicyAxis }"})
    assert answer.json()["boolean"] is True


@pytest.fixture(scope="module")
def client(served: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=served, timeout=30) as client:
        yield client


@pytest.fixture
def in_time() -> Callable[[], bool]:
    """Say whether there is time for another example."""
    end = time.monotonic() + SECONDS
    return lambda: time.monotonic() < end


@st.composite
def mutated(draw: st.DrawFn, texts: list[str] = QUERIES) -> str:
    """A question of ours with tokens deleted, doubled, swapped, replaced or added."""
    tokens = TOKEN.findall(draw(st.sampled_from(texts)))
    for _ in range(draw(st.integers(1, 6))):
        first, second = (draw(st.integers(0, len(tokens) - 1)) for _ in range(2))
        match draw(st.sampled_from(["delete", "double", "swap", "insert", "cut"])):
            case "delete":
                del tokens[first : first + draw(st.integers(1, 5))]
            case "double":
                tokens[second:second] = tokens[first : first + draw(st.integers(1, 20))]
            case "swap":
                tokens[first], tokens[second] = tokens[second], tokens[first]
            case "insert":
                tokens.insert(first, f" {draw(st.sampled_from(NASTY))} ")
            case _:
                tokens = tokens[: first + 1]
        tokens = tokens or [" "]
    return "".join(tokens)


header_text = st.one_of(
    st.sampled_from(VALUES),
    st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=60),
)
parameter = st.tuples(
    st.sampled_from(PARAMETERS),
    st.one_of(st.sampled_from([*NASTY, "json", "csv", "html", "1.3", "5", "http://e/"]), st.text(max_size=40)),
)


def check(answer: httpx2.Response) -> None:
    assert answer.status_code in ALLOWED, f"{answer.status_code} {answer.text[:500]}"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Traceback" not in answer.text


@bounded
@given(query=mutated(), form=st.sampled_from(["json", "xml", "csv", "tsv", "ttl", "rdf", "jsonld", "html"]))
def test_no_mutated_query_makes_it_fail(
    client: httpx2.Client, in_time: Callable[[], bool], query: str, form: str
) -> None:
    if in_time():
        parameters = {"format": form, "timeout": "0.5"}
        check(client.post("/sparql", params=parameters, data={"query": query}))


@bounded
@given(query=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8"))))
def test_no_bytes_for_a_query_make_it_fail(client: httpx2.Client, in_time: Callable[[], bool], query: bytes) -> None:
    if in_time():
        headers = {"Content-Type": "application/sparql-query"}
        check(client.post("/sparql?timeout=0.5", content=query, headers=headers))


@bounded
@given(
    path=st.one_of(st.sampled_from(PATHS), st.text(max_size=30).map(lambda text: "/" + quote(text, safe=""))),
    method=st.sampled_from(["GET", "GET", "HEAD", "POST", "OPTIONS", "PUT", "BREW"]),
    headers=st.lists(st.tuples(st.sampled_from(HEADERS), header_text), max_size=4),
    parameters=st.lists(parameter, max_size=5),
)
def test_no_headers_or_parameters_make_it_fail(
    served: str,
    in_time: Callable[[], bool],
    path: str,
    method: str,
    headers: list[tuple[str, str]],
    parameters: list[tuple[str, str]],
) -> None:
    if in_time():
        said = "&".join(f"{name}={quote(value)}" for name, value in parameters)
        lines = [f"{method} {path}?{said} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "Host: a"]
        talk(served, "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))


@bounded
@given(data=st.one_of(st.binary(max_size=400), st.binary(max_size=100).map(lambda tail: b"GET / HTTP/1.1\r\n" + tail)))
def test_no_bytes_in_a_socket_make_it_fail(served: str, in_time: Callable[[], bool], data: bytes) -> None:
    if in_time():
        talk(served, data)


def talk(url: str, data: bytes) -> None:
    """Send bytes, say no more, and read all that is answered."""
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    # A client that asked whether to send its body is told so first.
    answer = received.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    if answer:
        assert answer.startswith(b"HTTP/1.1 ")
        assert int(answer.split()[1]) in ALLOWED | {204}, answer[:500]
        assert b"Traceback" not in answer
