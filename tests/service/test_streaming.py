"""Long answers: sent as they come, bounded in memory, broken visibly when they cannot be completed."""

import csv
import io
import os
import socket
import time
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from running_service import Served

# Each row of the answer is long, so that few rows make many bytes.
ROWS = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } LIMIT %d"
TRIPLES = "CONSTRUCT { ?a ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT %d"
ENDLESS_ROWS = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f }"
PLAIN = {"Accept-Encoding": "identity"}


def memory_of(pid: int) -> int:
    """Megabytes that a process holds of its own."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) >> 10


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_table_begins_long_before_it_ends(served: str, form: str) -> None:
    begins_before_it_ends(served, ROWS % 200_000, form)


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf", "jsonld"])
def test_a_graph_begins_long_before_it_ends(served: str, form: str) -> None:
    begins_before_it_ends(served, TRIPLES % 400_000, form)


def begins_before_it_ends(url: str, query: str, form: str) -> None:
    parameters = {"query": query, "format": form, "timeout": "60"}
    begun = time.monotonic()
    with httpx2.stream("GET", f"{url}/sparql", params=parameters, headers=PLAIN, timeout=60) as answer:
        pieces = answer.iter_raw()
        next(pieces)
        first = time.monotonic() - begun
        total = sum(len(piece) for piece in pieces)
    assert answer.status_code == 200
    assert total > 5 << 20
    # Half would do on a quiet machine.
    assert first < (time.monotonic() - begun) * 0.9


def test_the_service_does_not_grow_with_what_it_sends(running: Served) -> None:
    before = memory_of(running.process.pid)
    highest, received = before, 0
    parameters = {"query": ROWS % 600_000, "format": "csv", "timeout": "60"}
    with httpx2.stream("GET", f"{running.url}/sparql", params=parameters, headers=PLAIN, timeout=60) as answer:
        for piece in answer.iter_raw():
            received += len(piece)
            if received // (8 << 20) != (received - len(piece)) // (8 << 20):
                highest = max(highest, memory_of(running.process.pid))
    assert received > 150 << 20
    assert highest - before < 60


def test_every_row_arrives(served: str) -> None:
    parameters = {"query": ROWS % 50_000, "format": "csv"}
    text = httpx2.get(f"{served}/sparql", params=parameters, timeout=60).text
    assert sum(1 for _ in csv.reader(io.StringIO(text))) == 50_001


def test_an_answer_that_is_cut_does_not_look_complete(served: str) -> None:
    parameters = {"query": ENDLESS_ROWS, "format": "csv", "timeout": "1"}
    with httpx2.stream("GET", f"{served}/sparql", params=parameters, timeout=60) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx2.RemoteProtocolError):
            answer.read()


def test_an_old_client_gets_the_length_or_an_error(running: Served) -> None:
    for limit, status in ((1000, b"200"), (10**9, b"400")):
        path = f"/sparql?format=csv&timeout=50&query={quote(ROWS % limit)}"
        with socket.create_connection(running.host, timeout=30) as connection:
            connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            received = connection.makefile("rb").read()
        head, _, body = received.partition(b"\r\n\r\n")
        assert head.split()[1] == status
        assert f"content-length: {len(body)}".encode() in head.lower()


def test_a_client_that_leaves_ends_its_query(running: Served) -> None:
    path = f"/sparql?timeout=50&query={quote('SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }')}"
    connection = socket.create_connection(running.host, timeout=30)
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    wait_until(lambda: running.pool()["promoted"] == 1)
    connection.close()
    wait_until(lambda: running.pool()["running"] == 0)


def test_a_client_that_stops_reading_blocks_nobody(running: Served) -> None:
    path = f"/sparql?format=csv&timeout=60&query={quote(ENDLESS_ROWS)}"
    stalled = [socket.create_connection(running.host, timeout=30) for _ in range(6)]
    for connection in stalled:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    wait_until(lambda: running.pool()["promoted"] == len(stalled))
    # Longer than any of them may hold a slot; the slow lane has fewer slots than there are stalled readers.
    heavy = "SELECT (COUNT(*) AS ?n) { SELECT * { ?a a ?c . ?d a ?c } LIMIT 1000000 }"
    answer = httpx2.get(f"{running.url}/sparql", params={"query": heavy, "timeout": "60"}, timeout=60)
    assert answer.status_code == 200
    for connection in stalled:
        connection.close()
    wait_until(lambda: running.pool()["running"] == 0)


def wait_until(happens: "object", seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while not happens():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_descriptors_come_back(running: Served) -> None:
    before = len(os.listdir(f"/proc/{running.process.pid}/fd"))
    for number in range(50):
        httpx2.get(f"{running.url}/sparql", params={"query": f"ASK {{ FILTER({number} > 0) }}"})
    assert abs(len(os.listdir(f"/proc/{running.process.pid}/fd")) - before) < 10
