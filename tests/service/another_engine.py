"""Stores of another engine: a real one, `oxigraph serve`, and those that misbehave."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Protocol

import httpx2

from loader.push.push import push
from loader.push.settings import PushSettings

COMMAND = Path(sys.executable).with_name("oxigraph")


class Oxigraph:
    """A running `oxigraph serve` that holds its graph in memory."""

    def __init__(self, *flags: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        command = [COMMAND, "serve", "--bind", f"127.0.0.1:{self.port}", *flags]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with contextlib.suppress(httpx2.TransportError):
                httpx2.get(self.url)
                return
            time.sleep(0.05)
        raise TimeoutError("oxigraph did not start")

    @property
    def queries(self) -> str:
        """Where it answers queries."""
        return f"{self.url}/query"

    def take(self, data: Path, version: str = "current", drain: float = 0) -> str:
        """Push a snapshot into it."""
        return push(PushSettings(data, version, self.queries, f"{self.url}/store", drain))

    def stop(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def united() -> Iterator[Oxigraph]:
    """Run one whose default graph is the union of its named graphs."""
    engine = Oxigraph("--union-default-graph")
    try:
        yield engine
    finally:
        engine.stop()


class Asked(Protocol):
    """What answers queries."""

    @property
    def queries(self) -> str:
        """Where."""


@contextlib.contextmanager
def standing_before(engine: Asked, misbehave: Callable[[BaseHTTPRequestHandler], bool]) -> Iterator[str]:
    """Run what passes queries on to an engine, unless `misbehave` answers in its own way; give its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.query = body.decode()
            if misbehave(self):
                return
            headers = {name: self.headers[name] for name in ("Content-Type", "Accept")}
            answer = httpx2.post(engine.queries, content=body, headers=headers)
            self.send_response(answer.status_code)
            self.send_header("Content-Type", answer.headers["content-type"])
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/query"
    finally:
        server.shutdown()
        server.server_close()
