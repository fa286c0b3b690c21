"""One query sent to a store by the SPARQL protocol, and its answer as pyoxigraph reads it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, TypeAlias, cast

import httpx2
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from endpoint.errors import CannotError, StoreError
from endpoint.remote.differences import Differences, Standard

Answer: TypeAlias = QuerySolutions | QueryBoolean | Iterator[Triple]

TABLES: dict[str, QueryResultsFormat] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
GRAPHS: dict[str, RdfFormat] = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
# How long a store may take to accept a connection. How long it may compute is the business of the query's deadline.
CONNECT_SECONDS = 3.0
# As much of an error is read as says which it is.
ERROR_BYTES = 2000


_AS_IT_IS = Standard()


@dataclass(frozen=True)
class Place:
    """Where a store answers queries, and what its engine answers otherwise."""

    url: str
    differences: Differences = _AS_IT_IS


class RefusedError(StoreError):
    """The store says that the query is none."""


class UnreachableError(Exception):
    """The store did not answer, or said that it cannot answer now: another may."""


def client() -> httpx2.Client:
    """Return a client that follows no redirect and never waits long for a connection."""
    return httpx2.Client(timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS), follow_redirects=False)


def ask_table(http: httpx2.Client, place: Place, query: str, graphs: Sequence[tuple[str, str]] = ()) -> Answer:
    """Ask a SELECT or an ASK; raise UnreachableError or StoreError."""
    response = _send(http, place, query, graphs, TABLES)
    form = TABLES[_media_type(response)]
    repaired = place.differences.repaired if form == QueryResultsFormat.JSON else iter
    with readable():
        return place.differences.put_right(parse_query_results(_body(response, repaired), format=form))


def ask_graph(http: httpx2.Client, place: Place, query: str, graphs: Sequence[tuple[str, str]] = ()) -> Answer:
    """Ask a CONSTRUCT or a DESCRIBE; raise UnreachableError or StoreError."""
    response = _send(http, place, query, graphs, GRAPHS)
    with readable():
        quads = parse(_body(response, iter), format=GRAPHS[_media_type(response)])
        return (place.differences.triple(quad.triple) for quad in quads)


def _send(
    http: httpx2.Client, place: Place, query: str, graphs: Sequence[tuple[str, str]], formats: dict[str, Any]
) -> httpx2.Response:
    accept = ", ".join(f"{name};q={1 - rank / 10:.1f}" for rank, name in enumerate(formats))
    fields: dict[str, Any] = {"query": query}
    for name, iri in graphs:
        fields.setdefault(name, []).append(iri)
    request = http.build_request("POST", place.url, data=fields, headers={"Accept": accept})
    try:
        response = http.send(request, stream=True)
    except httpx2.TransportError as error:
        raise UnreachableError(str(error)) from error
    if place.differences.is_partial(response.headers):
        response.close()
        raise StoreError("the store behind this service gave a part of the answer: its settings allow no more")
    if response.status_code == httpx2.codes.OK and _media_type(response) in formats:
        return response
    said = _beginning(response)
    if place.differences.cannot(said):
        raise CannotError("the engine behind this service cannot compute this query: another way to ask may do")
    if response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
        raise UnreachableError(f"status {response.status_code}")
    if response.status_code != httpx2.codes.OK:
        raise RefusedError(f"the store behind this service refused the query (status {response.status_code})")
    raise StoreError("the store behind this service answered with something else than an answer to a query")


def _beginning(response: httpx2.Response) -> str:
    """Return the first words of an answer that is none, and hang up."""
    said = b""
    try:
        for piece in response.iter_bytes():
            said += piece
            if len(said) >= ERROR_BYTES:
                break
    except httpx2.TransportError:
        pass
    finally:
        response.close()
    return said[:ERROR_BYTES].decode(errors="replace")


def _media_type(response: httpx2.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


@contextmanager
def readable() -> Iterator[None]:
    """Raise StoreError when an answer that is read inside turns out to be none."""
    try:
        yield
    except (SyntaxError, httpx2.TransportError) as error:
        raise StoreError("the store behind this service gave an answer that cannot be read") from error


def _body(response: httpx2.Response, repaired: Callable[[Iterable[bytes]], Iterable[bytes]]) -> IO[bytes]:
    return cast(IO[bytes], _Body(response, repaired))


class _Body:
    """A response as a file that is read piece by piece, and closed at its end."""

    def __init__(self, response: httpx2.Response, repaired: Callable[[Iterable[bytes]], Iterable[bytes]]) -> None:
        self._response = response
        self._pieces = iter(repaired(response.iter_bytes()))
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        while not self._rest:
            try:
                self._rest = next(self._pieces)
            except StopIteration:
                self._response.close()
                return b""
        end = len(self._rest) if size < 0 else size
        data, self._rest = self._rest[:end], self._rest[end:]
        return data
