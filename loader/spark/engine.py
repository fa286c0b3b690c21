"""Territories shared out by Spark: one a task, so that what a dead node had is done again by another, and no more."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from loader.spark.node import Order, Tried, attempt, code_of_load
from loader.spark.session import Session, session
from loader.workers import in_order

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
# Items go in waves of so many a core, so many waves at once: results come while others are made, and the
# cores that are done with a wave go on with the next.
_ITEMS_A_CORE, _WAVES = 4, 2


@contextmanager
def spark(master: str, folders: tuple[Path, ...], log: Path) -> Iterator["Spark"]:
    """Give a Spark to share out work; `folders` are what its nodes must see, and what it says is written to `log`.

    Raises EngineError when Spark does not start, does not answer, or gives up.
    """
    with session(master, log) as begun:
        yield Spark(begun, folders)


class Spark:
    """Runs functions on items on the nodes of Spark."""

    def __init__(self, session: Session, folders: tuple[Path, ...]) -> None:
        self._session = session
        self._folders = folders

    def shares(self, items: int) -> bool:
        """Say that also one item is worked on by a node."""
        return True

    def map(self, do: Callable[[_Item], _Made], items: Iterable[_Item]) -> Iterator[_Made]:
        """Give what is made of each item, in their order; items are taken as results are."""
        order = Order(do, Path.cwd(), self._folders, code_of_load())
        threads = ThreadPoolExecutor(_WAVES)
        try:
            for wave in in_order(threads, partial(self._try, order), self._waves(items), _WAVES):
                yield from (tried.result() for tried in wave.result())
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            self._session.cancel()

    def _waves(self, items: Iterable[_Item]) -> Iterator[list[_Item]]:
        waiting = iter(items)
        # Nodes come and go, so the cores are counted each time.
        while wave := list(islice(waiting, _ITEMS_A_CORE * self._session.cores())):
            yield wave

    def _try(self, order: Order[_Item, _Made], wave: list[_Item]) -> list[Tried[_Made]]:
        return self._session.run(partial(attempt, order), wave)
