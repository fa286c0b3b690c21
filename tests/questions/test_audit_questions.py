"""The questions that the audit reports need, asked of the Dijon graph.

Their answers were held against the document, and against the answer of `actions`, which was written from it by eye.
"""

import pyoxigraph as ox
import pytest

from tests.questions.test_money_time_questions import TODAY, ask, day
from tests.questions.test_question_answers import EXPECTED, Row, read_csv

NAMES = (
    "axes-and-orientations-without-action",
    "actions-without-status",
    "actions-without-budget",
    "actions-incomplete",
    "actions-timeline",
    "actions-alike",
    "plans-and-contracts-cited",
)
# « 2 millions par an », the only yearly amount.
YEARLY = "citergie:191"


def answer(graph: ox.Store, name: str) -> list[Row]:
    return ask(graph, name, **({"at": day(TODAY)} if name == "actions-timeline" else {}))


def actions(graph: ox.Store, name: str) -> set[str]:
    return {row["action"] for row in answer(graph, name)}


@pytest.fixture(scope="module")
def plan() -> list[Row]:
    """All actions, from the expected answer of `actions`."""
    return read_csv(EXPECTED / "actions.csv")


@pytest.mark.parametrize("name", NAMES)
def test_question_gives_its_expected_answer_in_order(graph: ox.Store, name: str) -> None:
    expected = read_csv(EXPECTED / f"{name}.csv")
    assert answer(graph, name) == expected
    assert list(expected[0]) == list(answer(graph, name)[0])


def test_an_action_without_status_has_none_in_the_plan(graph: ox.Store, plan: list[Row]) -> None:
    assert actions(graph, "actions-without-status") == {row["action"] for row in plan if not row["status"]}


def test_an_action_without_amount_has_neither_a_total_nor_a_yearly_one(graph: ox.Store, plan: list[Row]) -> None:
    bare = {row["action"] for row in plan if not row["budgetMin"] + row["budgetMax"] and row["rows"] != YEARLY}
    assert actions(graph, "actions-without-budget") == bare


def test_the_words_of_a_budget_are_told_where_there_is_no_amount(graph: ox.Store) -> None:
    """Lines 45, 61 (read again on 77) and 103 (read again on 124) have words in the column of the budget."""
    said = {row["rows"]: row["budgetAsRead"] for row in answer(graph, "actions-without-budget") if row["budgetAsRead"]}
    assert said == {
        "citergie:45": "Marché attribué fin 2019",
        "citergie:61 | citergie:77": "Intégré dans l'action du service énergie",
        "citergie:103 | citergie:124": "En cours de calcul",
    }


def test_an_action_that_lacks_nothing_is_programmed(graph: ox.Store, plan: list[Row]) -> None:
    without_amount = actions(graph, "actions-without-budget")
    complete = {
        row["action"]
        for row in plan
        if row["leads"] and row["action"] not in without_amount and row["start"] and row["end"] + row["openEnded"]
    }
    assert {row["action"] for row in plan} - actions(graph, "actions-incomplete") == complete
    assert len(complete) == sum(int(row["programmed"]) for row in ask(graph, "actions-programmed")) == 19


def test_what_an_action_lacks_adds_up(graph: ox.Store) -> None:
    for row in answer(graph, "actions-incomplete"):
        lacking = [row[column] for column in ("hasLead", "hasBudget", "hasDates")].count("false")
        assert row["lacking"] == str(lacking)


def test_the_timeline_has_each_action_with_a_date_and_no_other(graph: ox.Store, plan: list[Row]) -> None:
    dated = {row["action"] for row in plan if row["start"] or row["end"]}
    assert actions(graph, "actions-timeline") == dated
    assert dated == {row["action"] for row in plan} - actions(graph, "actions-without-dates")


@pytest.mark.parametrize("at", ["2020-06-01", "2021-01-01", TODAY, "2051-01-01"])
def test_the_timeline_and_the_overdue_actions_agree_at_any_date(graph: ox.Store, at: str) -> None:
    late = {row["action"] for row in ask(graph, "actions-timeline", at=day(at)) if row["overdue"] == "true"}
    assert late == {row["action"] for row in ask(graph, "actions-overdue", at=day(at))}


def test_four_actions_are_called_restauration_collective_durable(graph: ox.Store) -> None:
    """Lines 165 to 168; lines 172 to 174 share a title too, and lines 136 and 147 but for capitals and accents."""
    alike: dict[str, set[str]] = {}
    for row in answer(graph, "actions-alike"):
        if row["alike"] == "title":
            alike.setdefault(row["shared"], set()).add(row["rows"].removeprefix("citergie:"))
    assert sorted(map(sorted, alike.values())) == [["136", "147"], ["165", "166", "167", "168"], ["172", "173", "174"]]


def test_the_plan_names_the_pcaet_in_six_actions_and_the_plui_in_none(graph: ox.Store) -> None:
    """Lines 4, 46, 63 (in a sub-action), 188, 197 and 203 have « PCAET »; « parapluie » of line 161 is no PLUI."""
    named = {row["label"]: row["named"] for row in answer(graph, "plans-and-contracts-cited") if row["kind"] == "plan"}
    assert named == {"PCAET": "6", "PLUI": "0"}


def test_contracts_without_any_linked_action_are_those_of_the_other_question(graph: ox.Store) -> None:
    contracts = [row for row in answer(graph, "plans-and-contracts-cited") if row["kind"] == "contract"]
    bare = {row["cited"] for row in contracts if row["strong"] == row["medium"] == row["weak"] == "0"}
    assert bare == {row["contract"] for row in ask(graph, "contracts-without-action")}


def test_a_goal_without_action_is_not_in_the_thread(graph: ox.Store) -> None:
    served = {row["target"] for row in ask(graph, "thread")}
    goals = {row["axis"] for row in ask(graph, "axes")} | {row["orientation"] for row in ask(graph, "orientations")}
    found = {row["goal"] for row in answer(graph, "axes-and-orientations-without-action")}
    assert found == goals - served
