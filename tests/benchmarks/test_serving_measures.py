"""The measures of the service: what is asked, what counts as an answer, and how figures are written down."""

import doctest
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from benchmarks.serving import latency, tables
from benchmarks.serving.client import Client
from benchmarks.serving.comparison import OURS, _throughput_row
from benchmarks.serving.latency import Timings, times_as_quick
from benchmarks.serving.load import Load, _quoted
from benchmarks.serving.mix import ask, mix

Serve = Callable[[bytes], Client]


@pytest.fixture
def serve() -> Iterator[Serve]:
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(sent: bytes) -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            connection.sendall(sent)

    def start(sent: bytes) -> Client:
        Thread(target=answer, args=(sent,), daemon=True).start()
        return Client(listener.getsockname()[1], seconds=5)

    yield start
    listener.close()


@pytest.mark.parametrize("module", [latency, tables])
def test_examples_in_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_every_question_is_asked_as_its_file_says() -> None:
    files = {each.stem: each.read_bytes() for each in Path("queries").glob("*.rq")}
    assert {each.name: each.text.partition(b"\r\n\r\n")[2] for each in mix("/sparql")} == files


def test_a_cold_request_differs_from_every_other_and_is_as_long_as_it_says() -> None:
    question = ask("q", "ASK { ?é ?p ?o }", "/sparql")
    requests = [question.warm, question.cold(), question.cold()]
    assert len(set(requests)) == 3
    for head, _, body in (each.partition(b"\r\n\r\n") for each in requests):
        assert f"Content-Length: {len(body)}".encode() in head
        assert body.startswith("ASK { ?é ?p ?o }\n#".encode())


def test_lua_reads_the_bytes_that_are_meant() -> None:
    text = '"é"\r\n%s\\'.encode()
    assert bytes(int(each) for each in re.findall(r"\\(\d{3})", _quoted(text))) == text


@pytest.mark.parametrize(
    "body",
    [b"Content-Length: 5\r\n\r\nhello", b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"],
    ids=["with its length", "in chunks"],
)
def test_a_whole_answer_counts(serve: Serve, body: bytes) -> None:
    with serve(b"HTTP/1.1 200 OK\r\n" + body) as client:
        reply = client.ask(b"GET / HTTP/1.1\r\n\r\n")
    assert (reply.ok, reply.size) == (True, 5)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n",
    ],
    ids=["none", "shorter than it says", "without its last chunk", "a refusal"],
)
def test_a_broken_answer_or_a_refusal_counts_as_none(serve: Serve, sent: bytes) -> None:
    with serve(sent) as client:
        assert not client.ask(b"GET / HTTP/1.1\r\n\r\n").ok


def test_a_question_that_one_server_does_not_answer_counts_for_none() -> None:
    ours, theirs = Timings({"a": [1.0], "b": [9.0]}), Timings({"a": [2.0]})
    assert times_as_quick(latency.best(ours.cold), latency.best(theirs.cold)) == pytest.approx(2)


def test_requests_without_an_answer_are_told_and_do_not_count() -> None:
    row = _throughput_row(
        "answers/s", {OURS: [Load(30, 10.0, 10)], "theirs": [Load(20, 5.0, 0)], "none": [Load(0, 0, 4)]}
    )
    assert row.cells == {OURS: "10, 25 % without", "theirs": "5 (**2**)", "none": "0, 100 % without (**inf**)"}
