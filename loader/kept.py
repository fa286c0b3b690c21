"""What is kept between loads, so that sources that did not change are not read again by the same code.

Each thing is known by the hash of all that it rests on. What cannot be used (another code, a cut file) is made anew.
Here are the readings of documents; parts of territories are kept beside them (`loader/parts/kept.py`).
"""

import hashlib
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from loader.kept_files import Unpickler, keep, kept
from loader.manifest import sha256
from loader.problems import watched
from loader.read_document import Sources, read_document
from loader.records import Reading
from loader.territory import Document, Territory

KEPT = ".kept"
# All that a reading is made of: nothing else is taken out of a file.
_CLASSES = frozenset(
    {
        ("loader.records", "Reading"),
        *(("loader.rows", name) for name in ("Row", "Cell", "Doubt", "Fate")),
        ("decimal", "Decimal"),
    }
)


@dataclass
class Kept:
    """The folder of what is kept; without a folder nothing is. `used` are the names that this load used or wrote."""

    folder: Path | None = None
    used: set[str] = field(default_factory=set)

    def read(self, document: Document, sources: Sources, territory: Territory) -> Reading:
        """Give the reading of a document: the one kept, else a new one, which is kept unless something is wrong."""
        name = _name(document, sources, territory)
        if self.folder is None or not name:
            return read_document(document, sources)
        self.used.add(name)
        if found := _load(self.folder / name):
            reading, taken = found
            sources.corrections.used |= taken
            return reading
        before = set(sources.corrections.used)
        reading, is_right = watched(lambda: read_document(document, sources))
        # A document may change while it is read.
        if is_right and name == _name(document, sources, territory):
            keep(self.folder / name, pickle.dumps((reading, sources.corrections.used - before)))
        return reading

    def forget_others(self) -> None:
        """Remove what this load did not use."""
        if self.folder is not None and self.folder.is_dir():
            for path in self.folder.iterdir():
                if path.name not in self.used:
                    path.unlink()


def _name(document: Document, sources: Sources, territory: Territory) -> str:
    """Name a reading by all that it rests on: code, settings, who is who, decisions, and the document's bytes.

    Empty when a file cannot be read, which its reader tells.
    """
    decisions = [
        (found.record.line, found.line, found.column, found.read, found.corrected, found.reason)
        for found in sources.corrections.items
        if found.document == document.id
    ]
    names = [path.name for path in (document.path, document.statements) if path]
    settings = {key: value for key, value in vars(document).items() if key not in ("path", "statements")}
    said = (code_hash(), territory.siren, territory.name, sources.authority.actors, names, settings, decisions)
    found = hashlib.sha256(repr(said).encode())
    try:
        for path in (document.path, document.statements):
            found.update(sha256(path).encode() if path is not None and path.is_file() else b"-")
    except OSError:
        return ""
    return f"{found.hexdigest()}.reading"


@cache
def code_hash(*others: str) -> str:
    """Hash the code of the loader, the closed lists that it reads by, and the versions of all packages beside it.

    Other folders of the project may be added.
    """
    found = hashlib.sha256(sys.version.encode())
    installed = sorted({f"{each.name}={each.version}" for each in distributions()})
    found.update("\n".join(installed).encode())
    for root in ("loader", "ontology", *others):
        for path, content in _contents(files(root), root):
            found.update(path.encode() + hashlib.sha256(content).digest())
    return found.hexdigest()


def _contents(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _contents(entry, f"{name}/{entry.name}")
        elif entry.name.endswith((".py", ".ttl", ".toml", ".rq")):
            yield f"{name}/{entry.name}", entry.read_bytes()


def _load(path: Path) -> tuple[Reading, set[int]] | None:
    content = kept(path)
    try:
        entry: tuple[Reading, set[int]] | None = Unpickler(content, _CLASSES).load() if content else None
    except pickle.UnpicklingError:
        return None
    return entry
