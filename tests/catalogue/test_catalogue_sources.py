"""What the catalogue is made of: other territories, other deployments, and snapshots that lack what ours has."""

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from dcat_graphs import BASE, SPDX, datasets
from pyoxigraph import RdfFormat, Store
from rdflib.namespace import DCAT, RDF
from rdflib.namespace import DCTERMS as DCT
from test_catalogue_shapes import AP, results

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.catalogue import say_catalogue
from endpoint.catalogue.collection import read_collection
from endpoint.catalogue.contents import read_contents
from endpoint.catalogue.paging import paged
from endpoint.engine import Engine
from endpoint.service import Service
from endpoint.settings import Settings
from endpoint.snapshot import Snapshot

CONTACT = {"name": "Service des données", "email": "donnees@brume.example"}
SECOND = f"""
@prefix fil: <https://w3id.org/filrouge/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
<{BASE}graph/1/territory> {{
  <{BASE}id/1> a fil:Territory ; fil:siren "1" ; skos:prefLabel "Val-de-Brume"@fr .
  <{BASE}id/1/document/plan> a fil:Document ; fil:territory <{BASE}id/1> ; dct:identifier "plan" ; dct:title "Plan"@fr ;
    fil:documentKind "poster" ; dct:issued "2020"^^<http://www.w3.org/2001/XMLSchema#gYear> ; dct:license "propre" .
}}
<{BASE}graph/1/plan> {{ <{BASE}id/1/axis/1.1> a fil:PolicyAxis . }}
"""
TOLD = {"1": {"licence": "https://e.example/licence", "contact": CONTACT, "place": "https://sws.geonames.org/1/"}}


def with_trig(trig: str, publications: dict[str, object], settings: Settings) -> Service:
    store = Store()
    store.load(trig.encode(), RdfFormat.TRIG)
    snapshot = Snapshot(Path("nowhere"), "abc", publications=publications)
    return Service(settings, snapshot, {}).with_engine(Engine(store))


def described(service: Service, links: Links | None = None) -> rdflib.Graph:
    collection = read_collection(service, read_contents(service))
    said = say_catalogue(collection, paged(collection)[0], links or Links.of(service), "/catalogue")
    return rdflib.Graph().parse(data=said.write(RdfFormat.TURTLE))


def test_a_territory_tells_its_licence_contact_and_place() -> None:
    graph = described(with_trig(SECOND, dict(TOLD), Settings(public_url="https://e.example")))
    plan = rdflib.URIRef(f"{BASE}catalogue/1/plan")
    (contact,) = graph.objects(plan, DCAT.contactPoint)
    vcard = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
    assert str(graph.value(contact, vcard.fn)) == "Service des données"
    assert str(graph.value(contact, vcard.hasEmail)) == "mailto:donnees@brume.example"
    assert graph.value(contact, vcard.hasURL) is None
    assert [str(each) for each in graph.objects(plan, DCT.spatial)] == ["https://sws.geonames.org/1/"]
    assert str(graph.value(plan, DCT.issued)) == "2020-01-01"


def test_what_nobody_told_is_not_said() -> None:
    graph = described(with_trig(SECOND, {}, Settings(public_url="https://e.example")))
    assert not list(graph.triples((None, DCT.license, None)))
    assert not list(graph.triples((None, DCAT.bbox, None)))


def test_a_graph_without_downloads_still_has_a_catalogue_without_distributions() -> None:
    graph = described(with_trig(SECOND, {}, Settings(public_url="https://e.example")))
    assert {str(each).rpartition("catalogue/")[2] for each in datasets(graph)} == {"dataset", "1/plan"}
    assert not list(graph.subjects(RDF.type, DCAT.Distribution))


def test_an_empty_graph_has_a_catalogue(dcat_ap: Path) -> None:
    graph = described(with_trig("", {}, Settings(public_url="https://e.example")))
    violations = [each for each in results(graph, dcat_ap, [f"{AP}/dcat-ap-SHACL.ttl"]) if each[0] == "Violation"]
    assert (len(datasets(graph)), violations) == (1, [])


def test_two_territories_publish_under_one_name_and_each_under_its_own(service: Service, dcat_ap: Path) -> None:
    store = Store()
    store.load(SECOND.encode(), RdfFormat.TRIG)
    other = with_trig(SECOND, dict(TOLD), service.settings)
    both = Store()
    for quads in (other.engine, service.engine):
        both.extend(quads._store)
    snapshot = replace(service.snapshot, publications={**service.snapshot.publications, **TOLD})
    graph = described(replace(service, snapshot=snapshot, opened=Engine(both)))
    whole, plan = (rdflib.URIRef(f"{BASE}catalogue/{name}") for name in ("dataset", "1/plan"))
    assert str(graph.value(graph.value(whole, DCT.publisher), rdflib.FOAF.name)) == "Filrouge"
    assert str(graph.value(graph.value(plan, DCT.publisher), rdflib.FOAF.name)) == "Val-de-Brume"
    assert len(list(graph.objects(whole, DCT.spatial))) == 2
    assert results(graph, dcat_ap, [f"{AP}/dcat-ap-SHACL.ttl"]) == []


def test_names_stand_under_the_base_and_links_under_the_public_address(service: Service) -> None:
    links = Links("https://plans.brume.example/", "https://portail.example/filrouge")
    graph = described(service, links)
    named = [*datasets(graph), *graph.subjects(RDF.type, DCAT.Distribution)]
    assert all(str(each).startswith("https://plans.brume.example/catalogue") for each in named)
    for predicate in (DCAT.downloadURL, DCAT.accessURL, DCAT.endpointURL, DCAT.landingPage):
        assert all(str(each).startswith(links.root) for each in graph.objects(None, predicate))


def test_a_base_that_ends_with_a_hash_gives_addresses_too(service: Service) -> None:
    graph = described(service, Links("https://e.example/data#", "https://e.example"))
    assert len(set(graph.subjects(RDF.type, DCAT.Distribution))) > 40


@pytest.mark.parametrize(
    ("settings", "root"),
    [
        (Settings(public_url="https://e.example/plans"), "https://e.example/plans"),
        (Settings(host="127.0.0.1", port=8123), "http://127.0.0.1:8123"),
        (Settings(host="::1", port=8123), "http://[::1]:8123"),
        (Settings(port=0), "https://w3id.org/filrouge"),
    ],
)
def test_links_are_made_of_the_settings(service: Service, settings: Settings, root: str) -> None:
    assert Links.of(replace(service, settings=settings)).root == root


def test_every_checksum_is_a_sha512_that_udata_survives(service: Service) -> None:
    graph = described(service)
    algorithms = {str(each) for each in graph.objects(None, SPDX.algorithm)}
    values = list(graph.objects(None, SPDX.checksumValue))
    assert algorithms == {"http://spdx.org/rdf/terms#checksumAlgorithm_sha512"}
    assert {len(str(each)) for each in values} == {128}
