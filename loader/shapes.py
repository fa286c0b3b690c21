"""Judges a graph by the shapes of the ontology; why by this validator: docs/decisions/0007-shacl.md."""

from collections.abc import Container, Iterable, Sequence
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
import shacl

from loader.errors import broken_rules

_SH = "http://www.w3.org/ns/shacl#"


def check_shapes(quads: Iterable[ox.Quad], beside: Sequence[ox.Quad] = ()) -> None:
    """Raise GraphError with the messages of the SHACL shapes that the graph breaks.

    What stands `beside` it only says what the graph points to: it was judged elsewhere.
    """
    triples = ox.serialize((quad.triple for quad in (*quads, *beside)), format=ox.RdfFormat.N_TRIPLES)
    assert triples is not None
    if messages := _messages(judge(triples.decode()), {quad.subject for quad in beside}):
        raise broken_rules("the graph breaks its shapes:", messages)


def judge(triples: str) -> str:
    """Give the SHACL report on a graph in N-Triples, in N-Triples; empty when the graph conforms."""
    report = _shapes().validate_text(triples, format="ntriples")
    return "" if report.conforms else report.serialize("ntriples")


@cache
def _shapes() -> shacl.Shapes:
    return shacl.Shapes.from_turtle((files("ontology") / "shapes.ttl").read_text(encoding="utf-8"))


def _messages(report: str, passed_over: Container[object]) -> list[str]:
    """Say of each result what is wrong where, in English; some nodes are passed over."""
    store = ox.Store()
    store.load(report.encode(), ox.RdfFormat.N_TRIPLES)
    results = [quad.object for quad in store.quads_for_pattern(None, ox.NamedNode(_SH + "result"), None)]
    return [_message(store, result) for result in results if _said(store, result, "focusNode")[0] not in passed_over]


def _message(store: ox.Store, result: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    place = (_said(store, result, name) for name in ("focusNode", "resultPath", "value"))
    said = [m for m in _said(store, result, "resultMessage") if getattr(m, "language", None) in ("en", None)]
    told = min((m.value for m in said if isinstance(m, ox.Literal)), default="breaks a shape")
    words = " ".join(str(getattr(term, "value", "")) for found in place for term in found[:1])
    return f"{words}: {told}"


def _said(store: ox.Store, result: object, name: str) -> list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    assert isinstance(result, ox.NamedNode | ox.BlankNode)
    return [quad.object for quad in store.quads_for_pattern(result, ox.NamedNode(_SH + name), None)]
