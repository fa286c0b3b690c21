"""A dataset cut into pieces of one named graph each, small enough to be sent whole."""

import gzip
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from loader.errors import SnapshotError

# A piece is sent in one request, which some engines hold in memory. What waits for a piece to fill is bounded too.
PIECE_BYTES = 4 << 20
WAITING_BYTES = 256 << 20


def pieces(dataset: Path) -> Iterator[tuple[str, bytes]]:
    """Give named graphs and N-Triples of them; a graph comes in several pieces when it is large.

    No triple of ours has a blank node, so that the pieces can be read apart.
    """
    waiting: dict[str, bytearray] = defaultdict(bytearray)
    size = 0
    with gzip.open(dataset) as file:
        for quad in ox.parse(cast(IO[bytes], file), ox.RdfFormat.N_QUADS):
            graph, line = _line(quad)
            waiting[graph] += line
            size += len(line)
            if len(waiting[graph]) >= PIECE_BYTES or size >= WAITING_BYTES:
                largest = max(waiting, key=lambda name: len(waiting[name]))
                piece = bytes(waiting.pop(largest))
                size -= len(piece)
                yield largest, piece
    for graph in sorted(waiting):
        yield graph, bytes(waiting[graph])


def _line(quad: ox.Quad) -> tuple[str, bytes]:
    if not isinstance(quad.graph_name, ox.NamedNode):
        raise SnapshotError(f"a triple stands in no named graph: {quad}")
    if ox.BlankNode in (type(quad.subject), type(quad.object)):
        raise SnapshotError(f"a triple has a blank node, which cannot be sent in pieces: {quad}")
    return quad.graph_name.value, f"{quad.triple} .\n".encode()
