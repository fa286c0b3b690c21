"""Answers as the W3C's tests state them, answers as the service sends them, and whether they say the same."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from w3c_manifests import file_of

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TABLE_FORMATS = {
    "srx": QueryResultsFormat.XML,
    "srj": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "json": QueryResultsFormat.JSON,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
READ_VALUE: dict[str, Callable[[str], object]] = {
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": lambda text: text in ("true", "1"),
    "date": lambda text: text.replace("+00:00", "Z"),
}
Term = NamedNode | BlankNode | Literal | Triple
Row = dict[str, Term]


@dataclass(frozen=True)
class Rows:
    """The answer to a SELECT; `ordered` when the order is part of it."""

    variables: frozenset[str]
    rows: tuple[Row, ...]
    ordered: bool = False


Answer = Rows | bool | Dataset


def stated(iri: str) -> Answer:
    """Read the file that states an answer."""
    file = file_of(iri)
    extension = file.suffix[1:]
    if extension in ("srx", "srj", "tsv", "csv"):
        return read_answer(file.read_bytes(), extension)
    graph = Dataset(parse(file.read_bytes(), GRAPH_FORMATS[extension], base_iri=iri))
    results = list(graph.quads_for_object(NamedNode(RS + "ResultSet")))
    return _result_set(graph, results[0].subject) if results else graph


def read_answer(body: bytes, extension: str) -> Answer:
    """Read an answer in the format of the extension."""
    if extension == "csv":
        return _read_csv(body)
    if extension in GRAPH_FORMATS:
        return Dataset(parse(body, GRAPH_FORMATS[extension]))
    results = parse_query_results(body, TABLE_FORMATS[extension])
    if isinstance(results, QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    rows = [zip(names, row, strict=True) for row in results]
    return Rows(frozenset(names), tuple({name: term for name, term in row if term is not None} for row in rows))


def same(answer: Answer, wanted: Answer, *, lax: bool = False) -> bool:
    """Say whether two answers say the same, whatever their blank nodes are called."""
    if isinstance(answer, Dataset) and isinstance(wanted, Dataset):
        return _canonical(answer) == _canonical(wanted)
    if isinstance(answer, Rows) and isinstance(wanted, Rows):
        return answer.variables == wanted.variables and _same_rows(answer, wanted, lax=lax)
    return type(answer) is type(wanted) and answer == wanted


def _read_csv(body: bytes) -> Rows:
    names, *rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    cells = [{name: _cell(cell) for name, cell in zip(names, row, strict=True) if cell} for row in rows]
    return Rows(frozenset(names), tuple(cells))


def _cell(text: str) -> Term:
    """Read what CSV leaves of a term: a blank node, a number, or a text."""
    if text.startswith("_:"):
        return BlankNode(text[2:])
    try:
        return Literal(str(float(text)), datatype=NamedNode(XSD + "double"))
    except ValueError:
        return Literal(text)


def _result_set(graph: Dataset, node: BlankNode | NamedNode) -> Rows | bool:
    if booleans := _values(graph, node, "boolean"):
        return booleans[0].value == "true"
    solutions = _values(graph, node, "solution")
    indexes = {solution: int(index.value) for solution in solutions for index in _values(graph, solution, "index")}
    ordered = bool(indexes)
    if ordered:
        solutions.sort(key=indexes.__getitem__)
    names = frozenset(each.value for each in _values(graph, node, "resultVariable"))
    return Rows(names, tuple(_row(graph, solution) for solution in solutions), ordered)


def _row(graph: Dataset, solution: Term) -> Row:
    bindings = _values(graph, solution, "binding")
    return {_values(graph, each, "variable")[0].value: _values(graph, each, "value")[0] for each in bindings}


def _values(graph: Dataset, subject: Term, name: str) -> list[Term]:
    return [quad.object for quad in graph.quads_for_subject(subject) if quad.predicate.value == RS + name]


def _canonical(graph: Dataset) -> Dataset:
    copy = Dataset(graph)
    copy.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return copy


def _same_rows(answer: Rows, wanted: Rows, *, lax: bool) -> bool:
    if lax:
        distinct = {tuple(sorted((name, str(term)) for name, term in row.items())) for row in wanted.rows}
        few = len(distinct) <= len(answer.rows) <= len(wanted.rows)
        return few and all(row in wanted.rows for row in answer.rows)
    return len(answer.rows) == len(wanted.rows) and _match(answer.rows, wanted.rows, {}, ordered=wanted.ordered)


def _match(rows: tuple[Row, ...], wanted: tuple[Row, ...], names: dict[str, str], *, ordered: bool) -> bool:
    """Pair every wanted row with a row of its own, under one renaming of blank nodes."""
    if not wanted:
        return True
    for index, row in enumerate(rows[:1] if ordered else rows):
        renamed = _renaming(row, wanted[0], names)
        if renamed is not None and _match(rows[:index] + rows[index + 1 :], wanted[1:], renamed, ordered=ordered):
            return True
    return False


def _renaming(row: Row, wanted: Row, names: dict[str, str]) -> dict[str, str] | None:
    """Return the renaming, extended so that the rows are the same; None when none does it."""
    if row.keys() != wanted.keys():
        return None
    names = dict(names)
    for name, term in wanted.items():
        found = row[name]
        if isinstance(term, BlankNode) and isinstance(found, BlankNode):
            if names.setdefault(term.value, found.value) != found.value:
                return None
        elif _value(found) != _value(term):
            return None
    return names if len(set(names.values())) == len(names) else None


def _value(term: Term) -> object:
    """Return what a term means: `1.0e6` and `1.0E6` are one number, and an engine may write either."""
    if not isinstance(term, Literal):
        return term
    kind = term.datatype.value.removeprefix(XSD)
    try:
        return (kind, READ_VALUE[kind](term.value)) if kind in READ_VALUE else term
    except (ArithmeticError, ValueError):
        return term
