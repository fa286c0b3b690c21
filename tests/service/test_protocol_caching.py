"""Validators, encodings and what may not be kept, over real sockets."""

import gzip
import time
import zlib
from collections.abc import Callable

import brotli
import httpx2
import pytest
import zstandard

ROWS = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 2000"
MANY_ROWS = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DECODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body),
}


def get(url: str, query: str, method: str = "GET", **headers: str) -> tuple[httpx2.Response, bytes]:
    """Return the answer and its body as it came through the socket."""
    named = {name.replace("_", "-"): value for name, value in {"accept_encoding": "identity", **headers}.items()}
    with httpx2.stream(method, f"{url}/sparql", params={"query": query}, headers=named, timeout=60) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize("encoding", DECODE)
@pytest.mark.parametrize("query", [ROWS, MANY_ROWS], ids=["short", "long"])
def test_an_encoded_answer_says_what_the_plain_one_does(served: str, query: str, encoding: str) -> None:
    answer, body = get(served, query, accept="text/csv", accept_encoding=encoding)
    plain, plain_body = get(served, query, accept="text/csv")
    assert answer.headers["content-encoding"] == encoding
    assert "content-encoding" not in plain.headers
    assert DECODE[encoding](body) == plain_body
    assert len(body) < len(plain_body) / 3


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip", "gzip"),
        ("gzip;q=0.2, br;q=0.8", "br"),
        ("GZIP", "gzip"),
        ("deflate, gzip;q=1.0", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("identity", None),
        ("gzip;q=0", None),
        ("compress, deflate", None),
        ("gzip;q=nonsense", None),
        ("", None),
    ],
)
def test_the_encoding_is_one_that_is_accepted(served: str, accepted: str, chosen: str | None) -> None:
    answer, _ = get(served, ROWS, accept_encoding=accepted)
    assert answer.status_code == 200
    assert answer.headers.get("content-encoding") == chosen
    assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize("encoding", DECODE)
def test_an_encoded_answer_begins_long_before_it_ends(served: str, encoding: str) -> None:
    parameters = {"query": MANY_ROWS.replace("100000", "600000"), "timeout": "60"}
    headers = {"Accept": "text/csv", "Accept-Encoding": encoding}
    begun = time.monotonic()
    with httpx2.stream("GET", f"{served}/sparql", params=parameters, headers=headers, timeout=60) as answer:
        pieces = answer.iter_raw()
        next(pieces)
        first = time.monotonic() - begun
        for _ in pieces:
            pass
    # Half would do on a quiet machine.
    assert first < (time.monotonic() - begun) * 0.9


def test_a_cut_gzip_stream_is_not_complete(served: str) -> None:
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS)
    headers = {"Accept": "text/csv", "Accept-Encoding": "gzip"}
    parameters = {"query": MANY_ROWS.replace(" LIMIT 100000", ""), "timeout": "1"}
    with httpx2.stream("GET", f"{served}/sparql", params=parameters, headers=headers, timeout=60) as answer:
        pieces = map(unpack.decompress, answer.iter_raw())
        with pytest.raises(httpx2.RemoteProtocolError):
            list(pieces)
    assert not unpack.eof


def test_every_representation_has_its_own_strong_tag(served: str) -> None:
    asked = [{"accept": "text/csv"}, {"accept": "application/json"}, {"accept": "text/csv", "accept_encoding": "gzip"}]
    tags = [get(served, ROWS, **headers)[0].headers["etag"] for headers in asked]
    assert len(set(tags)) == len(tags)
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)
    assert tags == [get(served, ROWS, **headers)[0].headers["etag"] for headers in asked]
    assert get(served, ROWS + " ", accept="text/csv")[0].headers["etag"] not in tags


@pytest.mark.parametrize("form", ["{0}", "W/{0}", '"other", {0}', '{0}, "other"'])
def test_who_has_the_answer_is_told_so(served: str, form: str) -> None:
    tag = get(served, ROWS)[0].headers["etag"]
    answer, body = get(served, ROWS, if_none_match=form.format(tag))
    assert (answer.status_code, body, answer.headers["etag"]) == (304, b"", tag)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "accept" in answer.headers["vary"].lower()


def test_who_has_another_answer_gets_this_one(served: str) -> None:
    answer, body = get(served, ROWS, if_none_match='"other"')
    assert (answer.status_code, bool(body)) == (200, True)


def test_neither_head_nor_304_runs_the_query(served: str) -> None:
    begun = time.monotonic()
    head, body = get(served, ENDLESS, method="HEAD")
    assert (head.status_code, body) == (200, b"")
    again, _ = get(served, ENDLESS, if_none_match=head.headers["etag"])
    assert again.status_code == 304
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "query", [ROWS, "ASK {}", "CONSTRUCT WHERE { ?s a fil:PolicyAxis }", "SELECT (RAND() AS ?x) {}"]
)
def test_head_says_what_get_says(served: str, query: str) -> None:
    head, _ = get(served, query, method="HEAD")
    answer, _ = get(served, query)
    for name in ("content-type", "etag", "cache-control", "vary", "access-control-allow-origin"):
        assert head.headers.get(name) == answer.headers.get(name)


@pytest.mark.parametrize("query", ["SELECT *", "SELECT * { SERVICE <http://e/> {} }", "CLEAR ALL"])
def test_head_refuses_what_get_refuses(served: str, query: str) -> None:
    head, body = get(served, query, method="HEAD")
    assert (head.status_code, body) == (400, b"")


def test_an_answer_may_be_kept_but_must_be_asked_about(served: str) -> None:
    control = get(served, ROWS)[0].headers["cache-control"]
    assert "public" in control
    assert "max-age" in control


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (RAND() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (struuid () AS ?x) {}",
        "SELECT * { VALUES ?x { 1 2 } } ORDER BYRAND()",
        "SELECT (COUNT(*) AS ?x) { VALUES (?a ?b) { (1 2) } FILTER(?a<NOW()||?b>1) }",
    ],
)
def test_what_depends_on_the_moment_is_never_kept(served: str, query: str) -> None:
    for _ in range(2):
        answer, _ = get(served, query)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert 'cache;desc="hit"' not in answer.headers["server-timing"]


def test_two_moments_differ(served: str) -> None:
    assert get(served, "SELECT (STRUUID() AS ?x) {}")[1] != get(served, "SELECT (STRUUID() AS ?x) {}")[1]


@pytest.mark.parametrize("query", ["SELECT *", "SELECT * { ?s ?p ?o } #" + "x" * 40])
def test_no_refusal_is_kept(served: str, query: str) -> None:
    answer, _ = get(served, query, accept="image/png")
    assert answer.status_code in (400, 406)
    assert "etag" not in answer.headers


def test_an_answer_says_how_long_it_took_and_whether_it_was_kept(served: str) -> None:
    query = "SELECT (COUNT(*) AS ?kept_or_not) { ?s ?p ?o }"
    first, second = (get(served, query)[0].headers["server-timing"] for _ in range(2))
    assert "dur=" in first
    assert 'cache;desc="miss"' in first
    assert 'cache;desc="hit"' in second
