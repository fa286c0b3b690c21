"""The downloads in engines that are not ours: as many triples in each graph, the same answers to the base questions."""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx2
import pytest
from other_engines import COUNTS, Engine, Oxigraph, Rdflib, virtuoso_of

from loader.dumps import TABLES

Rows = Counter[tuple[object, ...]]
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "nonNegativeInteger", "positiveInteger")}
ARCHIVES = ("dataset.nq.gz", "dataset.trig.gz")
EXTENSIONS = ("ttl", "nt", "rdf", "jsonld")


@pytest.fixture(scope="module")
def counted(dijon: Path) -> dict[str, int]:
    """How many triples each graph has, as the manifest says."""
    graphs: dict[str, int] = json.loads((dijon / "manifest.json").read_text("utf-8"))["counts"]["graphs"]
    return graphs


@pytest.fixture(scope="module")
def taken(served: str, counted: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the downloads as the service gives them."""
    folder = tmp_path_factory.mktemp("taken")
    names = [graph.partition("/graph/")[2] for graph in counted]
    for name in [*ARCHIVES, *(f"{name}.{extension}" for name in names for extension in EXTENSIONS)]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(httpx2.get(f"{served}/dumps/latest/{name}").raise_for_status().content)
    return folder


@pytest.fixture(scope="module", params=["nq", "trig", "rdflib", "virtuoso"])
def engine(
    request: pytest.FixtureRequest, taken: Path, counted: dict[str, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An engine that has loaded the whole: Oxigraph from either format, rdflib, Virtuoso."""
    if request.param == "rdflib":
        yield Rdflib(taken / "dataset.nq.gz")
    elif request.param == "virtuoso":
        with virtuoso_of(taken, list(counted)) as virtuoso:
            yield virtuoso
    else:
        oxigraph = Oxigraph(tmp_path_factory.mktemp("oxigraph"))
        oxigraph.load("--file", taken / f"dataset.{request.param}.gz")
        yield oxigraph


def value(term: dict[str, str] | None) -> object:
    """What a term says, however it is written: 0.50 is 0.5. Virtuoso 7 says true as 1."""
    if term is None:
        return None
    if term.get("datatype") in NUMBERS:
        return Decimal(term["value"])
    if term.get("datatype") == f"{XSD}boolean":
        return Decimal(term["value"] in ("true", "1"))
    return term["type"] == "uri", term["value"], term.get("xml:lang")


def rows(answer: Any) -> Rows:
    columns = answer["head"]["vars"]
    return Counter(tuple(value(row.get(name)) for name in columns) for row in answer["results"]["bindings"])


def counts_of(engine: Engine) -> dict[str, int]:
    found = engine.answer(COUNTS)["results"]["bindings"]
    return {row["graph"]["value"]: int(row["triples"]["value"]) for row in found}


def test_an_engine_counts_as_many_triples_in_each_graph(engine: Engine, counted: dict[str, int]) -> None:
    assert counts_of(engine) == counted


@pytest.mark.parametrize("name", TABLES)
def test_an_engine_gives_the_same_answer_as_the_service(engine: Engine, served: str, name: str) -> None:
    given = httpx2.get(f"{served}/queries/{name}.json").json()
    answer = engine.answer((files("queries") / f"{name}.rq").read_text("utf-8"))
    assert answer["head"]["vars"] == given["head"]["vars"]
    assert rows(answer) == rows(given)
    assert rows(given).total() > 10


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_files_of_the_graphs_make_up_the_whole(
    taken: Path, counted: dict[str, int], tmp_path: Path, extension: str
) -> None:
    oxigraph = Oxigraph(tmp_path)
    for graph in counted:
        oxigraph.load("--graph", graph, "--file", taken / f"{graph.partition('/graph/')[2]}.{extension}")
    assert counts_of(oxigraph) == counted
