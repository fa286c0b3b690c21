"""The queries of docs/model.md run on the Dijon graph, and say what they promise."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from endpoint.words import PREFIXES

MODEL = (Path(__file__).parents[2] / "docs" / "model.md").read_text("utf-8")
QUERIES = [text for text in re.findall(r"```sparql\n(.*?)```", MODEL, re.DOTALL) if "SELECT" in text]


def rows(graph: ox.Store, query: str) -> list[ox.QuerySolution]:
    answer = graph.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    return list(answer)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.splitlines()[0][2:60])
def test_a_query_of_the_model_has_an_answer(graph: ox.Store, query: str) -> None:
    assert rows(graph, query)


def test_the_way_down_is_the_way_up_reversed(graph: ox.Store) -> None:
    up, down = (next(query for query in QUERIES if start in query) for start in ("From an action up", "From an axis"))
    axes = {row["goal"] for row in rows(graph, "SELECT ?goal { ?goal a fil:PolicyAxis }")}
    actions = {row["action"] for row in rows(graph, "SELECT ?action { ?action a fil:Action }")}
    upwards = {(row["action"], row["goal"]) for row in rows(graph, up) if row["goal"] in axes}
    downwards = {(row["below"], row["goal"]) for row in rows(graph, down) if row["below"] in actions}
    assert upwards == downwards
    assert upwards


def test_each_plain_triple_has_the_words_of_two_documents(graph: ox.Store) -> None:
    behind = next(query for query in QUERIES if "Behind each plain triple" in query)
    told = {(row["thing"], row["goal"]) for row in rows(graph, behind)}
    plain = {(row["s"], row["o"]) for row in rows(graph, "SELECT ?s ?o { ?s fil:contributesTo ?o }")}
    assert told == plain
