"""An immutable snapshot of the graph: written beside, synced, then published by one rename."""

import csv
import gzip
import hashlib
import io
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from loader.changes import note_changes
from loader.disk import REMOVED, folder_beside, sweep, sync, sync_tree, write_synced
from loader.dumps import DATASET, DUMPS, add_missing, list_dumps
from loader.history import CURRENT, current_version, note_published, take_back_unfinished
from loader.manifest import LEDGER, MANIFEST, STORE, list_files, snapshot_at_fault
from loader.retired import note_retired
from loader.rows import Row
from loader.search.index import INDEX, write_index

_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_VERSION_LENGTH = 12
_LEDGER_COLUMNS = ("document", "line", "fate", "subject", "reason")
SNAPSHOTS = "snapshots"


def to_nquads(quads: Iterable[ox.Quad]) -> bytes:
    """Serialise as canonical, sorted N-Quads: the same graph gives the same bytes.

    The quads pass through a store first, because the store writes literals in one form (`1.50` as `1.5`).
    """
    store = ox.Store()
    store.bulk_extend(quads)
    return "".join(sorted(f"{quad} .\n" for quad in store)).encode()


def version_of(nquads: bytes) -> str:
    """Give the version of a graph: the head of the SHA-256 of its sorted N-Quads."""
    return hashlib.sha256(nquads).hexdigest()[:_VERSION_LENGTH]


def write_ledger(ledgers: list[tuple[str, list[Row]]], base: str) -> bytes:
    """Write the ledger: one row for each physical line of each document."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_LEDGER_COLUMNS)
    for document, rows in ledgers:
        for row in rows:
            subjects = " | ".join(base + path for path in sorted(row.describes))
            writer.writerow((document, row.line, str(row.fate), subjects, row.reason))
    return text.getvalue().encode()


def count_graph(nquads: bytes) -> dict[str, Any]:
    """Count triples, by graph and by class."""
    graphs, classes = Counter[str](), Counter[str]()
    for quad in ox.parse(nquads, ox.RdfFormat.N_QUADS):
        graphs[str(getattr(quad.graph_name, "value", ""))] += 1
        if quad.predicate == _RDF_TYPE and isinstance(quad.object, ox.NamedNode):
            classes[quad.object.value] += 1
    return {"triples": graphs.total(), "graphs": dict(sorted(graphs.items())), "classes": dict(sorted(classes.items()))}


def tidy(out: Path) -> None:
    """Remove what loads that were killed left behind. To be called while holding the lock."""
    _put_back(out / SNAPSHOTS, current_version(out))
    sweep(out)
    sweep(out / SNAPSHOTS)
    take_back_unfinished(out)


def publish(
    out: Path, nquads: bytes, ledger: bytes, manifest: dict[str, Any], write_dumps: Callable[[Path], None]
) -> str:
    """Write the snapshot and let `current` point to it; gives the version. A failure leaves `current` as it was.

    To be called while holding the lock.
    """
    version = version_of(nquads)
    (out / SNAPSHOTS).mkdir(parents=True, exist_ok=True)
    target = out / SNAPSHOTS / version
    with folder_beside(out / SNAPSHOTS) as beside:
        write_dumps(beside / DUMPS)
        write_index(beside / INDEX, nquads)
        content = {**manifest, "version": version, "counts": count_graph(nquads)}
        if any(snapshot_at_fault(target)):
            _write_snapshot(beside, nquads, ledger, content)
            _put_in_place(beside, target)
        else:
            # The graph is the same; only what the graph does not hold (inputs, new downloads) may differ.
            _renew(beside, target, content)
    note_retired(out, version, nquads, str(manifest.get("base", "")))
    note_changes(out, target)
    note_published(out, version, {"tool": manifest["tool"]})
    point_current(out, version)
    return version


def _write_snapshot(folder: Path, nquads: bytes, ledger: bytes, content: dict[str, Any]) -> None:
    _write_store(folder, nquads)
    (folder / DATASET).write_bytes(gzip.compress(nquads, mtime=0))
    (folder / LEDGER).write_bytes(ledger)
    _write_manifest(folder, folder, content)
    folder.chmod(0o755)
    sync_tree(folder)


def _write_store(folder: Path, nquads: bytes) -> None:
    try:
        store = ox.Store(str(folder / STORE))
        store.bulk_load(nquads, ox.RdfFormat.N_QUADS)
        store.optimize()
        store.flush()
    except RuntimeError as error:
        # So the store tells some failures of the disk.
        raise OSError(str(error)) from error


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
