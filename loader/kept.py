"""Readings that are kept between loads: a document that did not change, read by the same code, is not read again.

A reading is known by the hash of all that it rests on. What cannot be used (another code, a cut file) is read anew.
"""

import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from loader.corrections import Corrections
from loader.disk import UNFINISHED
from loader.manifest import sha256
from loader.problems import watched
from loader.read_document import Sources, read_document
from loader.records import Reading
from loader.territory import Document, Territory

KEPT = ".readings"
_DIGEST = hashlib.sha256().digest_size
# All that a reading is made of: nothing else is taken out of a file.
_CLASSES = {
    ("loader.records", "Reading"),
    *(("loader.rows", name) for name in ("Row", "Cell", "Doubt", "Fate")),
    ("decimal", "Decimal"),
}


@dataclass
class Kept:
    """The folder of readings; without a folder nothing is kept. `used` are the names that this load used or wrote."""

    folder: Path | None = None
    used: set[str] = field(default_factory=set)

    def read(self, document: Document, sources: Sources, territory: Territory) -> Reading:
        """Give the reading of a document: the one kept, else a new one, which is kept unless something is wrong."""
        if self.folder is None:
            return read_document(document, sources)
        try:
            name = _name(document, sources.corrections, territory)
        except OSError:
            # The reader tells why a file cannot be read.
            return read_document(document, sources)
        self.used.add(name)
        if found := _load(self.folder / name):
            reading, taken = found
            sources.corrections.used |= taken
            return reading
        before = set(sources.corrections.used)
        reading, is_right = watched(lambda: read_document(document, sources))
        if is_right:
            _keep(self.folder / name, (reading, sources.corrections.used - before))
        return reading

    def forget_others(self) -> None:
        """Remove what this load did not use."""
        if self.folder is not None and self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in self.used:
                    path.unlink()


def _name(document: Document, corrections: Corrections, territory: Territory) -> str:
    """Name a reading by all that it rests on: code, settings, who is who, decisions, and the document's bytes."""
    decisions = [
        (found.record.line, found.line, found.column, found.read, found.corrected, found.reason)
        for found in corrections.items
        if found.document == document.id
    ]
    names = [path.name for path in (document.path, document.statements) if path]
    settings = {key: value for key, value in vars(document).items() if key not in ("path", "statements")}
    said = (code_hash(), territory.siren, territory.name, names, settings, decisions)
    found = hashlib.sha256(repr(said).encode())
    for path in (document.path, document.statements, territory.folder / "actors.csv"):
        found.update(sha256(path).encode() if path is not None and path.is_file() else b"-")
    return found.hexdigest()


@cache
def code_hash() -> str:
    """Hash the code of the loader, the closed lists that it reads by, and the versions of all packages beside it."""
    found = hashlib.sha256(sys.version.encode())
    installed = sorted({f"{each.name}={each.version}" for each in distributions()})
    found.update("\n".join(installed).encode())
    for root in ("loader", "ontology"):
        for path, content in _contents(files(root), root):
            found.update(path.encode() + hashlib.sha256(content).digest())
    return found.hexdigest()


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _contents(entry, f"{name}/{entry.name}")
        elif entry.name.endswith((".py", ".ttl", ".toml")):
            yield f"{name}/{entry.name}", entry.read_bytes()


_Entry = tuple[Reading, set[int]]


def _keep(path: Path, entry: _Entry) -> None:
    """Write a reading beside and let it take its name; it needs no sync, because its hash stands at its head."""
    content = pickle.dumps(entry)
    path.parent.mkdir(exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(hashlib.sha256(content).digest() + content)
    os.replace(beside, path)


def _load(path: Path) -> _Entry | None:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    content = data[_DIGEST:]
    if hashlib.sha256(content).digest() != data[:_DIGEST]:
        return None
    try:
        entry: _Entry = _Readings(io.BytesIO(content)).load()
    except pickle.UnpicklingError:
        return None
    return entry


class _Readings(pickle.Unpickler):
    """Unpickles readings and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """Give one of the classes of which readings are made."""
        if (module, name) not in _CLASSES:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of a reading")
        return super().find_class(module, name)
