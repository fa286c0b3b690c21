"""Parameters of questions: bound as terms in the VALUES lines, refused when they are of another type."""

import pickle
import re
from pathlib import Path

import pytest
from pyoxigraph import Store

from endpoint.bilingual import Text
from endpoint.errors import BadRequestError, ParameterError, QuestionError
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
        ("decimal", "1e999999999"),
        ("decimal", "1_0"),
        ("decimal", "0,5"),
        ("decimal", "٣"),
        ("integer", "1_0"),
        ("integer", "9" * 19),
        ("date", "20260131"),
        ("date", "2026-W05-1"),
        ("iri", "https://x/" + "a" * 2000),
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
        ("decimal", "-.5", '"-0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
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


def test_all_values_that_do_not_fit_are_told_in_both_languages() -> None:
    parameters = tuple(Parameter(name, "date", "", "Le", "On") for name in ("first", "last"))
    query = "SELECT * {\nVALUES ?first { UNDEF }\nVALUES ?last { UNDEF }\n}"
    with pytest.raises(ParameterError) as raised:
        bind(query, parameters, {"first": "hier", "last": "demain", "other": "1"})
    problems = raised.value.problems
    assert set(problems) == {"first", "last", "other"}
    assert problems["first"].fr.startswith("« hier » ne convient pas : il faut une date")
    assert str(raised.value).count(";") == 3


def test_an_error_of_parameters_can_be_sent_to_another_process() -> None:
    error = ParameterError({"at": Text("non", "no")})
    sent = pickle.loads(pickle.dumps(error))
    assert (sent.problems, str(sent)) == (error.problems, "no")


@pytest.mark.parametrize(
    ("kind", "of", "fault"),
    [("code", "x> } #", "`of` is the name of a class"), ("date", "Action", "`of` goes with the types code")],
)
def test_a_parameter_that_can_name_no_thing_is_refused(tmp_path: Path, kind: str, of: str, fault: str) -> None:
    header = PARAMS.replace("default", f"of: '{of}', default") % kind
    (tmp_path / "q.rq").write_text(HEADER + header + QUERY, "utf-8")
    with pytest.raises(QuestionError, match=fault):
        read_questions(tmp_path)
