"""The catalogue of the Dijon graph: from a running service, and made in this process."""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
import rdflib
from running_filrouge import served_from

from endpoint.catalogue.collection import read_collection
from endpoint.catalogue.contents import read_contents
from endpoint.catalogue.datasets import Collection
from endpoint.engine import Engine
from endpoint.questions import read_questions, saved_questions
from endpoint.service import Service
from endpoint.settings import Settings
from endpoint.snapshot import current_snapshot

ROOT = Path(__file__).parents[2]
PUBLIC = "https://donnees.example"


@pytest.fixture(scope="session")
def served(dijon: Path) -> Iterator[str]:
    """The public address of a running service, as its catalogue gives it."""
    with served_from(dijon.parent) as address:
        yield address


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
