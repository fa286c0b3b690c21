"""/sparql/vocabulary.json, /sparql/examples.json and the counts of /ontology: what the editor offers."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store
from starlette.testclient import TestClient

from endpoint.engine import Engine
from endpoint.naming import Name
from endpoint.service import Service
from endpoint.settings import Settings
from endpoint.snapshot import Snapshot
from endpoint.usage import read_vocabulary
from endpoint.vocabulary import Word
from endpoint.words import PREFIXES

FIL = "https://w3id.org/filrouge/ontology#"


@pytest.fixture(scope="module")
def offered(client: TestClient) -> dict[str, Any]:
    offered: dict[str, Any] = client.get("/sparql/vocabulary.json").json()
    return offered


def test_the_editor_knows_the_prefixes_and_the_bases_of_our_iris(offered: dict[str, Any]) -> None:
    assert ["fil", FIL] in offered["prefixes"]
    assert (offered["base"], offered["ontology"]) == ("https://data.example/", "https://w3id.org/filrouge/ontology")


def test_the_editor_knows_the_formats_of_each_kind_of_answer(offered: dict[str, Any]) -> None:
    assert "csv" in offered["formats"]["table"]
    assert "ttl" in offered["formats"]["triples"]


def test_a_class_has_its_labels_its_definition_and_the_count_of_its_things(offered: dict[str, Any]) -> None:
    axis = next(each for each in offered["classes"] if each["short"] == "fil:PolicyAxis")
    assert axis["iri"] == f"{FIL}PolicyAxis"
    assert axis["label"] == {"fr": "axe politique", "en": "policy axis"}
    assert axis["definition"] == {"fr": "Ce qu'un territoire se donne pour but.", "en": "What a territory aims at."}
    assert axis["uses"] == 1


def test_a_property_has_the_count_of_its_triples(offered: dict[str, Any]) -> None:
    uses = {each["short"]: each["uses"] for each in offered["properties"]}
    # Two concepts, two things of the territory, one axis; the definition of the graph is in two languages.
    assert (uses["fil:contributesTo"], uses["skos:prefLabel"], uses["skos:definition"]) == (1, 7, 2)


def test_borrowed_words_that_the_graph_uses_are_offered_after_our_own(offered: dict[str, Any]) -> None:
    names = [each["short"] for each in offered["classes"]]
    assert names.index("fil:PolicyAxis") < names.index("skos:Concept")
    concept = next(each for each in offered["classes"] if each["short"] == "skos:Concept")
    assert concept["label"] == {"fr": "concept d'une liste", "en": "concept of a scheme"}


@pytest.mark.parametrize("kind", ["classes", "properties"])
def test_the_query_of_each_word_in_use_finds_what_uses_it(
    client: TestClient, offered: dict[str, Any], kind: str
) -> None:
    for word in offered[kind]:
        answer = client.get("/sparql", params={"query": word["query"]}).json()
        assert bool(answer["results"]["bindings"]) == bool(word["uses"]), word["short"]


def test_a_query_names_the_prefixes_that_it_uses() -> None:
    query = Word(f"{FIL}Action", Name("action")).query
    assert query.startswith(f"PREFIX fil: <{FIL}>\n")
    assert "PREFIX oa:" not in query


def test_the_questions_are_offered_by_tag_with_the_query_alone(client: TestClient) -> None:
    offered = client.get("/sparql/examples.json").json()
    axes = next(each for each in offered["questions"] if each["name"] == "axes")
    assert axes["title"] == {"fr": "Les axes", "en": "The axes"}
    assert axes["query"].startswith("SELECT ?axis ?label")
    assert {tag for question in offered["questions"] for tag in question["tags"]} == offered["tags"].keys() == {"axes"}


def test_the_vocabulary_page_tells_how_often_a_word_is_used_and_which_questions_use_it(browser: TestClient) -> None:
    page = browser.get("/ontology").text
    article = page[page.index('id="PolicyAxis"') :].partition("</article>")[0]
    assert "<span>1 chose</span>" in article
    assert '<a href="/page/1/axis/1.3">' in article
    assert '<a href="/queries/axes">' in article


def test_the_vocabulary_page_opens_the_editor_with_a_query(browser: TestClient) -> None:
    page = browser.get("/ontology").text
    article = page[page.index('id="PolicyAxis"') :].partition("</article>")[0]
    path = unescape(article.partition('class="ask" href="')[2].partition('"')[0])
    assert "?thing a fil:PolicyAxis ." in browser.get(path).text


def test_the_vocabulary_page_tells_how_classes_link(browser: TestClient) -> None:
    links = browser.get("/ontology").text.partition('<table id="links">')[2].partition("</table>")[0]
    row = links.partition("<tbody>")[2]
    assert row.count("<tr") == 1
    assert [end in row for end in ("fil:Action", "fil:contributesTo", "fil:PolicyAxis")] == [True, True, True]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        # Only territories: told of the subclass.
        ("<a> a fil:Plan ; fil:territory <t> . <t> a fil:Territory, fil:Actor .", {("fil:territory", "fil:Territory")}),
        # A territory and another actor: told of the class that they share.
        (
            "<a> a fil:Plan ; fil:actor <t>, <u> . <t> a fil:Territory, fil:Actor . <u> a fil:Actor .",
            {("fil:actor", "fil:Actor")},
        ),
    ],
)
def test_a_link_is_told_of_the_closest_class(data: str, told: set[tuple[str, str]]) -> None:
    vocabulary = read_vocabulary(_service_over(data))
    assert {(link.by.short, link.target.short) for link in vocabulary.links} == told


def _service_over(data: str) -> Service:
    ontology = """<https://e.example/graph/vocabulary> { fil:Territory a owl:Class ; rdfs:subClassOf fil:Actor . }"""
    prefixes = "".join(f"@prefix {name}: <{PREFIXES[name]}> . " for name in ("fil", "owl", "rdfs"))
    store = Store()
    store.load(f"{prefixes} @base <https://e.example/> . {ontology} <g> {{ {data} }}".encode(), RdfFormat.TRIG)
    snapshot = Snapshot(Path(), "v", "https://e.example/")
    return Service(Settings(), snapshot, {}).with_engine(Engine(store))
