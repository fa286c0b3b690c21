"""Whether a snapshot is as it was published: its files, its version, and its store against its dataset."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from loader.dataset import DATASET
from loader.manifest import STORE, read_manifest, snapshot_at_fault


def faults_of(snapshot: Path) -> list[str]:
    """Say all that is wrong with a snapshot; nothing when it is as it was published."""
    faults = [*snapshot_at_fault(snapshot)]
    try:
        faults += _dataset_faults(snapshot)
    except (OSError, RuntimeError, EOFError, zlib.error, SyntaxError) as error:
        faults.append(f"{snapshot / DATASET} or {snapshot / STORE} cannot be read: {error}")
    return list(dict.fromkeys(faults))


def _dataset_faults(snapshot: Path) -> Iterator[str]:
    if not (version := _version_of(snapshot / DATASET)).startswith(snapshot.name):
        yield f"{snapshot / DATASET} is the dataset of version {version[: len(snapshot.name)]}, not {snapshot.name}"
    if (told := read_manifest(snapshot).get("version")) != snapshot.name:
        yield f"{snapshot / 'manifest.json'} is the manifest of version {told}, not {snapshot.name}"
    store = ox.Store.read_only(str(snapshot / STORE))
    with gzip.open(snapshot / DATASET) as file:
        lacking = sum(quad not in store for quad in ox.parse(cast(IO[bytes], file), ox.RdfFormat.N_QUADS))
    if lacking:
        # A store of the same number of triples that has each of these has no other.
        yield f"{snapshot / STORE} lacks {lacking} triples of the dataset"


def _version_of(dataset: Path) -> str:
    with gzip.open(dataset) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
