"""The snapshots of a folder: which there are, back to one of them, away with the old ones."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from loader.changes import note_changes
from loader.disk import REMOVED, sync
from loader.errors import SnapshotError
from loader.history import current_version, note_published, publications
from loader.manifest import read_manifest, snapshot_at_fault
from loader.retired import note_retired
from loader.snapshot import SNAPSHOTS, point_current


@dataclass(frozen=True)
class Shelved:
    """A snapshot, when it was last published (empty when nothing says so), and how large it is."""

    version: str
    published: str
    is_current: bool
    triples: int | None
    size: int


def shelved(out: Path) -> list[Shelved]:
    """Give the snapshots of a folder, the one published last first."""
    dates = publications(out)
    order = {version: place for place, (version, _) in enumerate(dates)}
    last, current = dict(dates), current_version(out)
    folders = sorted(_folders(out), key=lambda folder: (order.get(folder.name, -1), folder.name), reverse=True)
    return [
        Shelved(f.name, last.get(f.name, ""), f.name == current, _triples(f), _size(f)) for f in folders
    ]  # fmt: skip


def find_snapshot(out: Path, name: str) -> Path:
    """Find a snapshot by its version, the head of it, or `current`; raises SnapshotError with those that there are."""
    wanted = current_version(out) if name == "current" else name
    found = [folder for folder in _folders(out) if wanted and folder.name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    there = ", ".join(each.version for each in shelved(out)) or "none"
    problem = "is several snapshots" if found else "is no snapshot"
    raise SnapshotError(f"{name} {problem} of {out / SNAPSHOTS}; there are: {there}")


def roll_back(out: Path, name: str) -> str:
    """Make an earlier snapshot the current one again; raises SnapshotError when it is not as it was published.

    To be called while holding the lock.
    """
    snapshot = find_snapshot(out, name)
    if snapshot.name == current_version(out):
        return snapshot.name
    if faults := list(snapshot_at_fault(snapshot)):
        raise SnapshotError("\n".join((*faults, f"{snapshot.name} is not made current: load again to make it anew")))
    base = str(read_manifest(snapshot).get("base", ""))
    note_retired(out, snapshot, base)
    note_changes(out, snapshot)
    note_published(out, snapshot.name, _by_rollback())
    point_current(out, snapshot.name)
    return snapshot.name


def _by_rollback() -> Mapping[str, Any]:
    return {"tool": {"name": "filrouge", "version": installed_version("filrouge")}, "by": "rollback"}


def prune(out: Path, keep: int) -> list[str]:
    """Remove all but the `keep` latest snapshots, never the current one; gives the versions removed.

    To be called while holding the lock. Each leaves its name by one rename, so that no half of it is ever seen.
    """
    old = [each.version for each in shelved(out)[keep:] if not each.is_current]
    for version in old:
        leaving = out / SNAPSHOTS / f"{REMOVED}{version}"
        os.replace(out / SNAPSHOTS / version, leaving)
        sync(out / SNAPSHOTS)
        shutil.rmtree(leaving)
    return old


def _folders(out: Path) -> list[Path]:
    folder = out / SNAPSHOTS
    return [path for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []


def _triples(snapshot: Path) -> int | None:
    try:
        return int(read_manifest(snapshot)["counts"]["triples"])
    except (SnapshotError, KeyError, TypeError, ValueError):
        return None


def _size(snapshot: Path) -> int:
    return sum(path.stat().st_size for path in snapshot.rglob("*") if path.is_file())
