"""The SPARQL 1.1 Service Description: what this endpoint is, computed from the snapshot it serves."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from endpoint.engine import write_triples
from endpoint.formats import FORMATS, Kind, format_named
from endpoint.named_graphs import are_many, count_all_triples, named_graphs
from endpoint.pool.frames import Reply
from endpoint.service import Service
from endpoint.words import DCT, RDF, RDFS, XSD

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
# The name in the W3C's list of formats; pyoxigraph has another.
FORMAT_IRIS = {"jsonld": "http://www.w3.org/ns/formats/JSON-LD"}


def describe_service(service: Service, extension: str, address: str) -> Reply:
    """Return the description of the endpoint at the address, in the format of the extension, made in a worker."""
    form = format_named(Kind.TRIPLES, extension)
    assert form is not None
    assert isinstance(form.writer, RdfFormat)
    return Reply(form.content_type, write_triples(list(_triples(service, NamedNode(address))), form.writer))


def endpoint_address(service: Service, server: tuple[str, int | None] | None) -> str:
    """Return the public address of the endpoint, else that of the socket; never what a client calls it.

    Where neither is known, what comes nearest is under the base of the data.
    """
    root = service.settings.public_url
    if root is None and server is not None and server[1] is not None:
        host = f"[{server[0]}]" if ":" in server[0] else server[0]
        root = f"http://{host}:{server[1]}"
    return f"{root or service.snapshot.base.rstrip('/#')}/sparql"


def _triples(service: Service, node: NamedNode) -> Iterator[Triple]:
    for predicate, value in _service_terms(node):
        yield Triple(node, predicate, value)
    settings = service.settings
    yield Triple(node, _dct("title"), Literal("Filrouge : point d'accès SPARQL", language="fr"))
    yield Triple(node, _dct("title"), Literal("Filrouge: SPARQL endpoint", language="en"))
    limits = f"{settings.timeout:g} s a query (timeout={settings.longest_timeout:g} at most), {settings.memory} MB"
    yield Triple(node, _dct("description"), Literal(f"Read-only; limits: {limits}.", language="en"))
    yield from _dataset(service, node)


def _service_terms(node: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
    yield NamedNode(f"{RDF}type"), _sd("Service")
    yield _sd("endpoint"), node
    yield _sd("supportedLanguage"), _sd("SPARQL10Query")
    yield _sd("supportedLanguage"), _sd("SPARQL11Query")
    yield _sd("feature"), _sd("UnionDefaultGraph")
    for formats in FORMATS.values():
        for each in formats:
            yield _sd("resultFormat"), NamedNode(FORMAT_IRIS.get(each.extension) or each.writer.iri)


def _dataset(service: Service, node: NamedNode) -> Iterator[Triple]:
    dataset, default = BlankNode("dataset"), BlankNode("default")
    rdf_type, triples = NamedNode(f"{RDF}type"), NamedNode(f"{VOID}triples")
    yield Triple(node, _sd("defaultDataset"), dataset)
    yield Triple(dataset, rdf_type, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, rdf_type, _sd("Graph"))
    yield Triple(default, triples, _number(count_all_triples(service)))
    if are_many(service):
        yield Triple(dataset, NamedNode(f"{RDFS}seeAlso"), NamedNode(f"{node.value.removesuffix('/sparql')}/void"))
    for index, graph in enumerate(named_graphs(service)):
        named, content = BlankNode(f"named{index}"), BlankNode(f"graph{index}")
        yield Triple(dataset, _sd("namedGraph"), named)
        yield Triple(named, rdf_type, _sd("NamedGraph"))
        yield Triple(named, _sd("name"), graph.iri)
        yield Triple(named, _sd("graph"), content)
        yield Triple(content, rdf_type, _sd("Graph"))
        yield Triple(content, triples, _number(graph.triples))
        for title in graph.titles:
            yield Triple(content, _dct("title"), title)


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _dct(name: str) -> NamedNode:
    return NamedNode(DCT + name)
