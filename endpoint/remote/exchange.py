"""One query sent to a store by the SPARQL protocol, and its answer as pyoxigraph reads it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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

from endpoint.errors import StoreError
from endpoint.remote.differences import put_right

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


class UnreachableError(Exception):
    """The store did not answer, or said that it cannot answer now: another may."""


def client() -> httpx2.Client:
    """Return a client that follows no redirect and never waits long for a connection."""
    return httpx2.Client(timeout=httpx2.Timeout(None, connect=CONNECT_SECONDS), follow_redirects=False)


def ask_table(http: httpx2.Client, url: str, query: str, graphs: Sequence[tuple[str, str]] = ()) -> Answer:
    """Ask a SELECT or an ASK; raise UnreachableError or StoreError."""
    response = _send(http, url, query, graphs, TABLES)
    with readable():
        return put_right(parse_query_results(_body(response), format=TABLES[_media_type(response)]))


def ask_graph(http: httpx2.Client, url: str, query: str, graphs: Sequence[tuple[str, str]] = ()) -> Answer:
    """Ask a CONSTRUCT or a DESCRIBE; raise UnreachableError or StoreError."""
    response = _send(http, url, query, graphs, GRAPHS)
    with readable():
        return (quad.triple for quad in parse(_body(response), format=GRAPHS[_media_type(response)]))


def _send(
    http: httpx2.Client, url: str, query: str, graphs: Sequence[tuple[str, str]], formats: dict[str, Any]
) -> httpx2.Response:
    accept = ", ".join(f"{name};q={1 - place / 10:.1f}" for place, name in enumerate(formats))
    fields: dict[str, Any] = {"query": query}
    for name, iri in graphs:
        fields.setdefault(name, []).append(iri)
    request = http.build_request("POST", url, data=fields, headers={"Accept": accept})
    try:
        response = http.send(request, stream=True)
    except httpx2.TransportError as error:
        raise UnreachableError(str(error)) from error
    if response.status_code >= httpx2.codes.INTERNAL_SERVER_ERROR:
        response.close()
        raise UnreachableError(f"status {response.status_code}")
    if response.status_code != httpx2.codes.OK:
        response.close()
        raise StoreError(f"the store behind this service refused the query (status {response.status_code})")
    if _media_type(response) not in formats:
        response.close()
        raise StoreError("the store behind this service answered with something else than an answer to a query")
    return response


def _media_type(response: httpx2.Response) -> str:
    return str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()


@contextmanager
def readable() -> Iterator[None]:
    """Raise StoreError when an answer that is read inside turns out to be none."""
    try:
        yield
    except (SyntaxError, httpx2.TransportError) as error:
        raise StoreError("the store behind this service gave an answer that cannot be read") from error


def _body(response: httpx2.Response) -> IO[bytes]:
    return cast(IO[bytes], _Body(response))


class _Body:
    """A response as a file that is read piece by piece, and closed at its end."""

    def __init__(self, response: httpx2.Response) -> None:
        self._response = response
        self._pieces = response.iter_bytes()
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
