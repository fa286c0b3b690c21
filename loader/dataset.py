"""The dataset of a snapshot: canonical, sorted N-Quads, gzipped; written and read piece by piece."""

import gzip
import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

DATASET = "dataset.nq.gz"
_VERSION_LENGTH = 12
# No line end stands in a literal, so these are at the end of a line.
_GRAPH = re.compile(rb" <([^>]*)> \.\n")
_CLASS = re.compile(rb" <http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> <([^>]*)> <[^>]*> \.\n")
_GZIP = 31


@dataclass
class Written:
    """What is known of a dataset once it is written: its version, and its triples by graph and by class."""

    version: str = ""
    graphs: Counter[bytes] = field(default_factory=Counter)
    classes: Counter[bytes] = field(default_factory=Counter)

    @property
    def counts(self) -> dict[str, Any]:
        """Give the counts as the manifest holds them."""
        graphs, classes = (
            {name.decode(): found[name] for name in sorted(found)} for found in (self.graphs, self.classes)
        )
        return {"triples": self.graphs.total(), "graphs": graphs, "classes": classes}


def write_dataset(path: Path, nquads: Iterable[bytes]) -> Written:
    """Write sorted N-Quads, given in pieces of whole lines. The version is the head of their SHA-256."""
    found, digest = Written(), hashlib.sha256()
    packer = zlib.compressobj(9, zlib.DEFLATED, _GZIP)
    with path.open("wb") as file:
        for piece in nquads:
            digest.update(piece)
            found.graphs.update(_GRAPH.findall(piece))
            found.classes.update(_CLASS.findall(piece))
            file.write(packer.compress(piece))
        file.write(packer.flush())
    found.version = digest.hexdigest()[:_VERSION_LENGTH]
    return found


def read_pieces(snapshot: Path, lines: int) -> Iterator[bytes]:
    """Give the dataset of a snapshot in pieces of so many lines."""
    with gzip.open(snapshot / DATASET) as file:
        while piece := b"".join(islice(file, lines)):
            yield piece


def read_lines(snapshot: Path) -> Iterator[bytes]:
    """Give the lines of the dataset of a snapshot."""
    with gzip.open(snapshot / DATASET) as file:
        yield from file
