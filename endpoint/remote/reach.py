"""Whether a query may come upon triples that no property of ours leads to.

An engine's own triples have properties of its own, and rdf:type. A query that names each property, and each class after
rdf:type, never meets them; leaving graphs out costs Virtuoso much, and in a long query it then fails.
"""

import re
from collections.abc import Iterator

from endpoint.syntax import masked

_TOKEN = re.compile(
    r"""(?P<string>\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')"""
    r"|(?P<iri><[^<>\"{}|^`\x00-\x20]*>)|\#[^\n\r]*|(?P<variable>[?$]\w+)|(?P<name>[\w-]*:(?:[\w:%.-]*[\w:%-])?)"
    r"|(?P<type>\ba\b)|(?P<word>\w+)|(?P<mark>[^\s\w])",
    re.DOTALL,
)
_VALUES = re.compile(r"\bVALUES\s*([?$]\w+|\([^()]*\))\s*\{([^{}]*)\}", re.IGNORECASE)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# What may follow a subject and a property, or a property alone; elsewhere terms stand side by side in other ways.
_BEFORE_SUBJECT, _BEFORE_PROPERTY = frozenset(".{}"), frozenset(";[")


def reaches_all(query: str) -> bool:
    """Say whether a property may be any, or a class after rdf:type.

    >>> reaches_all("SELECT ?s ?p { ?s skos:prefLabel ?p ; a skos:Concept }"), reaches_all("SELECT * { ?s ?p ?o }")
    (False, True)
    """
    listed = _listed(query)
    return any(
        _any_property(begin, ["name" if text in listed else kind for kind, text in run]) for begin, run in _runs(query)
    )


def _listed(query: str) -> set[str]:
    """Return the variables that VALUES lists, in which no value is left open."""
    found = (each for each in _VALUES.finditer(masked(query)) if "UNDEF" not in each[2].upper())
    return {name for each in found for name in re.findall(r"[?$]\w+", each[1])}


def _any_property(begin: str, run: list[str]) -> bool:
    if begin in _BEFORE_PROPERTY:
        run = ["", *run]
    elif begin not in _BEFORE_SUBJECT and not (begin == ")" and len(run) > 2):
        return False
    if len(run) < 2:
        return False
    return run[1] == "variable" or run[1:3] == ["type", "variable"]


def _runs(query: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Give the terms, each with its kind, that stand side by side, with what stands before them."""
    begin: str = ""
    run: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup
        if kind in ("word", "mark"):
            yield begin, run
            begin, run = found[0], []
        elif kind is not None:
            run.append(("type" if _TYPE in found[0] or found[0] == "rdf:type" else kind, found[0]))
    yield begin, run
