"""What is said of two answers to one question."""

from pathlib import Path

from pyoxigraph import Literal

from benchmarks.stores import compare, judge
from endpoint.engine import Engine, Table
from endpoint.snapshot import current_snapshot

ONE, TWO = (Literal("1"),), (Literal("2"),)


def test_two_answers_are_judged_by_rows_and_order() -> None:
    expected = Table(("n",), (ONE, TWO))
    assert judge(expected, Table(("n",), (ONE, TWO))) == "same"
    assert judge(expected, Table(("n",), (TWO, ONE))) == "order"
    assert judge(expected, Table(("n",), (ONE,))) == "differs"


def test_every_question_is_asked_of_both(dijon: Path) -> None:
    engine = Engine.open(current_snapshot(dijon.parent))
    answers = list(compare(engine, engine))
    assert len(answers) == len(list((Path(__file__).parents[2] / "queries").glob("*.rq")))
    assert {each.verdict for each in answers} == {"same"}
