"""What runs on a node of Spark: the work on one item, after a look at whether the node is as it must be."""

import os
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from loader.errors import EngineError
from loader.kept import code_hash

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Order(Generic[_Item, _Made]):
    """What to do with each item; `folders` must be seen by the node, as they are seen from the folder `here`."""

    do: Callable[[_Item], _Made]
    here: Path
    folders: tuple[Path, ...]
    code: str


@dataclass(frozen=True)
class Tried(Generic[_Made]):
    """What was made, or what was raised: Spark would do four times what must fail, and tell it as text."""

    made: tuple[_Made, ...]
    raised: Exception | None = None

    def result(self) -> _Made:
        """Give what was made, or raise what was raised."""
        if self.raised:
            raise self.raised
        return self.made[0]


def attempt(order: Order[_Item, _Made], item: _Item) -> Tried[_Made]:
    """Do the work on an item."""
    try:
        _check(order)
        return Tried((order.do(item),))
    except Exception as error:
        return Tried((), error)


def code_of_load() -> str:
    """Hash all that the parts of a load are made by."""
    return code_hash("mappings")


def _check(order: Order[_Item, _Made]) -> None:
    """Go to the folder from which paths are relative; raises EngineError when this node would give something else."""
    with suppress(OSError):
        os.chdir(order.here)
    for folder in order.folders:
        if not folder.is_dir():
            raise EngineError(
                f"the node {socket.gethostname()} does not see {order.here / folder}; "
                "put --sources and --out where all nodes of Spark see them, under the same path"
            )
    if code_of_load() != order.code:
        raise EngineError(
            f"the node {socket.gethostname()} has another Filrouge than this machine, or other packages or another "
            "Python beside it; install the same on all, and name its Python in PYSPARK_PYTHON"
        )
