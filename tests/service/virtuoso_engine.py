"""A store of another engine: Debian's Virtuoso, with a folder and settings of its own."""

import contextlib
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
from virtuoso_server import VirtuosoServer

from loader.push.push import push
from loader.push.settings import PushSettings

SECONDS = 60


class Virtuoso:
    """A running Virtuoso; the user who may write is the one that it begins with."""

    def __init__(self, folder: Path, rows: int = 1_000_000) -> None:
        folder.mkdir()
        self._server = VirtuosoServer(folder, rows)
        self.url = self._server.url
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    @property
    def queries(self) -> str:
        """Where it answers queries."""
        return f"{self.url}/sparql"

    def take(self, data: Path) -> str:
        """Push a snapshot into it."""
        graphs = f"{self.url}/sparql-graph-crud-auth"
        return push(PushSettings(data, "current", self.queries, graphs, 0, user="dba", password="dba"))

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it take connections and answer nothing."""
        self._server.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._server.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Kill it."""
        self._server.stop()

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(self.queries, params={"query": "ASK {}"}).is_success:
                    return
            time.sleep(0.1)
        raise TimeoutError(self._server.log.read_text() if self._server.log.exists() else "virtuoso did not start")
