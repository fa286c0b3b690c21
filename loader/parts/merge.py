"""Sorted files of N-Quads as one, in blocks of lines: memory does not grow with their size.

A line begins with its triple, so the same triple of two graphs is two neighbours: it is given once, as the first of the
files says it. Most lines of a territory stand together, so whole blocks pass without a look at each line.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from heapq import heapify, heappop, heapreplace
from pathlib import Path
from typing import IO

from loader.workers import Workers

# Bytes read of a file at once; and files that are open at the same time, fewer than systems allow a process.
_PIECE = 1 << 16
_MOST_OPEN = 128


def merge(files: Sequence[Path], folder: Path, workers: Workers) -> Iterator[list[bytes]]:
    """Give the lines of sorted files in order, in blocks; a folder takes the files between, where there are many."""
    files = list(files)
    level = 0
    while len(files) > _MOST_OPEN:
        level += 1
        groups = [files[start : start + _MOST_OPEN] for start in range(0, len(files), _MOST_OPEN)]
        files = list(workers.map(_merge_into, ((folder / f"{level}.{n}.nq", g) for n, g in enumerate(groups))))
    return merged(files)


def merged(files: Sequence[Path]) -> Iterator[list[bytes]]:
    """Give the lines of sorted files in order, in blocks."""
    with ExitStack() as opened:
        yield from _once(_in_order([opened.enter_context(file.open("rb")) for file in files]))


def _merge_into(task: tuple[Path, Sequence[Path]]) -> Path:
    target, files = task
    with target.open("wb") as written:
        for lines in merged(files):
            written.writelines(lines)
    for file in files:
        file.unlink()
    return target


class _Run:
    """The lines of a file that are still to come; `head` is the first of them, empty when there is none."""

    def __init__(self, file: IO[bytes]) -> None:
        self._read = partial(file.readlines, _PIECE)
        self._lines = self._read()
        self._next = 0

    @property
    def head(self) -> bytes:
        """Give the next line."""
        return self._lines[self._next] if self._lines else b""

    def below(self, limit: bytes) -> Iterator[list[bytes]]:
        """Give the head, and the lines after it that come before the limit; all when the limit is empty."""
        yield self._take(self._next + 1)
        while self._lines:
            whole = not limit or self._lines[-1] < limit
            end = len(self._lines) if whole else bisect_left(self._lines, limit, self._next)
            if end > self._next:
                yield self._take(end)
            if not whole:
                return

    def _take(self, end: int) -> list[bytes]:
        taken = self._lines[self._next : end]
        self._next = end
        if end == len(self._lines):
            self._lines, self._next = self._read(), 0
        return taken


def _in_order(files: Iterable[IO[bytes]]) -> Iterator[tuple[int, list[bytes]]]:
    """Give blocks of lines with the number of their file, in the order of the lines."""
    runs = [_Run(file) for file in files]
    heap = [(run.head, rank) for rank, run in enumerate(runs) if run.head]
    heapify(heap)
    while heap:
        _, rank = heap[0]
        limit = min(heap[1:3])[0] if len(heap) > 1 else b""
        for lines in runs[rank].below(limit):
            yield rank, lines
        if head := runs[rank].head:
            heapreplace(heap, (head, rank))
        else:
            heappop(heap)


def _once(blocks: Iterable[tuple[int, list[bytes]]]) -> Iterator[list[bytes]]:
    """Give each triple once, from the first of the files that have it; no file has one twice."""
    held: tuple[int, bytes] | None = None
    for rank, lines in blocks:
        if held and _triple(held[1]) == _triple(lines[0]):
            held, lines = min(held, (rank, lines[0])), lines[1:]
            if not lines:
                continue
        *before, last = [held[1], *lines] if held else lines
        held = (rank, last)
        if before:
            yield before
    if held:
        yield [held[1]]


def _triple(line: bytes) -> bytes:
    return line.rpartition(b" <")[0]
