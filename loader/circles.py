"""Circles in what is part of what, or came from what."""

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise


def find_circle(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give pairs that lead in a circle, the same of the same pairs in the same order; none when there is no circle.

    >>> find_circle([("a", "b"), ("b", "c"), ("b", "a")])
    [('b', 'a'), ('a', 'b')]
    """
    graph: dict[str, dict[str, None]] = {}
    for one, other in pairs:
        graph.setdefault(one, {})[other] = None
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [(one, other) for other, one in pairwise(error.args[1])]
    return []
