"""Files that are kept from one load to the next, compressed; one that was cut or changed is known by its hash."""

import hashlib
import io
import pickle
from pathlib import Path
from typing import Any

import zstandard

from loader.disk import whole_file

_DIGEST = hashlib.sha256().digest_size
_LEVEL = 3


def keep(path: Path, content: bytes) -> None:
    """Write a file; it needs no sync, because its hash stands at its head."""
    path.parent.mkdir(exist_ok=True)
    packed = zstandard.compress(content, _LEVEL)
    with whole_file(path) as file:
        file.write(hashlib.sha256(packed).digest() + packed)


def kept(path: Path) -> bytes | None:
    """Give the content of a file that was kept; None when there is none, or other bytes than were kept."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    packed = data[_DIGEST:]
    if hashlib.sha256(packed).digest() != data[:_DIGEST]:
        return None
    try:
        return zstandard.decompress(packed)
    except zstandard.ZstdError:
        return None


class Unpickler(pickle.Unpickler):
    """Unpickles plain values and the classes that it is given, and nothing else."""

    def __init__(self, content: bytes, classes: frozenset[tuple[str, str]] = frozenset()) -> None:
        super().__init__(io.BytesIO(content))
        self._classes = classes

    def find_class(self, module: str, name: str) -> Any:
        """Give one of the classes."""
        if (module, name) not in self._classes:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of what is kept")
        return super().find_class(module, name)
