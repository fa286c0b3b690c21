"""The words and stems by which a text is found. The service reads a search in the same way (endpoint/search/french.py).

A test holds the two against each other on the whole of a graph.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

from loader.text import words

_SNOWBALL = snowballstemmer.stemmer("french")
# An apostrophe inside a name parts no words for those who write it without: Cit'ergie, Citergie.
_INSIDE = re.compile(r"([^\W\d_]{3,})['’]([^\W\d_]{2,})")
_LONGEST_KEPT = 3
_CACHED = 1 << 17


def stems(text: str) -> Iterator[str]:
    """Give the stem of each word of a text, those of names with an apostrophe inside as well.

    >>> list(stems("Les vélos, Cit'ergie"))
    ['le', 'velo', 'cit', 'ergi', 'citerg']
    """
    yield from map(stem, words(text))
    for first, second in _INSIDE.findall(text):
        yield from map(stem, words(first + second))


@lru_cache(_CACHED)
def stem(word: str) -> str:
    """Give the stem of a folded word; the plural of short words, which Snowball leaves, goes as well.

    >>> stem("velos"), stem("velo"), stem("mobilites"), stem("mobilite")
    ('velo', 'velo', 'mobilit', 'mobilit')
    """
    found = str(_SNOWBALL.stemWord(word))
    return found[:-1] if len(found) > _LONGEST_KEPT and found[-1] in "sx" else found
