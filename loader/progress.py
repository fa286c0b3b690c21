"""What a person at a terminal sees of a load: a bar by document, and what is being done; nothing elsewhere.

Inside `shown()` the other functions move the bar of this process; outside, and in processes of their own, they do
nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NoReturn

from tqdm import tqdm

_open: ContextVar["tqdm[NoReturn] | None"] = ContextVar("bar", default=None)


@contextmanager
def shown() -> Iterator[None]:
    """Show a bar while what stands inside goes on; it is gone afterwards."""
    with tqdm(total=0, unit=" documents", leave=False, disable=None) as bar:
        token = _open.set(bar)
        try:
            yield
        finally:
            _open.reset(token)


def expect(documents: int) -> None:
    """Say how many documents there are."""
    if (bar := _open.get()) is not None:
        bar.reset(documents)


def reached(documents: int) -> None:
    """Say how many documents are done."""
    if (bar := _open.get()) is not None:
        bar.update(documents - bar.n)


def say(what: str) -> None:
    """Say what is being done."""
    if (bar := _open.get()) is not None:
        bar.set_description_str(what)
