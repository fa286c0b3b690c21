"""The line that each request leaves in the log."""

import json
import logging
from typing import Any

import pytest
from starlette.testclient import TestClient

ROWS = "SELECT ?a ?b { VALUES (?a ?b) { (1 2) (3 4) (5 UNDEF) } }"
TRIPLES = "CONSTRUCT { ?a ?b 1 } { VALUES (?a ?b) { (<urn:a> <urn:b>) (<urn:c> <urn:d>) } }"
LONG = "SELECT * { ?a ?p ?o . ?b ?q ?r . ?c ?s ?t } LIMIT 3000"
PLAIN = {"Accept-Encoding": "identity"}


class Log:
    """Asks, and gives the line that was written."""

    def __init__(self, client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
        self._client, self._caplog = client, caplog

    def line(self, query: str, method: str = "GET", **parameters: str) -> dict[str, Any]:
        self._caplog.clear()
        self._client.request(method, "/sparql", params={"query": query, **parameters}, headers=PLAIN)
        (line,) = (json.loads(each.message) for each in self._caplog.records if each.name == "filrouge.access")
        return line  # type: ignore[no-any-return]


@pytest.fixture
def log(client: TestClient, caplog: pytest.LogCaptureFixture) -> Log:
    caplog.set_level(logging.INFO, "filrouge.access")
    return Log(client, caplog)


def test_a_request_leaves_one_line_with_what_became_of_it(log: Log) -> None:
    line = log.line(ROWS + " # logged")
    assert line["ms"] > 0
    expected = {"method": "GET", "path": "/sparql", "status": 200, "rows": 3, "cache": "miss", "complete": True}
    assert {name: line[name] for name in expected} == expected


def test_a_kept_answer_has_as_many_rows_as_when_it_was_computed(log: Log) -> None:
    lines = [log.line(ROWS + " # kept") for _ in range(2)]
    assert [(each["cache"], each["rows"]) for each in lines] == [("miss", 3), ("hit", 3)]


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_rows_are_counted_in_every_format_of_tables(log: Log, form: str) -> None:
    assert log.line(ROWS, format=form)["rows"] == 3


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_triples_are_counted_in_every_format_of_graphs(log: Log, form: str) -> None:
    assert log.line(TRIPLES.replace("urn:", "https://example.org/"), format=form)["rows"] == 2


def test_the_rows_of_an_answer_that_was_streamed_are_logged(log: Log) -> None:
    line = log.line(LONG)
    assert line["bytes"] > 1 << 17
    assert line["rows"] == 3000


@pytest.mark.parametrize(
    ("query", "method", "status"), [("ASK {}", "GET", 200), (ROWS, "HEAD", 200), ("nonsense", "GET", 400)]
)
def test_what_has_no_rows_has_none_in_the_log(log: Log, query: str, method: str, status: int) -> None:
    line = log.line(query, method)
    assert (line["status"], line["rows"]) == (status, None)


def test_the_rows_that_are_known_are_told_to_the_client(client: TestClient) -> None:
    answers = [client.get("/sparql", params={"query": query}) for query in (ROWS, ROWS, "ASK {}")]
    assert ['rows;desc="3"' in each.headers["server-timing"] for each in answers] == [True, True, False]
