"""The mappings: each `mappings/*.rq` is one CONSTRUCT over records, run by pyoxigraph with our functions."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TypeAlias

import pyoxigraph as ox

from loader.errors import GraphError
from loader.facade import facade
from loader.problems import going_on
from loader.records import Record
from loader.values.dates import EDTF_TYPE, earliest_day, latest_day

_FN = "https://w3id.org/filrouge/function#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_HEADER = re.compile(r"^#\+ (?P<key>source|target|note): (?P<text>.+)$", re.MULTILINE)
GRAPH_SOURCE = "graph"
_Term: TypeAlias = "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None"


@dataclass(frozen=True)
class Mapping:
    """One mapping file: the kinds of record that it reads, and its query."""

    name: str
    sources: frozenset[str]
    query: str


@cache
def read_mappings() -> tuple[Mapping, ...]:
    """Read all mapping files, by name."""
    found = []
    for file in sorted(files("mappings").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".rq"):
            text = file.read_text(encoding="utf-8")
            header = {match["key"]: match["text"] for match in _HEADER.finditer(text)}
            sources = frozenset(part.strip() for part in header["source"].split(","))
            found.append(Mapping(file.name.removesuffix(".rq"), sources, text))
    return tuple(found)


def map_records(records: Iterable[Record], graph: str, base: str) -> set[ox.Quad]:
    """Run every mapping whose source the records hold; then those that read the graph itself, over what was made."""
    records = list(records)
    kinds = {str(record["record"]) for record in records}
    store = facade(records)
    name = ox.NamedNode(base + graph)
    quads: set[ox.Quad] = set()
    wanted = [mapping for mapping in read_mappings() if mapping.sources & kinds]
    for mapping in (mapping for mapping in wanted if GRAPH_SOURCE not in mapping.sources):
        with going_on():
            quads |= _construct(mapping, store, name, base)
    if over_graph := [mapping for mapping in wanted if GRAPH_SOURCE in mapping.sources]:
        made = ox.Store()
        made.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        for mapping in over_graph:
            with going_on():
                quads |= _construct(mapping, made, name, base)
    return quads


def _construct(mapping: Mapping, store: ox.Store, graph: ox.NamedNode, base: str) -> set[ox.Quad]:
    failures: list[str] = []
    functions = {ox.NamedNode(_FN + name): _watched(name, call, failures) for name, call in _FUNCTIONS.items()}
    triples = store.query(mapping.query, base_iri=base, custom_functions=functions)
    assert isinstance(triples, ox.QueryTriples)
    quads = {ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}
    if failures:
        raise GraphError(f"mapping {mapping.name}: {'; '.join(sorted(set(failures)))}")
    return quads


def _watched(name: str, call: Callable[[str], ox.Literal], failures: list[str]) -> Callable[..., _Term]:
    """Wrap a function: the engine would swallow its exception and leave the variable unbound, so a value were lost."""

    def function(term: ox.Literal) -> ox.Literal | None:
        try:
            return call(term.value)
        except Exception as error:
            failures.append(f"fn:{name}({term.value!r}): {error}")
            return None

    return function


def _day_literal(text: str) -> ox.Literal:
    """Type an ISO date by its precision: xsd:date, xsd:gYearMonth or xsd:gYear."""
    kind = {1: "gYear", 2: "gYearMonth", 3: "date"}[len(text.split("-"))]
    return ox.Literal(text, datatype=ox.NamedNode(_XSD + kind))


_FUNCTIONS: dict[str, Callable[[str], ox.Literal]] = {
    "edtf": lambda text: ox.Literal(text, datatype=ox.NamedNode(EDTF_TYPE)),
    "earliest": lambda text: ox.Literal(earliest_day(text).isoformat(), datatype=ox.NamedNode(_XSD + "date")),
    "latest": lambda text: ox.Literal(latest_day(text).isoformat(), datatype=ox.NamedNode(_XSD + "date")),
    "day": _day_literal,
}
