"""The catalogue of the Dijon graph: from a running service, and made in this process."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import rdflib

from endpoint.catalogue.collection import read_collection
from endpoint.catalogue.contents import read_contents
from endpoint.catalogue.datasets import Collection
from endpoint.engine import Engine
from endpoint.questions import read_questions, saved_questions
from endpoint.service import Service
from endpoint.settings import Settings
from endpoint.snapshot import current_snapshot

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("filrouge-serve")
PUBLIC = "https://donnees.example"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def served(dijon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The public address of a running service, as its catalogue gives it."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    log = tmp_path_factory.mktemp("service") / "log"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FILROUGE_")}
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [COMMAND, "--data", dijon.parent, "--port", str(port), "--public-url", url],
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environment,
            text=True,
        )
    assert process.stdout is not None
    assert re.search(str(port), process.stdout.readline()), log.read_text()
    yield url
    process.kill()
    process.wait()


@pytest.fixture(scope="session")
def harvested(served: str) -> rdflib.Graph:
    """The catalogue as a program gets it that asks for nothing in particular."""
    answer = httpx2.get(f"{served}/catalogue")
    return rdflib.Graph().parse(data=answer.text, format="turtle")


@pytest.fixture(scope="session")
def service(dijon: Path) -> Service:
    """The service in this process, with its engine."""
    snapshot = current_snapshot(dijon.parent)
    questions = read_questions(saved_questions())
    whole = Service(Settings(data=dijon.parent, public_url=PUBLIC), snapshot, questions)
    return whole.with_engine(Engine.open(snapshot, in_memory=True))


@pytest.fixture(scope="session")
def collection(service: Service) -> Collection:
    """Its datasets."""
    return read_collection(service, read_contents(service))


@pytest.fixture(scope="session")
def dcat_ap() -> Path:
    """The folder of the shapes and lists of DCAT-AP, which are not ours to publish."""
    folder = Path(os.environ.get("FILROUGE_DCAT_AP") or ROOT.parent / "shared" / "dcat-ap")
    if not folder.is_dir():
        pytest.skip(f"NOT CHECKED: no DCAT-AP shapes and lists at {folder}; give their folder with FILROUGE_DCAT_AP")
    return folder
