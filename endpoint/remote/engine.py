"""The Engine on a graph that another SPARQL engine holds.

What is asked of a few graphs, and what that engine cannot answer, is answered here, from copies of them.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

import httpx2
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions

from endpoint.engine import Engine, Query, Results, Some, Table, Term
from endpoint.errors import CannotError, NoStoreError, NotReadyError
from endpoint.excerpts import OfDownloads
from endpoint.formats import Format
from endpoint.remote.exchange import Place, ask_graph, ask_table, readable
from endpoint.remote.replicas import Replicas, mark_of
from endpoint.snapshot import Snapshot
from endpoint.syntax import Form, query_form, without_service
from endpoint.words import PREFIXES
from endpoint.writers import Write, Writer

# How many terms one query lists.
LISTED = 200
_GRAPHS = (Form.CONSTRUCT, Form.DESCRIBE)
_COUNT = "SELECT (COUNT(*) AS ?triples) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (?g != <{mark}>) }}"
# An empty group, which has an answer for each graph, has none in some engines.
_GRAPH_NAMES = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_PREFIXES = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())


class RemoteEngine(Engine):
    """Answers from stores of other engines; every query is judged here first, as the embedded engine judges it."""

    def __init__(self, snapshot: Snapshot, urls: tuple[str, ...]) -> None:
        """Answer from those of the stores that hold the snapshot's version."""
        super().__init__(base=snapshot.base, excerpts=OfDownloads(snapshot))
        self._replicas = Replicas(urls, snapshot.base, snapshot.version)
        self._snapshot = snapshot
        self._prologue = f"BASE <{snapshot.base}> {_PREFIXES} "

    def require(self) -> None:
        """Raise NotReadyError unless a store holds the version, its default graph the union of its named graphs."""
        try:
            united = self._replicas.is_united()
        except NoStoreError as error:
            version = self._snapshot.version
            raise NotReadyError(f"no store holds version {version}: run filrouge-load push --store URL") from error
        if not united:
            raise NotReadyError(
                "the store does not take the union of its named graphs for its default graph: set it so "
                "(oxigraph serve: --union-default-graph; Fuseki: tdb2:unionDefaultGraph true)"
            )

    def begin(self) -> None:
        """Begin a job, which keeps to stores of the version."""
        self._replicas.begin()

    def __len__(self) -> int:
        if self._snapshot.triples is not None:
            return self._snapshot.triples
        [[count]] = self._rows(_COUNT.format(mark=mark_of(self._snapshot.base, self._snapshot.version)))
        assert isinstance(count, Literal)
        return int(count.value)

    def answer(self, query: Query, form: Format) -> Writer:
        """Return a function that writes the answer as it comes; raise BadRequestError, StoreError or NoStoreError."""
        pour = super().answer(query, form)

        def write_all(write: Write) -> int | None:
            with readable():
                return pour(write)

        return write_all

    def table(self, query: Query, limit: int) -> Table:
        """Return at most `limit` rows to show."""
        with readable():
            return super().table(query, limit)

    def graph_names(self) -> list[str]:
        """Return the named graphs but the store's mark, sorted."""
        mark = mark_of(self._snapshot.base, self._snapshot.version)
        return sorted(row[0].value for row in self._rows(_GRAPH_NAMES) if row[0].value != mark)  # type: ignore[union-attr]

    def _evaluate(self, query: Query) -> Results:
        if self._excerpt(query):
            return super()._evaluate(query)
        self.check(query)
        try:
            return self._asked(query)
        except CannotError:
            if whole := self._excerpts and self._excerpts.whole():
                return Engine(whole, base=self._base)._evaluate(query)
            raise

    def _asked(self, query: Query) -> Results:
        """Send the query to a store."""
        text = without_service(query.text)
        graphs = [("default-graph-uri", iri) for iri in query.default_graphs]
        graphs += [("named-graph-uri", iri) for iri in query.named_graphs]
        ask = ask_graph if query_form(query.text) in _GRAPHS else ask_table
        return self._replicas.ask(
            lambda http, place: ask(http, place, place.differences.asked(self._prologue, text), graphs)
        )

    def _match(self, subjects: Some, predicates: Some, values: Some, graph: NamedNode | None = None) -> Iterator[Quad]:
        listed = {"s": subjects, "p": predicates, "o": values, "g": graph and [graph]}
        for part in _parts(subjects) if subjects is not None else [None]:
            wanted = "".join(_values(name, terms) for name, terms in {**listed, "s": part}.items() if terms is not None)
            for s, p, o, g in self._rows(f"SELECT ?s ?p ?o ?g WHERE {{ {wanted} GRAPH ?g {{ ?s ?p ?o }} }}"):
                yield Quad(s, p, o, g)  # type: ignore[arg-type]

    def _rows(self, query: str) -> list[tuple[Term | None, ...]]:
        # The whole answer at once: what reads it may ask the next question meanwhile.
        def ask(http: httpx2.Client, place: Place) -> list[tuple[Term | None, ...]]:
            answer = ask_table(http, place, place.differences.asked("", query))
            assert isinstance(answer, QuerySolutions)
            return [tuple(row) for row in answer]

        with readable():
            return self._replicas.ask(ask)


def _values(name: str, terms: Iterable[Term]) -> str:
    return f"VALUES ?{name} {{ {' '.join(map(str, terms))} }} "


def _parts(terms: Iterable[Term]) -> Iterator[list[Term]]:
    rest = iter(terms)
    while part := list(islice(rest, LISTED)):
        yield part
