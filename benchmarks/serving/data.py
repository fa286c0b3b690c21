"""The data in the forms that the servers read."""

import gzip
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, Store

from benchmarks.corpus import main as make_corpus
from benchmarks.serving.servers import Data


@contextmanager
def of_snapshot(build: Path) -> Iterator[Data]:
    """Give the current snapshot of one territory, with the store that its loader made."""
    snapshot = (build / "current").resolve()
    with TemporaryDirectory() as folder:
        nquads = _unzipped(snapshot / "dataset.nq.gz", Path(folder))
        yield Data(build, nquads, snapshot / "store", _lines(nquads))


@contextmanager
def of_territories(build: Path, territories: int, work: Path) -> Iterator[Data]:
    """Give a graph of so many territories made of that one, and a store of it; the graph is kept in the work folder."""
    snapshot = (build / "current").resolve()
    corpus = work / f"corpus-{territories}-of-{snapshot.name}.nq.gz"
    if not corpus.exists():
        with redirect_stdout(sys.stderr):
            make_corpus(["--territories", str(territories), "--source", str(snapshot), "--out", str(corpus)])
    with TemporaryDirectory() as folder:
        nquads, store = _unzipped(corpus, Path(folder)), Path(folder) / "store"
        _load(nquads, store)
        yield Data(corpus, nquads, store, _lines(nquads))


def _unzipped(file: Path, folder: Path) -> Path:
    nquads = folder / "dataset.nq"
    with gzip.open(file) as packed, nquads.open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    return nquads


def _load(nquads: Path, folder: Path) -> None:
    # Dropped at once: while it is open, no server can read its folder.
    store = Store(str(folder))
    store.bulk_load(path=str(nquads), format=RdfFormat.N_QUADS)
    store.optimize()


def _lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)
