"""One loader at a time in a folder of snapshots.

The lock is one of the system's on `.lock`: it ends with its process, however that ends, and the processes that it
starts do not inherit it. The file says whose it is, for whoever finds it taken.
"""

import fcntl
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from loader.errors import BusyError

LOCK = ".lock"


@contextmanager
def locked(out: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold the lock of a folder, waiting for the process that has it; raises BusyError when told not to wait."""
    with (out / LOCK).open("a+", encoding="utf-8") as file:
        if not _take(file, fcntl.LOCK_EX | fcntl.LOCK_NB):
            owner = f"{out} is being written by {_owner(file)}"
            if not wait:
                raise BusyError(f"{owner}; run again later, or without --no-wait")
            print(f"filrouge-load: {owner}; waiting for it to end", file=sys.stderr)
            _take(file, fcntl.LOCK_EX)
        _sign(file)
        try:
            yield
        finally:
            file.truncate(0)


def _take(file: IO[str], how: int) -> bool:
    try:
        fcntl.lockf(file, how)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sign(file: IO[str]) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    file.truncate(0)
    file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since}) + "\n")
    file.flush()


def _owner(file: IO[str]) -> str:
    """Say who has the lock; a process that has just taken it has not signed yet."""
    file.seek(0)
    try:
        said = json.loads(file.read())
        return f"process {said['pid']} on {said['host']} since {said['since']}"
    except (ValueError, KeyError, TypeError):
        return "another process"
