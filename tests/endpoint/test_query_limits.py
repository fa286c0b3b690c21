"""What is looked at before a query runs takes no time, however the query is made."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from endpoint.errors import BadRequestError
from endpoint.limits import check_size
from endpoint.protocol import LONGEST_QUERY
from endpoint.syntax import is_steady, names_dataset, query_form, without_service

TROUBLE = [
    *(
        "VALUES ",
        "VALUES (",
        "VALUES {",
        "VALUES :",
        "FROM ",
        "FROM a",
        "NOW ",
        "NOW(",
        "BASE ",
        "PREFIX ",
        "PREFIX a:",
    ),
    *(
        "'",
        '"',
        "'''\\",
        "\"\"\"a'''b",
        '\\"',
        "'\n",
        "<",
        "<a",
        "\\",
        ":a",
        "?",
        "#",
        "service",
        "OPTIONAL ",
        "1.",
        ".",
    ),
]


@pytest.mark.parametrize("check", [check_size, query_form, names_dataset, is_steady, without_service])
@pytest.mark.parametrize("piece", TROUBLE)
def test_no_check_is_slow_on_a_query_made_to_be(check: Callable[[str], object], piece: str) -> None:
    for query in (piece * (LONGEST_QUERY // len(piece)), piece + " " * LONGEST_QUERY, (piece + " " * 1000) * 120):
        begun = time.process_time()
        with suppress(BadRequestError):
            check(query)
        assert time.process_time() - begun < 2


@pytest.mark.parametrize("values", ["VALUES ?x { %s }", "VALUES (?x ?y) { %s }", "VALUES(?x){%s}", "values\n?x\n{%s}"])
def test_a_list_of_values_may_be_long(values: str) -> None:
    check_size("SELECT * { " + values % ('"a.b;c" . ' * 400) + " }")
    with pytest.raises(BadRequestError):
        check_size("SELECT * { " + "?s ?p ?o . " * 400 + " }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (NOW() AS ?now) {}",
        "SELECT * { FILTERRAND() }",
        "SELECT * { ?a ?b ?c } ORDER BYRAND()",
        "SELECT (STRUUID( ) AS ?x) {}",
        "SELECT (uuid () AS ?x) {}",
        "SELECT * { FILTER(?a<NOW()&&?b>1) }",
    ],
)
def test_what_depends_on_the_moment_is_known_however_it_is_written(query: str) -> None:
    assert not is_steady(query)


@pytest.mark.parametrize(
    "query", ["SELECT ?now (COUNT(*) AS ?n) {}", "SELECT * { ?s ?p 'NOW()' } # RAND()", "SELECT * { ?s e:now (1) }"]
)
def test_what_only_looks_like_it_is_kept(query: str) -> None:
    assert is_steady(query)
