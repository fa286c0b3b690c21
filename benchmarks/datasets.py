"""Datasets to measure on: a snapshot folder, or an N-Quads file put in a store of its own."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, cast

from pyoxigraph import RdfFormat, Store

from endpoint.engine import Engine


@contextmanager
def open_dataset(dataset: Path) -> Iterator[IO[bytes]]:
    """Open the N-Quads of a snapshot folder, or an N-Quads file, gzipped or not."""
    path = dataset / "dataset.nq.gz" if dataset.is_dir() else dataset
    with path.open("rb") as raw:
        yield cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if path.suffix == ".gz" else raw


@contextmanager
def engine_on(dataset: Path, *, on_disk: bool) -> Iterator[Engine]:
    """Give an engine on the dataset, in memory or on a RocksDB store; that of an N-Quads file lasts as the context."""
    if not on_disk:
        yield Engine(_filled(Store(), dataset))
    elif dataset.is_dir():
        yield Engine(Store.read_only(str(dataset / "store")))
    else:
        with TemporaryDirectory() as folder:
            # The store that writes is dropped at once: another cannot read its folder while it is open.
            _filled(Store(folder), dataset).optimize()
            yield Engine(Store.read_only(folder))


def _filled(store: Store, dataset: Path) -> Store:
    with open_dataset(dataset) as file:
        store.bulk_load(file, format=RdfFormat.N_QUADS)
    return store
