"""The graph in Debian's Virtuoso: the same answers and pages as from our own store, or a plain refusal."""

import re
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx2
import pytest
from another_engine import standing_before
from kinds_of_pages import DATA, FILES, PAGES, REPORTS
from running_service import Served
from virtuoso_engine import Virtuoso

from endpoint.engine import Engine, Query, Table
from endpoint.errors import CannotError
from endpoint.questions import read_questions, saved_questions
from endpoint.remote import virtuoso
from endpoint.remote.engine import RemoteEngine
from endpoint.remote.misanswered import FOLDS_NOTHING, MISANSWERED
from endpoint.snapshot import Snapshot

QUESTIONS = read_questions(saved_questions())
# What docs/operate.md lists: Virtuoso 7.2.5 cannot compute them, or computes them wrongly.
REFUSED = {
    "actions-alike",
    "actions-of-actor",
    "actions-only-by-weak-links",
    "actors-over-time",
    "axis-graph",
    "linked-actors-in-several-documents",
    "matrix",
    "matrix-cell",
    "matrix-cell-evidence",
    "search-text",
    "thread-of-action",
}
WRONG = {"actors-over-time", "matrix"}
# They join lists by DISTINCT, which Virtuoso puts in an order of its own.
LISTS_IN_ANY_ORDER = {"actions-of-thing", "lines-of-document", "links-of-thing"}
PIECES = re.compile(r"<[^>]*>|[^<|]+")


@pytest.fixture(scope="module")
def store(dijon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    engine = Virtuoso(tmp_path_factory.mktemp("virtuoso") / "store")
    try:
        engine.take(dijon.parent)
        yield engine
    finally:
        engine.stop()


@pytest.fixture(scope="module")
def remote(snapshot: Snapshot, store: Virtuoso) -> RemoteEngine:
    engine = RemoteEngine(snapshot, (store.queries,))
    engine.require()
    return engine


@pytest.fixture(scope="module")
def alone(snapshot: Snapshot, store: Virtuoso) -> RemoteEngine:
    """Nothing is answered from copies, as where the graph is too large for one."""
    engine = RemoteEngine(snapshot, (store.queries,))
    engine._excerpts = None
    return engine


@pytest.fixture(scope="module")
def service(dijon: Path, store: Virtuoso, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    # It plans for seconds what folds texts, and more on a busy machine.
    log = tmp_path_factory.mktemp("behind") / "log"
    running = Served(dijon.parent, log, store=store.queries, timeout="60")
    yield running
    running.stop()


def rows(table: Table, *, lists: bool) -> list[list[str]]:
    cells = [[str(term) for term in row] for row in table.rows]
    return [[" | ".join(sorted(cell.strip('"').split(" | "))) if lists else cell for cell in row] for row in cells]


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - REFUSED))
def test_each_question_that_it_answers_has_the_same_answer(embedded: Engine, alone: RemoteEngine, name: str) -> None:
    alone.begin()
    query, lists = Query(QUESTIONS[name].sparql), name in LISTS_IN_ANY_ORDER
    expected, found = embedded.table(query, 100_000), alone.table(query, 100_000)
    assert found.columns == expected.columns
    assert rows(found, lists=lists) == rows(expected, lists=lists)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_each_other_question_is_answered_from_a_copy(embedded: Engine, remote: RemoteEngine, name: str) -> None:
    remote.begin()
    query = Query(QUESTIONS[name].sparql)
    expected, found = embedded.table(query, 100_000), remote.table(query, 100_000)
    assert (found.columns, found.rows) == (expected.columns, expected.rows)


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_it_is_refused_where_the_graph_is_too_large_for_a_copy(alone: RemoteEngine, name: str) -> None:
    alone.begin()
    with pytest.raises(CannotError, match="the engine behind this service"):
        alone.table(Query(QUESTIONS[name].sparql), 10)


