"""Parameters of saved questions: read from the header, validated by type, bound as terms.

A question stands on its own: each parameter is a line `VALUES ?name { default }` in its text. Binding puts another term
in that line, written by the engine's own term serialisation; no text of a client ever becomes part of a query.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.errors import BadRequestError, QuestionError
from endpoint.words import XSD

_LINE = r"(?m)^(?P<head>\s*VALUES\s+\?{name}\s*\{{)[^{{}}\n]*(?P<tail>\}})"
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,40}")
_LONGEST = 200
Term = NamedNode | Literal


@dataclass(frozen=True)
class Parameter:
    """One parameter; without a default the question does not use it."""

    name: str
    type: str
    default: str
    label_fr: str
    label_en: str


def read_parameters(file: str, header: Mapping[str, Any], text: str) -> tuple[Parameter, ...]:
    """Read the `params` of a header; raise QuestionError for an unknown type or a missing VALUES line."""
    return tuple(_parameter(file, entry, text) for entry in header.get("params") or ())


def _parameter(file: str, entry: Any, text: str) -> Parameter:
    label = entry.get("label") if isinstance(entry, dict) else None
    if not isinstance(label, dict) or not label.get("fr") or not label.get("en") or not entry.get("name"):
        raise QuestionError(f"queries/{file}: a parameter has a name, a type, and a label in fr and en")
    default = "" if entry.get("default") is None else str(entry["default"])
    found = Parameter(str(entry["name"]), str(entry.get("type")), default, str(label["fr"]), str(label["en"]))
    if found.type not in TYPES:
        raise QuestionError(f"queries/{file}: parameter {found.name}: the type is one of {', '.join(sorted(TYPES))}")
    if not re.search(_LINE.format(name=found.name), text):
        raise QuestionError(f"queries/{file}: no line `VALUES ?{found.name} {{ … }}` for the parameter {found.name}")
    return found


def bind(sparql: str, parameters: tuple[Parameter, ...], given: Mapping[str, str]) -> str:
    """Return the query with the values given in its VALUES lines; raise BadRequestError for one of a wrong type."""
    unknown = sorted(set(given) - {each.name for each in parameters})
    if unknown:
        known = ", ".join(each.name for each in parameters) or "none"
        raise BadRequestError(f"unknown parameter {', '.join(unknown)}; this question knows: {known}")
    for parameter in parameters:
        if value := given.get(parameter.name, "").strip():
            sparql = _put(sparql, parameter, value)
    return sparql


def _put(sparql: str, parameter: Parameter, value: str) -> str:
    term = _term(parameter, value)
    line = re.compile(_LINE.format(name=re.escape(parameter.name)))
    return line.sub(lambda match: f"{match['head']} {term} {match['tail']}", sparql, count=1)


def _term(parameter: Parameter, value: str) -> Term:
    try:
        if len(value) > _LONGEST:
            raise ValueError
        return TYPES[parameter.type](value)
    except (ValueError, InvalidOperation) as error:
        expected = f"{parameter.name} is a {parameter.type}, at most {_LONGEST} characters"
        raise BadRequestError(f"{value[:80]!r} cannot be the parameter {parameter.name}: {expected}") from error


def _code(value: str) -> Term:
    if not _CODE.fullmatch(value):
        raise ValueError(value)
    return Literal(value)


def _iri(value: str) -> Term:
    if not value.startswith(("http://", "https://")):
        raise ValueError(value)
    return NamedNode(value)


def _date(value: str) -> Term:
    return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(f"{XSD}date"))


def _integer(value: str) -> Term:
    return Literal(int(value))


def _decimal(value: str) -> Term:
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(value)
    return Literal(format(number, "f"), datatype=NamedNode(f"{XSD}decimal"))


TYPES: dict[str, Callable[[str], Term]] = {
    "code": _code,
    "iri": _iri,
    "text": Literal,
    "date": _date,
    "integer": _integer,
    "decimal": _decimal,
}
