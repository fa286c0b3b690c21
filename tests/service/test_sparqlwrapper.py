"""SPARQLWrapper, the client that most Python scripts have, gets each format that it can name."""

from xml.dom.minidom import Document

import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDF, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

ONE_AXIS = "{ ?axis a <https://w3id.org/filrouge/ontology#PolicyAxis> ; skos:notation '1.3' }"


def convert(served: str, query: str, form: str, method: str = GET) -> object:
    service = SPARQLWrapper(f"{served}/sparql")
    service.addParameter("default-graph-uri", "https://w3id.org/filrouge/graph/242100410/projet-metropolitain")
    service.setMethod(method)
    service.setReturnFormat(form)
    service.setQuery(f"PREFIX skos: <http://www.w3.org/2004/02/skos/core#> {query}")
    return service.queryAndConvert()


@pytest.mark.parametrize("method", [GET, POST])
@pytest.mark.parametrize(("form", "kind"), [(JSON, dict), (XML, Document), (CSV, bytes), (TSV, bytes)])
def test_it_reads_a_table(served: str, method: str, form: str, kind: type) -> None:
    found = convert(served, f"SELECT ?axis {ONE_AXIS}", form, method)
    text = found.toxml() if isinstance(found, Document) else str(found)
    assert isinstance(found, kind)
    assert "axis/1.3" in text


@pytest.mark.parametrize("form", [XML, RDF, RDFXML, TURTLE, N3, JSONLD])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_it_reads_triples(served: str, form: str) -> None:
    found = convert(served, f"CONSTRUCT WHERE {ONE_AXIS}", form)
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format="turtle")  # type: ignore[arg-type]
    assert len(graph) == 2


def test_it_asks_by_posting_the_query_as_it_is(served: str) -> None:
    service = SPARQLWrapper(f"{served}/sparql")
    service.setMethod(POST)
    service.setRequestMethod(POSTDIRECTLY)
    service.setReturnFormat(JSON)
    service.setQuery("ASK {}")
    assert service.queryAndConvert() == {"head": {}, "boolean": True}
