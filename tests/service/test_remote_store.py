"""The graph in a store of another engine: the same answers, pages and errors as from our own."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx2
import pytest
from another_engine import Oxigraph, standing_before, united
from kinds_of_pages import DATA, FILES, PAGES, REPORTS
from pyoxigraph import Literal
from running_service import Served

from endpoint.engine import Engine, Query
from endpoint.errors import NoStoreError, NotReadyError
from endpoint.questions import read_questions, saved_questions
from endpoint.remote.engine import RemoteEngine
from endpoint.snapshot import Snapshot
from loader.errors import StoreError

QUESTIONS = read_questions(saved_questions())
# What the mark of the store adds to the graph.
MARK = "http://www.w3.org/2002/07/owl#versionInfo"


@pytest.fixture(scope="module")
def store(dijon: Path) -> Iterator[Oxigraph]:
    with united() as engine:
        engine.take(dijon.parent)
        yield engine


@pytest.fixture(scope="module")
def remote(snapshot: Snapshot, store: Oxigraph) -> RemoteEngine:
    engine = RemoteEngine(snapshot, (store.queries,))
    engine.require()
    return engine


@pytest.fixture(scope="module")
def service(dijon: Path, store: Oxigraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    running = Served(dijon.parent, tmp_path_factory.mktemp("remote") / "log", store=store.queries)
    yield running
    running.stop()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_each_question_has_the_same_answer(embedded: Engine, remote: RemoteEngine, name: str) -> None:
    remote.begin()
    query, rows = Query(QUESTIONS[name].sparql), 100_000
    expected, found = embedded.table(query, rows), remote.table(query, rows)
    assert found.columns == expected.columns
    assert [row for row in found.rows if MARK not in str(row)] == [row for row in expected.rows if MARK not in str(row)]


def test_a_question_of_a_few_graphs_is_answered_from_a_copy_of_them(snapshot: Snapshot) -> None:
    nowhere = RemoteEngine(snapshot, ("http://127.0.0.1:1/query",))
    graphs = tuple(each for each in snapshot.graphs if "/242100410/" in each)
    actions = "SELECT (COUNT(DISTINCT ?action) AS ?n) { ?action a fil:Action }"
    assert nowhere.table(Query(actions, graphs), 1).rows == ((Literal(95),),)
    with pytest.raises(NoStoreError):
        nowhere.table(Query(actions), 1)


@pytest.mark.parametrize("path", PAGES + REPORTS + FILES)
def test_each_kind_of_page_is_the_same(served: str, service: Served, path: str) -> None:
    headers = {"Accept": "text/html"} if path in PAGES + REPORTS else {}
    expected, found = (
        httpx2.get(base + path, headers=headers, follow_redirects=True, timeout=30) for base in (served, service.url)
    )
    assert expected.status_code == found.status_code == 200
    # The page of the vocabulary counts the mark, too.
    if path != "/ontology":
        assert found.content == expected.content


@pytest.mark.parametrize("path", DATA)
def test_data_says_the_same(served: str, service: Served, path: str) -> None:
    expected, found = (httpx2.get(base + path).text for base in (served, service.url))
    assert sorted(found.splitlines()) == sorted(expected.splitlines())
    assert len(found.splitlines()) > 20


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_table_comes_in_each_format(served: str, service: Served, form: str) -> None:
    parameters = {
        "query": "SELECT ?axis ?label { ?axis a fil:PolicyAxis ; skos:prefLabel ?label } ORDER BY ?axis ?label"
    }
    expected, found = (
        httpx2.get(f"{base}/sparql", params={**parameters, "format": form}) for base in (served, service.url)
    )
    assert found.content == expected.content
    assert len(found.content) > 1000


def test_a_query_without_prefixes_and_base_and_a_dataset_is_understood(service: Served) -> None:
    query = "ASK FROM <graph/vocabulary> { fil:Action a ?class }"
    assert httpx2.get(f"{service.url}/sparql", params={"query": query}).json()["boolean"] is True
    parameters = {"query": "SELECT (COUNT(*) AS ?n) { ?s a fil:Action }"}
    graph = "https://w3id.org/filrouge/graph/vocabulary"
    answer = httpx2.get(f"{service.url}/sparql", params={**parameters, "default-graph-uri": graph}).json()
    assert answer["results"]["bindings"][0]["n"]["value"] == "0"


@pytest.mark.parametrize(
    "query",
    ["SELECT * { ?s ?p ", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT * { SERVICE <http://127.0.0.1:1/> {} }"],
)
def test_what_is_refused_never_reaches_the_store(served: str, service: Served, query: str) -> None:
    expected, found = (httpx2.get(f"{base}/sparql", params={"query": query}) for base in (served, service.url))
    assert (found.status_code, found.text) == (expected.status_code, expected.text)
    assert found.status_code == 400


def test_health_says_that_the_graph_is_elsewhere(service: Served) -> None:
    health = httpx2.get(f"{service.url}/health").json()
    assert (health["store"], health["triples"]) == ("remote", len_of_dijon(health["version"], service))


def len_of_dijon(version: str, service: Served) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (!STRENDS(STR(?g), '{version}')) }}"
    answer = httpx2.get(f"{service.url}/sparql", params={"query": query}).json()
    return int(answer["results"]["bindings"][0]["n"]["value"])


def test_a_store_without_the_version_is_not_read(snapshot: Snapshot) -> None:
    with united() as empty, pytest.raises(NotReadyError, match="filrouge-load push"):
        RemoteEngine(snapshot, (empty.queries,)).require()


def test_a_store_that_does_not_unite_its_graphs_is_not_read(snapshot: Snapshot, dijon: Path) -> None:
    engine = Oxigraph()
    try:
        engine.take(dijon.parent)
        with pytest.raises(NotReadyError, match="--union-default-graph"):
            RemoteEngine(snapshot, (engine.queries,)).require()
    finally:
        engine.stop()


def test_a_store_with_graphs_of_others_takes_no_snapshot(dijon: Path) -> None:
    with united() as engine:
        httpx2.put(f"{engine.url}/store", params={"graph": "https://other/g"}, content="<urn:a> <urn:b> <urn:c> .",
                   headers={"Content-Type": "application/n-triples"})  # fmt: skip
        with pytest.raises(StoreError, match="a store, dataset or repository of its own"):
            engine.take(dijon.parent)


def test_a_store_that_is_not_there_is_named(dijon: Path) -> None:
    with united() as engine:
        engine.stop()
        with pytest.raises(StoreError, match=f"{engine.queries}: the store does not answer"):
            engine.take(dijon.parent)


def not_the_mark(request: BaseHTTPRequestHandler) -> bool:
    return "RAND" in request.query  # type: ignore[attr-defined]


def reply(request: BaseHTTPRequestHandler, status: int, media_type: str, body: bytes, length: int) -> bool:
    request.send_response(status)
    request.send_header("Content-Type", media_type)
    request.send_header("Content-Length", str(length))
    request.end_headers()
    request.wfile.write(body)
    request.close_connection = True
    return True


PAGE = b"<html>maintenance</html>"
CUT = b'{"head":{"vars":["s"]},"results":{"bindings":[' + b'{"s":{"type":"literal","value":"x"}},' * 10
RUBBISH = {
    "a page": (200, "text/html", PAGE, len(PAGE), 502),
    "a refusal": (400, "text/plain", b"no", 2, 502),
    "an error": (500, "text/plain", b"no", 2, 503),
    "half an answer": (200, "application/sparql-results+json", CUT, len(CUT), 502),
    "a broken connection": (200, "application/sparql-results+json", CUT, 10 * len(CUT), 502),
}


@pytest.mark.parametrize("kind", RUBBISH)
def test_rubbish_is_never_an_answer(dijon: Path, store: Oxigraph, tmp_path: Path, kind: str) -> None:
    status, media_type, body, length, expected = RUBBISH[kind]

    def misbehave(request: BaseHTTPRequestHandler) -> bool:
        return not_the_mark(request) and reply(request, status, media_type, body, length)

    with standing_before(store, misbehave) as url:
        service = Served(dijon.parent, tmp_path / "log", store=url)
        parameters = {"query": "SELECT (RAND() AS ?s) { ?a ?b ?c }", "format": "json"}
        answer = httpx2.get(f"{service.url}/sparql", params=parameters)
        assert answer.status_code == expected
        assert url not in answer.text
        assert httpx2.get(f"{service.url}/sparql", params={"query": "ASK {}"}).status_code == 200
        service.stop()


def test_a_long_answer_that_breaks_is_never_whole(dijon: Path, store: Oxigraph, tmp_path: Path) -> None:
    long = CUT + b'{"s":{"type":"literal","value":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}},' * 50_000

    def misbehave(request: BaseHTTPRequestHandler) -> bool:
        return not_the_mark(request) and reply(request, 200, "application/sparql-results+json", long, len(long) + 1000)

    with standing_before(store, misbehave) as url:
        service = Served(dijon.parent, tmp_path / "log", store=url)
        parameters = {"query": "SELECT (RAND() AS ?s) { ?a ?b ?c }", "format": "csv"}
        with pytest.raises(httpx2.TransportError):
            httpx2.get(f"{service.url}/sparql", params=parameters)
        service.stop()


def test_a_store_that_does_not_end_is_left_at_the_deadline(dijon: Path, store: Oxigraph, tmp_path: Path) -> None:
    service = Served(dijon.parent, tmp_path / "log", store=store.queries)
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answer = httpx2.get(f"{service.url}/sparql", params={"query": endless, "timeout": "1"}, timeout=20)
    assert answer.status_code == 504
    service.stop()
