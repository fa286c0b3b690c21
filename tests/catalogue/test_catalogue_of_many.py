"""The catalogue and VoID of many territories: what a page tells of is read for that page, and told whole."""

from collections.abc import Iterator
from hashlib import sha512
from pathlib import Path
from xml.etree import ElementTree

import httpx2
import pytest
import rdflib
from dcat_graphs import CATALOGUE, datasets
from pyoxigraph import RdfFormat
from rdflib import RDF, URIRef
from rdflib.namespace import DCAT, PROV, VOID
from rdflib.namespace import DCTERMS as DCT
from running_filrouge import served_from
from territories_made import BASE, SELENIE, SMALL, load_territories, queries_asked, service_of_worker, visit
from test_catalogue_shapes import AP, results

from endpoint import crawlers, named_graphs
from endpoint.catalogue import agents, maker, schema_org, void_routes
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.catalogue import say_catalogue
from endpoint.catalogue.collection import read_collection
from endpoint.catalogue.contents import read_contents
from endpoint.catalogue.datasets import Collection
from endpoint.catalogue.paging import page_of_territory, paged
from endpoint.catalogue.statements import Statements
from endpoint.service import Service
from endpoint.service_description import describe_service
from endpoint.visits import Handler

FRANCE = URIRef("http://publications.europa.eu/resource/authority/country/FRA")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
WHOLE = URIRef(f"{CATALOGUE}/dataset")
AMONT = "000000026"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_territories(tmp_path_factory.mktemp("many"))


@pytest.fixture
def many(data: Path) -> Service:
    return service_of_worker(data)


@pytest.fixture
def collection(many: Service) -> Collection:
    return read_collection(many, read_contents(many))


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with served_from(data) as address:
        yield address


def read(said: Statements) -> rdflib.Graph:
    return rdflib.Graph().parse(data=said.write(RdfFormat.N_TRIPLES), format="nt")


