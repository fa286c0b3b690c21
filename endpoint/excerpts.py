"""Excerpts: a few named graphs of a large store, copied into memory, where a query over them is answered much faster.

The store looks up each triple pattern in each graph that a query names, on disk; an excerpt holds these graphs alone,
and its union is their merge. Measured in `docs/scale.md`.
"""

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from pyoxigraph import NamedNode, RdfFormat, Store

from endpoint.snapshot import Snapshot

# The triples of one excerpt, which are read in less than a second, and of all that a worker keeps.
MOST_TRIPLES = 300_000
MOST_KEPT = 600_000


class Excerpts:
    """Makes excerpts of a snapshot from its downloads, and keeps those that were asked last."""

    def __init__(self, files: Mapping[str, Path], sizes: Mapping[str, int]) -> None:
        """Take the N-Triples file and the number of triples of each graph, by the graph's IRI."""
        self._files = files
        self._sizes = sizes
        self._kept: OrderedDict[frozenset[str], Store] = OrderedDict()

    @classmethod
    def of_snapshot(cls, snapshot: Snapshot) -> Self:
        """Find the downloads of a snapshot; a graph that has none is in no excerpt."""
        named = (
            (iri, snapshot.dumps.get(f"{iri.removeprefix(f'{snapshot.base}graph/')}.nt")) for iri in snapshot.graphs
        )
        return cls({iri: snapshot.folder / dump.path for iri, dump in named if dump}, snapshot.graphs)

    def holding(self, graphs: frozenset[str]) -> Store | None:
        """Return the excerpt of these graphs; None when it is not worth it, or cannot be made."""
        if len(graphs) < 2 or not self._can_hold(graphs):
            return None
        if (store := self._kept.get(graphs)) is None:
            store = self._kept[graphs] = self._copied(graphs)
            self._forget_oldest()
        self._kept.move_to_end(graphs)
        return store

    def whole(self) -> Store | None:
        """Return the excerpt of all graphs; None when they are too many, or cannot be copied."""
        return self.holding(frozenset(self._sizes))

    def _can_hold(self, graphs: frozenset[str]) -> bool:
        known = graphs & self._sizes.keys()
        return known <= self._files.keys() and sum(self._sizes[each] for each in known) <= MOST_TRIPLES

    def _copied(self, graphs: frozenset[str]) -> Store:
        store = Store()
        for iri in sorted(graphs & self._files.keys()):
            store.bulk_load(path=str(self._files[iri]), format=RdfFormat.N_TRIPLES, to_graph=NamedNode(iri))
        return store

    def _forget_oldest(self) -> None:
        while sum(map(len, self._kept.values())) > MOST_KEPT:
            self._kept.popitem(last=False)
