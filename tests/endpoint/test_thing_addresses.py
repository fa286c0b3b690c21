"""/id, /page, /data and /ontology: every thing answers at the path of its IRI."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS
from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings

BASE = "https://data.example/"
AXIS = "1/axis/1.3"
ACTION = "1/action/5.1.1/velo"
NEW = "https://w3id.org/filrouge/ontology/status/new"
EXTENSIONS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml"}


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("*/*", "/data/1/axis/1.3"),
        ("text/turtle", "/data/1/axis/1.3"),
        ("text/html", "/page/1/axis/1.3"),
        ("text/html;q=0.5, text/turtle", "/data/1/axis/1.3"),
    ],
)
def test_an_id_sends_readers_to_the_page_and_programs_to_the_data(client: TestClient, accept: str, target: str) -> None:
    response = client.get(f"/id/{AXIS}", headers={"Accept": accept, "Host": "evil.example"})
    assert (response.status_code, response.headers["location"]) == (303, target)
    assert response.headers["vary"].split(", ")[0] == "Accept"


def test_a_browser_is_sent_to_the_page(browser: TestClient) -> None:
    assert browser.get(f"/id/{AXIS}").headers["location"] == f"/page/{AXIS}"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/id/caf%C3%A9", "/data/caf%C3%A9"),
        ("/id//evil.example/x", "/data//evil.example/x"),
        ("/id/a%20b%3F%23%22", "/data/a%20b%3F%23%22"),
    ],
)
def test_a_redirect_encodes_its_path_and_stays_here(client: TestClient, path: str, target: str) -> None:
    assert client.get(path).headers["location"] == target


@pytest.mark.parametrize(("extension", "parser"), EXTENSIONS.items())
def test_data_comes_in_the_format_of_its_extension(client: TestClient, extension: str, parser: str) -> None:
    dataset = Dataset(default_union=True)
    dataset.parse(data=client.get(f"/data/{AXIS}.{extension}").text, format=parser)
    said = (URIRef(f"{BASE}id/{AXIS}"), SKOS.prefLabel, Literal("Réduire & <sobriété>", lang="fr"))
    assert list(dataset.triples(said))


@pytest.mark.parametrize(("extension", "parser"), {"trig": "trig", "nq": "nquads", "jsonld": "json-ld"}.items())
def test_data_says_in_which_graph_each_triple_stands(client: TestClient, extension: str, parser: str) -> None:
    dataset = Dataset()
    dataset.parse(data=client.get(f"/data/{AXIS}.{extension}").text, format=parser)
    axes, citergie = (dataset.graph(URIRef(f"{BASE}graph/1/{name}")) for name in ("axes", "citergie"))
    assert (URIRef(f"{BASE}id/{AXIS}"), SKOS.prefLabel, None) in axes
    assert (URIRef(f"{BASE}id/{ACTION}"), None, URIRef(f"{BASE}id/{AXIS}")) in citergie


def test_data_says_what_it_is_about_itself(client: TestClient) -> None:
    graph = Graph().parse(data=client.get(f"/data/{AXIS}.ttl").text, format="turtle")
    assert (URIRef(f"{BASE}data/{AXIS}"), FOAF.primaryTopic, URIRef(f"{BASE}id/{AXIS}")) in graph
    dataset = URIRef(f"{BASE}catalogue/1/axes")
    assert (URIRef(f"{BASE}data/{AXIS}"), URIRef("http://rdfs.org/ns/void#inDataset"), dataset) in graph


def test_headers_lead_from_data_to_page_formats_and_address(client: TestClient) -> None:
    links = client.get(f"/data/{AXIS}").headers["link"]
    for link in (
        f'<{BASE}id/{AXIS}>; rel="cite-as"',
        f'<{BASE}page/{AXIS}>; rel="canonical"',
        f'<{BASE}data/{AXIS}>; rel="describedby"',
        f'<{BASE}data/{AXIS}.trig>; rel="alternate"; type="application/trig"',
        '<https://w3id.org/filrouge/ontology#PolicyAxis>; rel="type"',
    ):
        assert link in links
    assert client.get(f"/page/{AXIS}").headers["link"] == links


@pytest.mark.parametrize("path", [f"/data/{AXIS}", f"/data/{AXIS}.nt", "/ontology/status/new.ttl"])
def test_data_says_when_its_version_was_published(client: TestClient, path: str) -> None:
    assert client.get(path).headers["last-modified"] == "Fri, 02 Jan 2026 03:04:05 GMT"


def test_a_page_holds_its_data(browser: TestClient) -> None:
    page = browser.get(f"/page/{AXIS}").text
    embedded = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    graph = Graph().parse(data=embedded, format="json-ld")
    assert (URIRef(f"{BASE}id/{AXIS}"), SKOS.prefLabel, Literal("Réduire & <sobriété>", lang="fr")) in graph


def test_what_is_not_known_comes_with_the_nearest_things(client: TestClient) -> None:
    answer = client.get("/data/1/axis/1.4", headers={"Accept": "text/turtle, application/problem+json;q=0.5"})
    assert (answer.status_code, answer.json()["nearest"]) == (404, [f"{BASE}id/{AXIS}"])


def test_a_reader_is_led_to_the_nearest_things(browser: TestClient) -> None:
    answer = browser.get("/page/1/axis/1.4")
    assert (answer.status_code, f'<a href="/page/{AXIS}">' in answer.text) == (404, True)


@pytest.mark.parametrize("path", ["/data/1/axis/0.1", "/data/1/axis/0.1.ttl", "/page/1/axis/0.1"])
def test_what_an_earlier_version_had_is_gone(
    tmp_path: Path, write_snapshot: Callable[..., Path], questions: Path, path: str
) -> None:
    write_snapshot(tmp_path)
    entries = [{"iri": f"{BASE}id/1/axis/0.1", "version": "older"}, {"iri": f"{BASE}id/{AXIS}", "version": "older"}]
    (tmp_path / "retired.jsonl").write_text("".join(json.dumps(each) + "\n" for each in entries) + '{"cut', "utf-8")
    with TestClient(create_app(Settings(data=tmp_path), questions)) as client:
        answer = client.get(path)
        assert (answer.status_code, "version older" in answer.text) == (410, True)
        # What came back is there.
        assert client.get(f"/data/{AXIS}").status_code == 200


def test_data_comes_in_the_format_that_is_accepted(client: TestClient) -> None:
    response = client.get(f"/data/{AXIS}", headers={"Accept": "application/ld+json"})
    assert response.headers["content-type"] == "application/ld+json"
    assert response.headers["vary"].split(", ")[0] == "Accept"


def test_data_in_a_format_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get(f"/data/{AXIS}", headers={"Accept": "text/csv"}).status_code == 406


def test_data_says_what_points_to_the_thing(client: TestClient) -> None:
    graph = Graph().parse(data=client.get(f"/data/{AXIS}.nt").text, format="nt")
    assert (URIRef(f"{BASE}id/{ACTION}"), None, URIRef(f"{BASE}id/{AXIS}")) in graph


def test_data_gives_the_labels_of_what_the_thing_points_to(client: TestClient) -> None:
    graph = Graph().parse(data=client.get(f"/data/{ACTION}.nt").text, format="nt")
    assert (URIRef(f"{BASE}id/{AXIS}"), SKOS.prefLabel, None) in graph
    assert (URIRef(f"{BASE}id/{ACTION}"), DCTERMS.title, None) in graph


def test_data_does_not_change_from_one_request_to_the_next(client: TestClient) -> None:
    assert client.get(f"/data/{AXIS}.nt").content == client.get(f"/data/{AXIS}.nt").content


@pytest.mark.parametrize(
    "path", ["/data/none", "/data/none.ttl", "/page/none", "/page/a%20b", "/id/a%0D%0Ab", "/ontology/none", "/none"]
)
def test_what_is_not_known_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_browser_gets_a_page_that_says_not_found(browser: TestClient) -> None:
    response = browser.get("/page/none")
    assert (response.status_code, "Rien n'est connu" in response.text) == (404, True)


def test_a_page_names_properties_in_french_with_english_beside(browser: TestClient) -> None:
    page = browser.get(f"/page/{ACTION}").text
    assert '<html lang="fr">' in page
    assert '<span>contribue à</span> <span class="en" lang="en">contributes to</span>' in page


def test_a_page_links_its_values_by_their_labels(browser: TestClient) -> None:
    page = browser.get(f"/page/{ACTION}").text
    assert '<a href="/page/1/axis/1.3"' in page
    assert "Réduire &amp; &lt;sobriété&gt;" in page
    assert '<a href="/ontology/status/new"' in page


def test_a_page_says_what_points_to_the_thing(browser: TestClient) -> None:
    page = browser.get(f"/page/{AXIS}").text.partition("<main")[2]
    assert page.index("Ce qui y mène") < page.index("Plan vélo")


def test_a_page_says_in_which_graph_the_thing_stands(browser: TestClient) -> None:
    assert f"{BASE}graph/1/axes" in browser.get(f"/page/{AXIS}").text


def test_a_page_links_to_no_address_but_http(browser: TestClient) -> None:
    assert 'href="javascript' not in browser.get(f"/page/{ACTION}").text


def test_the_vocabulary_is_documented_for_readers(browser: TestClient) -> None:
    page = browser.get("/ontology").text
    assert 'id="PolicyAxis"' in page
    assert "Ce qu&#39;un territoire se donne pour but." in page
    assert '<a href="/ontology/status">' in page


def test_the_vocabulary_is_turtle_for_programs(client: TestClient) -> None:
    response = client.get("/ontology")
    assert response.headers["content-type"].startswith("text/turtle")
    assert len(Graph().parse(data=response.text, format="turtle")) == 15


@pytest.mark.parametrize(("extension", "parser"), EXTENSIONS.items())
def test_the_vocabulary_comes_in_every_format(client: TestClient, extension: str, parser: str) -> None:
    assert len(Graph().parse(data=client.get(f"/ontology.{extension}").text, format=parser)) == 15


def test_the_vocabulary_in_an_unknown_format_is_not_found(client: TestClient) -> None:
    assert client.get("/ontology.exe").status_code == 404


def test_a_concept_has_a_page(browser: TestClient) -> None:
    page = browser.get("/ontology/status/new").text
    assert "nouvelle" in page
    assert 'href="/ontology/status/new.ttl"' in page


@pytest.mark.parametrize("path", ["/ontology/status/new", "/ontology/status/new.ttl"])
def test_a_concept_has_data(client: TestClient, path: str) -> None:
    graph = Graph().parse(data=client.get(path).text, format="turtle")
    assert (URIRef(NEW), SKOS.prefLabel, Literal("nouvelle", lang="fr")) in graph
