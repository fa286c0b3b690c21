"""Work that is shared out to processes; in this one, when one is enough."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from loader.errors import LoadError
from loader.processes import end_with_parent

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
# So many tasks a process wait or lie ready: what they hold and give stays small, whatever their number.
_AHEAD = 3


class Engine(Protocol):
    """Shares out the work on territories; results come in the order of the items, or what was raised in their place."""

    def shares(self, items: int) -> bool:
        """Say whether so many items are worked on elsewhere than in this process."""

    def map(self, do: Callable[[_Item], _Made], items: Iterable[_Item]) -> Iterator[_Made]:
        """Give what is made of each item, in their order; items are taken as results are."""


class Workers:
    """Runs functions on items, `jobs` at the same time. Results come in the order of the items, whatever `jobs` is."""

    def __init__(self, jobs: int = 1) -> None:
        self.jobs = jobs
        self._pool = _pool(jobs) if jobs > 1 else None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def shares(self, items: int) -> bool:
        """Say whether there are several processes, and something for each."""
        return self.jobs > 1 and items > 1

    def map(self, do: Callable[[_Item], _Made], items: Iterable[_Item]) -> Iterator[_Made]:
        """Give what is made of each item, in their order; items are taken as results are."""
        if self._pool is None:
            yield from map(do, items)
            return
        for task in in_order(self._pool, do, items, _AHEAD * self.jobs):
            yield _result(task)

    def start(self, do: Callable[..., _Made], *words: Any) -> Callable[[], _Made]:
        """Begin a task, and give the function that waits for its result."""
        if self._pool is None:
            made = do(*words)
            return lambda: made
        task = self._pool.submit(do, *words)
        return lambda: _result(task)


def in_order(
    pool: Executor, do: Callable[[_Item], _Made], items: Iterable[_Item], ahead: int
) -> Iterator["Future[_Made]"]:
    """Give the task of each item, in their order; no more than so many wait or lie ready."""
    waiting: deque[Future[_Made]] = deque()
    for item in items:
        waiting.append(pool.submit(do, item))
        if len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Engine and validator have threads, which a fork would leave behind with their locks held.
    fresh = get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=fresh, initializer=end_with_parent, initargs=(os.getpid(),))


def _result(task: "Future[_Made]") -> _Made:
    try:
        return task.result()
    except BrokenProcessPool as error:
        raise LoadError("a process of the load was killed, for want of memory perhaps: use fewer --jobs") from error
