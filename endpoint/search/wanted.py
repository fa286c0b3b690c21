"""What is typed, as words and phrases, and as a full-text query.

No text of a client becomes part of a query but words of letters and digits, each in quotation marks.
"""

import re
from dataclasses import dataclass

from endpoint.listing import words
from endpoint.search.french import EMPTY, stem

MOST_UNITS = 12
# A shorter beginning of a word is that of too many.
_SHORTEST_BEGINNING = 3
_UNIT = re.compile(r'["«]\s*([^"«»]+?)\s*["»]|([^\s"«»]+)')


@dataclass(frozen=True)
class Unit:
    """A word, or words that must follow one another; `typed` is the text as it was typed."""

    typed: str
    words: tuple[str, ...]

    @property
    def word(self) -> str | None:
        """The one word that this is; None for a phrase."""
        return self.words[0] if len(self.words) == 1 else None


def read_units(text: str) -> tuple[Unit, ...]:
    """Read what is typed; words that every text has are left out, unless there are no others.

    >>> [unit.words for unit in read_units("la mobilité 1.2.3 « plan vélo »")]
    [('mobilite',), ('1', '2', '3'), ('plan', 'velo')]
    """
    units = [Unit(typed, tuple(words(typed))) for quoted, bare in _UNIT.findall(text) if (typed := quoted or bare)]
    units = [unit for unit in units if unit.words][:MOST_UNITS]
    return tuple(unit for unit in units if unit.word not in EMPTY) or tuple(units)


def match(units: tuple[Unit, ...], joined: str = "AND", columns: str = "{name name_stems rest rest_stems}") -> str:
    """Return the full-text query for entries that have all the units, or (joined by OR) some."""
    return f"{columns} : ({f' {joined} '.join(map(_one, units))})"


def _one(unit: Unit) -> str:
    if unit.word is None:
        return '"' + " ".join(unit.words) + '"'
    beginning = " *" if len(unit.word) >= _SHORTEST_BEGINNING else ""
    return f'("{unit.word}"{beginning} OR "{stem(unit.word)}")'
