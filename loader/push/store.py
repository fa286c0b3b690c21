"""A store of another engine: its named graphs, by the SPARQL protocol and the Graph Store Protocol."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx2
import pyoxigraph as ox

from loader.errors import StoreError

# An engine may compute long before it answers, and longer before it has stored a piece.
_PATIENCE = httpx2.Timeout(600.0, connect=10.0)
_N_TRIPLES = {"Content-Type": "application/n-triples"}
_JSON = {"Accept": "application/sparql-results+json"}


class Store:
    """The addresses of one store; every failure is a StoreError that names the address."""

    def __init__(self, queries: str, graphs: str, user: str = "", password: str = "") -> None:
        self._queries, self._graphs = queries, graphs
        self._user, self._password = user, password
        self._http = httpx2.Client(timeout=_PATIENCE)
        self._authorise: Callable[[], None] | None = self._learn_to_sign if user else None

    def graph_names(self) -> list[str]:
        """Give its named graphs."""
        return [row[0].value for row in self._select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")]

    def count(self, base: str) -> int:
        """Count the triples in named graphs below the base."""
        [[found]] = self._select(
            f'SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} FILTER (STRSTARTS(STR(?g), "{base}")) }}'
        )
        return int(found.value)

    def remove(self, graph: str) -> None:
        """Remove a graph, whether it is there or not."""
        self._change("DELETE", graph, may_lack=True)

    def put(self, graph: str, triples: bytes) -> None:
        """Make a graph hold these N-Triples only."""
        self._change("PUT", graph, triples)

    def add(self, graph: str, triples: bytes) -> None:
        """Add N-Triples to a graph."""
        self._change("POST", graph, triples)

    def _select(self, query: str) -> list[Any]:
        with self._told(self._queries):
            response = self._http.post(self._queries, data={"query": query}, headers=_JSON)
            self._check(self._queries, response)
            return list(ox.parse_query_results(response.content, format=ox.QueryResultsFormat.JSON))  # type: ignore[arg-type]

    def _change(self, method: str, graph: str, triples: bytes | None = None, *, may_lack: bool = False) -> None:
        with self._told(self._graphs):
            if self._authorise:
                self._authorise()
            parameters = {"graph": graph}
            headers = _N_TRIPLES if triples is not None else {}
            response = self._http.request(method, self._graphs, params=parameters, content=triples, headers=headers)
            if not (may_lack and response.status_code == httpx2.codes.NOT_FOUND):
                self._check(f"{self._graphs} graph {graph}", response)

    def _learn_to_sign(self) -> None:
        """Sign as the store asks for: with a digest where it wants one, else plainly."""
        response = self._http.delete(self._graphs, params={"graph": "urn:filrouge:none"})
        wants_digest = response.headers.get("www-authenticate", "").lower().startswith("digest")
        sign = httpx2.DigestAuth if wants_digest else httpx2.BasicAuth
        self._http.auth = sign(self._user, self._password)
        self._authorise = None

    @staticmethod
    def _check(where: str, response: httpx2.Response) -> None:
        if not response.is_success:
            said = response.text.strip().splitlines()[:1]
            raise StoreError(f"{where}: the store answered {response.status_code}: {''.join(said)[:200]}")

    @contextmanager
    def _told(self, where: str) -> Iterator[None]:
        try:
            yield
        except httpx2.TransportError as error:
            raise StoreError(
                f"{where}: the store does not answer ({error}); is it running, is the address right?"
            ) from error
        except SyntaxError as error:
            raise StoreError(f"{where}: what answers is no SPARQL store ({error})") from error
