"""/versions: which versions there are, what each changed, as a page, as RDF and as an Atom feed."""

import gzip
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import httpx2
import pytest
import rdflib
from dcat_graphs import ADMS, BASE, dataset
from rdflib.namespace import DCAT, PROV, RDF, RDFS
from running_filrouge import served_from

from loader.snapshot import Draft, publish

AS = rdflib.Namespace("https://www.w3.org/ns/activitystreams#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
FIL = rdflib.Namespace("https://w3id.org/filrouge/ontology#")
ATOM = "{http://www.w3.org/2005/Atom}"
BROWSER = {"Accept": "text/html"}
GRAPH = "<https://w3id.org/filrouge/graph/242100410/projet-metropolitain>"
AXIS, LEFT, NEW = (f"{BASE}id/242100410/axis/{code}" for code in ("1.3", "9.8", "9.9"))
LABEL = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
CHANGE_FILE = re.compile(r"[0-9a-f]{12}-[0-9a-f]{12}\.jsonl")


def axis(iri: str, label: str) -> list[str]:
    return [f'<{iri}> {LABEL} "{label}"@fr {GRAPH} .\n', f"<{iri}> {TYPE} <{FIL}PolicyAxis> {GRAPH} .\n"]


def graphs(dijon: Path) -> Iterator[bytes]:
    """The Dijon graph and an axis more; then another in its place, whose name could harm a page, and one renamed."""
    lines = gzip.decompress((dijon / "dataset.nq.gz").read_bytes()).decode().splitlines(keepends=True)
    yield "".join(sorted([*lines, *axis(LEFT, "Qui part")])).encode()
    renamed = [
        re.sub(r'"[^"]*"@fr', '"Un autre nom"@fr', each) if f"<{AXIS}> {LABEL}" in each else each for each in lines
    ]
    yield "".join(sorted([*renamed, *axis(NEW, "Neuf <b>& gras</b>")])).encode()


@pytest.fixture(scope="module")
def build(dijon: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of the Dijon graph."""
    out = tmp_path_factory.mktemp("versions")
    manifest = {"tool": {"name": "t", "version": "1"}, "base": BASE}
    for nquads in graphs(dijon):
        publish(out, Draft([nquads], [], lambda counts: manifest, lambda folder, *_: folder.mkdir()))
    return out


@pytest.fixture(scope="module")
def two(build: Path) -> Iterator[str]:
    """The address of a service that has them."""
    with served_from(build) as address:
        yield address


@pytest.fixture(scope="module")
def names(build: Path) -> tuple[str, str]:
    """The names of both versions, the earlier first."""
    (change,) = (path.stem for path in (build / "changes").iterdir() if CHANGE_FILE.fullmatch(path.name))
    before, _, version = change.partition("-")
    return before, version


def graph(address: str, extension: str = "ttl") -> rdflib.Graph:
    forms = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
    return rdflib.Graph().parse(data=httpx2.get(f"{address}.{extension}").content, format=forms[extension])


def test_the_page_lists_the_versions_with_what_each_changed(two: str, names: tuple[str, str]) -> None:
    page = httpx2.get(f"{two}/versions", headers=BROWSER).text
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)[1:]
    assert [[name in row for name in reversed(names)] for row in rows] == [[True, False], [False, True]]
    numbers = re.findall(r'<td class="number">(\d*)</td>', rows[0])
    assert numbers == ["1", "1", "1"]


def test_the_page_of_a_version_names_each_thing_by_class(two: str, names: tuple[str, str]) -> None:
    page = httpx2.get(f"{two}/versions/{names[1]}", headers=BROWSER).text
    axes = re.search(r"<span>axe politique</span>.*?</tr>", page, re.DOTALL)
    assert axes
    assert re.findall(r'<td class="number">(\d+)</td>', axes[0]) == ["1", "1", "1"]
    added, removed, changed = re.findall(r"<h2>.*?</ul>", page, re.DOTALL)
    assert "/page/242100410/axis/9.9" in added
    assert "Neuf &lt;b&gt;&amp; gras&lt;/b&gt;" in added
    assert "Qui part" in removed
    assert "href" not in removed
    assert "Un autre nom" in changed


def test_the_audit_reports_lead_to_what_the_version_changed(two: str, names: tuple[str, str]) -> None:
    entry = httpx2.get(f"{two}/audit", params={"at": "2024-06-30"}).text.partition('id="theme-versions"')[2]
    assert f'<a href="/versions/{names[1]}">' in entry
    assert f"Depuis {names[0]} : choses ajoutées 1, retirées 1, changées 1." in entry


def test_the_first_version_says_that_nothing_was_noted(two: str, names: tuple[str, str]) -> None:
    page = httpx2.get(f"{two}/versions/{names[0]}", headers=BROWSER)
    assert (page.status_code, "première version" in page.text) == (200, True)


@pytest.mark.parametrize("extension", ["ttl", "rdf", "jsonld", "nt"])
def test_each_format_counts_what_changed_by_class(two: str, names: tuple[str, str], extension: str) -> None:
    found = graph(f"{two}/versions", extension)
    before, version = (dataset(f"version/{name}") for name in names)
    assert found.value(version, PROV.wasRevisionOf) == found.value(version, DCAT.prev) == before
    collections = {str(found.value(each, RDFS.label)): each for each in found.objects(version, RDFS.seeAlso)}
    assert len(collections) == 3
    for each in collections.values():
        assert found.value(each, AS.totalItems) == rdflib.Literal(1)
        counted = {
            found.value(part, VOID["class"]): found.value(part, VOID.entities)
            for part in found.objects(each, VOID.classPartition)
        }
        assert counted[FIL.PolicyAxis] == rdflib.Literal(1)


def test_the_version_in_rdf_tells_what_to_fetch_and_what_to_forget(two: str, names: tuple[str, str]) -> None:
    found = graph(f"{two}/versions/{names[1]}")
    items = {str(each).rpartition("#")[2]: str(item) for each, item in found.subject_objects(AS.items)}
    assert items == {"added": NEW, "removed": LEFT, "changed": AXIS}
    assert list(found.subjects(RDF.type, AS.Tombstone)) == [rdflib.URIRef(LEFT)]
    assert FIL.PolicyAxis in set(found.objects(rdflib.URIRef(LEFT), AS.formerType))


def test_a_thing_to_forget_is_gone_and_a_thing_to_fetch_is_there(two: str) -> None:
    assert httpx2.get(f"{two}{LEFT.removeprefix(BASE[:-1])}.ttl", follow_redirects=True).status_code == 410
    assert httpx2.get(f"{two}{NEW.removeprefix(BASE[:-1])}.ttl", follow_redirects=True).status_code == 200


def test_the_catalogue_says_what_a_version_changed_and_leads_to_it(two: str, names: tuple[str, str]) -> None:
    found = graph(f"{two}/catalogue")
    version = dataset(f"version/{names[1]}")
    notes = {each.language: str(each) for each in found.objects(version, ADMS.versionNotes)}
    assert f"Depuis {names[0]} : choses ajoutées 1, retirées 1, changées 1." in notes["fr"]
    assert f"Since {names[0]}: things added 1, removed 1, changed 1." in notes["en"]
    assert found.value(version, rdflib.FOAF.page) == rdflib.URIRef(f"{two}/versions/{names[1]}")
    assert found.value(dataset("versions"), rdflib.FOAF.page) == rdflib.URIRef(f"{two}/versions")


@pytest.fixture(scope="module")
def atom(two: str) -> httpx2.Response:
    return httpx2.get(f"{two}/versions.atom")


def test_a_feed_reader_reads_the_feed_without_complaint(atom: httpx2.Response, names: tuple[str, str]) -> None:
    read = feedparser.parse(atom.content, response_headers=dict(atom.headers))
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == [f"Version {name}" for name in reversed(names)]
    assert "choses ajoutées 1" in read.entries[0].summary


def test_the_feed_has_all_that_the_standard_demands(atom: httpx2.Response, two: str) -> None:
    assert atom.headers["content-type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(atom.content)
    parts = [feed, *feed.findall(f"{ATOM}entry")]
    assert len(parts) == 3
    for part in parts:
        # RFC 4287, 4.1.1 and 4.1.2: exactly one id, title and updated; an author in the feed serves its entries.
        assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated", "")).tzinfo
        alternates = [each for each in part.findall(f"{ATOM}link") if each.get("rel") == "alternate"]
        kinds = [(each.get("type"), each.get("hreflang")) for each in alternates]
        assert len(kinds) == len(set(kinds)) > 0
        assert all(httpx2.get(each.get("href", "")).status_code == 200 for each in alternates)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    (own,) = (each.get("href") for each in feed.findall(f"{ATOM}link") if each.get("rel") == "self")
    assert own == f"{two}/versions.atom"
    ids = [part.findtext(f"{ATOM}id") for part in parts]
    assert len(ids) == len(set(ids))


def test_the_feed_was_updated_when_its_latest_entry_was(atom: httpx2.Response) -> None:
    feed = ElementTree.fromstring(atom.content)
    moments = [part.findtext(f"{ATOM}updated", "") for part in feed.findall(f"{ATOM}entry")]
    assert feed.findtext(f"{ATOM}updated") == moments[0] == max(moments)


@pytest.mark.parametrize("path", ["/versions/000000000000", "/versions/000000000000.ttl", "/versions.docx"])
def test_what_is_no_version_is_not_found(two: str, path: str) -> None:
    assert httpx2.get(two + path).status_code == 404


def test_the_pages_lead_to_the_feed(two: str) -> None:
    for path in ("/versions", "/catalogue"):
        page = httpx2.get(two + path, headers=BROWSER).text
        assert 'type="application/atom+xml" href="/versions.atom"' in page
