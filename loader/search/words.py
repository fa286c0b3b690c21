"""Entries with the words and stems by which they are found, and the words of people among them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from loader.search.entries import KINDS, Entry
from loader.search.french import stems
from loader.text import words

# Where a comment says what it read: (citergie:196). Each would be found by the name of the document.
_REFERENCE = re.compile(r"\([\w-]+:\d+\)")
# A shorter word is as like its neighbours as a mistyped one.
_SHORTEST = 4
# The raw cells hold what OCR misread: no one means such a word.
_MISREAD = frozenset(("line", "discrepancy"))
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
# Place of the kind, IRI, label, note, texts; words and stems of the name, and of the rest.
Row = tuple[int, str, str, str, str, str, str, str, str]


@dataclass
class Vocabulary:
    """Counts the entries that have each word, and the ways in which each is written."""

    entries: Counter[str] = field(default_factory=Counter)
    written: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, entry: Entry) -> None:
        """Count the words of an entry."""
        found = set()
        for written in _written_words(_REFERENCE.sub(" ", "\n".join((entry.label, *entry.texts)))):
            folded = words(written)
            if len(folded) == 1 and len(folded[0]) >= _SHORTEST and folded[0].isalpha():
                self.written[folded[0]][written.lower()] += 1
                found.add(folded[0])
        self.entries.update(found)

    def take(self, other: "Vocabulary") -> None:
        """Add the counts of another one."""
        self.entries.update(other.entries)
        for folded, ways in other.written.items():
            self.written[folded].update(ways)


@dataclass
class Worded:
    """Entries with their words, and the vocabulary of them."""

    rows: list[Row] = field(default_factory=list)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


def word(found: Iterable[Entry]) -> Worded:
    """Give the words of entries."""
    worded = Worded()
    for entry in found:
        worded.rows.append(_row(entry))
        if entry.kind not in _MISREAD:
            worded.vocabulary.add(entry)
    return worded


def _row(entry: Entry) -> Row:
    texts = "\n".join(entry.texts)
    # A line goes by the name of its document, of which every line would be found.
    name = "" if entry.kind == "line" else f"{entry.label} {entry.note}"
    rest = _REFERENCE.sub(" ", texts)
    said = (" ".join(words(name)), " ".join(stems(name)), " ".join(words(rest)), " ".join(stems(rest)))
    return (_ORDER[entry.kind], entry.iri, entry.label, entry.note, texts, *said)


def _written_words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
