"""A dataset cut up by territory: its lines stand together, so each is searched with what all share beside it."""

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from tempfile import NamedTemporaryFile

import pyoxigraph as ox

from loader.dataset import read_lines
from loader.search.entries import Said, entries
from loader.search.words import Worded, word
from loader.workers import Workers

_OWN = re.compile(rb"<[^>]*[/#]id/(\d{9})[/>]")


def worded_blocks(snapshot: Path, workers: Workers) -> Iterator[Worded]:
    """Give the entries of a dataset with their words, by territory; those of what is shared come first."""
    with NamedTemporaryFile(dir=snapshot, suffix=".nq") as file:
        file.writelines(line for line in read_lines(snapshot) if not _OWN.match(line))
        file.flush()
        shared = Path(file.name)
        yield word(entries(_shared(shared)))
        blocks = (b"".join(lines) for owner, lines in groupby(read_lines(snapshot), key=_owner) if owner)
        yield from workers.map(partial(_worded, shared), blocks)


def _worded(shared: Path, block: bytes) -> Worded:
    return word(entries(Said(ox.parse(block, ox.RdfFormat.N_QUADS), _shared(shared))))


@lru_cache(1)
def _shared(path: Path) -> Said:
    return Said(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))


def _owner(line: bytes) -> bytes:
    found = _OWN.match(line)
    return found[1] if found else b""
