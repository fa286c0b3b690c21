"""The stores that hold the graph: which of them has the snapshot's version, and who is asked next when one fails.

filrouge-load push marks a store with the version that it holds, and takes the mark away before it changes anything. A
job looks for the mark before it asks a store its first question, and asks no store without it: no answer is made of two
versions.
"""

from collections.abc import Callable
from typing import TypeVar

import httpx2
from pyoxigraph import QueryBoolean

from endpoint.errors import NoStoreError, StoreError
from endpoint.remote.exchange import UnreachableError, ask_table, client

_Answered = TypeVar("_Answered")

_MARKED = "ASK {{ GRAPH <{mark}> {{ ?s ?p ?o }} }}"
# All of ours stands in named graphs: a default graph that is not empty is their union, as our queries expect.
_UNITED = "ASK { ?s ?p ?o }"


def mark_of(base: str, version: str) -> str:
    """Return the named graph by which a store says that it holds a version."""
    return f"{base}graph/store/{version}"


class Replicas:
    """Stores of one version; one process uses them, one job at a time."""

    def __init__(self, urls: tuple[str, ...], base: str, version: str) -> None:
        self._urls = list(urls)
        self._marked = _MARKED.format(mark=mark_of(base, version))
        self._http: httpx2.Client | None = None
        self._chosen: str | None = None

    def begin(self) -> None:
        """Begin a job: the mark is looked at anew."""
        self._chosen = None

    def ask(self, question: Callable[[httpx2.Client, str], _Answered]) -> _Answered:
        """Put a question to the job's store, or to another of its version when that one is gone."""
        for _ in self._urls:
            url = self._store()
            try:
                return question(self._client(), url)
            except UnreachableError:
                self._put_last(url)
        raise NoStoreError(_NONE)

    def is_united(self) -> bool:
        """Say whether the default graph of the job's store is the union of its named graphs."""
        return _says(self._client(), self._store(), _UNITED)

    def _store(self) -> str:
        if self._chosen is None:
            self._chosen = next((url for url in self._urls if self._is_marked(url)), None)
        if self._chosen is None:
            raise NoStoreError(_NONE)
        return self._chosen

    def _is_marked(self, url: str) -> bool:
        try:
            return _says(self._client(), url, self._marked)
        except (UnreachableError, StoreError):
            return False

    def _put_last(self, url: str) -> None:
        self._chosen = None
        self._urls.remove(url)
        self._urls.append(url)

    def _client(self) -> httpx2.Client:
        # Made when it is first used: connections cannot be shared by the processes that are forked from this one.
        if self._http is None:
            self._http = client()
        return self._http


_NONE = "no store behind this service holds the version that it serves; try again in a few seconds"


def _says(http: httpx2.Client, url: str, query: str) -> bool:
    answer = ask_table(http, url, query)
    return isinstance(answer, QueryBoolean) and bool(answer)
