"""The ontology as a publication: its version resolves, and its page tells its neighbours elsewhere."""

import re

import httpx2
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import OWL

ONTOLOGY = "https://w3id.org/filrouge/ontology"
BROWSER = {"Accept": "text/html"}
FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}


@pytest.fixture(scope="module")
def published(served: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=httpx2.get(f"{served}/ontology.ttl").text, format="turtle")


@pytest.fixture(scope="module")
def version(published: rdflib.Graph) -> str:
    """The path of the version's IRI."""
    iri = str(published.value(rdflib.URIRef(ONTOLOGY), OWL.versionIRI))
    assert iri.startswith(f"{ONTOLOGY}/")
    return iri.removeprefix("https://w3id.org/filrouge")


@pytest.mark.parametrize("extension", FORMATS)
def test_the_version_is_the_whole_vocabulary(
    served: str, published: rdflib.Graph, version: str, extension: str
) -> None:
    answer = httpx2.get(f"{served}{version}.{extension}")
    assert isomorphic(rdflib.Graph().parse(data=answer.content, format=FORMATS[extension]), published)


def test_the_version_says_where_the_latest_is(served: str, version: str) -> None:
    answer = httpx2.get(served + version)
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert answer.headers["link"] == f'<{served}/ontology>; rel="latest-version"'


def test_the_version_has_a_page_and_the_page_of_the_vocabulary_leads_to_it(served: str, version: str) -> None:
    page = httpx2.get(f"{served}/ontology", headers=BROWSER).text
    assert f'href="{version}"' in page
    assert httpx2.get(served + version, headers=BROWSER).text == page


def test_a_version_that_there_never_was_is_not_found(served: str) -> None:
    assert httpx2.get(f"{served}/ontology/0.0.1").status_code == 404


def test_the_page_tells_the_neighbours_of_a_term_and_why(served: str) -> None:
    page = httpx2.get(f"{served}/ontology", headers=BROWSER).text
    budget, siren = (
        re.search(rf'<article class="word" id="{term}">.*?</article>', page, re.DOTALL) for term in ("Budget", "siren")
    )
    assert budget
    assert 'href="https://schema.org/MonetaryAmount"' in budget[0]
    assert "les mots du document" in budget[0]
    assert siren
    assert 'href="http://www.w3.org/ns/org#identifier"' in siren[0]
    assert "répertoire des entreprises" in siren[0]
