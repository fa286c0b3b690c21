"""The downloads of a snapshot, as its manifest lists them, and which versions were published when."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from endpoint.versions.changes import Changes, read_changes

PUBLISHED = "published.jsonl"


@dataclass(frozen=True)
class Dump:
    """A download: its name, its path in the snapshot, its size in bytes and its checksums in hexadecimal."""

    name: str
    path: str
    size: int
    sha256: str
    sha512: str


@dataclass(frozen=True)
class Version:
    """A version whose snapshot is still there: when it took its place, its downloads, and what it changed."""

    version: str
    published: datetime | None
    triples: int | None
    dumps: Mapping[str, Dump]
    changes: Changes | None = None


def read_dumps(manifest: Mapping[str, Any]) -> dict[str, Dump]:
    """Return the downloads of a snapshot by name; an old manifest has none."""
    listed = manifest.get("dumps") or {}
    return {name: _dump(name, said) for name, said in listed.items()}


def read_versions(folder: Path, manifest: Mapping[str, Any], dumps: Mapping[str, Dump]) -> tuple[Version, ...]:
    """Return the versions beside a snapshot in the order in which they took their place.

    A version that is loaded again keeps its date, unless another was published meanwhile. The manifest and downloads
    of the snapshot itself are known: among thousands of territories they take their time to read.
    """
    begun: dict[str, tuple[datetime, str]] = {}
    before = ""
    for version, published in _publications(folder.parent.parent / PUBLISHED):
        if version != before:
            begun.pop(version, None)
            begun[version] = published, before
        before = version
    held = []
    for version, when in begun.items():
        beside = folder.parent / version
        said = manifest if beside == folder else _manifest(beside)
        if said is not None:
            held.append(_version(beside, said, dumps if beside == folder else read_dumps(said), *when))
    return tuple(held)


def _publications(file: Path) -> Iterator[tuple[str, datetime]]:
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        # A line that was cut while it was written is no publication.
        try:
            entry = json.loads(line)
            yield str(entry["version"]), datetime.fromisoformat(entry["published"])
        except (ValueError, KeyError, TypeError):
            continue


def _manifest(folder: Path) -> Mapping[str, Any] | None:
    try:
        found: Mapping[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _version(
    folder: Path, manifest: Mapping[str, Any], dumps: Mapping[str, Dump], published: datetime, before: str
) -> Version:
    triples = (manifest.get("counts") or {}).get("triples")
    changes = read_changes(folder.parent.parent, before, folder.name)
    return Version(folder.name, published, triples, dumps, changes)


def _dump(name: str, said: Mapping[str, Any]) -> Dump:
    return Dump(name, str(said["path"]), int(said["bytes"]), said["sha256"], said["sha512"])
