"""Coverage and thread: what each axis, orientation, measure, domain and contract reaches, and what stays bare.

The expected answers were worked out from the alignment files and the lines of the documents, not from the queries.
"""

import csv
from collections import Counter
from decimal import Decimal

import pyoxigraph as ox
import pytest

from tests.questions.test_question_answers import EXPECTED, QUERIES, SOURCES, Row, ask, header, read_csv

BASE = "https://w3id.org/filrouge/id/242100410/"
QUESTIONS = (
    "axes-measures-matrix",
    "axes-without-measure",
    "orientations-without-measure",
    "measures-without-axis",
    "measures-without-action",
    "domains-without-action",
    "contracts-without-action",
    "actions-only-by-weak-links",
    "actions-of-axis",
    "thread-of-action",
    "alignments-by-strength",
)
PARAMETERS = {
    "actions-of-axis": ("notation", '"{}"'),
    "thread-of-action": ("action", "<{}>"),
    "alignments-to-review": ("below", '"{}"^^xsd:decimal'),
}


def ask_with(graph: ox.Store, name: str, value: str) -> list[Row]:
    """Asks with another value of the parameter, written in the place of its default."""
    parameter, term = PARAMETERS[name]
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    [line] = [line for line in text.splitlines() if f"VALUES ?{parameter} " in line]
    changed = text.replace(line, f"  VALUES ?{parameter} {{ {term.format(value)} }}")
    solutions = graph.query(changed, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{c: str(getattr(row[c], "value", "")) for c in columns} for row in solutions]


