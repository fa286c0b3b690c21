"""Clients that take their time, say too much, or say it wrongly: raw bytes over real sockets."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import uvicorn
from running_service import Served

from endpoint import patience
from endpoint.app import create_app
from endpoint.settings import Settings


@pytest.fixture(scope="module")
def hasty(dijon: Path) -> Iterator[tuple[str, int]]:
    """A service with little patience."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patience, "SECONDS_FOR_HEADERS", 0.5)
        patch.setattr(patience, "SECONDS_FOR_BODY", 0.5)
        patch.setattr(patience, "SECONDS_TO_READ", 1.0)
        listener = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(data=dijon.parent)), **patience.server_options()))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield listener.getsockname()
        server.should_exit = True
        thread.join()


def say(address: tuple[str, int], data: bytes) -> bytes:
    with socket.create_connection(address, timeout=20) as connection:
        connection.sendall(data)
        received = b""
        while piece := connection.recv(1 << 16):
            received += piece
        return received


def status(received: bytes) -> int:
    return int(received.split()[1])


def test_headers_that_do_not_end_are_not_waited_for(hasty: tuple[str, int]) -> None:
    assert status(say(hasty, b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ")) == 408


def test_silence_is_not_waited_for(hasty: tuple[str, int]) -> None:
    assert status(say(hasty, b"")) == 408


def test_headers_that_trickle_are_not_waited_for(hasty: tuple[str, int]) -> None:
    with socket.create_connection(hasty, timeout=20) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\n")
        with pytest.raises((ConnectionResetError, BrokenPipeError)):
            trickle(connection)


def trickle(connection: socket.socket) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        connection.sendall(b"X-A: b\r\n")
        time.sleep(0.1)


def test_a_body_that_does_not_come_is_not_waited_for(hasty: tuple[str, int]) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\n"
    begun = time.monotonic()
    say(hasty, head + b"ASK")
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("request_bytes", "expected"),
    [
        (b"GET /?" + b"a" * (65 << 10) + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/1.1\r\nX-A: " + b"b" * (65 << 10) + b"\r\n\r\n", 431),
        (b"GET / HTTP/9.9\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00", 400),
        (
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n",
            400,
        ),
        (b"BREW / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        (b"PUT /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 405),
        (b"GET /sparql?query=%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        (b"GET /sparql?query=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        (b"GET /page/%00 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400),
        (b"GET /none HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 404),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else str(value),
)
def test_what_is_too_much_or_wrong_is_refused(hasty: tuple[str, int], request_bytes: bytes, expected: int) -> None:
    received = say(hasty, request_bytes)
    assert status(received) == expected
    assert b"evil.example" not in received


def test_a_body_without_end_is_refused(hasty: tuple[str, int]) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    chunk = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    assert status(say(hasty, head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 20)) == 413


def get(query: str) -> bytes:
    return f"GET /sparql?format=csv&timeout=60&query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def wait(until: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)


LONG = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 100000"


def reader(address: tuple[str, int]) -> socket.socket:
    """A client for whom little is kept on the way."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 14)
    connection.settimeout(60)
    connection.connect(address)
    return connection


def test_a_client_that_reads_nothing_loses_its_connection(hasty: tuple[str, int]) -> None:
    with reader(hasty) as connection:
        connection.sendall(get(LONG))
        time.sleep(3)
        with pytest.raises(ConnectionError):
            read_to_its_end(connection)


def test_a_client_that_reads_slowly_keeps_its_connection(hasty: tuple[str, int]) -> None:
    with reader(hasty) as connection:
        connection.sendall(get(LONG))
        for _ in range(30):
            connection.recv(1 << 14)
            time.sleep(0.1)
        read_to_its_end(connection)


def read_to_its_end(connection: socket.socket) -> None:
    """Raise ConnectionError when the last chunk does not come."""
    last = b""
    while not last.endswith(b"0\r\n\r\n"):
        piece = connection.recv(1 << 18)
        if not piece:
            raise ConnectionResetError("the answer broke off")
        last = (last + piece)[-5:]


def test_answers_that_nobody_reads_hold_no_worker(own: Served) -> None:
    crowd = [reader(own.host) for _ in range(4)]
    for number, connection in enumerate(crowd):
        queries = (f"SELECT * {{ ?a ?b ?c }} LIMIT 150 OFFSET {1000 * number + each}" for each in range(500))
        connection.sendall(b"".join(map(get, queries)))
    for connection in crowd:
        connection.recv(1)
    wait(lambda: nothing_more_is_sent(own))
    assert own.pool()["running"] == 0
    for connection in crowd:
        connection.close()


def nothing_more_is_sent(service: Served) -> bool:
    before = service.log.stat().st_size
    time.sleep(1)
    return service.log.stat().st_size == before
