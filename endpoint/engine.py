"""The only module that touches the embedded store: evaluates and serialises, and gives back plain values.

Every function starts and finishes its evaluation before it returns, because a pyoxigraph result that is used from
another thread than its own ends the process.
"""

import gzip
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, product
from pathlib import Path
from typing import Any, Self, TypeAlias, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from endpoint.errors import BadRequestError, SnapshotError
from endpoint.excerpts import Excerpts, OfDownloads, OfStore
from endpoint.formats import TABLES, Format
from endpoint.snapshot import Snapshot
from endpoint.syntax import names_dataset, without_service
from endpoint.words import LABELS, PREFIXES
from endpoint.writers import Writer, write_graph, write_table

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
Some: TypeAlias = Collection[Any] | None
Results: TypeAlias = QuerySolutions | QueryBoolean | Iterator[Triple]


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

    def __init__(
        self,
        store: Store | None = None,
        *,
        union: bool = True,
        base: str | None = None,
        excerpts: Excerpts | None = None,
    ) -> None:
        """Answer from a store, an empty one by default; relative IRIs in a query resolve against the base."""
        self._store = Store() if store is None else store
        self._union = union
        self._base = base
        self._excerpts = excerpts
        self._known: dict[Query, Table] = {}

    @classmethod
    def open(cls, snapshot: Snapshot, *, in_memory: bool = False, union: bool = True) -> Self:
        """Open a snapshot without the right to write; raise SnapshotError if it cannot be."""
        try:
            store = _read(snapshot.dataset) if in_memory else Store.read_only(str(snapshot.store))
        except (OSError, SyntaxError) as error:
            raise SnapshotError(f"cannot open {snapshot.folder} ({error}): run filrouge-load again") from error
        excerpts = OfStore(store, snapshot.graphs) if in_memory else OfDownloads(snapshot)
        return cls(store, union=union, base=snapshot.base, excerpts=excerpts)

    def __len__(self) -> int:
        return len(self._store)

    def answer(self, query: Query, form: Format) -> Writer:
        """Return a function that writes the serialised answer piece by piece; raise BadRequestError on a bad query.

        The format must suit the query's form.
        """
        results = self._evaluate(query)
        if isinstance(results, QuerySolutions | QueryBoolean):
            return partial(write_table, results, cast(QueryResultsFormat, form.writer))
        return partial(write_graph, results, cast(RdfFormat, form.writer))

    def check(self, query: Query) -> None:
        """Raise the BadRequestError that the query deserves, without running it."""
        Engine(union=self._union, base=self._base).answer(query, TABLES[0])

    def tell_of_copies(self, tell: Callable[[float], None]) -> None:
        """Have `tell` called with the processor time that copying a few graphs will take, for later queries too."""
        if self._excerpts:
            self._excerpts.tell = tell

    def begin(self) -> None:
        """Begin a job: what it asks, it asks of one version."""

    def table(self, query: Query, limit: int) -> Table:
        """Return at most `limit` rows to show; triples come as three columns, a boolean as one cell."""
        if known := self._known.get(query):
            return Table(known.columns, known.rows[:limit], known.complete and len(known.rows) <= limit)
        results = self._evaluate(query)
        if isinstance(results, QueryBoolean):
            return Table(("ask",), ((Literal(bool(results)),),))
        columns, rows = _columns_and_rows(results)
        shown = tuple(islice(rows, limit + 1))
        return Table(columns, shown[:limit], complete=len(shown) <= limit)

    def remember(self, query: Query, limit: int) -> None:
        """Keep the answer to a query, for as long as the graph is the same: that of a snapshot always is."""
        self._known[query] = self.table(query, limit)

    def columns(self, query: Query) -> tuple[str, ...]:
        """Return the columns that the answer to a SELECT will have, without asking."""
        if known := self._known.get(query):
            return known.columns
        results = Engine(union=self._union, base=self._base)._evaluate(query)
        return tuple(each.value for each in results.variables) if isinstance(results, QuerySolutions) else ()

    def describe(self, iri: str) -> Description:
        """Return all quads that have the IRI as subject or object; an impossible IRI is an unknown thing."""
        try:
            thing = NamedNode(iri)
        except ValueError:
            return Description(NamedNode("urn:unknown"), (), ())
        return Description(thing, tuple(self._match([thing], None, None)), tuple(self._match(None, None, [thing])))

    def quads(self, subject: NamedNode | None, predicate: NamedNode | None, value: Term | None) -> Iterator[Quad]:
        """Give the quads that match; None matches anything."""
        return self._match(_only(subject), _only(predicate), _only(value))

    def labels(self, things: Iterable[Term]) -> dict[NamedNode, list[Triple]]:
        """Return the label triples of each named thing, those of the best property first."""
        named: dict[NamedNode, list[Triple]] = {each: [] for each in things if isinstance(each, NamedNode)}
        for quad in self.name_quads(named):
            named[cast(NamedNode, quad.subject)].append(quad.triple)
        for triples in named.values():
            triples.sort(key=lambda triple: _LABELS.index(triple.predicate))
        return named

    def name_quads(self, nodes: Collection[NamedNode]) -> Iterator[Quad]:
        """Give the quads that name the things."""
        return self._match(nodes, _LABELS, None)

    def graph(self, iri: str) -> tuple[Triple, ...]:
        """Return the triples of one named graph."""
        return tuple(quad.triple for quad in self._match(None, None, None, NamedNode(iri)))

    def graph_names(self) -> list[str]:
        """Return the named graphs, sorted."""
        return sorted(each.value for each in self._store.named_graphs() if isinstance(each, NamedNode))

    def _match(self, subjects: Some, predicates: Some, values: Some, graph: NamedNode | None = None) -> Iterator[Quad]:
        """Give the quads of one of the subjects, predicates and values each; None stands for any."""
        for s, p, o in product(*((None,) if each is None else each for each in (subjects, predicates, values))):
            yield from self._store.quads_for_pattern(s, p, o, graph)

    def _evaluate(self, query: Query) -> Results:
        text = without_service(query.text)
        store, dataset = self._place(query, text)
        options = {"base_iri": self._base, **dataset}
        unknown: dict[NamedNode, Callable[..., Term | None]] = {}
        while True:
            try:
                return store.query(text, prefixes=PREFIXES, custom_functions=unknown, **options)
            except (SyntaxError, ValueError) as error:
                raise BadRequestError(str(error)) from error
            except RuntimeError as error:
                # An extension function that nobody knows is an error of its expression, not of the query (17.6).
                function = _UNKNOWN_FUNCTION.search(str(error))
                if function is None or len(unknown) >= _MOST_UNKNOWN_FUNCTIONS:
                    raise BadRequestError(str(error)) from error
                unknown[NamedNode(function[1])] = _unbound

    def _place(self, query: Query, text: str) -> tuple[Store, dict[str, Any]]:
        """Return where the query is to be asked, and of which dataset there."""
        if not query.default_graphs and not query.named_graphs:
            return self._store, self._whole(text)
        try:
            default, named = ([NamedNode(each) for each in some] for some in (query.default_graphs, query.named_graphs))
        except ValueError as error:
            raise BadRequestError(str(error)) from error
        if excerpt := self._excerpt(query):
            return excerpt, {"use_default_graph_as_union": True, "named_graphs": named}
        return self._store, {"default_graph": default, "named_graphs": named}

    def _excerpt(self, query: Query) -> Store | None:
        """Return the copy that answers a query of a few graphs, if there is one."""
        graphs = frozenset(query.default_graphs)
        return self._excerpts.holding(graphs) if self._excerpts and graphs.issuperset(query.named_graphs) else None

    def _whole(self, text: str) -> dict[str, Any]:
        # oxigraph lets the union win over FROM, so that the union must not be asked for beside it.
        return {"use_default_graph_as_union": self._union and not names_dataset(text)}


