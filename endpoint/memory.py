"""Where the workers keep the snapshot: in memory when it fits, else in the RocksDB store on disk."""

from endpoint.settings import Settings
from endpoint.snapshot import Snapshot

# Measured: what a quad takes in oxigraph's memory store, its indexes included.
BYTES_PER_QUAD = 350
# A forked worker shares its pages until it touches them: count every one as if it had touched all.
SHARE = 0.5


def fits_in_memory(settings: Settings, snapshot: Snapshot) -> bool:
    """Say whether every worker may hold the snapshot in memory; the setting wins over the count."""
    if settings.remote_stores:
        return False
    if settings.store != "auto":
        return settings.store == "memory"
    if snapshot.triples is None:
        return snapshot.dataset.is_file() and not snapshot.store.is_dir()
    # Quick and slow workers, the spare one and the zygote.
    processes = 2 * settings.workers + 2
    return snapshot.triples * BYTES_PER_QUAD * processes < SHARE * _available()


def _available() -> int:
    """Return the bytes of memory that may be used, as the kernel estimates them."""
    with open("/proc/meminfo", encoding="ascii") as file:
        lines = dict(line.split(":") for line in file)
    return int(lines["MemAvailable"].split()[0]) << 10
