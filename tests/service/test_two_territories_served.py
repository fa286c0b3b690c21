"""Two territories behind one service: each question and page answers for both, and for each."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from running_service import Served

from loader.load import load
from loader.settings import Settings

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/filrouge/"
DIJON, SELENIE = "242100410", "000000018"
QUESTIONS = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
# Questions that list what documents say: for two territories they are the two answers together.
LISTS = (
    "actions",
    "axes",
    "orientations",
    "alignments",
    "facts",
    "ledger",
    "budgets",
    "sub-actions",
    "thread",
    "corrections",
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("both")
    for path in (ROOT / "sources" / "dijon-metropole", ROOT / "tests" / "territories" / "selenie"):
        shutil.copytree(path, folder / "sources" / path.name)
    load(Settings(folder / "sources", folder / "build", BASE))
    load(Settings(folder / "sources", folder / "alone", BASE, "selenie"))
    return folder


@pytest.fixture(scope="module")
def served_both(both: Path) -> Iterator[str]:
    service = Served(both / "build", both / "log")
    yield service.url
    service.stop()


@pytest.fixture(scope="module")
def served_alone(both: Path) -> Iterator[str]:
    service = Served(both / "alone", both / "log-alone")
    yield service.url
    service.stop()


def lines(url: str, question: str) -> list[str]:
    answer = httpx2.get(f"{url}/queries/{question}.csv")
    assert answer.status_code == 200
    return answer.text.splitlines()


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_answers_as_a_page_and_as_data(served_both: str, question: str) -> None:
    data = ".ttl" if "CONSTRUCT" in (ROOT / "queries" / f"{question}.rq").read_text("utf-8") else ".json"
    for extension in ("", data):
        url = f"{served_both}/queries/{question}{extension}"
        assert httpx2.get(url, headers={"Accept": "text/html, */*"}, timeout=60).status_code == 200


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_answers_for_a_territory_that_is_not_dijon(served_alone: str, question: str) -> None:
    answer = httpx2.get(f"{served_alone}/queries/{question}", headers={"Accept": "text/html"}, timeout=60)
    assert answer.status_code == 200


@pytest.mark.parametrize("question", LISTS)
def test_the_answer_for_two_is_both_answers_together(
    served_both: str, served_alone: str, served: str, question: str
) -> None:
    both, alone, dijon = (lines(url, question)[1:] for url in (served_both, served_alone, served))
    assert sorted(both) == sorted([*alone, *dijon])
    assert alone


def is_plain(operation: dict[str, Any] | None) -> bool:
    """Say whether a page is there that needs no parameter."""
    return operation is not None and not any(each.get("required") for each in operation.get("parameters", []))


def test_each_page_of_the_service_answers(served_both: str) -> None:
    described = httpx2.get(f"{served_both}/openapi.json").json()["paths"]
    paths = [path for path, found in described.items() if "{" not in path and is_plain(found.get("get"))]
    paths += [f"/id/{siren}" for siren in (DIJON, SELENIE)]
    paths += [f"/dumps/latest/{SELENIE}/plan-climat.ttl", f"/dumps/latest/{DIJON}/citergie.ttl"]
    with httpx2.Client(base_url=served_both, follow_redirects=True, timeout=60) as client:
        answers = {path: client.get(path, headers={"Accept": "text/html, */*"}).status_code for path in paths}
    assert {path: status for path, status in answers.items() if status != 200} == {}
    assert len(paths) > 10


def test_the_first_page_names_both(served_both: str) -> None:
    text = httpx2.get(f"{served_both}/", headers={"Accept": "text/html"}).text
    assert "Dijon métropole" in text
    assert "Sélénie-les-Bains" in text


def ask(url: str, query: str) -> list[list[str]]:
    answer = httpx2.post(f"{url}/sparql", data={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return [line.split(",") for line in answer.text.splitlines()[1:]]


def test_the_graph_of_a_document_holds_its_actions_alone(served_both: str) -> None:
    for siren, document, actions in ((DIJON, "citergie", 95), (SELENIE, "citergie", 4), (SELENIE, "plan-climat", 4)):
        graph = f"<{BASE}graph/{siren}/{document}>"
        query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?action a fil:Action }} }}"
        assert ask(served_both, query) == [[str(actions)]]


def test_a_territory_can_be_asked_alone_in_one_query(served_both: str) -> None:
    query = """SELECT DISTINCT ?territory WHERE {
      ?action a fil:Action ; dct:isPartOf/fil:territory ?territory ; fil:fundedBy/skos:prefLabel "ADEME"@fr .
    } ORDER BY ?territory"""
    assert ask(served_both, query)[0] == [f"{BASE}id/{SELENIE}"]
