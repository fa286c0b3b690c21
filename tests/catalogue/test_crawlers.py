"""What search engines find: robots.txt, a map whose every address answers, datasets in their words, cards of pages."""

import html
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import httpx2
import pyoxigraph as ox
import pytest

from endpoint import crawlers
from endpoint.service import Service
from endpoint.visits import Visit

Json = dict[str, Any]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BROWSER = {"Accept": "text/html"}


def locations(body: bytes) -> list[str]:
    return [each.text or "" for each in ElementTree.fromstring(body).iter(f"{SITEMAP}loc")]


def mapped(served: str) -> list[str]:
    parts = locations(httpx2.get(f"{served}/sitemap.xml").content)
    return [each for part in parts for each in locations(httpx2.get(part).content)]


def test_robots_are_let_in_and_shown_the_map(served: str) -> None:
    text = httpx2.get(f"{served}/robots.txt").text
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    assert rules.site_maps() == [f"{served}/sitemap.xml"]
    assert rules.can_fetch("Googlebot", f"{served}/page/242100410/axis/1.3")
    assert not rules.can_fetch("Googlebot", f"{served}/sparql?query=SELECT")
    assert rules.can_fetch("Googlebot", f"{served}/territories")
    assert not rules.can_fetch("Googlebot", f"{served}/territories?to=%2Faudit")


def test_the_map_has_each_named_thing_and_each_question_once(served: str, graph: ox.Store) -> None:
    found = mapped(served)
    assert len(found) == len(set(found))
    names = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title")
    quads = (quad for name in names for quad in graph.quads_for_pattern(None, ox.NamedNode(name), None))
    things = {str(quad.subject.value) for quad in quads}
    paths = {iri.removeprefix("https://w3id.org/filrouge/id/") for iri in things if "/filrouge/id/" in iri}
    assert {f"{served}/page/{quote(path)}" for path in paths} == {each for each in found if "/page/" in each}
    assert f"{served}/queries/actions" in found
    assert f"{served}/catalogue/242100410/citergie" in found


def test_each_address_of_the_map_answers_at_once(served: str) -> None:
    found = mapped(served)
    with httpx2.Client(headers=BROWSER) as client, ThreadPoolExecutor(4) as pool:
        # The list of reports leads to that of today.
        asked = [each for each in found if "/audit" not in each]
        statuses = pool.map(lambda each: (each, client.get(each).status_code), asked)
        assert [(each, status) for each, status in statuses if status != 200] == []
    assert len(asked) > 700


def test_robots_may_fetch_what_the_map_names(served: str) -> None:
    rules = RobotFileParser()
    rules.parse(httpx2.get(f"{served}/robots.txt").text.splitlines())
    assert [each for each in mapped(served) if not rules.can_fetch("Googlebot", each)] == []


