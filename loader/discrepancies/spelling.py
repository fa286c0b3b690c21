"""Whether two texts differ by letters only, as two readings of one word do, or by what they say."""

import re
from collections import Counter
from difflib import SequenceMatcher

from rapidfuzz.distance import Levenshtein

from loader.text import words

_MOST_LETTERS = 2
_DIGITS = re.compile(r"\d")


def differ_by_letters(one: str, other: str) -> bool:
    """Say whether two texts have the same words, in whatever order, but for one or two letters of some of them.

    A word may be cut in two; a digit that differs, or a word that stands in one text only, is no letter.

    >>> differ_by_letters("l'Interc connexion des réseaux", "l'Interconnexion des réseaux")
    True
    >>> differ_by_letters("former un plan d'action", "formaliser un plan d'action")
    False
    >>> differ_by_letters("23 communes", "24 communes")
    False
    """
    left, right = words(one), words(other)
    if Counter(left) == Counter(right):
        return True
    steps = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return all(_are_alike(left[a:b], right[c:d]) for step, a, b, c, d in steps if step != "equal")


def _are_alike(left: list[str], right: list[str]) -> bool:
    """Compare word by word; words that were cut or joined are compared as one."""
    if len(left) == len(right):
        return all(_is_misread(a, b) for a, b in zip(left, right, strict=True))
    return _is_misread("".join(left), "".join(right))


def _is_misread(one: str, other: str) -> bool:
    if _DIGITS.search(one + other):
        return one == other
    letters = Levenshtein.distance(one, other)
    return letters <= _MOST_LETTERS and 2 * letters <= max(len(one), len(other))
