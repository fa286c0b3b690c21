"""/queries: the saved questions, as pages and as an API."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from endpoint.errors import QuestionError
from endpoint.questions import read_questions

HEADER = "#+ title: {fr: A, en: A}\n#+ description: {fr: B, en: B}\n"


def test_the_questions_are_listed_for_readers(browser: TestClient) -> None:
    page = browser.get("/queries").text
    assert '<a href="/queries/axes">' in page
    assert '<span class="en" lang="en">The axes</span>' in page


def test_the_questions_are_listed_for_programs(client: TestClient) -> None:
    listed = client.get("/queries", headers={"Accept": "application/json"}).json()
    assert [each["name"] for each in listed] == ["axes", "axis-graph"]
    assert listed[0]["title"] == {"fr": "Les axes", "en": "The axes"}


def test_a_question_has_a_page_with_its_query_and_its_answer(browser: TestClient) -> None:
    page = browser.get("/queries/axes").text
    assert all(mark in page for mark in ("Les axes", "Each axis and its label.", "SELECT ?axis", "Réduire &amp;"))
    assert '<a href="/page/1/axis/1.3"' in page
    assert '<a href="/queries/axes.csv">' in page


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("axes.csv", "text/csv"),
        ("axes.json", "application/sparql-results+json"),
        ("axes.tsv", "text/tab-separated-values"),
        ("axes.xml", "application/sparql-results+xml"),
        ("axis-graph.ttl", "text/turtle"),
    ],
)
def test_a_question_answers_in_the_format_of_its_extension(client: TestClient, path: str, media_type: str) -> None:
    response = client.get(f"/queries/{path}")
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media_type)


def test_a_question_in_csv_has_the_columns_of_its_query(client: TestClient) -> None:
    lines = client.get("/queries/axes.csv").text.splitlines()
    assert lines == ["axis,label", "https://data.example/id/1/axis/1.3,Réduire & <sobriété>"]


def test_a_question_answers_in_the_format_that_is_accepted(client: TestClient) -> None:
    response = client.get("/queries/axes", headers={"Accept": "text/csv"})
    assert response.headers["content-type"].startswith("text/csv")


def test_a_question_is_a_page_for_who_accepts_anything(client: TestClient) -> None:
    assert client.get("/queries/axes").headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["none", "none.csv", "axes.ttl", "axes.exe", "axis-graph.csv", "axes/"])
def test_an_unknown_question_or_format_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/queries/{path}").status_code == 404


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("SELECT * {}", "no header"),
        ("#+ title: [\nSELECT * {}", "not YAML"),
        ("#+ title: {fr: A}\nSELECT * {}", "title must be given in fr and en"),
        (HEADER, "no SELECT"),
        (HEADER + "CLEAR ALL", "read-only"),
    ],
)
def test_a_question_that_cannot_be_read_is_named_with_its_fault(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "bad.rq").write_text(text)
    with pytest.raises(QuestionError, match=rf"bad\.rq.*{fault}"):
        read_questions(tmp_path)


def test_files_that_are_no_questions_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Questions")
    assert read_questions(tmp_path) == {}
