"""The stem of a word, as the loader writes it into the index (loader/search/french.py): a test holds both together."""

from functools import lru_cache

import snowballstemmer

_SNOWBALL = snowballstemmer.stemmer("french")
_LONGEST_KEPT = 3
_CACHED = 1 << 12
# Words that stand in nearly every text: a search that has others looks for the others.
_EMPTY_WORDS = "a au aux ce ces d dans de des du en et l la le les ou par pour que qui s sa se ses son sur un une"
EMPTY = frozenset(_EMPTY_WORDS.split())


@lru_cache(_CACHED)
def stem(word: str) -> str:
    """Return the stem of a folded word; the plural of short words, which Snowball leaves, goes as well.

    >>> stem("velos"), stem("velo"), stem("mobilites"), stem("mobilite")
    ('velo', 'velo', 'mobilit', 'mobilit')
    """
    found = str(_SNOWBALL.stemWord(word))
    return found[:-1] if len(found) > _LONGEST_KEPT and found[-1] in "sx" else found
