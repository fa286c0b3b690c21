"""What holds at every address: headers, methods, errors."""

import operator
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from endpoint.answers import Answer
from endpoint.app import create_app
from endpoint.settings import Settings

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


class OpenTags(HTMLParser):
    """Fails on a tag that is not closed, or not opened."""

    EMPTY = frozenset({"meta", "link", "br", "input", "img", "hr"})

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
def test_a_page_runs_scripts_of_our_own_files_only(browser: TestClient, path: str) -> None:
    response = browser.get(path)
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "script-src 'self';" in response.headers["content-security-policy"]
    assert not any(mark in response.text for mark in ("<style", " style=", " onclick="))
    scripts = re.findall(r"<script[^>]*>", response.text)
    assert all(' src="/web/' in script or "application/ld+json" in script for script in scripts)


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


def test_a_failure_tells_nothing_of_its_cause_to_the_client(data: Path, questions: Path) -> None:
    app = create_app(Settings(data=data), questions)
    # A service cannot be divided: the worker raises a TypeError that names the class.
    app.router.routes.append(Route("/broken", lambda _: Answer(operator.truediv, (0,))))
    with TestClient(app, raise_server_exceptions=False) as client:
        response = client.get("/broken")
    assert response.status_code == 500
    assert response.headers["access-control-allow-origin"] == "*"
    assert "Service" not in response.text
    assert "Type" not in response.text


def test_two_applications_can_serve_one_snapshot(data: Path, questions: Path, client: TestClient) -> None:
    with TestClient(create_app(Settings(data=data), questions)) as other:
        assert other.get("/queries/axes.csv").text == client.get("/queries/axes.csv").text


def test_several_accept_lines_are_one(client: TestClient) -> None:
    headers = [("accept", "text/csv;q=0.5"), ("accept", "text/tab-separated-values")]
    answer = client.get("/sparql?query=ASK{}", headers=headers)
    assert answer.headers["content-type"].startswith("text/tab-separated-values")
