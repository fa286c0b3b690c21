"""The folder of snapshots while one process writes in it: locked, swept, and its disk's failures told."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loader.errors import LoadError
from loader.lock import locked
from loader.snapshot import tidy

# A failing disk, as the system and the search index tell it.
_FAILURES = (OSError, sqlite3.Error)


@contextmanager
def writing(out: Path, *, wait: bool = True) -> Iterator[None]:
    """Write in a folder of snapshots, alone; raises LoadError when its disk refuses."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with locked(out, wait=wait):
            tidy(out)
            yield
    except _FAILURES as error:
        raise LoadError(f"cannot write the snapshot in {out}: {error}; check --out and its disk") from error
