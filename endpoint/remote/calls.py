"""Where the calls of functions stand in a query, so that they can be written otherwise without parsing all of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from endpoint.syntax import masked

_BRACKETS = {"(": 1, ")": -1, "{": 1, "}": -1}


@dataclass(frozen=True)
class Call:
    """One call: `begin` is where its name begins, `end` stands behind its closing bracket."""

    begin: int
    end: int
    arguments: tuple[tuple[int, int], ...]


def calls(query: str, name: str) -> Iterator[Call]:
    """Give the calls of a function, in the order of their names.

    >>> query = 'SELECT (CONCAT("a, (b", STR(?c)) AS ?d) {}'
    >>> [query[begin:end] for call in calls(query, "CONCAT") for begin, end in call.arguments]
    ['"a, (b"', ' STR(?c)']
    """
    text = masked(query)
    for found in re.finditer(rf"(?<![\w:?$]){name}\s*\(", text, re.IGNORECASE):
        if call := _call(text, found.start(), found.end()):
            yield call


def _call(text: str, begin: int, inside: int) -> Call | None:
    depth, argument, arguments = 1, inside, []
    for place in range(inside, len(text)):
        depth += _BRACKETS.get(text[place], 0)
        if depth == 0 or (depth == 1 and text[place] == ","):
            arguments.append((argument, place))
            argument = place + 1
        if depth == 0:
            return Call(begin, place + 1, tuple(arguments))
    return None


def inserted(query: str, pieces: list[tuple[int, str]]) -> str:
    """Return the query with pieces of text put in, each at its place.

    >>> inserted("REPLACE(?a)", [(0, "STR("), (11, ")")])
    'STR(REPLACE(?a))'
    """
    written, last = [], 0
    for place, piece in sorted(pieces, key=lambda each: each[0]):
        written += [query[last:place], piece]
        last = place
    return "".join([*written, query[last:]])
