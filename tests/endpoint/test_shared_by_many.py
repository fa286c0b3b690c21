"""A measure that many territories share may have thousands of actions: its page leads to the sheet of one of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings
from endpoint.sheets.spread import MOST_POINTING

BASE = "https://w3id.org/filrouge/"
FIL = f"{BASE}ontology#"
TITLE = "http://purl.org/dc/terms/title"
LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MEASURE = f"{BASE}id/measure/citergie/1.1.1"
# How many actions each has, by number and name.
TERRITORIES = {("000000026", "Val Amont"): 2_000, ("000000034", "Val Aval"): 200, ("000000042", "Pays"): 3}


def quads(actions: dict[tuple[str, str], int]) -> Iterator[str]:
    shared = f"<{BASE}graph/measures>"
    yield f"<{MEASURE}> <{TYPE}> <{FIL}Measure> {shared} ."
    yield f'<{MEASURE}> <{FIL}code> "1.1.1" {shared} .'
    for (siren, name), count in actions.items():
        graph, territory = f"<{BASE}graph/{siren}/citergie>", f"<{BASE}id/{siren}>"
        yield f"{territory} <{TYPE}> <{FIL}Territory> {graph} ."
        yield f'{territory} <{FIL}siren> "{siren}" {graph} .'
        yield f'{territory} <{LABEL}> "{name}"@fr {graph} .'
        for number in range(count):
            action = f"<{BASE}id/{siren}/action/1.1.1/a{number}>"
            yield f"{action} <{TYPE}> <{FIL}Action> {graph} ."
            yield f'{action} <{TITLE}> "Action {number:04} de {siren}"@fr {graph} .'
            yield f"{action} <{FIL}implements> <{MEASURE}> {graph} ."


def client_of(folder: Path, actions: dict[tuple[str, str], int]) -> TestClient:
    file = folder / "many.nq"
    file.write_text("\n".join(quads(actions)), encoding="utf-8")
    return TestClient(create_app(Settings(data=file)), headers={"Accept": "text/html"})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(tmp_path_factory.mktemp("many"), TERRITORIES) as client:
        yield client


def french(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def test_the_page_of_what_many_share_says_where_it_has_how_many_actions(client: TestClient) -> None:
    assert sum(TERRITORIES.values()) > MOST_POINTING
    page = client.get("/page/measure/citergie/1.1.1").text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [
        f'?siren={siren}">{name}</a></td><td class="number">{french(count)}<'
        for (siren, name), count in TERRITORIES.items()
    ]
    places = [table.index(row) for row in rows]
    assert places == sorted(places)
    assert "Action 0000" not in page.partition('class="portrait"')[0]
    assert 'name="to" value="/page/measure/citergie/1.1.1"' in page


def test_the_sheet_of_one_territory_has_its_actions_alone(client: TestClient) -> None:
    page = client.get("/page/measure/citergie/1.1.1?siren=000000042").text
    assert page.count("de 000000042</a>") >= 3
    assert "de 000000026" not in page.partition('class="portrait"')[0]
    assert "Of this territory only" in page
    assert "/page/measure/citergie/1.1.1?siren=000000042" in page.partition('class="citation"')[2]
    assert 'href="/queries/actions-of-thing?thing=' in page
    assert "siren=000000042" in page.partition('class="ask" href="/queries/actions-of-thing')[2].partition('"')[0]


def test_a_territory_that_is_not_there_is_refused(client: TestClient) -> None:
    assert client.get("/page/measure/citergie/1.1.1?siren=999999999").status_code == 400


def test_what_is_of_one_territory_has_its_own_sheet_whatever_is_asked(client: TestClient) -> None:
    path = "/page/000000042/action/1.1.1/a0"
    page = client.get(f"{path}?siren=000000026")
    assert page.status_code == 200
    assert "Of this territory only" not in page.text


def test_of_many_graphs_that_say_something_the_first_are_named(tmp_path: Path) -> None:
    file = tmp_path / "said.nq"
    said = (
        f'<{BASE}id/actor/ademe> <{LABEL}> "ADEME"@fr <{BASE}graph/{100_000_000 + each}/crte> .' for each in range(60)
    )
    file.write_text("\n".join(said), encoding="utf-8")
    with TestClient(create_app(Settings(data=file)), headers={"Accept": "text/html"}) as client:
        told = client.get("/page/actor/ademe").text.partition("Where it is said")[2]
    assert told.count("<code title=") == 50
    assert "… and 10 more" in told


def test_what_few_things_point_to_is_told_of_all_territories(tmp_path: Path) -> None:
    few = {key: 3 for key in TERRITORIES}
    with client_of(tmp_path, few) as client:
        page = client.get("/page/measure/citergie/1.1.1").text
        assert all(f"Action 0000 de {siren}" in page for siren, _ in few)


def test_what_one_territory_alone_has_is_told_however_much_that_is(tmp_path: Path) -> None:
    with client_of(tmp_path, {("000000026", "Val Amont"): MOST_POINTING + 1, ("000000034", "Val Aval"): 0}) as client:
        assert "Action 0000" in client.get("/page/measure/citergie/1.1.1").text