_LABELS = tuple(map(NamedNode, LABELS))
_UNKNOWN_FUNCTION = re.compile(r"custom function <([^<>]*)> is not supported")
_MOST_UNKNOWN_FUNCTIONS = 50


def _only(term: Term | None) -> Some:
    return None if term is None else (term,)


def _unbound(*_arguments: Term) -> None:
    """Stand for a function that is not known: the expression has no value."""


def _read(dataset: Path) -> Store:
    store = Store()
    with gzip.open(dataset) if dataset.suffix == ".gz" else dataset.open("rb") as file:
        store.bulk_load(file, RdfFormat.N_QUADS)  # type: ignore[arg-type]
    return store


def write_quads(quads: Iterable[Quad], form: RdfFormat) -> bytes:
    """Serialise quads under the known prefixes; a format without named graphs gets the triples, each once."""
    if form.supports_datasets:
        return serialize(quads, format=form, prefixes=PREFIXES) or b""
    return write_triples(dict.fromkeys(quad.triple for quad in quads), form)


def write_triples(triples: Iterable[Triple], form: RdfFormat) -> bytes:
    """Serialise triples under the known prefixes."""
    return serialize(triples, format=form, prefixes=PREFIXES) or b""


def _columns_and_rows(
    results: QuerySolutions | Iterator[Triple],
) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    if isinstance(results, QuerySolutions):
        return tuple(each.value for each in results.variables), (tuple(row) for row in results)
    return ("subject", "predicate", "object"), ((each.subject, each.predicate, each.object) for each in results)
