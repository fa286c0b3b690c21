"""Queries that no deadline is needed to refuse: those whose planning alone would not end.

Measured on oxigraph 0.5: planning a star of 100 triple patterns takes 0.7 s, of 200 10 s, of 300 a minute; the time
grows with the fourth power. Nesting is bounded far below what overflows a worker's stack.
"""

import re

from endpoint.errors import BadRequestError
from endpoint.syntax import skeleton

MOST_PATTERNS = 200
MOST_NESTING = 500
_MARKS = re.compile(r"[{}()\[\]]|(?<![0-9])[.;]|[.;](?![0-9])|\bOPTIONAL\b", re.IGNORECASE)
# Linear in the query, whatever it says: this runs in the service itself, where no deadline ends it.
_VALUES = re.compile(r"\bVALUES\s*(?:\([^(){}]*\)\s*|:\s*)?\{[^{}]*\}", re.IGNORECASE)


def check_size(query: str) -> None:
    """Raise BadRequestError for a query that nests too deeply, or joins too many patterns in one group."""
    text = skeleton(query)
    if sum(map(text.count, ".;{([")) + text.upper().count("OPTIONAL") < MOST_PATTERNS:
        return
    open_groups = [0]
    for mark in _MARKS.finditer(_VALUES.sub(" ", text)):
        _count(mark[0].upper(), open_groups)


def _count(mark: str, open_groups: list[int]) -> None:
    if mark in "{([":
        open_groups.append(0)
        if len(open_groups) > MOST_NESTING:
            raise BadRequestError(f"the query nests deeper than {MOST_NESTING} brackets: flatten it")
    elif mark in "})]":
        if len(open_groups) > 1:
            open_groups.pop()
    else:
        open_groups[-1] += 1
        if open_groups[-1] > MOST_PATTERNS:
            raise BadRequestError(
                f"one group joins more than {MOST_PATTERNS} patterns, and planning that would not end: "
                "part it into sub-selects, or use VALUES for lists of terms"
            )
