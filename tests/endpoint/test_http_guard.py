"""What holds at every address: headers, methods, errors."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from endpoint.app import application, create_app
from endpoint.engine import Engine
from endpoint.service import Service
from endpoint.settings import Settings
from endpoint.snapshot import Snapshot

PATHS = {
    "/": 200,
    "/health": 200,
    "/queries": 200,
    "/queries/axes": 200,
    "/queries/axes.csv": 200,
    "/sparql": 200,
    "/sparql?query=ASK{}": 200,
    "/sparql?query=nonsense": 400,
    "/id/1": 303,
    "/page/1": 200,
    "/data/1": 200,
    "/data/1.ttl": 200,
    "/ontology": 200,
    "/ontology.ttl": 200,
    "/ontology/status/new": 200,
    "/web/style.css": 200,
    "/openapi.json": 200,
    "/none": 404,
    "/bad%": 400,
}
PAGES = ["/", "/queries", "/queries/axes", "/sparql", "/page/1/axis/1.3", "/ontology", "/ontology/status", "/none"]


class BrokenEngine(Engine):
    def __init__(self) -> None:
        pass

    def __len__(self) -> int:
        raise RuntimeError("secret detail")


class OpenTags(HTMLParser):
    """Fails on a tag that is not closed, or not opened."""

    EMPTY = frozenset({"meta", "link", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize(("path", "status"), PATHS.items())
def test_every_answer_may_be_read_from_any_site(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["access-control-allow-origin"]) == (status, "*")
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("path", "status"), PATHS.items())
def test_every_answer_has_a_head(client: TestClient, path: str, status: int) -> None:
    response = client.head(path)
    assert (response.status_code, response.content) == (status, b"")


@pytest.mark.parametrize("path", PATHS)
def test_every_address_tells_its_options(client: TestClient, path: str) -> None:
    response = client.options(path)
    assert (response.status_code, "GET" in response.headers["allow"]) == (204, True)


@pytest.mark.parametrize("path", ["/", "/queries", "/page/1", "/health", "/web/style.css"])
def test_nothing_but_sparql_takes_a_post(client: TestClient, path: str) -> None:
    response = client.post(path)
    assert response.status_code == 405


@pytest.mark.parametrize("path", PAGES)
def test_no_page_may_run_or_hold_a_script(browser: TestClient, path: str) -> None:
    response = browser.get(path)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert not any(mark in response.text for mark in ("<script", "<style", " style=", " onclick="))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_closes_what_it_opens(browser: TestClient, path: str) -> None:
    tags = OpenTags()
    tags.feed(browser.get(path).text)
    assert tags.open == []


@pytest.mark.parametrize("path", ["/page/%E9", "/page/100%", "/page/%zz", "/page/%00", "/sparql?query=%FF"])
def test_a_badly_encoded_address_is_refused(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "text/plain"),
        ("application/problem+json", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("text/html", "text/html"),
        ("image/png", "text/plain"),
    ],
)
def test_an_error_comes_in_the_form_that_is_accepted(client: TestClient, accept: str, media_type: str) -> None:
    response = client.get("/page/none", headers={"Accept": accept})
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (404, media_type)


def test_a_problem_says_its_status_and_detail(client: TestClient) -> None:
    problem = client.get("/page/none", headers={"Accept": "application/problem+json"}).json()
    assert problem["status"] == 404
    assert "https://data.example/id/none" in problem["detail"]


def test_a_failure_tells_nothing_of_its_cause_to_the_client() -> None:
    service = Service(Settings(), Snapshot(Path(), "v"), BrokenEngine(), {})
    response = TestClient(application(service)).get("/health")
    assert response.status_code == 500
    assert response.headers["access-control-allow-origin"] == "*"
    assert "secret" not in response.text


def test_two_applications_can_serve_one_snapshot(data: Path, questions: Path, client: TestClient) -> None:
    other = TestClient(create_app(Settings(data=data), questions))
    assert other.get("/health").json() == client.get("/health").json()
