"""Quads as canonical, sorted lines of N-Quads: the same graph gives the same bytes."""

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from loader.disk import whole_file


def sorted_lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Give the lines of quads, in the order of their bytes.

    The quads pass through a store first, because the store writes literals in one form (`1.50` as `1.5`).
    """
    store = ox.Store()
    store.bulk_extend(quads)
    text = store.dump(format=ox.RdfFormat.N_QUADS)
    assert text is not None
    return sorted(text.splitlines(keepends=True))


def write_lines(path: Path, quads: Iterable[ox.Quad]) -> Path:
    """Write quads as a sorted file."""
    with whole_file(path) as file:
        file.writelines(sorted_lines(quads))
    return path
