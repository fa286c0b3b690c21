"""Facade-X: nested plain values as triples, so that mappings are SPARQL CONSTRUCT and nothing else.

A record is a node, a key a predicate `x:key`, a list the repetition of its key, a nested record another node. None
yields no triple.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

import pyoxigraph as ox

from loader.records import Record, Value

_X = "http://sparql.xyz/facade-x/data/"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DECIMAL = ox.NamedNode(_XSD + "decimal")


def facade(records: Iterable[Record]) -> ox.Store:
    """Give a store that holds the records."""
    store = ox.Store()
    store.extend(quad for record in records for quad in _node(ox.BlankNode(), record))
    return store


def _node(node: ox.BlankNode, record: Record) -> Iterator[ox.Quad]:
    for key, value in record.items():
        yield from _slot(node, _named(key), value)


@cache
def _named(key: str) -> ox.NamedNode:
    return ox.NamedNode(_X + key)


def _slot(node: ox.BlankNode, key: ox.NamedNode, value: Value) -> Iterator[ox.Quad]:
    if value is None:
        return
    if isinstance(value, dict):
        inner = ox.BlankNode()
        yield ox.Quad(node, key, inner)
        yield from _node(inner, value)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _slot(node, key, item)
    else:
        yield ox.Quad(node, key, _literal(value))


def _literal(value: Value) -> ox.Literal:
    if isinstance(value, Decimal):
        return ox.Literal(format(value.normalize(), "f"), datatype=_DECIMAL)
    assert isinstance(value, str | int | bool)
    return ox.Literal(value)
