"""The fields of a question's form: what to type, what to choose from, and what was wrong with it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from endpoint.bilingual import Text
from endpoint.engine import Engine, Query
from endpoint.parameters import Parameter
from endpoint.words import FIL

# What a parameter of each type may name among the things of its class: themselves, their codes or their names.
_CHOICES = {
    "iri": "SELECT ?value (MIN(STR(?name)) AS ?label) WHERE { ?value a fil:%s ; skos:prefLabel|dct:title ?name . %s }",
    "code": "SELECT ?value (MIN(STR(?name)) AS ?label) WHERE { "
    "?thing a fil:%s ; skos:notation|fil:code ?value ; skos:prefLabel|dct:title ?name . %s }",
    "text": "SELECT ?value (MIN('') AS ?label) WHERE { "
    "?thing a fil:%s ; skos:prefLabel|dct:title ?name . %s BIND (STR(?name) AS ?value) }",
}
_IN_FRENCH = 'FILTER (LANG(?name) IN ("fr", ""))'
# So many are proposed; beyond, one types. So many are a list to choose from; beyond, a list to search.
PROPOSED = 1000
LISTED = 300
# Of more things, as many territories have, those of one territory are proposed, and none without one.
MOST_THINGS = 10_000
_CHOSEN = frozenset({"code", "iri"})
_INPUTS = {"date": "date", "integer": "number", "decimal": "number", "iri": "url"}


@dataclass(frozen=True)
class Choice:
    """A value that the parameter can take, and its name."""

    value: str
    label: str

    @property
    def text(self) -> str:
        """What to choose it by: a code with its name, an address by its name alone."""
        if not self.label or not self.value or self.value.startswith("http"):
            return self.label or self.value
        return f"{self.value} · {self.label}"


@dataclass(frozen=True)
class Field:
    """A parameter as its form shows it; `closed` when the choices are all there is."""

    parameter: Parameter
    value: str
    choices: tuple[Choice, ...] = ()
    closed: bool = False
    problem: Text | None = None

    @property
    def input(self) -> str:
        """The type of the input; a browser would hide a wrong value in one that is stricter than text."""
        return "text" if self.problem else _INPUTS.get(self.parameter.type, "text")


@dataclass(frozen=True)
class Things:
    """What there is to choose from: the things of a graph, or of some named graphs of it.

    `counts` says how many there are of each class, where that is known.
    """

    engine: Engine
    graphs: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def are_too_many(self, class_name: str) -> bool:
        """Return whether nobody would find one of them in a list."""
        return not self.graphs and self.counts.get(FIL + class_name, 0) > MOST_THINGS


def draw_fields(
    things: Things, parameters: Iterable[Parameter], given: Mapping[str, str], problems: Mapping[str, Text]
) -> list[Field]:
    """Return the fields of a form, filled with what was given or else the defaults."""
    return [_field(things, each, given.get(each.name) or each.default, problems.get(each.name)) for each in parameters]


def _field(things: Things, parameter: Parameter, value: str, problem: Text | None) -> Field:
    choices = _choices(things, parameter)
    closed = parameter.type in _CHOSEN and 0 < len(choices) <= LISTED and problem is None
    if closed and value not in {each.value for each in choices}:
        choices = (Choice(value, ""), *choices)
    return Field(parameter, value, choices, closed, problem)


def _choices(things: Things, parameter: Parameter) -> tuple[Choice, ...]:
    if parameter.of is None or things.are_too_many(parameter.of):
        return ()
    text = _CHOICES[parameter.type] % (parameter.of, _IN_FRENCH) + " GROUP BY ?value"
    found = things.engine.table(Query(text, things.graphs), PROPOSED).rows
    choices = [Choice(*(term.value for term in row if isinstance(term, NamedNode | Literal))) for row in found]
    return tuple(sorted(choices, key=_order))


def _order(choice: Choice) -> list[tuple[int, str]]:
    """Sort addresses by name and codes by number, so that 1.10 comes after 1.9."""
    key = choice.label if choice.value.startswith("http") else choice.value
    return [(int(part), "") if part.isdecimal() else (0, part.casefold()) for part in re.split(r"(\d+)", key)]
