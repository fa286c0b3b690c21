"""Questions on money and time, asked of the Dijon graph. The figures were counted by hand in the two documents."""

import datetime
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.questions.test_question_answers import EXPECTED, QUERIES, Row, read_csv

TODAY = "2026-11-22"
DATED = ("actions-overdue", "actions-started-without-status", "status-against-dates")
BUDGETS = ("budget-by-domain", "budget-by-measure", "budget-by-axis", "budget-by-funder", "budget-by-status")
NAMES = (
    *BUDGETS,
    *DATED,
    "actions-above-amount",
    "plan-against-contract",
    "actions-ending-before",
    "actions-open-ended",
    "actions-without-dates",
    "actions-by-year",
    "actions-programmed",
)
AMOUNTS = ("exclMin", "exclMax", "inclMin", "inclMax", "unstatedMin", "unstatedMax")


def ask(graph: ox.Store, name: str, **values: str) -> list[Row]:
    """The answer, with the given terms in place of the defaults of the query's VALUES lines."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    for parameter, term in values.items():
        [line] = re.findall(rf"VALUES \?{parameter} {{ .* }}", text)
        text = text.replace(line, f"VALUES ?{parameter} {{ {term} }}")
    solutions = graph.query(text, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{c: str(getattr(row[c], "value", "")) for c in columns} for row in solutions]


def day(text: str) -> str:
    return f'"{text}"^^xsd:date'


def lines(answer: list[Row]) -> set[int]:
    """The first line of each action of the answer."""
    return {min(int(place.split(":")[1]) for place in row["rows"].split(" | ")) for row in answer}


def only(answer: list[Row], column: str, value: str) -> Row:
    [row] = [row for row in answer if row[column] == value]
    return row


@pytest.mark.parametrize("name", NAMES)
def test_question_gives_its_expected_answer_in_order(graph: ox.Store, name: str) -> None:
    values = {"at": day(TODAY)} if name in DATED else {}
    expected = read_csv(Path(EXPECTED / f"{name}.csv"))
    answer = ask(graph, name, **values)
    assert answer == expected
    assert list(answer[0]) == list(expected[0])


@pytest.mark.parametrize("name", DATED)
def test_a_date_that_is_not_given_is_today(graph: ox.Store, name: str) -> None:
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    assert ask(graph, name) == ask(graph, name, at=day(today))


@pytest.mark.parametrize("name", BUDGETS)
def test_what_is_unknown_is_counted_beside_what_is_known(graph: ox.Store, name: str) -> None:
    for row in ask(graph, name):
        assert int(row["actions"]) == sum(int(row[c]) for c in ("known", "perYear", "words", "none"))


@pytest.mark.parametrize("name", ["budget-by-domain", "budget-by-measure", "budget-by-status"])
def test_groups_that_do_not_overlap_hold_every_action_once(graph: ox.Store, name: str) -> None:
    """95 actions: 19 with a total, 1 by year (line 191), 3 in words (45, 61/77, 103/124), 72 without."""
    answer = ask(graph, name)
    totals = [sum(int(row[c]) for row in answer) for c in ("actions", "known", "perYear", "words", "none")]
    assert totals == [95, 19, 1, 3, 72]
    # 24 000 + 18 M + 225 000 + 140 000 + 50 000 + 1 M + 250 000 + 300 000 + 30 000 + 5.76 M + 700 000 + 800 000
    # + 17 M + 20 M + 7.055 M + 35.9 M + 346 000 + 47 M
    assert sum(int(row["unstatedMin"] or 0) for row in answer) == 154_580_000


def test_urban_renewal_is_given_with_and_without_tax_and_never_summed(graph: ox.Store) -> None:
    """Lines 21/53: « 154,2 millions € HT 174,1 millions € TTC », the only budget of measure 1.3.2."""
    row = only(ask(graph, "budget-by-measure"), "code", "1.3.2")
    assert [row[c] for c in AMOUNTS] == ["154200000", "154200000", "174100000", "174100000", "", ""]
    assert (row["actions"], row["known"], row["none"]) == ("3", "1", "2")


def test_waste_measure_knows_nine_budgets_of_thirteen(graph: ox.Store) -> None:
    """1.2.3: lines 30, 31, 33, 34, 35, 36, 37, 42, 43 give an amount, 45 words, 32, 38 and 44 nothing."""
    row = only(ask(graph, "budget-by-measure"), "code", "1.2.3")
    assert [row[c] for c in ("actions", "known", "words", "none")] == ["13", "9", "1", "3"]
    assert row["unstatedMin"] == row["unstatedMax"] == "25755000"


def test_a_range_keeps_its_two_ends_in_the_sum(graph: ox.Store) -> None:
    """3.3.5: « 17 à 27 M€ » (line 126) and « 5 000 000€ (usine) + 15 000 000€ (réseau) » (line 127)."""
    row = only(ask(graph, "budget-by-measure"), "code", "3.3.5")
    assert (row["unstatedMin"], row["unstatedMax"]) == ("37000000", "47000000")


def test_an_unknown_share_leaves_the_sum_without_maximum(graph: ox.Store) -> None:
    """Line 196: « TI : 45 M€ ; agriculture urbaine : ? ; PAT : 2 M€ »; the 2 M€ a year of line 191 stay apart."""
    row = only(ask(graph, "budget-by-domain"), "code", "6")
    assert (row["unstatedMin"], row["unstatedMax"], row["unbounded"]) == ("47000000", "", "1")
    assert (row["known"], row["perYear"]) == ("1", "1")


def test_ademe_has_eight_actions_and_five_known_budgets(graph: ox.Store) -> None:
    """Lines 30, 31, 33, 37, 43 with amounts (18 M + 225 000 + 140 000 + 300 000 + 5.76 M), 47, 48, 49 without."""
    row = only(ask(graph, "budget-by-funder"), "label", "ADEME Bourgogne-Franche-Comté")
    assert [row[c] for c in ("actions", "known", "none", "unstatedMin")] == ["8", "5", "3", "24425000"]


def test_an_axis_takes_no_weak_link_and_no_rejected_pair(graph: ox.Store) -> None:
    """1.2.3 serves no axis but weakly: under 3.4 stands only its industrial ecology (line 33), by its own link."""
    row = only([r for r in ask(graph, "budget-by-axis") if r["group"] == "3"], "order", "4")
    assert (row["known"], row["unstatedMin"]) == ("1", "140000")


def test_the_notice_announces_78_million_and_the_plan_knows_other_totals(graph: ox.Store) -> None:
    """crte.txt line 171: « 78.00M€ »; the seven other amounts of lines 169 to 184 are « -€ »."""
    answer = ask(graph, "plan-against-contract")
    [announced] = [row for row in answer if row["document"] == "crte"]
    assert (announced["minimum"], announced["maximum"]) == ("78000000", "78000000")
    assert {row["budget"]: row["actions"] for row in answer if row["budget"] in ("words", "none")} == {
        "words": "3",
        "none": "72",
    }


def test_actions_above_twenty_million_say_what_is_certain(graph: ox.Store) -> None:
    """Lines 21 (twice: HT, TTC), 196, 136, 106 at least; 105 only by its maximum of 27 M€."""
    answer = ask(graph, "actions-above-amount", amount="20000000")
    assert lines(answer) == {21, 196, 136, 105, 106}
    assert lines([row for row in answer if row["certain"] == "false"]) == {105}


def test_an_amount_without_maximum_may_be_above_any_amount(graph: ox.Store) -> None:
    """Line 196 has an unknown share: at least 47 M€."""
    [row] = [row for row in ask(graph, "actions-above-amount", amount="50000000.5") if row["period"] == "total"][2:]
    assert (lines([row]), row["certain"], row["maximum"]) == ({196}, "false", "")


def test_overdue_at_the_beginning_of_2021(graph: ox.Store) -> None:
    """Ends in 2019: 94, 106; in 2020: 197, 7, 9, 11, 12, 104. Line 92, ended in summer 2019, is « Complété »."""
    assert lines(ask(graph, "actions-overdue", at=day("2021-01-01"))) == {94, 106, 197, 7, 9, 11, 12, 104}


def test_the_last_day_of_the_end_is_not_overdue(graph: ox.Store) -> None:
    assert lines(ask(graph, "actions-overdue", at=day("2019-11-01"))) == {94}
    assert lines(ask(graph, "actions-overdue", at=day("2019-11-02"))) == {94, 106}


def test_ending_before_2020_has_the_completed_one_too(graph: ox.Store) -> None:
    """Lines 92 and 94 « été 2019 », 106 « 01/11/2019 »."""
    assert lines(ask(graph, "actions-ending-before", date=day("2020-01-01"))) == {92, 94, 106}


def test_started_without_status_at_the_end_of_2018(graph: ox.Store) -> None:
    """Starts of 2013 (12), 2017 (11, 64); the others of the eight start in 2020 or 2021."""
    assert lines(ask(graph, "actions-started-without-status", at=day("2018-12-31"))) == {11, 12, 64}


def test_status_against_dates_in_the_summer_of_2019(graph: ox.Store) -> None:
    """On 2019-07-15: 92 is « Complété » though its summer is not over; 205 (2018) is « Non démarré »; 46, 135 and 136,
    « En cours », start in 2020, and so does 45 in 2021."""
    answer = ask(graph, "status-against-dates", at=day("2019-07-15"))
    found = {
        problem: lines([r for r in answer if r["problem"] == problem]) for problem in {r["problem"] for r in answer}
    }
    assert found == {
        "completed-before-end": {92},
        "not-started-after-start": {205},
        "in-progress-before-start": {45, 46, 135, 136},
    }


def test_ten_actions_run_in_2026(graph: ox.Store) -> None:
    """Ends: line 4 (2026), 46, 62, 135, 136, 137, 196, 205 (2030), 61, 64 (2050); apart, 13, 34, 45, 95 without end."""
    row = only(ask(graph, "actions-by-year"), "year", "2026")
    assert (row["starting"], row["running"], row["withoutEnd"], row["ending"]) == ("0", "10", "4", "1")


def test_buildings_have_a_lead_each_and_two_programmed_actions(graph: ox.Store) -> None:
    """Domain 2: nine actions, all led; amounts on lines 68 and 69; dates on 61, 62, 64, 68, 69, 70."""
    row = only(ask(graph, "actions-programmed"), "code", "2")
    columns = ("actions", "programmed", "incomplete", "bare", "withLead", "withBudget", "withDates")
    assert [row[c] for c in columns] == ["9", "2", "7", "0", "9", "2", "6"]
