"""The snapshot that the loader published: where it is and what its manifest says."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from endpoint.dumps_manifest import Dump, Version, read_dumps, read_versions
from endpoint.errors import SnapshotError
from endpoint.retired import read_retired

DEFAULT_BASE = "https://w3id.org/filrouge/"


@dataclass(frozen=True)
class Snapshot:
    """An immutable folder and its manifest; what an old manifest lacks is empty here.

    `classes` counts the things of each class, `graphs` the triples of each named graph, by their IRIs;
    `publications` is what each territory, by SIREN, tells portals; `history` the versions published so far that are
    still there; `retired` the things of earlier versions that are gone, with the last version that had each; `edition`
    changes with anything of this that the version does not stand for.
    """

    folder: Path
    version: str
    base: str = DEFAULT_BASE
    triples: int | None = None
    classes: dict[str, int] = field(default_factory=dict)
    graphs: dict[str, int] = field(default_factory=dict)
    summary: dict[str, int] = field(default_factory=dict)
    dumps: dict[str, Dump] = field(default_factory=dict)
    publications: dict[str, Any] = field(default_factory=dict)
    history: tuple[Version, ...] = ()
    retired: dict[str, str] = field(default_factory=dict)
    edition: str = ""

    @property
    def licence(self) -> str:
        """The licence under which the graph is published; empty when territories chose none, or several."""
        licences = {each.get("licence", "") for each in self.publications.values()}
        return licences.pop() if len(licences) == 1 else ""

    @property
    def published(self) -> datetime | None:
        """When the version took its place, where that is known."""
        return next((each.published for each in self.history if each.version == self.version), None)

    @property
    def last_modified(self) -> dict[str, str]:
        """The header that says so, of documents that are made of the graph alone; empty where it is not known."""
        if self.published is None:
            return {}
        return {"Last-Modified": format_datetime(self.published.astimezone(UTC), usegmt=True)}

    @property
    def store(self) -> Path:
        """The folder of the RocksDB store."""
        return self.folder / "store"

    @property
    def dataset(self) -> Path:
        """The same graph as N-Quads."""
        return self.folder if self.folder.is_file() else self.folder / "dataset.nq.gz"


def current_snapshot(data: Path) -> Snapshot:
    """Return the snapshot that `data/current` points to, or one N-Quads file; raise SnapshotError with the remedy."""
    if data.is_file():
        return Snapshot(data.resolve(), hashlib.sha256(data.read_bytes()).hexdigest()[:16])
    folder = data / "current"
    if not folder.is_dir():
        raise SnapshotError(f"no snapshot at {folder}: run filrouge-load, or give its folder with --data")
    # Resolved once: a later load moves the link, and this process must keep to one version.
    return _snapshot(folder.resolve())


def _snapshot(folder: Path) -> Snapshot:
    manifest = _manifest(folder / "manifest.json")
    counts = manifest.get("counts") or {}
    dumps = read_dumps(manifest)
    history = read_versions(folder, manifest, dumps)
    publications = manifest.get("publications") or {}
    retired = read_retired(folder)
    # Of the files beside the store, those that answers are made from: the graph has its version, the index has none.
    files = manifest.get("files") or {}
    told = (dumps, publications, history, sorted(retired.items()), files.get("search.sqlite"))
    return Snapshot(
        folder=folder,
        version=str(manifest.get("version") or folder.name),
        base=str(manifest.get("base") or DEFAULT_BASE),
        triples=counts.get("triples"),
        classes=counts.get("classes") or {},
        graphs=counts.get("graphs") or {},
        summary=manifest.get("summary") or {},
        dumps=dumps,
        publications=publications,
        history=history,
        retired=retired,
        edition=hashlib.sha256(repr(told).encode()).hexdigest()[:16],
    )


def _manifest(file: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SnapshotError(f"cannot read {file} ({error}): run filrouge-load again") from error
    if not isinstance(manifest, dict):
        raise SnapshotError(f"{file} is not a JSON object: run filrouge-load again")
    return manifest
