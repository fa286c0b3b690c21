"""What must be known of a query before it runs: its form, its dataset clause, and whether it calls out.

oxigraph parses without a lexer: no keyword needs a boundary (`trueSERVICE<x>{}` is a call), and whether `<` opens an
IRI depends on the grammar. No scan can agree with it everywhere, so the guard does not rely on agreeing: wherever the
scan takes the word for text, `service` becomes `s\\u0065rvice`, which is the same text and cannot be the keyword.
"""

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache

from endpoint.errors import BadRequestError

_TEXT = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?"""|\'\'\'(?:\\.|[^\\])*?\'\'\'|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*')'''
    r"|(?P<iri><[^<>\"{}|^`\x00-\x20]*>)"
    r"|(?P<comment>\#[^\n\r]*)"
    # A variable, or the local part of a prefixed name. Dots stay out: less text hidden is safer.
    r"|(?P<name>[?$]\w+|:(?:[\w:%-]|\\.)*)"
    r"|\\.",
    re.DOTALL,
)
_STANDS_FOR = {"string": '""', "iri": "<>", "comment": " ", "name": ":"}
_SERVICE = re.compile("(s)(e)(rvice)", re.IGNORECASE)
_PROLOGUE = re.compile(r"(?:\s|BASE\s*<>|PREFIX\s*[^\s:]*:\s*<>)*", re.IGNORECASE)
_DATASET = re.compile(r"FROM\s*(?:NAMED\s*)?<>|FROM\s+(?:NAMED\s+)?[\w-]*:", re.IGNORECASE)
# No boundary before the word: `FILTERRAND()` is a call too.
_UNSTEADY = re.compile(r"(?:NOW|RAND|UUID)\s*\(", re.IGNORECASE)
_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")


class Form(Enum):
    """The four forms of a query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


def query_form(query: str) -> Form | None:
    """Return the form, None when it cannot be told (the parser will say why); raise BadRequestError on an update.

    >>> query_form("PREFIX ask: <http://e/> # DESCRIBE\\nSELECT * { ?s ask:describe 'ASK' }")
    <Form.SELECT: 'SELECT'>
    """
    text = skeleton(query)
    prologue = _PROLOGUE.match(text)
    body = text[prologue.end() if prologue else 0 :].upper()
    if body.startswith(_UPDATES):
        raise BadRequestError("this is a SPARQL Update: the service is read-only and answers queries only")
    return next((form for form in Form if body.startswith(form.value)), None)


def names_dataset(query: str) -> bool:
    """Say whether the query has FROM or FROM NAMED.

    >>> names_dataset("SELECT * FROM <http://e/g> { ?from ?p 'FROM <x>' }")
    True
    >>> names_dataset("SELECT * { ?from <http://e/from> 'FROM <x>' }")
    False
    """
    return "FROM" in query.upper() and bool(_DATASET.search(skeleton(query)))


def is_steady(query: str) -> bool:
    """Say whether the query has one answer on one snapshot, whenever it is asked.

    >>> is_steady("SELECT (NOW() AS ?now) {}"), is_steady("SELECT * { ?s ?p 'NOW()' }")
    (False, True)
    """
    if not any(word in query.upper() for word in ("NOW", "RAND", "UUID")):
        return True
    # What may be an IRI is kept: `?a<NOW()&&?b>1` has the look of one.
    return not _UNSTEADY.search(_emptied(query, _STANDS_FOR | {"iri": None}))


def without_service(query: str) -> str:
    """Return the same query, unable to call another server; raise BadRequestError if it means to.

    >>> without_service('SELECT * { ?service <http://e/p> "a service" }')
    'SELECT * { ?service <http://e/p> "a s\\\\u0065rvice" }'
    """
    if not _SERVICE.search(query):
        return query
    if _SERVICE.search(skeleton(query)):
        raise BadRequestError(
            "SERVICE is not available: federation out of this endpoint is off, it calls no other server. To join its "
            "graph with others, federate into it: run the query in an engine of yours, with SERVICE <…/sparql> { … } "
            "around what is asked here"
        )
    return _TEXT.sub(_escape, query)


# A request asks for it more than once.
@lru_cache(maxsize=16)
def skeleton(query: str) -> str:
    """Return the query with its strings, IRIs, comments, variables and local names emptied."""
    return _emptied(query, _STANDS_FOR)


def masked(query: str) -> str:
    """Return as long a text in which strings, IRIs and comments are blank: what stands where, without them.

    >>> masked("SELECT * { ?s ?p '}' }")
    'SELECT * { ?s ?p     }'
    """
    return _TEXT.sub(lambda found: found[0] if found.lastgroup == "name" else " " * len(found[0]), query)


def _emptied(query: str, stands_for: Mapping[str, str | None]) -> str:
    def empty(found: re.Match[str]) -> str:
        kept = stands_for.get(found.lastgroup or "", "")
        return found[0] if kept is None else kept

    return _TEXT.sub(empty, query)


def _escape(found: re.Match[str]) -> str:
    # A variable or local name takes no escape, and needs none: `?` or `:` right before a word makes it a name.
    return found[0] if found.lastgroup == "name" else _SERVICE.sub(r"\1\\u0065\3", found[0])
