"""The list of saved questions: by tag, and narrowed to those that hold the words of a search."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from endpoint.bilingual import Text
from endpoint.questions import Question

# In the order in which a reader goes through them; a tag that is not here stands at the end, under its own name.
TAGS = {
    "contract": Text("Tables de base", "Base tables"),
    "plan": Text("Le plan", "The plan"),
    "thread": Text("Le fil", "The thread"),
    "coverage": Text("Couverture", "Coverage"),
    "money": Text("Argent", "Money"),
    "time": Text("Temps", "Time"),
    "who": Text("Qui", "Who"),
    "trust": Text("Confiance", "Trust"),
    "search": Text("Recherche", "Search"),
    "export": Text("Exports", "Exports"),
}
UNTAGGED = Text("Autres", "Others")
MOST_QUESTIONS = 1000
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})


@dataclass(frozen=True)
class Topic:
    """The questions under one tag; the untagged ones are under the empty tag."""

    tag: str
    name: Text
    questions: tuple[Question, ...]


def name_of_tag(tag: str) -> Text:
    """Return the tag as a reader names it."""
    return TAGS.get(tag, Text(tag, tag) if tag else UNTAGGED)


def topics(questions: Iterable[Question]) -> list[Topic]:
    """Return each question once, under the first of its tags."""
    under: dict[str, list[Question]] = {}
    for question in questions:
        under.setdefault(question.tags[0] if question.tags else "", []).append(question)
    return [Topic(tag, name_of_tag(tag), tuple(under[tag])) for tag in _ordered(under)]


def tag_counts(questions: Iterable[Question]) -> list[tuple[str, Text, int]]:
    """Return every tag, its name, and how many questions have it, be it first or not."""
    tags = [tag for question in questions for tag in question.tags]
    return [(tag, name_of_tag(tag), tags.count(tag)) for tag in _ordered(set(tags))]


def narrow(questions: Iterable[Question], search: str, tag: str) -> list[Question]:
    """Return the questions that have the tag, if any, and a word that begins with each word of the search."""
    wanted = words(search)
    tagged = [each for each in questions if not tag or tag in each.tags]
    return [each for each in tagged if _holds(searched_words(each), wanted)]


@lru_cache(MOST_QUESTIONS)
def searched_words(question: Question) -> tuple[str, ...]:
    """Return the words by which a question is found, each once.

    An apostrophe parts words or stands inside one: « citergie » and « cit'ergie » both find Cit'ergie.
    """
    tags = [text for tag in question.tags for text in (tag, name_of_tag(tag).fr, name_of_tag(tag).en)]
    both = (question.title, question.description)
    text = " ".join([question.name, *tags, *(text for each in both for text in (each.fr, each.en))])
    return tuple(sorted({*words(text), *words(text.replace("’", "'").replace("'", ""))}))


def words(text: str) -> list[str]:
    """Return the words of a text without accents and case (web/questions.js does the same).

    >>> words("L'Œuvre déjà FAITE")
    ['l', 'oeuvre', 'deja', 'faite']
    """
    marked = unicodedata.normalize("NFKD", text.lower().translate(_LIGATURES))
    plain = (each for each in marked if not unicodedata.combining(each))
    return "".join(each if each.isalnum() else " " for each in plain).split()


def _holds(found: Sequence[str], wanted: Iterable[str]) -> bool:
    return all(any(word.startswith(part) for word in found) for part in wanted)


def _ordered(tags: Iterable[str]) -> list[str]:
    known = list(TAGS)
    return sorted(tags, key=lambda tag: (not tag, known.index(tag) if tag in TAGS else len(known), tag))
