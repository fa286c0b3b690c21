"""An immutable snapshot of the graph: written beside, synced, then published by one rename."""

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeAlias

from loader import progress
from loader.changes import note_changes
from loader.dataset import DATASET, write_dataset
from loader.disk import REMOVED, folder_beside, sweep, sync, sync_tree, write_synced
from loader.dumps import DUMPS, add_missing, list_dumps
from loader.history import CURRENT, current_version, note_published, take_back_unfinished
from loader.manifest import LEDGER, MANIFEST, STORE, list_files, snapshot_at_fault
from loader.retired import note_retired
from loader.search.index import INDEX, write_index
from loader.store import write_store
from loader.workers import Workers

_LEDGER_HEADER = b"document,line,fate,subject,reason\n"
SNAPSHOTS = "snapshots"
Counts: TypeAlias = dict[str, Any]


def tidy(out: Path) -> None:
    """Remove what loads that were killed left behind. To be called while holding the lock."""
    _put_back(out / SNAPSHOTS, current_version(out))
    sweep(out)
    sweep(out / SNAPSHOTS)
    take_back_unfinished(out)


@dataclass(frozen=True)
class Draft:
    """What is to be published.

    Sorted N-Quads and ledger come in pieces of whole lines; `describe` gives the manifest by the counts of the graph;
    `write_dumps` is given the folder of the downloads, the store and the workers.
    """

    nquads: Iterable[bytes]
    ledger: Iterable[bytes]
    describe: Callable[[Counts], dict[str, Any]]
    write_dumps: Callable[[Path, Path, Workers], None]


def publish(out: Path, draft: Draft, workers: Workers | None = None) -> str:
    """Write the snapshot and let `current` point to it; gives the version. A failure leaves `current` as it was.

    To be called while holding the lock.
    """
    workers = workers or Workers()
    (out / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
    with folder_beside(out / SNAPSHOTS) as beside:
        progress.say("merging")
        written = write_dataset(beside / DATASET, draft.nquads)
        target = out / SNAPSHOTS / written.version
        manifest = draft.describe(written.counts)
        content = {**manifest, "version": written.version, "counts": written.counts}
        progress.say("indexing")
        if any(snapshot_at_fault(target)):
            stored = workers.start(write_store, beside)
            write_index(beside / INDEX, beside, workers)
            progress.say("writing downloads")
            draft.write_dumps(beside / DUMPS, stored(), workers)
            _write_snapshot(beside, draft.ledger, content)
            _put_in_place(beside, target)
        else:
            # The graph is the same; only what the graph does not hold (inputs, new downloads) may differ.
            write_index(beside / INDEX, beside, workers)
            progress.say("writing downloads")
            draft.write_dumps(beside / DUMPS, target / STORE, workers)
            _renew(beside, target, content)
    progress.say("comparing with the last version")
    note_retired(out, target, str(manifest.get("base", "")))
    note_changes(out, target)
    note_published(out, target.name, {"tool": manifest["tool"]})
    point_current(out, target.name)
    return target.name


def _write_snapshot(folder: Path, ledger: Iterable[bytes], content: dict[str, Any]) -> None:
    with (folder / LEDGER).open("wb") as file:
        file.writelines(chain([_LEDGER_HEADER], ledger))
    _write_manifest(folder, folder, content)
    folder.chmod(0o755)
    sync_tree(folder)


def _write_manifest(folder: Path, snapshot: Path, content: dict[str, Any]) -> None:
    """Write into a folder the manifest of a snapshot."""
    told = {**content, "files": list_files(snapshot), "dumps": list_dumps(snapshot)}
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    write_synced(folder / MANIFEST, text.encode())


def _put_in_place(beside: Path, target: Path) -> None:
    """Let a written snapshot take its place; a damaged one that stands there leaves it."""
    if target.exists():
        os.replace(target, target.with_name(f"{REMOVED}{target.name}"))
    os.replace(beside, target)
    sync(target.parent)


def _put_back(snapshots: Path, current: str) -> None:
    """Put back the current snapshot that was leaving its place when the load was killed."""
    left = snapshots / f"{REMOVED}{current}"
    if current and left.is_dir() and not (snapshots / current).exists():
        os.replace(left, snapshots / current)


def _renew(beside: Path, target: Path, content: dict[str, Any]) -> None:
    add_missing(beside / DUMPS, target / DUMPS)
    # The graph is the same, the way in which it is searched may not be.
    sync(beside / INDEX)
    os.replace(beside / INDEX, target / INDEX)
    _write_manifest(beside, target, content)
    sync_tree(target / DUMPS)
    os.replace(beside / MANIFEST, target / MANIFEST)
    sync(target)


def point_current(out: Path, version: str) -> None:
    """Let `current` point to a version, by one rename."""
    with folder_beside(out) as beside:
        (beside / CURRENT).symlink_to(Path(SNAPSHOTS) / version)
        os.replace(beside / CURRENT, out / CURRENT)
    sync(out)