def judged() -> list[Row]:
    """The pairs that reviewers wrote, linked and rejected."""
    pairs = []
    for path in (SOURCES / "alignments").glob("*.sssom.tsv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        pairs += csv.DictReader(lines, delimiter="\t")
    return pairs


def pairs_of(rows: list[Row]) -> list[tuple[str, ...]]:
    return sorted((row["subjectLabel"], row["objectLabel"], row["author"], row["comment"]) for row in rows)


def pairs_written(rows: list[Row]) -> list[tuple[str, ...]]:
    columns = ("subject_label", "object_label", "author_label", "comment")
    return sorted(tuple(row[c] for c in columns) for row in rows)


@pytest.mark.parametrize("name", QUESTIONS)
def test_coverage_question_gives_its_expected_answer_in_order(graph: ox.Store, name: str) -> None:
    assert ask(graph, name) == read_csv(EXPECTED / f"{name}.csv")


@pytest.mark.parametrize("name", PARAMETERS)
def test_default_in_the_header_is_the_value_in_the_text(graph: ox.Store, name: str) -> None:
    [parameter] = header(name)["params"]
    assert isinstance(parameter, dict)
    assert parameter["name"] == PARAMETERS[name][0]
    assert set(parameter["label"]) == {"fr", "en"}
    assert ask_with(graph, name, parameter["default"]) == ask(graph, name)


def test_rejected_pairs_are_those_that_reviewers_wrote(graph: ox.Store) -> None:
    answer = ask(graph, "rejected-pairs")
    assert pairs_of(answer) == pairs_written([row for row in judged() if row["predicate_modifier"] == "Not"])
    assert len(answer) == 403


def test_waste_prevention_is_not_prevention_of_the_loss_of_autonomy(graph: ox.Store) -> None:
    """citergie:6 « Prévention déchets », projet-metropolitain:48 « prévention de la perte d'autonomie »."""
    [row] = [
        row
        for row in ask(graph, "rejected-pairs")
        if row["subject"].endswith("/citergie/1.2.3") and row["object"].endswith("/axis/6.2")
    ]
    assert "perte d’autonomie" in row["comment"]


def test_alignments_to_review_are_all_pairs_below_the_threshold(graph: ox.Store) -> None:
    answer = ask(graph, "alignments-to-review")
    written = [row for row in judged() if Decimal(row["confidence"]) < Decimal("0.7")]
    assert pairs_of(answer) == pairs_written(written)
    assert Counter(row["decision"] for row in answer) == {"link": 158, "rejected": 94}
    assert all(bool(row["strength"]) == (row["decision"] == "link") for row in answer)


def test_a_pair_at_the_threshold_is_not_to_be_reviewed(graph: ox.Store) -> None:
    assert {row["confidence"] for row in ask_with(graph, "alignments-to-review", "0.6")} == {"0.5", "0.55"}
    assert ask_with(graph, "alignments-to-review", "0.5") == []


def test_counts_by_strength_add_up_to_the_pairs_that_reviewers_wrote(graph: ox.Store) -> None:
    answer = ask(graph, "alignments-by-strength")
    for row in answer:
        assert int(row["links"]) == int(row["strong"]) + int(row["medium"]) + int(row["weak"])
    assert sum(int(row["links"]) + int(row["rejected"]) for row in answer) == len(judged())


def test_matrix_and_bare_axes_cover_the_37_axes(graph: ox.Store) -> None:
    linked = {row["notation"] for row in ask(graph, "axes-measures-matrix") if row["direct"]}
    bare = {row["notation"] for row in ask(graph, "axes-without-measure")}
    assert not linked & bare
    assert len(linked) + len(bare) == 37


def test_food_axis_has_a_measure_and_two_measures_by_their_actions(graph: ox.Store) -> None:
    """Axis 1.6, projet-metropolitain:18: 6.4.1 itself, one action in 13 of 1.2.3 (food waste, lines 7 and 31), and four
    in ten of 5.2.2 (canteens, lines 165 to 168)."""
    columns = ("code", "actions", "strongest", "direct", "throughActions", "linkedActions")
    answer = [row for row in ask(graph, "axes-measures-matrix") if row["notation"] == "1.6"]
    assert [tuple(row[c] for c in columns) for row in answer] == [
        ("1.2.3", "13", "strong", "", "strong", "1"),
        ("5.2.2", "10", "strong", "", "strong", "4"),
        ("6.4.1", "2", "strong", "strong", "", "0"),
    ]


def test_no_domain_of_the_plan_has_a_measure_without_action(graph: ox.Store) -> None:
    """Counted in the document: 36 measures, 16 of them with one action only (3 + 5 + 2 + 6)."""
    answer = ask(graph, "measures-without-action")
    assert [int(row["measures"]) for row in answer] == [4, 5, 8, 6, 3, 10]
    assert [int(row["withOneAction"]) for row in answer] == [0, 3, 5, 2, 0, 6]
    assert {(row["withoutAction"], row["codes"]) for row in answer} == {("0", "")}


def test_digital_inclusion_sport_and_leisure_are_without_action(graph: ox.Store) -> None:
    """crte:95, 99 and 103, of the twelve domains of lines 94 to 105."""
    answer = ask(graph, "domains-without-action")
    assert [(row["label"], row["line"]) for row in answer] == [
        ("Usages et inclusion numériques", "95"),
        ("Sport", "99"),
        ("Loisirs", "103"),
    ]


def test_ten_of_the_sixteen_contracts_are_without_action(graph: ox.Store) -> None:
    """crte:47 to 65, without renewal (48), construction (53), food (55), ANAH (62), Caisse (63) and ADEME (65)."""
    lines = [int(row["line"]) for row in ask(graph, "contracts-without-action")]
    assert lines == [47, 49, 50, 51, 52, 54, 59, 60, 61, 64]


def test_mobility_axis_has_the_sixteen_actions_of_its_six_measures_and_two_more(graph: ox.Store) -> None:
    """citergie:135 to 152 without 139 and 148, and the travel plan (158) and the climate budget (160) by themselves."""
    answer = ask(graph, "actions-of-axis")
    of_measures = Counter(row["code"] for row in answer if row["way"] == "measure")
    assert of_measures == {"4.1.1": 1, "4.1.2": 2, "4.2.1": 1, "4.2.2": 2, "4.3.2": 4, "4.3.3": 6}
    assert [row["rows"] for row in answer if row["way"] == "action"] == ["citergie:158", "citergie:160"]


def test_nine_of_the_thirteen_waste_actions_hold_to_an_axis_by_a_weak_link(graph: ox.Store) -> None:
    """Food waste (7), industrial ecology (33), awareness (11) and hydrogen lorries (43) have a stronger link."""
    weak = [row for row in ask(graph, "actions-only-by-weak-links") if row["target"] == "axis"]
    waste = " | ".join(row["rows"] for row in weak if row["code"] == "1.2.3")
    assert sum(row["code"] == "1.2.3" for row in weak) == 9
    assert not {"citergie:7", "citergie:33", "citergie:11", "citergie:43"} & set(waste.split(" | "))


def test_water_axis_has_the_three_actions_of_the_water_measures(graph: ox.Store) -> None:
    """projet-metropolitain:19 « l'or bleu »; citergie:96, 97 and 98, read again at 117, 118 and 119."""
    answer = ask_with(graph, "actions-of-axis", "1.7")
    assert [(row["way"], row["code"], row["strength"], row["rows"]) for row in answer] == [
        ("measure", "3.3.1", "strong", "citergie:117 | citergie:96"),
        ("measure", "3.3.2", "medium", "citergie:118 | citergie:97"),
        ("measure", "3.3.3", "medium", "citergie:119 | citergie:98"),
    ]


def test_axis_without_measure_still_shows_the_actions_linked_to_it(graph: ox.Store) -> None:
    """projet-metropolitain:21 « culture et patrimoine »; citergie:54 « Plan de Valorisation Architectural »."""
    [row] = ask_with(graph, "actions-of-axis", "2.1")
    assert (row["way"], row["code"], row["strength"], row["rows"]) == (
        "action",
        "1.3.2",
        "medium",
        "citergie:22 | citergie:54",
    )


def test_axis_that_nothing_reaches_has_no_action(graph: ox.Store) -> None:
    assert ask_with(graph, "actions-of-axis", "3.7") == []


def test_thread_of_another_action_is_that_of_its_line(graph: ox.Store) -> None:
    """citergie:68, read again at 84."""
    action = f"{BASE}action/2.2.4/marche-d-electricite-verte-haute-valeur-environnementale-hve"
    answer = ask_with(graph, "thread-of-action", action)
    said = {(row["part"], row["label"], row["detail"]) for row in answer if row["part"] != "description"}
    links = {(row["part"], row["thing"].removeprefix(BASE), row["detail"], row["way"]) for row in answer if row["way"]}
    assert links == {
        ("axis", "axis/1.1", "medium", "measure"),
        ("axis", "axis/1.2", "strong", "measure"),
        ("axis", "axis/4.5", "strong", "action"),
        ("axis", "axis/6.4", "weak", "action"),
        ("orientation", "orientation/1", "medium", "measure"),
        ("orientation", "orientation/9", "strong", "measure"),
    }
    assert said >= {
        ("actor", "Service Énergie", "lead"),
        ("actor", "Direction Bâtiment", "lead"),
        ("actor", "DCMP (marchés publics)", "partner"),
        ("start", "2019", ""),
        ("end", "2021", ""),
        ("row", "citergie:68", "mapped"),
        ("row", "citergie:84", "merged"),
    }
    [budget] = [row for row in answer if row["part"] == "budget"]
    assert (budget["minimum"], budget["maximum"], budget["period"]) == ("700000", "700000", "total")


def test_shares_of_a_budget_stand_beside_their_whole_and_the_unknown_share_has_no_amount(graph: ox.Store) -> None:
    """citergie:196 « TI : 45 M€ ; agriculture urbaine : ? ; PAT : 2 M€ »."""
    answer = [row for row in ask(graph, "thread-of-action") if row["part"].startswith("budget")]
    assert [(row["part"], row["detail"], row["minimum"], row["maximum"]) for row in answer] == [
        ("budget", "", "47000000", ""),
        ("budget part", "PAT", "2000000", "2000000"),
        ("budget part", "TI", "45000000", "45000000"),
        ("budget part", "agriculture urbaine", "", ""),
    ]


def test_the_four_leads_and_fifteen_partners_of_the_food_strategy_are_in_its_thread(graph: ox.Store) -> None:
    """citergie:196 names four leads (« ville de dijon » twice) and fifteen partners."""
    roles = Counter(row["detail"] for row in ask(graph, "thread-of-action") if row["part"] == "actor")
    assert roles == {"lead": 4, "partner": 15}
