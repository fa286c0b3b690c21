"""/ and /health."""

from collections.abc import Callable
from pathlib import Path

from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings


def test_health_says_which_snapshot_answers(client: TestClient) -> None:
    health = client.get("/health").json()
    assert (health["status"], health["version"], health["triples"], health["store"]) == ("ok", "abc123", 27, "memory")


def test_home_names_the_territory(browser: TestClient) -> None:
    assert '<a href="/page/1">Dijon métropole</a>' in browser.get("/").text


def test_home_tells_the_figures_of_the_manifest(browser: TestClient) -> None:
    assert "<dd>1\u202f234</dd>" in browser.get("/").text


def test_home_leads_to_the_questions_and_to_the_things(browser: TestClient) -> None:
    page = browser.get("/").text
    assert all(f'href="{path}"' in page for path in ("/queries/axes", "/sparql", "/page/1/axis/1.3"))


def test_home_speaks_french_first_and_english_beside(browser: TestClient) -> None:
    page = browser.get("/").text
    assert '<html lang="fr">' in page
    assert page.index("En chiffres") < page.index('lang="en">In figures')


def test_home_stands_without_figures(tmp_path: Path, write_snapshot: Callable[..., Path], questions: Path) -> None:
    write_snapshot(tmp_path, manifest={"version": "abc123"})
    with TestClient(create_app(Settings(data=tmp_path), questions)) as client:
        assert client.get("/").status_code == 200
        assert client.get("/health").json()["store"] == "disk"


def test_the_public_address_is_told_where_one_is_set(data: Path, questions: Path) -> None:
    with TestClient(create_app(Settings(data=data, public_url="https://f.example"), questions)) as client:
        assert '<link rel="canonical" href="https://f.example/">' in client.get("/").text
        assert "<https://f.example/sparql>" in client.get("/sparql", headers={"Accept": "text/turtle"}).text
