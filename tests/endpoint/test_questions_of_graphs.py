"""A question over some graphs: the query says so itself, and asks nothing else."""

import pytest
from pyoxigraph import NamedNode, Quad, Store

from endpoint.engine import Engine, Query
from endpoint.errors import ParameterError
from endpoint.inquiries import of_graphs
from endpoint.questions import Question, read_questions, saved_questions
from endpoint.syntax import names_dataset

ONE, OTHER = "http://e/graph/1/a", "http://e/graph/2/a"
QUESTIONS = read_questions(saved_questions())


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_each_saved_question_has_one_place_for_its_graphs(question: Question) -> None:
    text = of_graphs(question.sparql, [ONE])
    lines = text.splitlines()
    place = lines.index(f"FROM <{ONE}>")
    assert [line for line in lines if not line.startswith("FROM ")] == question.sparql.splitlines()
    assert not any(line.startswith("WHERE ") for line in lines[:place])
    assert names_dataset(text)
    # The engine reads it.
    Store().query(text)


def test_only_what_stands_in_the_graphs_is_found() -> None:
    predicate, store = NamedNode("http://e/p"), Store()
    for graph in (ONE, OTHER):
        store.add(Quad(NamedNode(graph), predicate, NamedNode("http://e/o"), NamedNode(graph)))
    engine = Engine(store, union=True, base="http://e/")
    sparql = "SELECT ?s\nWHERE { ?s ?p ?o }"
    assert len(engine.table(Query(sparql), 10).rows) == 2
    assert engine.table(Query(of_graphs(sparql, [ONE])), 10).rows == ((NamedNode(ONE),),)
    assert engine.table(Query(of_graphs("SELECT ?g\nWHERE { GRAPH ?g { ?s ?p ?o } }", [ONE])), 10).rows == (
        (NamedNode(ONE),),
    )


def test_a_question_without_a_place_says_so_rather_than_answer_for_all() -> None:
    assert of_graphs("SELECT ?s { ?s ?p ?o }", []) == "SELECT ?s { ?s ?p ?o }"
    with pytest.raises(ParameterError):
        of_graphs("SELECT ?s { ?s ?p ?o }", [ONE])
