"""The stores that hold the graph: which of them has the snapshot's version, and who is asked next when one fails.

filrouge-load push marks a store with the version that it holds, and takes the mark away before it changes anything. A
job looks for the mark before it asks a store its first question, and asks no store without it: no answer is made of two
versions.
"""

import os
from collections.abc import Callable
from typing import TypeVar

import httpx2
from pyoxigraph import Literal, QueryBoolean, QuerySolutions

from endpoint.errors import NoStoreError, StoreError
from endpoint.remote.differences import Differences, Standard
from endpoint.remote.exchange import Place, RefusedError, UnreachableError, ask_table, client, readable
from endpoint.remote.virtuoso import OF_ITS_OWN, RECOGNISING, Virtuoso, is_virtuoso

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
        self._base, self._mark = base, mark_of(base, version)
        self._known: dict[str, Differences] = {}
        self._http: tuple[int, httpx2.Client] | None = None
        self._chosen: Place | None = None

    def begin(self) -> None:
        """Begin a job: the mark is looked at anew."""
        self._chosen = None

    def ask(self, question: Callable[[httpx2.Client, Place], _Answered]) -> _Answered:
        """Put a question to the job's store, or to another of its version when that one is gone."""
        for _ in self._urls:
            place = self._store()
            try:
                return question(self._client(), place)
            except UnreachableError:
                self._put_last(place.url)
        raise NoStoreError(_NONE)

    def is_united(self) -> bool:
        """Say whether the default graph of the job's store is the union of its named graphs."""
        return _says(self._client(), self._store(), _UNITED)

    def _store(self) -> Place:
        if self._chosen is None:
            self._chosen = next((place for url in self._urls if (place := self._marked(url))), None)
        if self._chosen is None:
            raise NoStoreError(_NONE)
        return self._chosen

    def _marked(self, url: str) -> Place | None:
        try:
            place = Place(url, self._differences(url))
            return place if _says(self._client(), place, _MARKED.format(mark=self._mark)) else None
        except (UnreachableError, StoreError):
            return None

    def _differences(self, url: str) -> Differences:
        if url not in self._known:
            self._known[url] = self._recognised(url)
        return self._known[url]

    def _recognised(self, url: str) -> Differences:
        try:
            answer = ask_table(self._client(), Place(url), RECOGNISING)
        except RefusedError:
            return Standard()
        if not is_virtuoso(answer):
            return Standard()
        graphs = ask_table(self._client(), Place(url), OF_ITS_OWN.format(base=Literal(self._base)))
        assert isinstance(graphs, QuerySolutions)
        with readable():
            return Virtuoso((*sorted(row[0].value for row in graphs), self._mark))

    def _put_last(self, url: str) -> None:
        self._chosen = None
        # What comes back at its address may be another engine.
        self._known.pop(url, None)
        self._urls.remove(url)
        self._urls.append(url)

    def _client(self) -> httpx2.Client:
        # Connections cannot be shared by processes: one that was forked makes its own.
        if self._http is None or self._http[0] != os.getpid():
            self._http = os.getpid(), client()
        return self._http[1]


_NONE = "no store behind this service holds the version that it serves; try again in a few seconds"


def _says(http: httpx2.Client, place: Place, query: str) -> bool:
    answer = ask_table(http, place, query)
    return isinstance(answer, QueryBoolean) and bool(answer)
