"""A small snapshot with an axis, an action, a row and a bit of vocabulary; two saved questions; a client."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings

BASE = "https://data.example/"
DATASET = f"""
@prefix fil: <https://w3id.org/filrouge/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@base <{BASE}> .

<graph/vocabulary> {{
  fil:PolicyAxis a owl:Class ; rdfs:label "axe politique"@fr, "policy axis"@en ;
    skos:definition "Ce qu'un territoire se donne pour but."@fr, "What a territory aims at."@en .
  fil:contributesTo a owl:ObjectProperty ; rdfs:label "contribue à"@fr, "contributes to"@en .
  <https://w3id.org/filrouge/ontology/status> a skos:ConceptScheme ; skos:prefLabel "avancement"@fr, "status"@en .
  <https://w3id.org/filrouge/ontology/status/new> a skos:Concept ; skos:prefLabel "nouvelle"@fr, "new"@en ;
    skos:inScheme <https://w3id.org/filrouge/ontology/status> .
}}
<graph/1/territory> {{
  <id/1> a fil:Territory ; skos:prefLabel "Dijon métropole"@fr .
  <id/1/service/eau> a fil:Actor ; skos:prefLabel "Service de l'eau"@fr .
}}
<graph/1/axes> {{
  <id/1/axis/1.3> a fil:PolicyAxis ; skos:prefLabel "Réduire & <sobriété>"@fr ; fil:order 3 .
}}
<graph/1/citergie> {{
  <id/1/action/5.1.1/velo> a fil:Action ; dct:title "Plan vélo"@fr ; fil:contributesTo <id/1/axis/1.3> ;
    fil:status <https://w3id.org/filrouge/ontology/status/new> ; dct:source <javascript:alert(1)> .
}}
"""
MANIFEST = {
    "version": "abc123",
    "tool": "0.1.0",
    "base": BASE,
    "counts": {"triples": 27, "graphs": {}, "classes": {"https://w3id.org/filrouge/ontology#PolicyAxis": 1}},
    "summary": {"lines": 1234, "mapped": 1000, "actions": 1},
}
QUESTIONS = {
    "axes.rq": """#+ title: {fr: Les axes, en: The axes}
#+ description: {fr: Chaque axe et son libellé., en: Each axis and its label.}
#+ tags: [axes]
SELECT ?axis ?label WHERE { ?axis a fil:PolicyAxis ; skos:prefLabel ?label }
""",
    "axis-graph.rq": """#+ title: {fr: Les axes en graphe, en: The axes as a graph}
#+ description:
#+   fr: Un graphe.
#+   en: A graph.
CONSTRUCT { ?axis skos:prefLabel ?label } WHERE { ?axis a fil:PolicyAxis ; skos:prefLabel ?label }
""",
}


def _write_snapshot(data: Path, manifest: object = MANIFEST) -> Path:
    """Write a snapshot as the loader lays it out and return its folder."""
    folder = data / "snapshots" / "abc123"
    (folder / "store").mkdir(parents=True)
    store = Store(str(folder / "store"))
    store.load(DATASET.encode(), RdfFormat.TRIG)
    store.optimize()
    store.flush()
    with gzip.open(folder / "dataset.nq.gz", "wb") as dataset:
        store.dump(dataset, RdfFormat.N_QUADS)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (data / "published.jsonl").write_text('{"version": "abc123", "published": "2026-01-02T03:04:05+00:00"}\n', "utf-8")
    (data / "current").symlink_to(Path("snapshots") / "abc123")
    return folder


@pytest.fixture(scope="session")
def write_snapshot() -> Callable[..., Path]:
    return _write_snapshot


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    _write_snapshot(folder)
    return folder


@pytest.fixture(scope="session")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("queries")
    for name, text in QUESTIONS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="session")
def client(data: Path, questions: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=data), questions), follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="session")
def browser(data: Path, questions: Path) -> Iterator[TestClient]:
    """A client that says what browsers say."""
    accept = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    with TestClient(create_app(Settings(data=data), questions), follow_redirects=False, headers=accept) as client:
        yield client
