"""The servers: how each is started on a dataset, and when it is ready."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks.serving.client import Client
from benchmarks.serving.mix import ask
from benchmarks.serving.processes import tree

# Ten million triples are read into memory in some two minutes.
LONGEST_START = 400.0
SECONDS_BETWEEN_KNOCKS = 0.002
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_TO_CHANGE = 2.0


@dataclass(frozen=True)
class Data:
    """One dataset in the forms that servers read: what filrouge-serve takes, N-Quads, a RocksDB store."""

    served: Path
    nquads: Path
    store: Path
    quads: int


@dataclass(frozen=True)
class Kind:
    """A kind of server: its name, its command with {port}, {served}, {nquads}, {store} in it, where it answers.

    `upload` is where the data is to be sent after the start, empty when the command reads it. One that is `slow`
    computes one query at a time, and goes on with it after its client has left.
    """

    name: str
    command: tuple[str, ...]
    path: str = "/sparql"
    upload: str = ""
    slow: bool = False


@dataclass
class Server:
    """A running server; `seconds` is what it took to its first answer, on its data."""

    kind: Kind
    port: int
    process: subprocess.Popen[bytes]
    seconds: float = 0.0

    @property
    def pid(self) -> int:
        """The first of its processes."""
        return self.process.pid

    @property
    def name(self) -> str:
        """The name of its kind."""
        return self.kind.name

    def client(self, seconds: float = 60.0) -> Client:
        """Connect."""
        return Client(self.port, seconds)


def kinds(peers: Path) -> list[Kind]:
    """Return filrouge-serve and its peers: on a RocksDB store as it is meant to be, in memory, and in Python."""
    ours = str(Path(sys.executable).with_name("filrouge-serve"))
    theirs, bind = str(peers / "oxigraph"), ("--bind", "127.0.0.1:{port}", "--union-default-graph")
    return [
        Kind("filrouge", (ours, "--data", "{served}", "--port", "{port}")),
        Kind("oxigraph", (theirs, "serve-read-only", "--location", "{store}", *bind), "/query"),
        Kind("oxigraph-memory", (theirs, "serve", *bind), "/query", upload="/store"),
        Kind(
            "rdflib-endpoint",
            (str(peers / "rdflib-endpoint"), "serve", "{nquads}", "--host", "127.0.0.1", "--port", "{port}"),
            "/",
            slow=True,
        ),
    ]


def with_timeout(kind: Kind, seconds: int) -> Kind:
    """Return `oxigraph serve` with the only time-out that it has, one for all queries."""
    return Kind(kind.name, (*kind.command, "--timeout-s", str(seconds)), kind.path, kind.upload)


def hello() -> Kind:
    """Return the bare ASGI application, on the same uvicorn as ours."""
    uvicorn = str(Path(sys.executable).with_name("uvicorn"))
    options = ("--no-access-log", "--log-level", "warning", "--port", "{port}")
    return Kind("hello", (uvicorn, "benchmarks.serving.hello:app", *options), "/")


@contextmanager
def running(kind: Kind, data: Data) -> Iterator[Server]:
    """Start a server, wait for its first answer, end it and all its processes."""
    server = _started(kind, data)
    try:
        yield server
    finally:
        _end(server)


def _started(kind: Kind, data: Data) -> Server:
    port = _free_port()
    places = {"served": data.served, "nquads": data.nquads, "store": data.store, "port": port}
    begun = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # the commands are those above
        [each.format(**places) for each in kind.command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = Server(kind, port, process)
    try:
        _wait_until_ready(server, data)
    except BaseException:
        _end(server)
        raise
    server.seconds = time.perf_counter() - begun
    return server


def settle(server: Server) -> float:
    """Wait until a filrouge-serve reads its snapshot from where it will, and return the seconds from its start."""
    begun = time.monotonic()
    while not _health(server)["settled"]:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    seconds = server.seconds + time.monotonic() - begun
    # Meanwhile the workers that read from disk end, and others begin.
    time.sleep(SECONDS_TO_CHANGE)
    return seconds


def _health(server: Server) -> dict[str, object]:
    with urlopen(f"http://127.0.0.1:{server.port}/health") as answer:
        health: dict[str, object] = json.load(answer)
    return health


def _wait_until_ready(server: Server, data: Data) -> None:
    request = ask("ready", "ASK {}", server.kind.path).warm
    deadline = time.monotonic() + LONGEST_START
    with server.client() as client:
        while not client.ask(request).ok:
            if server.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{server.name} does not start: {' '.join(map(str, server.process.args))}")
            time.sleep(SECONDS_BETWEEN_KNOCKS)
    if server.kind.upload:
        address = f"http://127.0.0.1:{server.port}{server.kind.upload}"
        urlopen(Request(address, data.nquads.read_bytes(), {"Content-Type": "application/n-quads"})).close()


def _end(server: Server) -> None:
    for pid in tree(server.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, 9)
    server.process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
