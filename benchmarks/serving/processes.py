"""The processes of a server, the memory and the processor time that they take."""

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Self

# Looking holds up the process that is looked at.
SECONDS_BETWEEN_LOOKS = 0.5
TICKS = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, from whatever thread."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += map(int, thread.read_text("ascii").split())
    return found


def tree(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    return [pid, *(each for child in children(pid) for each in tree(child))]


def megabytes(pid: int) -> float:
    """Return the memory of a tree of processes, what they share counted once (the sum of their PSS)."""
    return sum(_proportional_kilobytes(each) for each in tree(pid)) / 1024


def _proportional_kilobytes(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def processor_seconds(pid: int) -> dict[int, float]:
    """Return the processor time that each process of a tree has taken."""
    return {each: sum(map(int, _stat(each)[11:13])) / TICKS for each in tree(pid)}


def spent_since(before: Mapping[int, float]) -> dict[int, float]:
    """Return what the processes of a tree, and those that they started, have taken since; the first is its root."""
    after = processor_seconds(next(iter(before)))
    return {pid: seconds - before.get(pid, 0.0) for pid, seconds in after.items()}


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return ["X", *["0"] * 20]


class MemoryWatch:
    """Looks at the memory of a tree of processes while something runs; `most` is the highest it saw, in MB."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = Event()
        self._thread = Thread(target=self._look)
        self.most = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(SECONDS_BETWEEN_LOOKS):
            self.most = max(self.most, megabytes(self._pid))
