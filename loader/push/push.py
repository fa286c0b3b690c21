"""Loads a snapshot into a store in an order that readers can rely on.

A store bears a mark: a named graph of one triple that says which version it holds. Before anything changes the mark
goes, and those who read by it (filrouge-serve) ask the store no more; queries that had begun are given time to end. A
mark comes back when the snapshot is there and counted.
"""

import time
from collections.abc import Sequence

from loader.dataset import DATASET
from loader.errors import StoreError
from loader.manifest import read_manifest
from loader.push.parts import pieces
from loader.push.settings import PushSettings
from loader.push.store import Store
from loader.upkeep.shelf import find_snapshot

# What an engine keeps for itself; Virtuoso shows it among the named graphs.
_SYSTEM = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/",
    "urn:",
)
_MARKS = "graph/store/"
_MARK = '<{mark}> <http://www.w3.org/2002/07/owl#versionInfo> "{version}" .\n'


def push(settings: PushSettings) -> str:
    """Load a snapshot into the store, and say so; raises StoreError with what to do."""
    snapshot = find_snapshot(settings.out, settings.version)
    manifest = read_manifest(snapshot)
    base, triples = str(manifest["base"]), int(manifest["counts"]["triples"])
    store = Store(settings.store, settings.graph_store, settings.user, settings.password)
    there = store.graph_names()
    _check_ours(there, base)
    begun = time.monotonic()
    for graph in there:
        if graph.startswith(base + _MARKS):
            store.remove(graph)
    time.sleep(settings.drain)
    for graph in there:
        if graph.startswith(base) and graph not in manifest["counts"]["graphs"]:
            store.remove(graph)
    sent: set[str] = set()
    for graph, part in pieces(snapshot / DATASET):
        (store.add if graph in sent else store.put)(graph, part)
        sent.add(graph)
    if (found := store.count(base)) != triples:
        raise StoreError(
            f"{settings.store}: the store holds {found} triples, the snapshot {triples}; it is left without its mark, "
            "so that filrouge-serve does not read it"
        )
    mark = f"{base}{_MARKS}{snapshot.name}"
    store.put(mark, _MARK.format(mark=mark, version=snapshot.name).encode())
    return f"{settings.store} holds {snapshot.name}: {triples} triples in {time.monotonic() - begun:.1f} s"


def _check_ours(graphs: Sequence[str], base: str) -> None:
    """Refuse a store with graphs of others: its default graph would mix them with ours."""
    if others := [graph for graph in graphs if not graph.startswith((base, *_SYSTEM))]:
        raise StoreError(
            f"the store holds {len(others)} graphs that are not below {base}, such as {others[0]}: "
            "give Filrouge a store, dataset or repository of its own"
        )
