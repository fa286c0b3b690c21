"""Engines that are not ours, filled with a download: each counts its graphs and answers in SPARQL's JSON."""

import gzip
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx2
import pytest
import rdflib

COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
JSON = {"Accept": "application/sparql-results+json"}
SECONDS = 60
# Where an engine listens, what it may read, and how large it may grow.
VIRTUOSO_INI = """
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
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = 1000000
"""


class Engine(Protocol):
    """What a test asks of an engine; a query sees the union of all graphs."""

    def answer(self, query: str) -> Any:
        """Give the answer as parsed JSON."""


def needed(program: str) -> Path:
    """Find a program; without it the test is skipped, on the machine that decides it fails."""
    found = shutil.which(program, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if found is None and not os.environ.get("CI"):
        pytest.skip(f"NOT CHECKED: {program} is not installed")
    assert found, f"{program} is not installed"
    return Path(found)


class Oxigraph:
    """The command-line tool of Oxigraph, on a store of its own."""

    def __init__(self, folder: Path) -> None:
        self._program, self._store = needed("oxigraph"), folder / "store"

    def load(self, *arguments: str | Path) -> None:
        self._run("load", *arguments)

    def answer(self, query: str) -> Any:
        return json.loads(self._run("query", "--union-default-graph", "--results-format", "json", "--query", query))

    def _run(self, command: str, *arguments: str | Path) -> str:
        line = [self._program, command, "--location", self._store, *arguments]
        return subprocess.run(line, check=True, capture_output=True, text=True, timeout=SECONDS).stdout


class Rdflib:
    """rdflib's own store and SPARQL."""

    def __init__(self, dataset: Path) -> None:
        self._dataset = rdflib.Dataset(default_union=True)
        self._dataset.parse(data=gzip.decompress(dataset.read_bytes()), format="nquads")

    def answer(self, query: str) -> Any:
        return json.loads(self._dataset.query(query).serialize(format="json") or b"")


class Virtuoso:
    """A running Virtuoso. It has graphs of its own, so what a query sees is named."""

    def __init__(self, address: str, graphs: list[str]) -> None:
        self._address, self._graphs = address, graphs

    def answer(self, query: str) -> Any:
        seen = {f"{kind}-graph-uri": self._graphs for kind in ("default", "named")}
        answer = httpx2.post(self._address, data={"query": query, **seen}, headers=JSON, timeout=SECONDS)
        assert answer.status_code == 200, answer.text[:2000]
        return answer.json()


@contextmanager
def virtuoso_of(folder: Path, graphs: list[str]) -> Iterator[Virtuoso]:
    """Run Virtuoso in a folder that holds the dataset as `dataset.nq.gz`."""
    server, client = needed("virtuoso-t"), needed("isql-vt")
    ports = {"sql": free_port(), "http": free_port()}
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(**ports))
    process = subprocess.Popen(
        [server, "+foreground"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        ask = [client, f"127.0.0.1:{ports['sql']}", "dba", "dba"]
        _wait_for(ask, folder / "virtuoso.log")
        order = "exec=ld_dir('.', 'dataset.nq.gz', 'urn:none'); rdf_loader_run();"
        subprocess.run([*ask, order], check=True, capture_output=True, timeout=SECONDS)
        yield Virtuoso(f"http://127.0.0.1:{ports['http']}/sparql", graphs)
    finally:
        process.kill()
        process.wait()


def _wait_for(ask: list[Any], log: Path) -> None:
    begun = time.monotonic()
    while subprocess.run([*ask, "exec=status();"], capture_output=True, timeout=SECONDS).returncode:
        assert time.monotonic() - begun < SECONDS, log.read_text()
        time.sleep(0.2)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
