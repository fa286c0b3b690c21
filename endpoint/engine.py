"""The only module that touches the store: evaluates and serialises, and gives back plain values.

Every function starts and finishes its evaluation before it returns, because a pyoxigraph result that is used from
another thread than its own ends the process.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Self, TypeAlias, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from endpoint.errors import BadRequestError, SnapshotError
from endpoint.formats import Format
from endpoint.syntax import names_dataset, without_service
from endpoint.words import LABELS, PREFIXES

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True)
class Query:
    """A query and the dataset that the protocol asks for; no graph at all means the dataset is not asked for."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """The first rows of an answer; `complete` is false when there were more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    complete: bool = True


@dataclass(frozen=True)
class Description:
    """What the graph says of a thing: the quads it is the subject of, and those that point to it."""

    thing: NamedNode
    outgoing: tuple[Quad, ...]
    incoming: tuple[Quad, ...]

    @property
    def known(self) -> bool:
        """Whether anything is said at all."""
        return bool(self.outgoing or self.incoming)


class Engine:
    """Answers from one store, whose default graph is the union of its named graphs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open a snapshot's store without the right to write; raise SnapshotError if it cannot be."""
        try:
            return cls(Store.read_only(str(folder)))
        except OSError as error:
            raise SnapshotError(f"cannot open the store {folder} ({error}): run filrouge-load again") from error

    def __len__(self) -> int:
        return len(self._store)

    def answer(self, query: Query, form: Format) -> bytes:
        """Return the serialised answer; the format must suit the query's form. Raise BadRequestError on a bad query."""
        results = self._evaluate(query)
        if isinstance(results, QueryTriples):
            return write_triples(results, cast(RdfFormat, form.writer))
        return results.serialize(format=cast(QueryResultsFormat, form.writer)) or b""

    def table(self, query: Query, limit: int) -> Table:
        """Return at most `limit` rows to show; triples come as three columns, a boolean as one cell."""
        results = self._evaluate(query)
        if isinstance(results, QueryBoolean):
            return Table(("ask",), ((Literal(bool(results)),),))
        columns, rows = _columns_and_rows(results)
        shown = tuple(islice(rows, limit + 1))
        return Table(columns, shown[:limit], complete=len(shown) <= limit)

    def describe(self, iri: str) -> Description:
        """Return all quads that have the IRI as subject or object; an impossible IRI is an unknown thing."""
        try:
            thing = NamedNode(iri)
        except ValueError:
            return Description(NamedNode("urn:unknown"), (), ())
        outgoing = tuple(self._store.quads_for_pattern(thing, None, None, None))
        incoming = tuple(self._store.quads_for_pattern(None, None, thing, None))
        return Description(thing, outgoing, incoming)

    def labels(self, things: Iterable[Term]) -> dict[NamedNode, list[Triple]]:
        """Return the label triples of each named thing, those of the best property first."""
        nodes = {each for each in things if isinstance(each, NamedNode)}
        return {node: list(self._labels_of(node)) for node in nodes}

    def graph(self, iri: str) -> tuple[Triple, ...]:
        """Return the triples of one named graph."""
        return tuple(quad.triple for quad in self._store.quads_for_pattern(None, None, None, NamedNode(iri)))

    def _labels_of(self, node: NamedNode) -> Iterator[Triple]:
        for label in LABELS:
            for quad in self._store.quads_for_pattern(node, NamedNode(label), None, None):
                yield quad.triple

    def _evaluate(self, query: Query) -> QuerySolutions | QueryBoolean | QueryTriples:
        text = without_service(query.text)
        try:
            if query.default_graphs or query.named_graphs:
                return self._store.query(
                    text,
                    prefixes=PREFIXES,
                    default_graph=[NamedNode(each) for each in query.default_graphs],
                    named_graphs=[NamedNode(each) for each in query.named_graphs],
                )
            # oxigraph lets the union win over FROM, so that the union must not be asked for beside it.
            return self._store.query(text, prefixes=PREFIXES, use_default_graph_as_union=not names_dataset(text))
        except (SyntaxError, ValueError) as error:
            raise BadRequestError(str(error)) from error


def write_triples(triples: Iterable[Triple], form: RdfFormat) -> bytes:
    """Serialise triples under the known prefixes."""
    return serialize(triples, format=form, prefixes=PREFIXES) or b""


def _columns_and_rows(
    results: QuerySolutions | QueryTriples,
) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    if isinstance(results, QueryTriples):
        return ("subject", "predicate", "object"), ((each.subject, each.predicate, each.object) for each in results)
    return tuple(each.value for each in results.variables), (tuple(row) for row in results)
