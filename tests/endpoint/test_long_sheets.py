"""A measure that territories share may have hundreds of actions: its sheet shows the first, and says where all are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings

BASE = "https://w3id.org/filrouge/id/"
FIL = "https://w3id.org/filrouge/ontology#"
TITLE = "http://purl.org/dc/terms/title"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MEASURE = f"{BASE}measure/citergie/1.1.1"
ACTIONS = 250


def quads() -> Iterator[str]:
    graph = "<https://w3id.org/filrouge/graph/1/citergie>"
    yield f"<{MEASURE}> <{TYPE}> <{FIL}Measure> {graph} ."
    yield f'<{MEASURE}> <{FIL}code> "1.1.1" {graph} .'
    for number in range(ACTIONS):
        action, day = f"<{BASE}1/action/1.1.1/a{number}>", f'"{2000 + number % 30}-01-01"'
        yield f"{action} <{TYPE}> <{FIL}Action> {graph} ."
        yield f'{action} <{TITLE}> "Action {number:03}"@fr {graph} .'
        yield f"{action} <{FIL}implements> <{MEASURE}> {graph} ."
        yield f"{action} <{FIL}startDate> {day}^^<http://www.w3.org/2001/XMLSchema#date> {graph} ."


@pytest.fixture
def page(tmp_path: Path) -> str:
    file = tmp_path / "many.nq"
    file.write_text("\n".join(quads()), encoding="utf-8")
    with TestClient(create_app(Settings(data=file))) as client:
        return client.get("/page/measure/citergie/1.1.1", headers={"Accept": "text/html"}).text


def test_a_long_list_is_cut_and_leads_to_the_whole(page: str) -> None:
    assert page.count('<span class="code">1.1.1</span>') == 1 + 50
    assert "Les 50 premières lignes sur 250" in page
    assert '<a href="/queries/actions-of-thing?thing=' in page


def test_a_long_timeline_is_cut_and_says_so(page: str) -> None:
    assert page.count('<rect class="open"') == 1 + 50
    assert "200 autres, plus tardives, non plus." in page
