"""Long tables page by page: so many rows a page, each page asked for by the number of its first row."""

from dataclasses import dataclass

from endpoint.bilingual import Text
from endpoint.errors import ParameterError

# A page of the widest table stays under 200 KB.
ROWS = 100
# So many pages on either side of the one that is shown are named.
NEAR = 3
_LONGEST = 7


@dataclass(frozen=True)
class Leaf:
    """A page of rows: the numbers of its first and last row."""

    first: int
    last: int
    is_shown: bool


def read_start(name: str, text: str) -> int:
    """Return the place, from 0, of the first row that a value asks for; raise ParameterError unless it is a number.

    >>> read_start("from", ""), read_start("from", "101")
    (0, 100)
    """
    if not text:
        return 0
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST and int(text):
        return int(text) - 1
    raise ParameterError(
        {name: Text(f"{name} est le numéro d'une ligne, comme 101", f"{name} is the number of a row, as 101")}
    )


def leaves_of(total: int, start: int) -> list[Leaf]:
    """Return the pages of a table, the one that has the row at a place marked; the last for one beyond the end.

    Of many pages they are the first, the last, and those near the one that is shown.

    >>> [(each.first, each.last, each.is_shown) for each in leaves_of(252, 100)]
    [(1, 100, False), (101, 200, True), (201, 252, False)]
    >>> [each.first for each in leaves_of(10_000, 5_000)]
    [1, 4701, 4801, 4901, 5001, 5101, 5201, 5301, 9901]
    """
    shown = leaf_at(start, total)
    every = range(0, total, ROWS)
    kept = [each for each in every if each in (0, every[-1]) or abs(each - shown) <= NEAR * ROWS]
    return [Leaf(first + 1, min(first + ROWS, total), first == shown) for first in kept]


def leaf_at(start: int, total: int) -> int:
    """Return the place of the first row of the page that has the row at a place.

    >>> leaf_at(150, 252), leaf_at(9999, 252), leaf_at(0, 0)
    (100, 200, 0)
    """
    return max(min(start, total - 1), 0) // ROWS * ROWS
