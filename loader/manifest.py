"""The manifest of a snapshot, and whether its files are still those that it lists."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from loader.errors import SnapshotError

MANIFEST, LEDGER, STORE = "manifest.json", "ledger.csv", "store"


def read_manifest(snapshot: Path) -> dict[str, Any]:
    """Read the manifest of a snapshot; raises SnapshotError when there is none, or it is no JSON object."""
    try:
        found = json.loads((snapshot / MANIFEST).read_bytes())
    except (OSError, ValueError) as error:
        raise SnapshotError(f"{snapshot / MANIFEST} cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise SnapshotError(f"{snapshot / MANIFEST} is no JSON object")
    return found


def list_files(snapshot: Path) -> dict[str, Any]:
    """Give size and hash of each file of a snapshot, save those in its folders (store and downloads)."""
    files = sorted(path for path in snapshot.iterdir() if path.is_file() and path.name != MANIFEST)
    return {path.name: {"sha256": sha256(path), "bytes": path.stat().st_size} for path in files}


def files_at_fault(snapshot: Path, listed: Mapping[str, Any]) -> Iterator[str]:
    """Say which listed files (`bytes`, `sha256` and, unless it is the name, `path`) are not as they were listed."""
    for name, said in sorted(listed.items()):
        path = snapshot / str(said.get("path", name))
        if not path.is_file():
            yield f"{path} is missing"
        elif path.stat().st_size != said["bytes"]:
            yield f"{path} has {path.stat().st_size} bytes, not {said['bytes']}"
        elif sha256(path) != said["sha256"]:
            yield f"{path} has other bytes than those published: its SHA-256 differs"


def store_at_fault(snapshot: Path, triples: int) -> Iterator[str]:
    """Say what is wrong with the store of a snapshot, by its number of triples."""
    try:
        found = len(ox.Store.read_only(str(snapshot / STORE)))
    except (OSError, RuntimeError) as error:
        yield f"{snapshot / STORE} cannot be read: {error}"
    else:
        if found != triples:
            yield f"{snapshot / STORE} holds {found} triples, not {triples}"


def snapshot_at_fault(snapshot: Path) -> Iterator[str]:
    """Say what of a snapshot is not as it was published."""
    try:
        manifest = read_manifest(snapshot)
        yield from files_at_fault(snapshot, {**manifest["files"], **manifest.get("dumps", {})})
        yield from store_at_fault(snapshot, manifest["counts"]["triples"])
    except SnapshotError as error:
        yield str(error)
    except (KeyError, TypeError, AttributeError) as error:
        yield f"{snapshot / MANIFEST} is no manifest of a snapshot: {error!r}"


def sha256(path: Path) -> str:
    """Give the SHA-256 of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
