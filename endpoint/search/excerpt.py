"""The words of a hit around those that were searched."""

import re
from dataclasses import dataclass
from itertools import pairwise

from endpoint.listing import words
from endpoint.search.french import stem
from endpoint.search.wanted import Unit

_WORD = re.compile(r"[^\W_]+")
_BEFORE, _LENGTH = 60, 240
_BEGINNING = 3


@dataclass(frozen=True)
class Piece:
    """A piece of text; `marked` where it is a word that was searched."""

    text: str
    marked: bool = False


def mark(text: str, units: tuple[Unit, ...]) -> tuple[Piece, ...]:
    """Part a text into pieces, those words marked that were searched.

    >>> [piece.text for piece in mark("Les vélos, et plus", (Unit("vélo", ("velo",)),)) if piece.marked]
    ['vélos']
    """
    spans = [found.span() for found in _WORD.finditer(text) if _is_wanted(found[0], units)]
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    return tuple(Piece(text[start:end], (start, end) in spans) for start, end in pairwise(edges))


def excerpt(texts: str, units: tuple[Unit, ...]) -> tuple[Piece, ...]:
    """Return the line that has most of the words that were searched, cut around the first; nothing if none has any."""
    counted = [(len(_wanted_in(line, units)), line) for line in texts.split("\n")]
    most, line = max(counted, key=lambda each: each[0])
    if not most:
        return ()
    first = next(found.start() for found in _WORD.finditer(line) if _is_wanted(found[0], units))
    start = line.rfind(" ", 0, max(first - _BEFORE, 0)) + 1 if first > _BEFORE else 0
    end = len(line) if len(line) <= start + _LENGTH else line.rfind(" ", start, start + _LENGTH)
    cut = line[start : end if end > first else start + _LENGTH]
    return mark(("… " if start else "") + cut + (" …" if start + len(cut) < len(line) else ""), units)


def _wanted_in(text: str, units: tuple[Unit, ...]) -> set[str]:
    return {folded for found in _WORD.findall(text) if _is_wanted(found, units) for folded in words(found)}


def _is_wanted(written: str, units: tuple[Unit, ...]) -> bool:
    return any(_is_one(word, unit) for word in words(written) for unit in units)


def _is_one(word: str, unit: Unit) -> bool:
    if unit.word is None:
        return word in unit.words
    # Words of one stem begin alike: few words of a text need be stemmed.
    alike = word[:_BEGINNING] == unit.word[:_BEGINNING]
    begins = len(unit.word) >= _BEGINNING and word.startswith(unit.word)
    return alike and (begins or stem(word) == stem(unit.word))
