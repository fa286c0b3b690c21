"""A store of another engine: Debian's Virtuoso, with a folder and settings of its own."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from loader.push.push import push
from loader.push.settings import PushSettings

PROGRAM = "virtuoso-t"
SECONDS = 60
SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
FileExtend = 200
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
DirsAllowed = .
MaxSortedTopRows = 1000000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = {rows}
"""


class Virtuoso:
    """A running Virtuoso; the user who may write is the one that it begins with."""

    def __init__(self, folder: Path, rows: int = 1_000_000) -> None:
        program = shutil.which(PROGRAM)
        if program is None and not os.environ.get("CI"):
            pytest.skip(f"NOT CHECKED: {PROGRAM} is not installed")
        assert program, f"{PROGRAM} is not installed"
        folder.mkdir()
        sql, http = free_port(), free_port()
        (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http, rows=rows))
        self.url, self._log = f"http://127.0.0.1:{http}", folder / "virtuoso.log"
        self.process = subprocess.Popen(
            [program, "+foreground"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
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
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()

    def _wait(self) -> None:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(httpx2.TransportError):
                if httpx2.get(self.queries, params={"query": "ASK {}"}).is_success:
                    return
            time.sleep(0.1)
        raise TimeoutError(self._log.read_text() if self._log.exists() else "virtuoso did not start")


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
