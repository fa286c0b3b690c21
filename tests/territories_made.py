"""Several territories in one graph: Sélénie with all its documents, and small ones that state the same axes alone."""

import shutil
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from endpoint.engine import Engine, Query
from endpoint.questions import read_questions, saved_questions
from endpoint.service import Service
from endpoint.settings import Settings as ServiceSettings
from endpoint.snapshot import current_snapshot
from endpoint.visits import Handler, Visit
from loader.load import load
from loader.settings import Settings

BASE = "https://w3id.org/filrouge/"
SELENIE = "000000018"
SMALL = {"000000026": "Val d'Amont", "000000034": "Val d'Aval", "000000042": "Pays de l'Écluse"}
_ROOT = Path(__file__).parent / "territories" / "selenie"
_TOLD = """siren = "{siren}"
name = "{name}"

[[documents]]
id = "projet"
kind = "axes-list"
file = "projet-de-territoire.txt"
title = "Projet de territoire"
publisher = "{name}"
"""


def load_territories(folder: Path) -> Path:
    """Load them below a folder, and return what a service is given of it."""
    shutil.copytree(_ROOT, folder / "sources" / "selenie")
    for siren, name in SMALL.items():
        small = folder / "sources" / f"small-{siren}"
        small.mkdir()
        (small / "territory.toml").write_text(_TOLD.format(siren=siren, name=name), "utf-8")
        shutil.copy(_ROOT / "projet-de-territoire.txt", small)
    load(Settings(folder / "sources", folder / "build", BASE))
    return folder / "build"


def service_of_worker(data: Path, *, in_memory: bool = False) -> Service:
    """What a worker has, in this process, where limits can be set."""
    snapshot = current_snapshot(data)
    service = Service(ServiceSettings(data=data), snapshot, read_questions(saved_questions()), in_memory)
    return service.with_engine(Engine.open(snapshot, in_memory=in_memory))


def visit(service: Service, handler: Handler, address: str, **path_params: str) -> Response:
    """What a handler answers to a browser that asks for an address."""
    path, _, query = address.partition("?")
    said = Visit("GET", path, query.encode(), [(b"accept", b"text/html")], path_params)
    request: Request = said.request(service)
    return handler(request)


def queries_asked(service: Service, monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """What the engine evaluates from now on."""
    asked: list[Query] = []
    evaluate = service.engine._evaluate
    monkeypatch.setattr(service.engine, "_evaluate", lambda query: asked.append(query) or evaluate(query))
    return asked
