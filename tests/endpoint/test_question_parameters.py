"""Parameters of questions: bound as terms in the VALUES lines, refused when they are of another type."""

import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from endpoint.errors import BadRequestError, QuestionError
from endpoint.parameters import TYPES, Parameter, bind
from endpoint.questions import Question, read_questions

HEADER = "#+ title: {fr: A, en: A}\n#+ description: {fr: B, en: B}\n"
PARAMS = "#+ params:\n#+   - {name: code, type: %s, default: '1.2.3', label: {fr: Code, en: Code}}\n"
QUERY = 'SELECT ?code ?other WHERE {\n  VALUES ?code { "1.2.3" }\n  VALUES ?other { "x" }\n}\n'
HOSTILE = ['" } } #', '\\" . ?s ?p ?o', '"\nVALUES ?other { "z" }', "é « ' ` {", "?code", "<http://x>", "UNDEF"]


def question(folder: Path, kind: str = "text", query: str = QUERY) -> Question:
    (folder / "q.rq").write_text(HEADER + PARAMS % kind + query, "utf-8")
    return read_questions(folder)["q"]


def answer(found: Question, **given: str) -> list[tuple[str, str]]:
    solutions = Store().query(bind(found.sparql, found.parameters, given))
    return [(row["code"].value, row["other"].value) for row in solutions]


def test_a_question_without_values_keeps_its_defaults(tmp_path: Path) -> None:
    assert answer(question(tmp_path)) == [("1.2.3", "x")]


def test_a_value_takes_the_place_of_the_default(tmp_path: Path) -> None:
    assert answer(question(tmp_path), code="4.3.2") == [("4.3.2", "x")]


def test_an_empty_value_is_no_value(tmp_path: Path) -> None:
    assert answer(question(tmp_path), code=" ") == [("1.2.3", "x")]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_given_stays_one_literal(tmp_path: Path, text: str) -> None:
    assert answer(question(tmp_path), code=text) == [(text.strip(), "x")]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("code", 'a" }'),
        ("code", "a b"),
        ("iri", "javascript:x"),
        ("iri", "https://x/> } #"),
        ("date", "2026-02-30"),
        ("date", "hier"),
        ("integer", "1.5"),
        ("decimal", "NaN"),
        ("decimal", "1e"),
        ("text", "x" * 201),
    ],
)
def test_a_value_of_another_type_is_refused_with_its_name(kind: str, value: str) -> None:
    parameter = Parameter("code", kind, "", "Code", "Code")
    with pytest.raises(BadRequestError, match="parameter code"):
        bind(QUERY, (parameter,), {"code": value})


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("code", "1.2.3", '"1.2.3"'),
        ("iri", "https://x/a", "<https://x/a>"),
        ("date", "2026-01-31", '"2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("integer", "12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", "1000000", '"1000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    ],
)
def test_a_value_is_written_as_a_term_of_its_type(kind: str, value: str, term: str) -> None:
    assert str(TYPES[kind](value)) == term


def test_a_parameter_that_the_question_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRequestError, match="unknown parameter mesure; this question knows: code"):
        answer(question(tmp_path), mesure="1.2.3")


@pytest.mark.parametrize("fault", [("number", QUERY), ("text", "SELECT ?code WHERE { ?code ?p ?o }")])
def test_a_header_that_lies_about_a_parameter_is_refused(tmp_path: Path, fault: tuple[str, str]) -> None:
    with pytest.raises(QuestionError, match=re.escape("queries/q.rq")):
        question(tmp_path, *fault)
