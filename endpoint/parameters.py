"""Parameters of saved questions: read from the header, validated by type, bound as terms.

A question stands on its own: each parameter is a line `VALUES ?name { default }` in its text. Binding puts another term
in that line, written by the engine's own term serialisation; no text of a client ever becomes part of a query.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.bilingual import Text
from endpoint.errors import ParameterError, QuestionError
from endpoint.words import XSD

_LINE = r"(?m)^(?P<head>\s*VALUES\s+\?{name}\s*\{{)[^{{}}\n]*(?P<tail>\}})"
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,40}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Stricter than int() and Decimal(): `1e999999999` is a number of a gigabyte, and `1_0` is none in SPARQL.
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,18}(?:\.[0-9]{0,18})?|\.[0-9]{1,18})")
_CLASS = re.compile(r"[A-Z][A-Za-z]*")
_LONGEST_IRI = 2000
_LONGEST = 200
_QUOTED = 80
# The types by which a thing can be named: by its code, its address, its name.
NAMING = ("code", "iri", "text")
Term = NamedNode | Literal


@dataclass(frozen=True)
class Parameter:
    """One parameter; without a default the question does not use it, `of` is the class whose things it names."""

    name: str
    type: str
    default: str
    label_fr: str
    label_en: str
    of: str | None = None


def read_parameters(file: str, header: Mapping[str, Any], text: str) -> tuple[Parameter, ...]:
    """Read the `params` of a header; raise QuestionError for an unknown type or a missing VALUES line."""
    return tuple(_parameter(file, entry, text) for entry in header.get("params") or ())


def _parameter(file: str, entry: Any, text: str) -> Parameter:
    label = entry.get("label") if isinstance(entry, dict) else None
    if not isinstance(label, dict) or not label.get("fr") or not label.get("en") or not entry.get("name"):
        raise QuestionError(f"queries/{file}: a parameter has a name, a type, and a label in fr and en")
    default = "" if entry.get("default") is None else str(entry["default"])
    found = Parameter(
        str(entry["name"]), str(entry.get("type")), default, str(label["fr"]), str(label["en"]), entry.get("of")
    )
    for fault in _faults(found, text):
        raise QuestionError(f"queries/{file}: {fault}")
    return found


def _faults(found: Parameter, text: str) -> Iterable[str]:
    if found.type not in TYPES:
        yield f"parameter {found.name}: the type is one of {', '.join(sorted(TYPES))}"
    if not re.search(_LINE.format(name=found.name), text):
        yield f"no line `VALUES ?{found.name} {{ … }}` for the parameter {found.name}"
    if found.of is not None and not _CLASS.fullmatch(str(found.of)):
        yield f"parameter {found.name}: `of` is the name of a class of the ontology, such as Measure"
    if found.of is not None and found.type not in NAMING:
        yield f"parameter {found.name}: `of` goes with the types {', '.join(NAMING)}"


def bind(sparql: str, parameters: tuple[Parameter, ...], given: Mapping[str, str]) -> str:
    """Return the query with the values given in its VALUES lines; raise ParameterError for those that do not fit."""
    problems = dict(_unknown(parameters, given))
    for parameter in parameters:
        if value := given.get(parameter.name, "").strip():
            try:
                sparql = _put(sparql, parameter, value)
            except ValueError:
                problems[parameter.name] = _misfit(parameter, value)
    if problems:
        raise ParameterError(problems)
    return sparql


def _unknown(parameters: tuple[Parameter, ...], given: Mapping[str, str]) -> Iterable[tuple[str, Text]]:
    known = ", ".join(each.name for each in parameters)
    for name in sorted(set(given) - {each.name for each in parameters}):
        yield (
            name,
            Text(
                f"paramètre inconnu {name} ; cette question connaît : {known or 'aucun'}",
                f"unknown parameter {name}; this question knows: {known or 'none'}",
            ),
        )


def _put(sparql: str, parameter: Parameter, value: str) -> str:
    if len(value) > (_LONGEST_IRI if parameter.type == "iri" else _LONGEST):
        raise ValueError(value)
    term = TYPES[parameter.type](value)
    line = re.compile(_LINE.format(name=re.escape(parameter.name)))
    return line.sub(lambda match: f"{match['head']} {term} {match['tail']}", sparql, count=1)


def _misfit(parameter: Parameter, value: str) -> Text:
    quoted = value[:_QUOTED] + ("…" if len(value) > _QUOTED else "")
    expected = EXPECTED[parameter.type]
    return Text(
        f"« {quoted} » ne convient pas : il faut {expected.fr}",
        f"parameter {parameter.name}: {quoted!r} is not {expected.en}",
    )


def _matching(pattern: re.Pattern[str], value: str) -> str:
    if not pattern.fullmatch(value):
        raise ValueError(value)
    return value


def _code(value: str) -> Term:
    return Literal(_matching(_CODE, value))


def _iri(value: str) -> Term:
    if not value.startswith(("http://", "https://")):
        raise ValueError(value)
    return NamedNode(value)


def _date(value: str) -> Term:
    return Literal(date.fromisoformat(_matching(_DATE, value)).isoformat(), datatype=NamedNode(f"{XSD}date"))


def _integer(value: str) -> Term:
    return Literal(int(_matching(_INTEGER, value)))


def _decimal(value: str) -> Term:
    number = Decimal(_matching(_DECIMAL, value))
    return Literal(format(number, "f"), datatype=NamedNode(f"{XSD}decimal"))


TYPES: dict[str, Callable[[str], Term]] = {
    "code": _code,
    "iri": _iri,
    "text": Literal,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
}
EXPECTED = {
    "code": Text("un code, comme 1.2.3", "a code, such as 1.2.3"),
    "iri": Text("une adresse qui commence par https:// ou http://", "an address that begins with https:// or http://"),
    "text": Text(f"un texte de {_LONGEST} caractères au plus", f"a text of at most {_LONGEST} characters"),
    "date": Text("une date écrite année-mois-jour, comme 2026-01-31", "a date written year-month-day, as 2026-01-31"),
    "integer": Text("un nombre entier, comme 12", "a whole number, such as 12"),
    "decimal": Text("un nombre, comme 1250.5", "a number, such as 1250.5"),
}
