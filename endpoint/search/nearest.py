"""The words that a mistyped one may mean."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from endpoint.search.index import Index

# How many letters may be wrong in a word of at most that length.
_FAULTS = ((3, 0), (5, 1), (9, 2))
_FAULTS_OF_LONG_WORDS = 3


def nearest_word(index: Index, word: str) -> str | None:
    """Return the word of the vocabulary that is nearest, as it is written; the most frequent of those as near."""
    faults = next((faults for longest, faults in _FAULTS if len(word) <= longest), _FAULTS_OF_LONG_WORDS)
    if not faults or not word.isalpha():
        return None
    known = index.vocabulary(len(word) - faults, len(word) + faults)
    found = process.extract(word, [each for each, _, _ in known], scorer=OSA.distance, score_cutoff=faults, limit=None)
    best = min(((distance, -known[at][2], known[at][0], known[at][1]) for _, distance, at in found), default=None)
    return best[3] if best else None
