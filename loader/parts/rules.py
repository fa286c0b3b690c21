"""All rules that a graph must keep, judged together."""

from collections.abc import Sequence

import pyoxigraph as ox

from loader.graph import check_graph, read_vocabulary
from loader.problems import going_on
from loader.shapes import check_shapes


def check_rules(quads: set[ox.Quad], base: str, beside: Sequence[ox.Quad] = ()) -> None:
    """Judge a graph with the vocabulary, and with what it points to `beside`; each rule that it breaks is a problem."""
    with going_on():
        check_graph(quads)
    with going_on():
        check_shapes([*read_vocabulary(base), *quads], beside)
