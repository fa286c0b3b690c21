"""Which values that a query computes are truth values: an engine that has only numbers must be told."""

import re
from collections.abc import Iterator

from endpoint.remote.calls import calls
from endpoint.syntax import masked

_NAMED = re.compile(r"\s+AS\s+[?$]\w+\s*\)", re.IGNORECASE)
_COMPARED = re.compile(r"!=|<=|>=|&&|\|\||[=<>]|(?<!\w)(?:NOT\s+)?IN(?!\w)", re.IGNORECASE)
_TEST = re.compile(
    r"(?:BOUND|EXISTS|REGEX|CONTAINS|STRSTARTS|STRENDS|SAMETERM|LANGMATCHES|IS(?:IRI|URI|BLANK|LITERAL|NUMERIC))\b"
    r"|!|NOT\s+EXISTS\b|(?:true|false)\Z",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"(COALESCE|IF)\s*\(", re.IGNORECASE)


def truths(query: str) -> Iterator[tuple[int, int]]:
    """Give where the expressions of truth values stand that the query names.

    >>> query = 'SELECT (COUNT(*) > 1 AS ?many) { BIND (IF(?a = 1, 2, 3) AS ?b) BIND (COALESCE(?c < 1, false) AS ?d) }'
    >>> [query[begin:end] for begin, end in truths(query)]
    ['COUNT(*) > 1', 'COALESCE(?c < 1, false)']
    """
    text = masked(query)
    for found in _NAMED.finditer(text):
        begin = _opening(text, found.start()) + 1
        if begin and _is_truth(text[begin : found.start()].strip()):
            yield begin, found.start()


def _opening(text: str, place: int) -> int:
    """Return where the bracket opens that the place stands in; -1 when it does not."""
    depth = 1
    for each in range(place - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[each], 0)
        if depth == 0:
            return each
    return -1


def _is_truth(expression: str) -> bool:
    if _COMPARED.search(_outside_brackets(expression)) or _TEST.match(expression):
        return True
    choice = _CHOICE.match(expression)
    if choice is None:
        return False
    call = next(calls(expression, choice[1]))
    begin, end = call.arguments[-1]
    return call.end == len(expression) and _is_truth(expression[begin:end].strip())


def _outside_brackets(expression: str) -> str:
    while (shorter := re.sub(r"\([^()]*\)", "", expression)) != expression:
        expression = shorter
    return expression
