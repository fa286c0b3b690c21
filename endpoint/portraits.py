"""The portrait of a thing, ready for its page: what is said of it, what points to it, and where that is said."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Quad

from endpoint.addresses import Addresses
from endpoint.engine import Description, Engine, Term
from endpoint.naming import Name, names_of
from endpoint.words import DCT, LABELS, RDF

FIRST = (f"{RDF}type", *LABELS, f"{DCT}description")
SHOWN = 50


@dataclass(frozen=True)
class Group:
    """The values of one property; `total` counts those that are not shown as well."""

    property: NamedNode
    values: tuple[Term, ...]
    total: int


@dataclass(frozen=True)
class Portrait:
    """A thing as its page shows it; `names` has the name of every named term shown.

    `more_graphs` is how many more graphs say something of it than those that are shown.
    """

    iri: str
    name: Name
    outgoing: tuple[Group, ...]
    incoming: tuple[Group, ...]
    graphs: tuple[NamedNode, ...]
    more_graphs: int
    names: dict[NamedNode, Name]


def draw_portrait(engine: Engine, addresses: Addresses, described: Description, most: int = SHOWN) -> Portrait:
    """Gather and name what the page shows, at most so many values of a property."""
    outgoing = _groups(described.outgoing, [quad.object for quad in described.outgoing], most)
    incoming = _groups(described.incoming, [quad.subject for quad in described.incoming], most)
    shown = [term for group in outgoing + incoming for term in (group.property, *group.values)]
    names = names_of(engine, addresses, [described.thing, *shown])
    graphs = _graphs(described.outgoing or described.incoming)
    return Portrait(
        iri=described.thing.value,
        name=names[described.thing],
        outgoing=_ordered(outgoing, names),
        incoming=_ordered(incoming, names),
        graphs=graphs[:SHOWN],
        more_graphs=len(graphs[SHOWN:]),
        names=names,
    )


def _groups(quads: Iterable[Quad], values: Iterable[Term], most: int) -> list[Group]:
    by_property: dict[NamedNode, list[Term]] = defaultdict(list)
    for quad, value in zip(quads, values, strict=True):
        by_property[quad.predicate].append(value)
    return [Group(each, tuple(sorted(found, key=_natural)[:most]), len(found)) for each, found in by_property.items()]


def _natural(term: Term) -> list[tuple[int, str]]:
    """Sort numbers by value, so that cell 10 comes after cell 9."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", str(term))]


def _ordered(groups: Iterable[Group], names: dict[NamedNode, Name]) -> tuple[Group, ...]:
    def rank(group: Group) -> tuple[int, str]:
        iri = group.property.value
        return (FIRST.index(iri) if iri in FIRST else len(FIRST), names[group.property].text.casefold())

    return tuple(sorted(groups, key=rank))


def _graphs(quads: Iterable[Quad]) -> tuple[NamedNode, ...]:
    graphs = {quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)}
    return tuple(sorted(graphs, key=str))
