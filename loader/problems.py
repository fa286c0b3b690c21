"""What is wrong in the sources, gathered while a run goes on, so that a person sees all of it at once.

Inside `gathering()` what is wrong is left out and the rest goes on; outside of it the first error stops all.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeAlias, TypeVar

from loader.errors import GraphError, SourceError, together

Problem: TypeAlias = SourceError | GraphError

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_open: ContextVar[list[Problem] | None] = ContextVar("problems", default=None)


@contextmanager
def gathering() -> Iterator[list[Problem]]:
    """Gather the problems that are met inside."""
    found: list[Problem] = []
    token = _open.set(found)
    try:
        yield found
    finally:
        _open.reset(token)


@contextmanager
def told_together() -> Iterator[None]:
    """Let what stands inside find all that is wrong, and raise it as one error at the end."""
    with gathering() as wrong, going_on():
        yield
    if wrong:
        raise together(wrong)


@contextmanager
def going_on() -> Iterator[None]:
    """Let what follows go on when what stands inside cannot be loaded."""
    try:
        yield
    except (SourceError, GraphError) as error:
        found = _open.get()
        if found is None:
            raise
        found.append(error)


def each(items: Iterable[_Item], make: Callable[[_Item], _Made]) -> list[_Made]:
    """Make something of each item; what cannot be loaded is left out."""
    made: list[_Made] = []
    for item in items:
        with going_on():
            made.append(make(item))
    return made


def attempt(make: Callable[[], _Made], otherwise: _Made) -> _Made:
    """Make something, or go on with something else when it cannot be loaded."""
    with going_on():
        return make()
    return otherwise


def watched(make: Callable[[], _Made]) -> tuple[_Made, bool]:
    """Make something, and say whether nothing wrong was met; what was is handed on to whoever gathers it."""
    made: list[_Made] = []
    with gathering() as wrong, going_on():
        made.append(make())
    for error in wrong if made else wrong[:-1]:
        report(error)
    if not made:
        raise wrong[-1]
    return made[0], not wrong


def report(error: Problem) -> None:
    """Note a problem and go on."""
    with going_on():
        raise error
