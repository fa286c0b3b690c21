"""Dijon and a fictitious territory in one graph: what is national is one, what is local is each one's own."""

import csv
import gzip
import io
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_territories import BASE, fil

from loader.load import load
from loader.settings import Settings

ROOT = Path(__file__).parents[2]
SELENIE = ROOT / "tests" / "territories" / "selenie"
OWN = f"{BASE}id/000000018/"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("both")
    for path in (ROOT / "sources" / "dijon-metropole", SELENIE):
        shutil.copytree(path, folder / "sources" / path.name)
    load(Settings(folder / "sources", folder / "build", BASE))
    return folder


@pytest.fixture(scope="module")
def store(both: Path) -> ox.Store:
    return ox.Store.read_only(str(both / "build" / "current" / "store"))


def table(both: Path, name: str) -> list[dict[str, str]]:
    text = (both / "build" / "current" / "dumps" / "tables" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_measure_of_both_is_one(both: Path) -> None:
    measures = [row for row in table(both, "measures") if row["code"] in ("2.3.1", "4.3.2", "6.4.1")]
    assert [(row["code"], row["actions"]) for row in measures] == [("2.3.1", "2"), ("4.3.2", "6"), ("6.4.1", "3")]


def test_a_national_body_is_one_with_the_forms_of_both(store: ox.Store) -> None:
    ademe = ox.NamedNode(f"{BASE}id/actor/ademe")
    funded = {quad.subject.value for quad in store.quads_for_pattern(None, fil("fundedBy"), ademe)}
    partnered = {quad.subject.value for quad in store.quads_for_pattern(None, fil("partneredBy"), ademe)}
    assert any(iri.startswith(OWN) for iri in funded)
    assert any(iri.startswith(f"{BASE}id/242100410/") for iri in partnered)


def test_services_axes_and_themes_are_each_territory_s_own(store: ox.Store) -> None:
    for kind in ("service", "axis", "theme", "action"):
        found = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
        named = {iri for iri in found if re.match(rf"{BASE}id/\d{{9}}/{kind}/", iri)}
        assert {iri.split("/")[5] for iri in named} >= {"242100410", "000000018"}


def test_a_document_speaks_in_its_own_graph(store: ox.Store) -> None:
    for document in ("citergie", "plan-climat", "fiches-action", "crte", "presse", "projet-de-territoire"):
        graph = ox.NamedNode(f"{BASE}graph/000000018/{document}")
        subjects = {quad.subject.value for quad in store.quads_for_pattern(None, None, None, graph)}
        assert subjects
        assert all(subject.startswith(OWN) for subject in subjects)


def test_territories_read_at_the_same_time_give_the_same_bytes(both: Path, tmp_path: Path) -> None:
    load(Settings(both / "sources", tmp_path, BASE, jobs=2))
    for name in ("dataset.nq.gz", "ledger.csv", "manifest.json"):
        assert (tmp_path / "current" / name).read_bytes() == (both / "build" / "current" / name).read_bytes()


def test_one_territory_changes_nothing_that_the_other_says(both: Path, dijon: Path) -> None:
    """Each line about Dijon stands in both graphs, save what is counted or named over all territories."""
    alone, together = (
        set(gzip.decompress((folder / "dataset.nq.gz").read_bytes()).splitlines())
        for folder in (dijon, both / "build" / "current")
    )
    assert alone - together == set()


def test_the_actions_are_those_of_the_documents(both: Path) -> None:
    """Read by eye: in citergie.xlsx, plan-climat.csv and Fiches_Action.csv of tests/territories/selenie."""
    text = (ROOT / "tests" / "territories" / "expected" / "selenie-actions.csv").read_text("utf-8")
    expected = list(csv.DictReader(io.StringIO(text)))
    found = [row for row in table(both, "actions") if row["action"].startswith(OWN)]
    read = [{column: row[column] for column in expected[0]} for row in found]
    assert sorted(read, key=str) == sorted(expected, key=str)


def test_no_name_of_a_person_is_published(both: Path) -> None:
    assert b"EXEMPLE" not in gzip.decompress((both / "build" / "current" / "dataset.nq.gz").read_bytes())


@pytest.mark.parametrize("folder", ["loader", "mappings"])
def test_no_reader_nor_mapping_knows_dijon(folder: str) -> None:
    texts = {
        path: path.read_text("utf-8") for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".rq", ".toml")
    }
    assert [path for path, text in texts.items() if re.search(r"dijon|242100410|21231", text, re.IGNORECASE)] == []


def test_no_question_knows_dijon_beyond_the_default_of_a_parameter() -> None:
    for path in (ROOT / "queries").glob("*.rq"):
        body = re.sub(r"VALUES \?\w+ \{[^}]*\}", "", path.read_text("utf-8"))
        said = [line for line in body.splitlines() if not re.match(r"#\+\s+default:", line)]
        assert not re.search(r"dijon|242100410", "\n".join(said), re.IGNORECASE), path.name


def test_no_page_knows_dijon() -> None:
    pages = [*(ROOT / "endpoint" / "templates").rglob("*.html"), *(ROOT / "endpoint" / "web").glob("*.*s")]
    assert [path for path in pages if re.search(r"dijon|242100410", path.read_text("utf-8"), re.IGNORECASE)] == []