@pytest.mark.parametrize("name", sorted(WRONG))
def test_no_question_is_refused_that_would_be_answered_well(
    embedded: Engine, alone: RemoteEngine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(virtuoso, "MISANSWERED", ())
    alone.begin()
    query = Query(QUESTIONS[name].sparql)
    try:
        found = rows(alone.table(query, 1000), lists=True)
    except CannotError:
        # It plans anew each time: what it answers wrongly in one run it does not compile in another.
        return
    assert found != rows(embedded.table(query, 1000), lists=True)


def test_what_is_told_by_its_words_has_these_words_still() -> None:
    texts = [" ".join(question.sparql.split()) for question in QUESTIONS.values()]
    counts = Path(virtuoso.__file__).parents[1] / "catalogue" / "counts.py"
    texts.append(" ".join(counts.read_text("utf-8").split()))
    assert [passage for passage in (*MISANSWERED, FOLDS_NOTHING) if not any(passage in text for text in texts)] == []


@pytest.mark.parametrize("path", PAGES + REPORTS + FILES + DATA)
def test_each_kind_of_page_is_the_same(served: str, service: Served, path: str) -> None:
    expected, found = get(served, path), get(service.url, path)
    assert expected.status_code == found.status_code == 200
    if path in DATA:
        assert sorted(found.text.splitlines()) == sorted(expected.text.splitlines())
    elif path in PAGES:
        assert pieces(found.text) == pieces(expected.text)
    else:
        assert found.content == expected.content


def pieces(page: str) -> Counter[str]:
    """What a page is made of, in any order: its tags, its texts, the elements of its lists."""
    return Counter(each.strip() for each in PIECES.findall(page))


def get(base: str, path: str) -> httpx2.Response:
    headers = {"Accept": "text/html"} if path in PAGES + REPORTS else {}
    return httpx2.get(base + path, headers=headers, follow_redirects=True, timeout=60)


# Each was answered otherwise at the prompt; what a query computes is said in its text.
ASKED = [
    "ASK { ?s a fil:Action }",
    "ASK { ?s a fil:Nothing }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT (COUNT(*) AS ?n) { GRAPH <graph/242100410/crte> { ?s ?p ?o } }",
    "SELECT DISTINCT ?class { ?s a ?class } ORDER BY ?class",
    "SELECT ?open { ?action fil:openEnded ?open } ORDER BY ?action",
    "SELECT ?action ?known { ?action a fil:Action OPTIONAL { ?action fil:status ?s } BIND (BOUND(?s) AS ?known) } "
    "ORDER BY ?action",
    "SELECT ?action (COALESCE(?day < '2020-01-01'^^xsd:date, false) AS ?early) "
    "{ ?action a fil:Action OPTIONAL { ?action fil:startDate ?day } } ORDER BY ?action",
    "SELECT ?action ?same { ?action a fil:Action OPTIONAL { ?action fil:status ?s } BIND (?s = ?action AS ?same) } "
    "ORDER BY ?action",
    "SELECT ?m (CONCAT('« ', STR(?label), ' » (é)') AS ?said) { ?m a fil:Measure ; skos:prefLabel ?label } ORDER BY ?m",
    "SELECT ?a (COALESCE(CONCAT(STR(?start), ': '), 'none') AS ?said) "
    "{ ?a a fil:Action OPTIONAL { ?a fil:startEdtf ?start } } ORDER BY ?a",
    "SELECT ?a (GROUP_CONCAT(?start; SEPARATOR=' | ') AS ?starts) "
    "{ ?a a fil:Action OPTIONAL { ?a fil:startEdtf ?edtf } BIND (STR(?edtf) AS ?start) } GROUP BY ?a ORDER BY ?a",
]


@pytest.mark.parametrize("text", ASKED)
def test_what_virtuoso_answers_otherwise_is_put_right(embedded: Engine, alone: RemoteEngine, text: str) -> None:
    alone.begin()
    expected, found = embedded.table(Query(text), 10_000), alone.table(Query(text), 10_000)
    assert (found.columns, found.rows) == (expected.columns, expected.rows)
    assert len(found.rows) > 0


def test_a_description_holds_what_is_said_of_a_thing(embedded: Engine, alone: RemoteEngine) -> None:
    query = Query("DESCRIBE <id/242100410/axis/1.3>")
    alone.begin()
    assert sorted(map(str, alone.table(query, 1000).rows)) == sorted(map(str, embedded.table(query, 1000).rows))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?g { GRAPH ?g {} }",
        "SELECT ?a ?b { ?a a fil:Action ; (fil:budget/fil:part?)? ?b }",
        "SELECT * { ?s skos:prefLabel ?l FILTER (REGEX(STR(?l), '[éè]')) }",
        "SELECT (REPLACE(STR(?l), 'é', 'e') AS ?e) { ?s skos:prefLabel ?l }",
        "SELECT * { GRAPH <graph/actors> { ?s ?p ?o } }",
    ],
)
def test_what_would_be_answered_wrongly_is_answered_from_a_copy_or_refused(
    embedded: Engine, remote: RemoteEngine, alone: RemoteEngine, text: str
) -> None:
    remote.begin()
    expected, found = embedded.table(Query(text), 10_000), remote.table(Query(text), 10_000)
    assert (found.columns, sorted(map(str, found.rows))) == (expected.columns, sorted(map(str, expected.rows)))
    assert len(found.rows) > 0
    alone.begin()
    with pytest.raises(CannotError, match="Virtuoso"):
        alone.table(Query(text), 10)


def test_a_virtuoso_that_does_not_answer_is_left_at_the_deadline(dijon: Path, store: Virtuoso, tmp_path: Path) -> None:
    service = Served(dijon.parent, tmp_path / "log", store=store.queries)
    with store.frozen():
        query = {"query": "SELECT (RAND() AS ?n) {}", "timeout": "1"}
        answer = httpx2.get(f"{service.url}/sparql", params=query, timeout=20)
    assert answer.status_code == 504
    service.stop()


def rubbish(request: BaseHTTPRequestHandler) -> bool:
    if "RAND" not in request.query:  # type: ignore[attr-defined]
        return False
    page = b"<html>maintenance</html>"
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.send_header("Content-Length", str(len(page)))
    request.end_headers()
    request.wfile.write(page)
    return True


def test_rubbish_in_place_of_virtuoso_is_no_answer(dijon: Path, store: Virtuoso, tmp_path: Path) -> None:
    with standing_before(store, rubbish) as url:
        service = Served(dijon.parent, tmp_path / "log", store=url)
        answer = httpx2.get(f"{service.url}/sparql", params={"query": "SELECT (RAND() AS ?n) {}"})
        assert answer.status_code == 502
        service.stop()


def test_a_virtuoso_that_cuts_answers_and_then_is_gone(dijon: Path, tmp_path: Path) -> None:
    engine = Virtuoso(tmp_path / "small", rows=100)
    try:
        engine.take(dijon.parent)
        service = Served(dijon.parent, tmp_path / "log", store=engine.queries)
        cut = httpx2.get(f"{service.url}/sparql", params={"query": "SELECT ?row { ?row a csvw:Row }"})
        assert (cut.status_code, "a part of the answer" in cut.text) == (502, True)
        whole = httpx2.get(f"{service.url}/sparql", params={"query": "SELECT ?m { ?m a fil:Measure }"}).json()
        assert len(whole["results"]["bindings"]) == 36
        engine.stop()
        gone = httpx2.get(f"{service.url}/sparql", params={"query": "SELECT (RAND() AS ?n) {}"})
        assert (gone.status_code, gone.headers["retry-after"]) == (503, "5")
        service.stop()
    finally:
        engine.stop()
