"""What Virtuoso 7 answers otherwise: its own graphs stand among ours, it has no truth values, and some text is misread.

Each difference was found on Debian's Virtuoso 7.2.5 (docs/operate.md lists them). What can be put right is put right,
in the query before it is sent or in the answer; what would be answered wrongly is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, Triple, parse_query_results

from endpoint.errors import CannotError
from endpoint.remote.calls import calls, inserted
from endpoint.remote.misanswered import FOLDS_NOTHING, MISANSWERED
from endpoint.remote.reach import reaches_all
from endpoint.remote.truths import truths
from endpoint.syntax import Form, masked, query_form

# Only Virtuoso understands these words before a query. It answers an ASK with a table of one number.
RECOGNISING = "DEFINE input:default-graph-exclude <urn:filrouge:none> ASK {}"
OF_ITS_OWN = "SELECT DISTINCT ?graph WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER (!STRSTARTS(STR(?graph), {base})) }}"
_ASK = "__ASK_RETVAL"

# It would describe a thing by what points to it, too.
_OUTGOING = 'DEFINE sql:describe-mode "CBD" '

_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
# A quotation mark inside a text of JSON has a backslash before it: this is never part of one.
_NUMBER_IN_JSON = re.compile(rb'("datatype": "http://www\.w3\.org/2001/XMLSchema#boolean", "value": )"([01])"')
_TRUTHS = {"0": Literal(False), "1": Literal(True)}

_NO_ASCII = re.compile(r"[^\x00-\x7F]|\\u", re.IGNORECASE)
_TEXT = re.compile(r"""\s*(["']).*\1\s*\Z""", re.DOTALL)
_VARIABLE = re.compile(r"[?$](\w+)")
# What may make a value of a variable that has none, or one of many.
_OF_ITS_OWN_MIND = re.compile(
    r"(?<![?$\w])(?:COALESCE|IF|BOUND|EXISTS|COUNT|SUM|AVG|MIN|MAX|SAMPLE|GROUP_CONCAT)\b|&&|\|\|", re.IGNORECASE
)
_LISTED = re.compile(r"\s*(?:DISTINCT\s+)?([?$]\w+)\s*(?:;|\Z)", re.IGNORECASE)
_NO_VARIABLE = "?filrougeNothing"

_ENGINE = "the engine behind this service (Virtuoso)"
_EMPTY_GRAPH = re.compile(r"\bGRAPH\s*[?$]\w+\s*\{\s*\}", re.IGNORECASE)
_NAMED_GRAPH = re.compile(r"\bGRAPH\s*(<[^<>\s]*>|[\w-]*:[\w.-]*)", re.IGNORECASE)
_SELECT_ALL = re.compile(r"\bSELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)
_OPTIONAL_STEP = re.compile(r"[\w)>]\s*[?*+](?!\w)")
# Headers of an answer that is not the whole one.
_PARTIAL = ("x-sparql-maxrows", "x-sparql-anytime", "x-sql-state")
# Errors of its compiler, which the same query meets in any Virtuoso: not those of a server in trouble.
_COMPILER = re.compile(r"Virtuoso (?:37000|TR\S*|42000|22\w{3}|RDF\w\w|SQ\w+) Error")


def is_virtuoso(answer: object) -> bool:
    """Say whether the answer to RECOGNISING is Virtuoso's."""
    return isinstance(answer, QuerySolutions) and [each.value for each in answer.variables] == [_ASK]


@dataclass(frozen=True)
class Virtuoso:
    """Virtuoso 7, which holds graphs beside ours that are to be left out."""

    others: tuple[str, ...] = ()

    def asked(self, prologue: str, query: str) -> str:
        """Return the query as Virtuoso answers it; raise CannotError where it would answer otherwise."""
        form = query_form(query)
        _refuse(query, masked(query))
        others = self.others if form == Form.DESCRIBE or reaches_all(query) else ()
        query = _graphs_listed(query) if others else query
        return "".join([*map(_left_out, others), _OUTGOING if form == Form.DESCRIBE else "", prologue, _spoken(query)])

    def put_right(self, answer: QuerySolutions | QueryBoolean) -> QuerySolutions | QueryBoolean:
        """Make a truth of the table that answers an ASK."""
        if is_virtuoso(answer):
            return _truth(any(term.value == "1" for row in answer for term in row))  # type: ignore[union-attr]
        return answer

    def repaired(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """Write truth values as such, in an answer in JSON that comes piece by piece; it has a row on each line."""
        rest = b""
        for piece in chain(pieces, [b"\n"]):
            whole, end, rest = (rest + piece).rpartition(b"\n")
            if end:
                yield _NUMBER_IN_JSON.sub(_truth_in_json, whole + end)

    def triple(self, triple: Triple) -> Triple:
        """Write a truth value as such."""
        value = triple.object
        if isinstance(value, Literal) and value.datatype == NamedNode(_BOOLEAN) and value.value in _TRUTHS:
            return Triple(triple.subject, triple.predicate, _TRUTHS[value.value])
        return triple

    def is_partial(self, headers: Mapping[str, str]) -> bool:
        """Say whether it gave as many rows only as its settings allow, or as it found in their time."""
        return any(name in headers for name in _PARTIAL)

    def cannot(self, said: str) -> bool:
        """Say whether an error is one of its compiler."""
        return bool(_COMPILER.search(said))


def _left_out(graph: str) -> str:
    return f"DEFINE input:default-graph-exclude <{graph}> DEFINE input:named-graph-exclude <{graph}> "


def _graphs_listed(query: str) -> str:
    """Where graphs are left out, nothing is found in one that GRAPH names; in one that VALUES lists, all is."""
    named = list(_NAMED_GRAPH.finditer(query))
    if named and _SELECT_ALL.search(masked(query)):
        raise CannotError(f"{_ENGINE} cannot answer SELECT * with GRAPH and the name of a graph: name the columns")
    for number, found in reversed(list(enumerate(named))):
        if masked(query)[found.start() : found.start() + len("GRAPH")].upper() == "GRAPH":
            graph = f"?filrougeGraph{number}"
            listed = f"VALUES {graph} {{ {found[1]} }} GRAPH {graph}"
            query = query[: found.start()] + listed + query[found.end() :]
    return query


def _refuse(query: str, text: str) -> None:
    if _EMPTY_GRAPH.search(text):
        raise CannotError(f"{_ENGINE} has no answer to GRAPH ?graph {{}}: ask GRAPH ?graph {{ ?s ?p ?o }}")
    if any(_OPTIONAL_STEP.search(inner) for inner in _optional_groups(text)):
        raise CannotError(f"{_ENGINE} would leave out answers to a path with an optional step in an optional step")
    if FOLDS_NOTHING not in query and any(_NO_ASCII.search(part) for part in _patterns(query)):
        raise CannotError(f"{_ENGINE} misreads letters with accents in the patterns of REPLACE and REGEX")
    if any(passage in " ".join(query.split()) for passage in MISANSWERED):
        raise CannotError(f"{_ENGINE} is known to answer this query wrongly")


def _patterns(query: str) -> Iterator[str]:
    for name in ("REPLACE", "REGEX"):
        for call in calls(query, name):
            yield from (query[begin:end] for begin, end in call.arguments[1:])


def _optional_groups(text: str) -> Iterator[str]:
    """Give what stands in brackets that a question mark follows."""
    for found in re.finditer(r"\)\s*\?(?!\w)", text):
        depth = 0
        for place in range(found.start(), -1, -1):
            depth += {")": 1, "(": -1}.get(text[place], 0)
            if depth == 0:
                yield text[place + 1 : found.start()]
                break


def _spoken(query: str) -> str:
    """Return the query with those expressions written otherwise that Virtuoso computes otherwise."""
    for change in (_truths_as_such, _texts_joined_soundly, _texts_joined_if_there, _lists_if_whole):
        query = inserted(query, list(change(query)))
    return query


def _truths_as_such(query: str) -> Iterator[tuple[int, str]]:
    """A truth value would come as a number, and a comparison with what is not there as false."""
    for begin, end in truths(query):
        named = not _OF_ITS_OWN_MIND.search(masked(query)[begin:end])
        before, behind = _if_bound(query, begin, end) if named else ("", "")
        yield begin, f"{before}<{_BOOLEAN}>("
        yield end, f"){behind}"


def _texts_joined_soundly(query: str) -> Iterator[tuple[int, str]]:
    """Letters with accents in a text of the query would spoil those of the graph."""
    for begin, end in (each for call in calls(query, "CONCAT") for each in call.arguments):
        if _TEXT.match(query[begin:end]) and _NO_ASCII.search(query[begin:end]):
            yield begin, "SUBSTR("
            yield end, ", 1)"


def _texts_joined_if_there(query: str) -> Iterator[tuple[int, str]]:
    """Of texts of which one is not there, Virtuoso joins the others; the standard has no value for them."""
    for call in [] if FOLDS_NOTHING in query else calls(query, "CONCAT"):
        if not _OF_ITS_OWN_MIND.search(masked(query)[call.begin : call.end]):
            before, behind = _if_bound(query, call.begin, call.end)
            yield call.begin, before
            yield call.end, behind


def _lists_if_whole(query: str) -> Iterator[tuple[int, str]]:
    """A list of which an element is not there has no value in the embedded engine; Virtuoso lists the others.

    Its compiler fails when a query within the query says so.
    """
    projection = masked(query).find("{")
    for call in calls(query[:projection], "GROUP_CONCAT"):
        begin, end = call.arguments[0]
        element = _LISTED.match(query[begin:end])
        if element is not None and len(call.arguments) == 1:
            yield call.begin, f"IF(COUNT({element[1]}) = COUNT(*), "
            yield call.end, f", SAMPLE({_NO_VARIABLE}))"


def _if_bound(query: str, begin: int, end: int) -> tuple[str, str]:
    """Return what stands before and behind an expression that has a value only if all of its variables have one."""
    names = dict.fromkeys(_VARIABLE.findall(masked(query)[begin:end]))
    if not names:
        return "", ""
    return f"IF({' && '.join(f'BOUND(?{each})' for each in names)}, ", f", {_NO_VARIABLE})"


def _truth_in_json(found: re.Match[bytes]) -> bytes:
    return found[1] + (b'"true"' if found[2] == b"1" else b'"false"')


def _truth(value: bool) -> QueryBoolean:
    text = b'{"head":{},"boolean":true}' if value else b'{"head":{},"boolean":false}'
    answer = parse_query_results(text, format=QueryResultsFormat.JSON)
    assert isinstance(answer, QueryBoolean)
    return answer
