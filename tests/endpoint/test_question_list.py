"""/queries: by tag, and narrowed by the words of a search."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from endpoint.listing import narrow, tag_counts, topics
from endpoint.questions import Question, read_questions

FILES = {
    "budget": "#+ title: {fr: Le budget de l'œuvre, en: The budget}\n#+ tags: [money, export]\n",
    "late": "#+ title: {fr: Les actions en retard, en: Overdue actions}\n#+ tags: [time]\n",
    "measures": "#+ title: {fr: Les mesures Cit'ergie, en: The Cit'ergie measures}\n#+ tags: [export, odd]\n",
    "plain": "#+ title: {fr: Déchets à trier, en: Waste}\n",
}


@pytest.fixture
def listed(tmp_path: Path) -> list[Question]:
    for name, header in FILES.items():
        text = f"{header}#+ description: {{fr: Une phrase., en: A sentence.}}\nASK {{}}\n"
        (tmp_path / f"{name}.rq").write_text(text, "utf-8")
    return list(read_questions(tmp_path).values())


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", ["budget", "late", "measures", "plain"]),
        ("DECHETS", ["plain"]),
        ("déchet", ["plain"]),
        ("oeuvre", ["budget"]),
        ("l'Œuvre budget", ["budget"]),
        ("citergie", ["measures"]),
        ("cit'ergie", ["measures"]),
        ("cit’ergie", ["measures"]),
        ("overdue", ["late"]),
        ("argent", ["budget"]),
        ("budget retard", []),
        ("echets", []),
        ("sentence", ["budget", "late", "measures", "plain"]),
        ("%&?<", ["budget", "late", "measures", "plain"]),
    ],
)
def test_a_search_finds_words_by_their_beginning_without_accents_and_case(
    listed: list[Question], search: str, found: list[str]
) -> None:
    assert [each.name for each in narrow(listed, search, "")] == found


def test_a_tag_narrows_to_its_questions_be_it_first_or_not(listed: list[Question]) -> None:
    assert [each.name for each in narrow(listed, "", "export")] == ["budget", "measures"]
    assert [each.name for each in narrow(listed, "cit", "export")] == ["measures"]
    assert narrow(listed, "", "none") == []


def test_each_question_stands_once_under_the_first_of_its_tags(listed: list[Question]) -> None:
    found = [(topic.tag, [each.name for each in topic.questions]) for topic in topics(listed)]
    assert found == [("money", ["budget"]), ("time", ["late"]), ("export", ["measures"]), ("", ["plain"])]


def test_tags_are_counted_and_named_known_ones_first(listed: list[Question]) -> None:
    counted = [(tag, name.fr, count) for tag, name, count in tag_counts(listed)]
    assert counted == [("money", "Argent", 1), ("time", "Temps", 1), ("export", "Exports", 2), ("odd", "odd", 1)]


def test_the_list_has_a_search_that_needs_no_script(browser: TestClient) -> None:
    page = browser.get("/queries").text
    assert '<form class="search" id="search" method="get" action="/queries">' in page
    assert '<label for="q">' in page
    assert '<span id="found">2</span>' in page


def test_the_list_shows_what_the_search_finds_and_how_many(browser: TestClient) -> None:
    page = browser.get("/queries", params={"q": "GRAPHE"}).text
    assert '<span id="found">1</span>' in page
    assert 'href="/queries/axis-graph"' in page
    assert 'href="/queries/axes"' not in page
    assert 'value="GRAPHE"' in page


def test_a_search_without_result_says_so(browser: TestClient) -> None:
    page = browser.get("/queries", params={"q": '"><script>'}).text
    assert '<p class="none" id="none">' in page
    assert "&#34;&gt;&lt;script&gt;" in page
    assert "<script>" not in page


def test_programs_can_search_too(client: TestClient) -> None:
    found = client.get("/queries", params={"tag": "axes"}, headers={"Accept": "application/json"}).json()
    assert [each["name"] for each in found] == ["axes"]
    assert found[0]["formats"] == ["csv", "xlsx", "json", "tsv", "xml"]
