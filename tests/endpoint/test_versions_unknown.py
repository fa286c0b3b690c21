"""/versions where nothing tells what was published: a single N-Quads file is served as well."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of a service that was given one file."""
    file = tmp_path_factory.mktemp("alone") / "graph.nq"
    file.write_text('<https://e.example/id/1> <http://purl.org/dc/terms/title> "Un" <https://e.example/graph/1> .\n')
    with TestClient(create_app(Settings(data=file, workers=1))) as client:
        yield client


def test_the_page_says_that_it_is_not_known(alone: TestClient) -> None:
    answer = alone.get("/versions", headers={"Accept": "text/html"})
    assert (answer.status_code, "On ne sait pas" in answer.text) == (200, True)


def test_the_series_has_no_version(alone: TestClient) -> None:
    answer = alone.get("/versions.ttl")
    assert answer.status_code == 200
    assert "dcat:DatasetSeries" in answer.text
    assert "prov:wasRevisionOf" not in answer.text


def test_there_is_no_feed(alone: TestClient) -> None:
    answer = alone.get("/versions.atom")
    assert answer.status_code == 404
    assert "not known" in answer.text or "nothing is known" in answer.text


def test_the_data_does_not_say_when_it_changed(alone: TestClient) -> None:
    assert "last-modified" not in alone.get("/catalogue").headers


def test_the_map_has_the_pages_of_the_service(alone: TestClient) -> None:
    assert "/catalogue</loc>" in alone.get("/sitemap-0.xml").text
