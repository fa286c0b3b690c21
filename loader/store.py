"""The store of a snapshot: its dataset in RocksDB, where the service asks it."""

from pathlib import Path

import pyoxigraph as ox

from loader.dataset import read_pieces
from loader.manifest import STORE

# The engine sorts what it loads at once in memory: so many lines take about 0.6 GB, however many follow.
_LINES = 300_000


def write_store(snapshot: Path) -> Path:
    """Write the store of a snapshot from its dataset; give its folder."""
    try:
        store = ox.Store(str(snapshot / STORE))
        for piece in read_pieces(snapshot, _LINES):
            store.bulk_load(piece, ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
    except RuntimeError as error:
        # So the store tells some failures of the disk.
        raise OSError(str(error)) from error
    return snapshot / STORE
