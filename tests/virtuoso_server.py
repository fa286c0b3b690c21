"""Debian's Virtuoso as a process with a folder and ports of its own, for the tests of several folders."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

# Where it listens, what it may read, and how large it and its answers may grow.
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


def needed(program: str) -> Path:
    """Find a program; without it the test is skipped, on the machine that decides it fails."""
    found = shutil.which(program, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"NOT CHECKED: {program} is not installed")
    assert found, f"{program} is not installed"
    return Path(found)


class VirtuosoServer:
    """A process that has been started in a folder, ready or not: the address of its HTTP server, and its SQL port."""

    def __init__(self, folder: Path, rows: int = 1_000_000) -> None:
        program = needed("virtuoso-t")
        self.sql, http = _free_port(), _free_port()
        (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=self.sql, http=http, rows=rows))
        self.url, self.log = f"http://127.0.0.1:{http}", folder / "virtuoso.log"
        self.process = subprocess.Popen(
            [program, "+foreground"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def stop(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
