"""The full account of a thing, for programs: what is said of it and of it by others, with names, rows and licence."""

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, NamedNode, Quad

from endpoint.engine import Description, Engine
from endpoint.service import Service
from endpoint.words import DCT, FIL, FOAF, PROV, RDF, VOID

_DERIVED = NamedNode(f"{PROV}wasDerivedFrom")
_CELL = NamedNode(f"{FIL}cell")
_ABOUT = NamedNode(f"{FIL}about")
_OF_A_ROW = tuple(NamedNode(FIL + name) for name in ("line", "document", "fate", "reason"))


def account_of(service: Service, described: Description, address: str) -> list[Quad]:
    """Return every quad that belongs in the thing's data document, which stands at the address, in a steady order."""
    engine = service.engine
    quads = {*described.outgoing, *described.incoming}
    quads |= set(_evidence(engine, described))
    quads |= set(_names(engine, quads))
    return sorted(quads, key=str) + list(_document(service, described, address))


def _evidence(engine: Engine, described: Description) -> Iterator[Quad]:
    """Give the source rows that the thing was derived from, and the cells that are about it."""
    for row in _named(quad.object for quad in described.outgoing if quad.predicate == _DERIVED):
        for predicate in _OF_A_ROW:
            yield from engine.quads(row, predicate, None)
    for cell in _named(quad.subject for quad in described.incoming if quad.predicate == _ABOUT):
        yield from engine.quads(cell, None, None)
        yield from engine.quads(None, _CELL, cell)


def _names(engine: Engine, quads: Iterable[Quad]) -> Iterator[Quad]:
    """Give the names of everything that the quads speak of."""
    terms = {term for quad in quads for term in (quad.subject, quad.predicate, quad.object)}
    return engine.name_quads(_named(terms))


def _document(service: Service, described: Description, address: str) -> Iterator[Quad]:
    """Say of the data document itself what it is about, under which licence, and of which datasets."""
    here = NamedNode(address)
    yield _said(here, f"{RDF}type", NamedNode(f"{FOAF}Document"))
    yield _said(here, f"{FOAF}primaryTopic", described.thing)
    graphs = _named({quad.graph_name for quad in described.outgoing or described.incoming})
    for dataset in sorted(filter(None, (service.links.dataset(graph.value) for graph in graphs))):
        yield _said(here, f"{VOID}inDataset", NamedNode(dataset))
    if service.links.licence:
        yield _said(here, f"{DCT}license", NamedNode(service.links.licence))


def _said(subject: NamedNode, predicate: str, value: NamedNode) -> Quad:
    return Quad(subject, NamedNode(predicate), value, DefaultGraph())


def _named(terms: Iterable[object]) -> list[NamedNode]:
    return [term for term in terms if isinstance(term, NamedNode)]
