"""What several tests of the catalogue read in RDF."""

from collections.abc import Iterator

import rdflib
from rdflib import Namespace, URIRef
from rdflib.namespace import DCAT, RDF

ADMS = Namespace("http://www.w3.org/ns/adms#")
DCATAP = Namespace("http://data.europa.eu/r5r/")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
BASE = "https://w3id.org/filrouge/"
CATALOGUE = URIRef(f"{BASE}catalogue")
DOCUMENTS = ("citergie", "crte", "politique-sociale", "presse-2013", "projet-metropolitain")


def dataset(name: str) -> URIRef:
    return URIRef(f"{BASE}catalogue/{name}")


def document(name: str) -> URIRef:
    return dataset(f"242100410/{name}")


def datasets(graph: rdflib.Graph) -> list[rdflib.term.Node]:
    return sorted(graph.subjects(RDF.type, DCAT.Dataset))


def distributions(graph: rdflib.Graph) -> Iterator[tuple[rdflib.term.Node, rdflib.term.Node]]:
    """Each dataset with each of its distributions."""
    for each in datasets(graph):
        yield from ((each, distribution) for distribution in graph.objects(each, DCAT.distribution))
