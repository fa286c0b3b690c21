"""One service that holds the data of all tests, each file as a graph of its own."""

from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, serialize
from starlette.testclient import TestClient
from w3c_client import client_of
from w3c_manifests import FOLDER, MANIFESTS, MISSING, evaluation_cases, quads_of


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of that service; a test chooses its dataset by the parameters of the protocol."""
    file = tmp_path_factory.mktemp("w3c") / "all.nq"
    graphs = sorted({graph for part in MANIFESTS for case in evaluation_cases(part) for graph in case.graphs})
    with file.open("wb") as output:
        for graph in graphs:
            serialize(quads_of(graph), output, RdfFormat.N_QUADS)
    with client_of(file) as client:
        yield client


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud that these tests did not run."""
    if not FOLDER.is_dir():
        terminalreporter.section("W3C tests NOT RUN", yellow=True)
        terminalreporter.line(MISSING)
