"""Excerpts: a few named graphs of a large store, copied into memory, where a query over them is answered much faster.

The store looks up each triple pattern in each graph that a query names; an excerpt holds these graphs alone, and its
union is their merge. Measured in `docs/scale.md`.
"""

from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Mapping, Set
from time import process_time

from pyoxigraph import NamedNode, RdfFormat, Store

from endpoint.snapshot import Snapshot

# The triples of one excerpt, which are copied in less than a second, and of all that a worker keeps.
MOST_TRIPLES = 300_000
MOST_KEPT = 600_000
# More than copying a triple takes on a slow machine.
SECONDS_A_TRIPLE = 10e-6


class Excerpts(ABC):
    """Makes excerpts, and keeps those that were asked last.

    `tell` is called before a copy is made with the processor time that it may take, and afterwards with the rest, which
    is mostly negative: what it costs is not to be held against the query that needed it first.
    """

    def __init__(self, sizes: Mapping[str, int]) -> None:
        """Take the number of triples of each graph, by the graph's IRI."""
        self._sizes = sizes
        self._kept: OrderedDict[frozenset[str], Store] = OrderedDict()
        self.tell: Callable[[float], None] = _nobody

    @abstractmethod
    def can_copy(self, graph: str) -> bool:
        """Say whether a graph that is there can be copied."""

    @abstractmethod
    def copy(self, graph: str, store: Store) -> None:
        """Copy a graph into a store."""

    def holding(self, graphs: frozenset[str]) -> Store | None:
        """Return the excerpt of these graphs; None when it is not worth it, or cannot be made."""
        if not self._can_hold(graphs):
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
        return len(known) > 1 and all(map(self.can_copy, known)) and self._size(known) <= MOST_TRIPLES

    def _copied(self, graphs: frozenset[str]) -> Store:
        store = Store()
        known = graphs & self._sizes.keys()
        expected, begun = self._size(known) * SECONDS_A_TRIPLE, process_time()
        self.tell(expected)
        for iri in sorted(known):
            self.copy(iri, store)
        self.tell(process_time() - begun - expected)
        return store

    def _size(self, graphs: Set[str]) -> int:
        return sum(self._sizes[each] for each in graphs)

    def _forget_oldest(self) -> None:
        while sum(map(len, self._kept.values())) > MOST_KEPT:
            self._kept.popitem(last=False)


def _nobody(_seconds: float) -> None:
    """Tell nobody."""


class OfDownloads(Excerpts):
    """Copies from the N-Triples downloads of a snapshot, which are quicker to read than a store on disk."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Find the downloads."""
        super().__init__(snapshot.graphs)
        named = (
            (iri, snapshot.dumps.get(f"{iri.removeprefix(f'{snapshot.base}graph/')}.nt")) for iri in snapshot.graphs
        )
        self._files = {iri: snapshot.folder / dump.path for iri, dump in named if dump}

    def can_copy(self, graph: str) -> bool:
        """Say whether a graph has a download."""
        return graph in self._files

    def copy(self, graph: str, store: Store) -> None:
        """Read a graph's download."""
        store.bulk_load(path=str(self._files[graph]), format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))


class OfStore(Excerpts):
    """Copies from a store that is in memory, whose workers may open no file."""

    def __init__(self, whole: Store, sizes: Mapping[str, int]) -> None:
        """Take the store, and the number of triples of each of its graphs."""
        super().__init__(sizes)
        self._whole = whole

    def can_copy(self, graph: str) -> bool:
        """Say that each graph can be copied."""
        return True

    def copy(self, graph: str, store: Store) -> None:
        """Copy a graph quad by quad."""
        store.bulk_extend(self._whole.quads_for_pattern(None, None, None, NamedNode(graph)))
