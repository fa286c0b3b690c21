"""The bench that times questions: what it asks and prints, never how long it took."""

import doctest
from pathlib import Path

import pytest

from benchmarks import questions, timing
from benchmarks.datasets import engine_on


def test_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(timing).failed == 0


@pytest.mark.parametrize("place", ["--on-disk", ""])
def test_a_question_is_asked_on_each_dataset_and_its_rows_are_counted(
    dijon: Path, capsys: pytest.CaptureFixture[str], place: str
) -> None:
    options = [place] if place else []
    questions.main([str(dijon), str(dijon / "dataset.nq.gz"), "--only", "axes", "axis-graph", "--runs", "1", *options])
    head, _, axes, graph = capsys.readouterr().out.splitlines()
    assert head.startswith("| question | rows | min ms | median ms on ")
    assert [cell.strip() for cell in axes.split("|")][1:3] == ["`axes`", "37"]
    assert graph.startswith("| `axis-graph` | ")


def test_questions_with_minus_can_be_asked_by_not_exists_and_answer_the_same(dijon: Path) -> None:
    [by_minus] = questions.chosen_questions(["axes-without-measure"], not_exists=False)
    [by_not_exists] = questions.chosen_questions(["axes-without-measure"], not_exists=True)
    assert by_minus.sparql != by_not_exists.sparql
    with engine_on(dijon, on_disk=False) as engine:
        rows = [timing.time_question(engine, each, runs=1).rows for each in (by_minus, by_not_exists)]
    assert rows[0] == rows[1] > 0