def test_a_page_reads_the_graphs_of_its_own_territories_alone(
    many: Service, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = queries_asked(many, monkeypatch)
    page = page_of_territory(collection, AMONT)
    assert page is not None
    assert [each.name for each in page.datasets] == [f"{AMONT}/projet"]
    graphs = {graph for query in asked for graph in query.named_graphs}
    assert graphs
    assert {each.removeprefix(f"{BASE}graph/").partition("/")[0] for each in graphs} == {AMONT}


def test_a_dataset_is_the_same_on_every_page(collection: Collection) -> None:
    together = {each.name: each for each in collection.datasets}
    assert list(together) == list(collection.names)
    apart = [each for page in paged(collection, 2) for each in page.datasets]
    assert apart == [*together.values()]
    assert all(collection.named(name) == dataset for name, dataset in together.items())


def test_a_dataset_says_what_its_own_document_states(collection: Collection) -> None:
    project = collection.named(f"{AMONT}/projet")
    assert project is not None
    # The text lists two axes in each of its two groups; the line between them is a contact.
    assert "axe politique (4)" in project.description.fr
    assert project.derived_from == (f"{BASE}id/{AMONT}/document/projet",)


def test_the_catalogue_of_one_territory_has_its_datasets_alone(address: str, dcat_ap: Path) -> None:
    graph = rdflib.Graph().parse(data=httpx2.get(f"{address}/catalogue?siren={AMONT}").text, format="turtle")
    assert [str(each) for each in datasets(graph)] == [f"{CATALOGUE}/{AMONT}/projet"]
    assert not list(graph.subjects(RDF.type, DCAT.DataService))
    assert results(graph, dcat_ap, [f"{AP}/dcat-ap-SHACL.ttl", f"{AP}/ranges.ttl"]) == []
    page = httpx2.get(f"{address}/catalogue?siren={AMONT}", headers={"Accept": "text/html"}).text
    assert "Val d&#39;Amont" in page
    assert f"/catalogue/{SELENIE}/" not in page


def test_the_downloads_of_one_territory_have_their_checksums_together(address: str, data: Path) -> None:
    lines = httpx2.get(f"{address}/dumps/latest/{AMONT}/SHA512SUMS").text.splitlines()
    sums = {name: checksum for checksum, _, name in (line.partition("  ") for line in lines)}
    files = data / "current" / "dumps" / AMONT
    assert {"projet.ttl", "projet.nt", "provenance.rdf"} <= set(sums)
    assert sums == {name: sha512((files / name).read_bytes()).hexdigest() for name in sums}
    assert httpx2.get(f"{address}/dumps/latest/999999999/SHA512SUMS").status_code == 404


def test_the_catalogue_of_a_territory_that_is_not_there_is_not_found(address: str) -> None:
    assert httpx2.get(f"{address}/catalogue?siren=999999999").status_code == 404


def test_of_many_places_the_country_is_told(
    many: Service, collection: Collection, monkeypatch: pytest.MonkeyPatch, dcat_ap: Path
) -> None:
    links = Links.of(many)

    def places(graph: rdflib.Graph, of: str) -> set[rdflib.term.Node]:
        return set(graph.objects(URIRef(of), DCT.spatial))

    few = read(say_catalogue(collection, paged(collection)[0], links, "/catalogue"))
    assert len(places(few, str(WHOLE))) == 1 + len(SMALL)
    for module in (agents, schema_org):
        monkeypatch.setattr(module, "MOST_PLACES", 3)
    told = read(say_catalogue(collection, paged(collection)[0], links, "/catalogue"))
    assert places(told, str(WHOLE)) == places(told, str(CATALOGUE)) == {FRANCE}
    assert places(told, f"{CATALOGUE}/{AMONT}/projet") == {URIRef(f"{CATALOGUE}#place-{AMONT}")}
    assert results(told, dcat_ap, [f"{AP}/dcat-ap-SHACL.ttl", f"{AP}/ranges.ttl"]) == []
    written = schema_org.dataset_json(collection.whole, links)
    assert '"@type": "Country", "name": "France"' in written
    assert "Amont" not in written


def test_territories_without_french_numbers_are_in_no_country_that_is_known(collection: Collection) -> None:
    assert agents.country_of(collection.whole.territories) == agents.FRANCE
    other = [*collection.whole.territories, agents.Territory(collection.whole.territories[0].iri, "1", "Brume")]
    assert agents.country_of(other) == ""


def test_of_many_documents_each_dataset_names_its_own(many: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    few = read_collection(many, read_contents(many))
    monkeypatch.setattr(maker, "MOST_DERIVED_FROM", 2)
    collection = read_collection(many, read_contents(many))
    graph = read(say_catalogue(collection, paged(collection)[0], Links.of(many), "/catalogue"))
    assert not list(graph.objects(WHOLE, PROV.wasDerivedFrom))
    derived = {str(each) for each in graph.objects(None, PROV.wasDerivedFrom)}
    assert {each for each in few.whole.derived_from} <= derived
    # The themes of the kinds of documents are those that the documents have.
    assert collection.whole.themes == few.whole.themes


def void(service: Service, siren: str = "") -> rdflib.Graph:
    return read(void_routes._part(service, siren) if siren else void_routes._whole(service))


def links(graph: rdflib.Graph) -> set[tuple[rdflib.term.Node | None, ...]]:
    said = (VOID.subjectsTarget, VOID.objectsTarget, VOID.linkPredicate, VOID.triples)
    return {tuple(graph.value(each, one) for one in said) for each in graph.subjects(RDF.type, VOID.Linkset)}


def test_void_of_many_graphs_is_told_a_territory_at_a_time(many: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = void(many)
    monkeypatch.setattr(named_graphs, "MOST_LISTED", 5)
    index = void(many)
    counts = many.snapshot.graphs
    parts = [URIRef(f"{BASE}void/{siren}") for siren in (SELENIE, *SMALL)]
    assert set(parts) < set(index.objects(WHOLE, VOID.subset))
    assert len(set(index.objects(WHOLE, VOID.subset))) < len(counts)
    # Added up, the parts and what they share are the whole.
    told = [
        index.value(each, VOID.triples).toPython()
        for each in index.objects(WHOLE, VOID.subset)
        if isinstance(each, URIRef)
    ]
    assert sum(told) == index.value(WHOLE, VOID.triples).toPython() == whole.value(WHOLE, VOID.triples).toPython()
    for part, siren in zip(parts, (SELENIE, *SMALL), strict=True):
        own = void(many, siren)
        assert index.value(part, VOID.triples) == own.value(part, VOID.triples)
        assert links(own) == {each for each in links(whole) if siren in f"{each[0]}" or siren in f"{each[1]}"}
        for subset in filter(lambda each: isinstance(each, URIRef), own.objects(part, VOID.subset)):
            for said in (VOID.triples, VOID.distinctSubjects, VOID.properties):
                assert own.value(subset, said) == whole.value(subset, said)


def test_each_part_of_void_is_where_the_whole_says(address: str) -> None:
    for siren in (SELENIE, AMONT):
        for extension in ("", ".ttl", ".nt"):
            answer = httpx2.get(f"{address}/void/{siren}{extension}")
            assert answer.status_code == 200
            graph = rdflib.Graph().parse(data=answer.text, format="nt" if extension == ".nt" else "turtle")
            assert (URIRef(f"{BASE}void/{siren}"), RDF.type, VOID.Dataset) in graph
    assert httpx2.get(f"{address}/void/999999999").status_code == 404


def test_the_map_of_many_has_a_part_for_each_territory(many: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def mapped() -> list[list[str]]:
        names = [each.rpartition("-")[2].removesuffix(".xml") for each in locations(crawlers.sitemap, "/sitemap.xml")]
        return [locations(crawlers.part, f"/sitemap-{name}.xml", number=name) for name in names]

    def locations(handler: Handler, path: str, **given: str) -> list[str]:
        tree = ElementTree.fromstring(bytes(visit(many, handler, path, **given).body))
        return [each.text or "" for each in tree.iter(f"{{{crawlers.NAMESPACE}}}loc")]

    pages, things = mapped()
    monkeypatch.setattr(named_graphs, "MOST_LISTED", 5)
    pages_again, *parts = mapped()
    assert pages_again == pages
    assert sorted(each for part in parts for each in part) == sorted(things)
    assert [{each.partition("/page/")[2].partition("/")[0] for each in part} for part in parts[1:]] == [
        {siren} for siren in sorted((SELENIE, *SMALL))
    ]
    assert any(each.endswith("/territories") for each in pages)


def test_the_endpoint_describes_of_many_graphs_those_that_are_shared(
    many: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    def names() -> set[str]:
        reply = describe_service(many, "nt", "https://e.example/sparql")
        assert isinstance(reply.body, bytes)
        graph = rdflib.Graph().parse(data=reply.body, format="nt")
        return {str(each).removeprefix(f"{BASE}graph/") for each in graph.objects(None, SD.name)}

    assert {f"{BASE}graph/{each}" for each in names()} == set(many.snapshot.graphs)
    monkeypatch.setattr(named_graphs, "MOST_LISTED", 5)
    assert "vocabulary" in names()
    assert not [each for each in names() if each[0].isdigit()]
