"""Where the workers keep the snapshot: in memory when it fits, else in the RocksDB store on disk."""

from sys import maxsize

from endpoint.control_groups import memory_left
from endpoint.settings import Settings
from endpoint.snapshot import Snapshot

# Measured on ten million quads: what one takes in oxigraph's memory store, its indexes included.
BYTES_PER_QUAD = 320
# A forked worker shares the pages of the store until it reads them: reading counts references, which copies the pages.
COPIED = 0.85
SHARE = 2 / 3
# What is read into memory in a few seconds. More is served from disk meanwhile.
QUADS_READ_AT_ONCE = 1_000_000


def fits_in_memory(settings: Settings, snapshot: Snapshot) -> bool:
    """Say whether every worker may hold the snapshot in memory; the setting wins over the count."""
    if settings.remote_stores:
        return False
    if settings.store != "auto":
        return settings.store == "memory"
    if snapshot.triples is None:
        return snapshot.dataset.is_file() and not snapshot.store.is_dir()
    # As many quick jobs may run at once as slow ones, each in a worker that has read all.
    stores = 1 + 2 * settings.workers * COPIED
    return snapshot.triples * BYTES_PER_QUAD * stores < SHARE * _available()


def is_read_at_once(snapshot: Snapshot) -> bool:
    """Say whether reading the snapshot into memory takes seconds, or cannot be avoided: there is no store on disk."""
    return (snapshot.triples or 0) <= QUADS_READ_AT_ONCE or not snapshot.store.is_dir()


def _available() -> int:
    """Return the bytes of memory that may be used, as the kernel estimates them, here and in this container."""
    with open("/proc/meminfo", encoding="ascii") as file:
        lines = dict(line.split(":") for line in file)
    return min(int(lines["MemAvailable"].split()[0]) << 10, *memory_left(), maxsize)
