"""Every IRI of the whole graph below our base answers, for people and in every RDF format."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import httpx2
import pyoxigraph as ox
import pytest

BASE = "https://w3id.org/filrouge/"
FORMATS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
PARSERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


def addresses(graph: ox.Store) -> list[str]:
    """Every IRI of ours in the graph, as the path at which it must answer; row cells stand for themselves."""
    terms = {term for quad in graph for term in (quad.subject, quad.predicate, quad.object)}
    ours = {term.value for term in terms if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)}
    return sorted("/" + iri.removeprefix(BASE) for iri in ours if "/graph/" not in iri)


@pytest.fixture(scope="module")
def paths(graph: ox.Store) -> list[str]:
    return addresses(graph)


def status(client: httpx2.Client, url: str) -> int:
    return client.get(url, follow_redirects=True).status_code


@pytest.mark.parametrize("extension", FORMATS)
def test_every_address_answers_in_every_format(served: str, paths: list[str], extension: str) -> None:
    things = [path for path in paths if path.startswith("/id/")]
    with httpx2.Client() as client, ThreadPoolExecutor(4) as pool:

        def fails(path: str) -> str | None:
            answer = client.get(f"{served}/data/{quote(path[4:])}.{extension}")
            good = answer.status_code == 200 and answer.headers["content-type"].startswith(FORMATS[extension])
            return None if good and any(ox.parse(answer.content, PARSERS[extension])) else path

        assert [path for path in pool.map(fails, things) if path] == []
    assert len(things) > 3000


def test_every_address_answers_a_reader(served: str, paths: list[str]) -> None:
    headers = {"Accept": "text/html"}
    with httpx2.Client(headers=headers) as client, ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda path: (path, status(client, served + quote(path.partition("#")[0]))), paths)
        assert [(path, code) for path, code in answers if code != 200] == []