def test_no_part_has_more_addresses_than_allowed(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    assert crawlers.MOST_ADDRESSES == 50_000
    whole = locations(visited(service, "1"))
    monkeypatch.setattr(crawlers, "MOST_ADDRESSES", 100)
    index = crawlers.sitemap(Visit("GET", "/sitemap.xml", b"", [], {}).request(service))
    numbers = [urlsplit(each).path for each in locations(bytes(index.body))]
    parts = [locations(visited(service, str(number))) for number in range(1, len(numbers))]
    assert {len(part) for part in parts[:-1]} == {100}
    assert 0 < len(parts[-1]) <= 100
    assert [each for part in parts for each in part] == whole


def visited(service: Service, number: str) -> bytes:
    visit = Visit("GET", f"/sitemap-{number}.xml", b"", [], {"number": number})
    return bytes(crawlers.part(visit.request(service)).body)


def test_the_addresses_are_public_ones(service: Service) -> None:
    public = replace(service, settings=replace(service.settings, public_url="https://donnees.example/plans"))
    assert all(each.startswith("https://donnees.example/plans/") for each in locations(visited(public, "0")))


@pytest.mark.parametrize("path", ["/sitemap-99.xml", "/sitemap-x.xml", "/sitemap--1.xml"])
def test_what_is_no_part_of_the_map_is_not_found(served: str, path: str) -> None:
    assert httpx2.get(served + path).status_code == 404


def json_ld(address: str) -> Json:
    page = httpx2.get(address, headers=BROWSER).text
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found: Json = json.loads(text)
    return found


@pytest.mark.parametrize(
    "name", ["dataset", "vocabulary", "versions", "242100410/citergie", "242100410/crte", "242100410/alignments"]
)
def test_a_dataset_says_what_search_engines_want_to_know(served: str, name: str) -> None:
    said = json_ld(f"{served}/catalogue/{name}")
    assert (said["@context"], said["@type"]) == ("https://schema.org/", "Dataset")
    assert said["name"]
    # What Google's guide to structured data of datasets demands and recommends.
    assert 50 <= len(said["description"]) <= 5000
    assert said["identifier"] == f"https://w3id.org/filrouge/catalogue/{name}"
    assert said["license"].startswith("http")
    assert said["creator"] == {"@type": "Organization", "name": "Filrouge", "url": f"{served}/"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", said["temporalCoverage"])
    assert said["spatialCoverage"][0]["name"] == "Dijon métropole"
    assert said["isAccessibleForFree"] is True
    assert said["includedInDataCatalog"] == {"@id": "https://w3id.org/filrouge/catalogue"}


def test_the_box_of_the_place_gives_latitude_first(served: str) -> None:
    south, west, north, east = map(
        float, json_ld(f"{served}/catalogue/dataset")["spatialCoverage"][0]["geo"]["box"].split()
    )
    # Dijon's town hall.
    assert south < 47.32 < north
    assert west < 5.04 < east


def test_each_download_is_there_in_its_size_and_type(served: str) -> None:
    for each in json_ld(f"{served}/catalogue/242100410/citergie")["distribution"]:
        answer = httpx2.head(each["contentUrl"])
        assert answer.headers["content-type"].partition(";")[0] == each["encodingFormat"]
        assert f"{answer.headers['content-length']} B" == each["contentSize"]


def test_the_catalogue_names_its_datasets(served: str) -> None:
    said = json_ld(f"{served}/catalogue")
    assert said["@type"] == "DataCatalog"
    assert {each["@id"].rpartition("/")[2] for each in said["dataset"]} >= {"dataset", "vocabulary", "citergie", "crte"}


def test_the_whole_is_cited_by_its_version(served: str, dijon: Any) -> None:
    version = dijon.resolve().name
    page = html.unescape(httpx2.get(f"{served}/catalogue/dataset", headers=BROWSER).text)
    cited = re.search(r'<p class="citation">(.*?) <span', page)
    assert cited
    assert re.fullmatch(
        r"Filrouge \(20\d\d\)\. Filrouge, le graphe : Dijon métropole\. "
        rf"Version {version}\. Dijon métropole\. Jeu de données\. "
        rf"https://w3id\.org/filrouge/catalogue/version/{version}",
        cited[1],
    )


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Filrouge"),
        ("/page/242100410/axis/1.3", None),
        ("/catalogue/242100410/citergie", "Plan d'actions Cit'ergie de Dijon métropole · Filrouge"),
        ("/versions", "Versions · Filrouge"),
        ("/queries/axes", None),
    ],
)
def test_a_page_has_a_card_for_those_who_share_it(served: str, path: str, title: str | None) -> None:
    page = httpx2.get(served + path, headers=BROWSER).text
    card = {
        name: html.unescape(content)
        for name, content in re.findall(r'<meta property="og:(\w+)" content="(.*?)">', page)
    }
    assert card["url"] == served + path
    assert card["type"] == "website"
    assert card["title"] == title or (title is None and card["title"].endswith(" · Filrouge"))
    assert card["description"]
    assert httpx2.get(card["image"]).headers["content-type"] == "image/png"
