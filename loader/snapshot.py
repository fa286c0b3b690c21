"""An immutable snapshot of the graph: written beside, synced, then published by one rename."""

import csv
import gzip
import hashlib
import io
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from loader.dumps import DATASET, DUMPS, add_missing, list_dumps
from loader.retired import note_retired
from loader.rows import Row

_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_VERSION_LENGTH = 12
_LEDGER_COLUMNS = ("document", "line", "fate", "subject", "reason")


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


def publish(
    out: Path, nquads: bytes, ledger: bytes, manifest: dict[str, Any], write_dumps: Callable[[Path], None]
) -> str:
    """Write the snapshot and let `current` point to it; gives the version. A failure leaves `current` as it was."""
    version = version_of(nquads)
    snapshots = out / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    target = snapshots / version
    beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=snapshots))
    try:
        write_dumps(beside / DUMPS)
        if (target / "manifest.json").is_file():
            # The graph is the same; its ledger or inputs may have changed in what the graph does not hold.
            add_missing(beside / DUMPS, target / DUMPS)
            _write_files(beside, target, version, nquads, ledger, manifest)
        else:
            _write_store(beside, nquads)
            _write_files(beside, beside, version, nquads, ledger, manifest)
            os.replace(beside, target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _sync(snapshots)
    note_retired(out, version, nquads, str(manifest.get("base", "")))
    _point_current(out, version)
    _log(out, version, manifest)
    return version


def _write_store(folder: Path, nquads: bytes) -> None:
    store = ox.Store(str(folder / "store"))
    store.bulk_load(nquads, ox.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()


def _write_files(
    beside: Path, target: Path, version: str, nquads: bytes, ledger: bytes, manifest: dict[str, Any]
) -> None:
    """Write dataset, ledger and manifest, each beside and then in its place."""
    files = {DATASET: gzip.compress(nquads, mtime=0), "ledger.csv": ledger}
    listed = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()}
    for name, data in files.items():
        _write(beside, target, name, data)
    content = {**manifest, "version": version, "counts": count_graph(nquads), "files": listed}
    content["dumps"] = list_dumps(target)
    _sync_files(target / DUMPS)
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _write(beside, target, "manifest.json", text.encode())
    _sync(target)
    target.chmod(0o755)


def _write(beside: Path, target: Path, name: str, data: bytes) -> None:
    with (beside / name).open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside / name, target / name)


def _point_current(out: Path, version: str) -> None:
    link = out / f".current-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("snapshots") / version)
    os.replace(link, out / "current")
    _sync(out)


def _log(out: Path, version: str, manifest: dict[str, Any]) -> None:
    """Append when the version was published: the snapshot itself holds no date, so that it stays the same."""
    entry = {"version": version, "published": datetime.now(UTC).isoformat(timespec="seconds"), "tool": manifest["tool"]}
    with (out / "published.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry, ensure_ascii=False) + "\n")


def _sync_files(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        _sync(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
