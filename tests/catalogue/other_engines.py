"""Engines that are not ours, filled with a download: each counts its graphs and answers in SPARQL's JSON."""

import gzip
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import httpx2
import rdflib
from virtuoso_server import VirtuosoServer, needed

COUNTS = "SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
JSON = {"Accept": "application/sparql-results+json"}
SECONDS = 60


class Engine(Protocol):
    """What a test asks of an engine; a query sees the union of all graphs."""

    def answer(self, query: str) -> Any:
        """Give the answer as parsed JSON."""


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
    client, server = needed("isql-vt"), VirtuosoServer(folder)
    try:
        ask = [client, f"127.0.0.1:{server.sql}", "dba", "dba"]
        _wait_for(ask, server.log)
        order = "exec=ld_dir('.', 'dataset.nq.gz', 'urn:none'); rdf_loader_run();"
        subprocess.run([*ask, order], check=True, capture_output=True, timeout=SECONDS)
        yield Virtuoso(f"{server.url}/sparql", graphs)
    finally:
        server.stop()


def _wait_for(ask: list[Any], log: Path) -> None:
    begun = time.monotonic()
    while subprocess.run([*ask, "exec=status();"], capture_output=True, timeout=SECONDS).returncode:
        assert time.monotonic() - begun < SECONDS, log.read_text()
        time.sleep(0.2)
