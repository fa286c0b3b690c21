"""The name by which a reader knows a term: French first, English beside."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from endpoint.addresses import Addresses
from endpoint.engine import Engine, Term
from endpoint.words import BORROWED


@dataclass(frozen=True)
class Name:
    """The words to show, the language they are in when known, and the English ones when they differ."""

    text: str
    language: str | None = None
    english: str | None = None


def names_of(engine: Engine, addresses: Addresses, terms: Iterable[Term]) -> dict[NamedNode, Name]:
    """Return a name for each named term, its short IRI when nothing names it."""
    return {node: _name(addresses, node, labels) for node, labels in engine.labels(terms).items()}


def _name(addresses: Addresses, node: NamedNode, labels: list[Triple]) -> Name:
    if node.value in BORROWED:
        french, english = BORROWED[node.value]
        return Name(french, "fr", english)
    return choose_name([each.object for each in labels]) or Name(addresses.short(node.value))


def choose_name(labels: Iterable[Term]) -> Name | None:
    """Choose among labels, best first: French, else one in no language, else any.

    >>> choose_name([Literal("axis", language="en"), Literal("axe", language="fr")])
    Name(text='axe', language='fr', english='axis')
    """
    literals = [each for each in labels if isinstance(each, Literal)]
    by_language = {each.language: each.value for each in reversed(literals)}
    for language in ("fr", None, *by_language):
        if language in by_language:
            english = by_language.get("en")
            return Name(by_language[language], language, english if english != by_language[language] else None)
    return None
