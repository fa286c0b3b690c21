"""/catalogue over HTTP: which format a client gets, that all say the same, and that what they promise is there."""

import httpx2
import pytest
import rdflib
from dcat_graphs import CATALOGUE, datasets, document
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, RDF
from rdflib.namespace import DCTERMS as DCT

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml;q=0.5, application/ld+json", "application/ld+json"),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_the_catalogue_is_given_at_once_as_the_client_likes_it(served: str, accept: str, given: str) -> None:
    answer = httpx2.get(f"{served}/catalogue", headers={"Accept": accept}, follow_redirects=False)
    assert (answer.status_code, answer.headers["content-type"]) == (200, given)


def test_a_client_that_says_nothing_gets_turtle(served: str) -> None:
    request = httpx2.Request("GET", f"{served}/catalogue")
    with httpx2.Client() as client:
        answer = client.send(request, follow_redirects=False)
    assert "accept" not in request.headers
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")


def test_head_tells_the_type_that_a_harvester_looks_for_first(served: str) -> None:
    answer = httpx2.head(f"{served}/catalogue")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/turtle; charset=utf-8")


@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_says_the_same(served: str, harvested: rdflib.Graph, extension: str) -> None:
    answer = httpx2.get(f"{served}/catalogue.{extension}")
    read = rdflib.Graph().parse(data=answer.content, format=FORMATS[extension])
    assert isomorphic(read, harvested)


def test_an_unknown_extension_is_not_found(served: str) -> None:
    assert httpx2.get(f"{served}/catalogue.docx").status_code == 404


def test_an_unknown_dataset_is_not_found_and_told_where_to_look(served: str) -> None:
    answer = httpx2.get(f"{served}/catalogue/242100410/nothing")
    assert answer.status_code == 404
    assert "/catalogue" in answer.text


def test_each_dataset_and_service_answers_at_its_own_address(served: str, harvested: rdflib.Graph) -> None:
    services = list(harvested.subjects(RDF.type, DCAT.DataService))
    series = list(harvested.subjects(RDF.type, DCAT.DatasetSeries))
    for each in [*datasets(harvested), *services, *series]:
        path = str(each).removeprefix("https://w3id.org/filrouge")
        alone = rdflib.Graph().parse(data=httpx2.get(f"{served}{path}.ttl").text, format="turtle")
        assert set(alone.predicate_objects(each)) >= {
            (by, what) for by, what in harvested.predicate_objects(each) if not isinstance(what, rdflib.BNode)
        } - {(DCAT.servesDataset, what) for what in harvested.objects(each, DCAT.servesDataset)}
        assert httpx2.get(f"{served}{path}", headers={"Accept": BROWSER}).status_code == 200


def test_the_page_names_each_dataset_in_french_and_english(served: str) -> None:
    page = httpx2.get(f"{served}/catalogue", headers={"Accept": BROWSER}).text
    assert "Plan d&#39;actions Cit&#39;ergie de Dijon métropole" in page
    assert "Ce qu&#39;énonce le document" in page
    assert '<span class="en" lang="en">What the document' in page
    assert "/dumps/latest/242100410/citergie.ttl" in page


def test_no_address_is_made_of_what_the_client_calls_the_host(served: str) -> None:
    answer = httpx2.get(f"{served}/catalogue", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert "evil.example" not in answer.text


def test_the_catalogue_holds_a_dataset_for_each_document_and_for_what_was_made_of_them(harvested: rdflib.Graph) -> None:
    names = {str(each).removeprefix("https://w3id.org/filrouge/catalogue/") for each in datasets(harvested)}
    assert {name for name in names if not name.startswith("version/")} == {
        "dataset",
        "vocabulary",
        "242100410/alignments",
        "242100410/citergie",
        "242100410/crte",
        "242100410/politique-sociale",
        "242100410/presse-2013",
        "242100410/projet-metropolitain",
    }
    assert set(harvested.objects(CATALOGUE, DCAT.dataset)) == set(datasets(harvested))


def test_a_document_without_a_date_gets_the_period_of_the_others_and_says_so(harvested: rdflib.Graph) -> None:
    social = document("politique-sociale")
    (statement,) = harvested.objects(social, DCT.provenance)
    said = {str(label) for label in harvested.objects(statement, rdflib.RDFS.label)}
    assert any("ne se date pas" in text for text in said)
    (period,) = harvested.objects(social, DCT.temporal)
    assert str(harvested.value(period, DCAT.startDate)) == "2010-12-01"


def test_the_licence_of_the_vocabulary_is_the_one_that_the_ontology_states(harvested: rdflib.Graph) -> None:
    (vocabulary,) = (each for each in datasets(harvested) if str(each).endswith("/vocabulary"))
    licences = {harvested.value(each, DCT.license) for each in harvested.objects(vocabulary, DCAT.distribution)}
    assert {str(each) for each in licences} == {"http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"}
