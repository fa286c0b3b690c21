"""Answers that are kept: validators, what is kept and what is not, encodings."""

import gzip
from pathlib import Path

import brotli
import pytest
import zstandard
from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings

DECODERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}
QUERY = {"query": "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"}


def cache(answer: object) -> str:
    return answer.headers["server-timing"].partition('desc="')[2].partition('"')[0]  # type: ignore[attr-defined, no-any-return]


def test_the_same_request_is_computed_once(client: TestClient) -> None:
    first, second = (client.get("/sparql", params={"query": "ASK { <a:first> ?p ?o }"}) for _ in range(2))
    assert (cache(first), cache(second)) == ("miss", "hit")
    assert first.content == second.content
    assert {**first.headers, "server-timing": ""} == {**second.headers, "server-timing": ""}


def test_the_same_posted_query_is_computed_once(client: TestClient) -> None:
    first, second = (client.post("/sparql", data={"query": "ASK { <a:posted> ?p ?o }"}) for _ in range(2))
    assert (cache(first), cache(second)) == ("miss", "hit")
    assert "etag" not in first.headers


def test_posted_queries_are_told_apart_by_their_type(client: TestClient) -> None:
    body = "query=ASK+%7B%7D"
    as_form = client.post("/sparql", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    as_query = client.post("/sparql", content=body, headers={"Content-Type": "application/sparql-query"})
    assert (as_form.status_code, as_query.status_code) == (200, 400)


@pytest.mark.parametrize("header", ["accept", "accept-encoding", "accept-language"])
def test_a_header_that_decides_the_answer_decides_what_is_kept(client: TestClient, header: str) -> None:
    values = {"accept": ("text/csv", "application/json"), "accept-encoding": ("gzip", "br")}
    one, other = (
        client.get("/sparql", params=QUERY, headers={header: value}) for value in values.get(header, ("fr", "en"))
    )
    assert one.headers["etag"] != other.headers["etag"]
    assert header in one.headers["vary"].lower()


def test_who_has_the_answer_is_told_so(client: TestClient) -> None:
    tag = client.get("/sparql", params=QUERY).headers["etag"]
    answer = client.get("/sparql", params=QUERY, headers={"If-None-Match": f'W/"x", {tag}'})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


def test_who_has_another_answer_gets_this_one(client: TestClient) -> None:
    assert client.get("/sparql", params=QUERY, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/queries", "/queries/axes.csv", "/page/1", "/data/1.ttl", "/ontology"])
def test_every_page_has_a_validator(client: TestClient, path: str) -> None:
    assert client.get(path).headers["etag"]


def test_head_has_the_validator_of_get(client: TestClient) -> None:
    head = client.head("/sparql", params={"query": "ASK { <a:head> ?p ?o }"})
    assert cache(head) == "miss"
    assert head.headers["etag"] == client.get("/sparql", params={"query": "ASK { <a:head> ?p ?o }"}).headers["etag"]


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_what_depends_on_the_moment_is_not_kept(client: TestClient, function: str) -> None:
    query = {"query": f"SELECT ({function} AS ?x) {{}}"}
    first, second = client.get("/sparql", params=query), client.get("/sparql", params=query)
    assert first.content != second.content
    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers


def test_a_failure_is_not_kept(client: TestClient) -> None:
    first, second = (client.get("/sparql", params={"query": "nonsense"}) for _ in range(2))
    assert (cache(first), cache(second)) == ("miss", "miss")


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd"])
def test_a_long_answer_comes_compressed_as_accepted(client: TestClient, encoding: str) -> None:
    plain = client.get("/sparql", params=QUERY, headers={"Accept-Encoding": "identity"})
    with client.stream("GET", "/sparql", params=QUERY, headers={"Accept-Encoding": encoding}) as packed:
        body = b"".join(packed.iter_raw())
    assert (plain.headers.get("content-encoding"), packed.headers["content-encoding"]) == (None, encoding)
    assert DECODERS[encoding](body) == plain.content
    assert len(body) < len(plain.content)


def test_a_short_answer_is_not_worth_compressing(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers


def test_a_kept_answer_stays_compressed(client: TestClient) -> None:
    for _ in range(2):
        with client.stream("GET", "/sparql", params=QUERY, headers={"Accept-Encoding": "gzip"}) as answer:
            assert b"PolicyAxis" in gzip.decompress(b"".join(answer.iter_raw()))


def test_without_room_nothing_is_kept(data: Path, questions: Path) -> None:
    with TestClient(create_app(Settings(data=data, cache=0), questions)) as client:
        answers = [client.get("/sparql", params={"query": "ASK {}"}) for _ in range(2)]
    assert [cache(each) for each in answers] == ["miss", "miss"]
