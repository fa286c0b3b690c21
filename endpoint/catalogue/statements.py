"""Triples said with prefixed names and plain values, kept in the order in which they were said, each once."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeAlias, cast

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from endpoint.bilingual import Text

PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#",
    "as": "https://www.w3.org/ns/activitystreams#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "gsp": "http://www.opengis.net/ont/geosparql#",
    "hydra": "http://www.w3.org/ns/hydra/core#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Node: TypeAlias = NamedNode | BlankNode
Value: TypeAlias = "NamedNode | BlankNode | Literal | Text | str | int | date | None"


class Statements:
    """What is said so far, each thing once."""

    def __init__(self) -> None:
        self._triples: dict[Triple, None] = {}

    def __iter__(self) -> Iterator[Triple]:
        """Yield what is said of one thing together, in the order in which things were first spoken of."""
        about: dict[Node, list[Triple]] = {}
        for triple in self._triples:
            about.setdefault(cast(Node, triple.subject), []).append(triple)
        return (triple for triples in about.values() for triple in triples)

    def say(self, subject: Node, property_name: str, *values: Value) -> None:
        """Say a property of a thing; nothing is said for a value that is None or an empty text."""
        for value in values:
            for term in _terms(value):
                self._triples[Triple(subject, name(property_name), term)] = None

    def write(self, form: RdfFormat) -> bytes:
        """Write all of it."""
        return serialize(self, format=form, prefixes=PREFIXES) or b""


def name(prefixed: str) -> NamedNode:
    """Return the IRI of a prefixed name.

    >>> name("dcat:Dataset").value
    'http://www.w3.org/ns/dcat#Dataset'
    """
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def typed(value: object, datatype: str) -> Literal:
    """Return a literal of a datatype that has no Python type of its own."""
    return Literal(str(value), datatype=name(datatype))


def _terms(value: Value) -> Iterator[NamedNode | BlankNode | Literal]:
    if isinstance(value, NamedNode | BlankNode | Literal):
        yield value
    elif isinstance(value, Text):
        said = (("fr", value.fr), ("en", value.en))
        yield from (Literal(text, language=language) for language, text in said if text)
    elif isinstance(value, date | int):
        yield _literal(value)
    elif value:
        yield Literal(value)


def _literal(value: date | int) -> Literal:
    if isinstance(value, datetime):
        return typed(value.isoformat(), "xsd:dateTime")
    return typed(value.isoformat(), "xsd:date") if isinstance(value, date) else typed(value, "xsd:integer")
