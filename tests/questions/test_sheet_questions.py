"""The questions behind the sheets: read in the documents by eye, or held against the questions on all things."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from endpoint.parameters import bind
from endpoint.questions import read_questions, saved_questions

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
BASE = "https://w3id.org/filrouge/id/"
AXIS_1_3 = f"{BASE}242100410/axis/1.3"
MEASURE_1_2_3 = f"{BASE}measure/citergie/1.2.3"
SORTING = f"{BASE}242100410/action/1.2.3/extension-des-consignes-de-tri"
CITERGIE = f"{BASE}242100410/document/citergie"
LINES = (Path(__file__).parents[2] / "sources" / "dijon-metropole" / "citergie.tsv").read_text("utf-8").split("\n")
QUESTIONS = read_questions(saved_questions())
Row = dict[str, str]
Ask = Callable[..., list[Row]]


@pytest.fixture(scope="module")
def ask(graph: ox.Store) -> Ask:
    """Asks a saved question with values for its parameters."""

    def ask_(name: str, **given: str) -> list[Row]:
        text = bind(QUESTIONS[name].sparql, QUESTIONS[name].parameters, given)
        solutions = graph.query(text, use_default_graph_as_union=True)
        assert isinstance(solutions, ox.QuerySolutions)
        columns = [variable.value for variable in solutions.variables]
        return [{column: str(getattr(row[column], "value", "")) for column in columns} for row in solutions]

    return ask_


def things(graph: ox.Store, *classes: str) -> list[str]:
    kinds = [ox.NamedNode(f"https://w3id.org/filrouge/ontology#{name}") for name in classes]
    found = (quad for kind in kinds for quad in graph.quads_for_pattern(None, TYPE, kind, None))
    return sorted({str(getattr(quad.subject, "value", "")) for quad in found})


def test_the_actions_of_measure_1_2_3_are_those_of_its_lines(ask: Ask) -> None:
    """Lines 6 to 13, 30 to 38 and 42 to 45 of the plan: thirteen actions, some read twice."""
    rows = ask("actions-of-thing", thing=MEASURE_1_2_3)
    assert [(row["way"], row["code"]) for row in rows] == [("implements", "1.2.3")] * 13
    amounts = {row["title"][:20]: (row["budgetMin"], row["budget"], row["start"], row["end"]) for row in rows}
    assert amounts["Extension des consig"] == ("18000000", "18 000 000 €", "2019", "2022")
    assert amounts["Projet d'une déchett"] == ("50000", "50 000€?", "2020", "")
    assert amounts["Optimisation du serv"] == ("", "Marché attribué fin 2019", "2021", "")


def test_an_action_is_below_an_axis_by_itself_or_through_its_measure(ask: Ask) -> None:
    expected = {(row["way"], row["action"], row["strength"]) for row in ask("actions-of-axis", notation="1.3")}
    assert {(row["way"], row["action"], row["strength"]) for row in ask("actions-of-thing", thing=AXIS_1_3)} == expected
    assert len(expected) == 18


def test_actions_of_measures_are_those_of_the_plan_with_the_same_money(ask: Ask, graph: ox.Store) -> None:
    said = ("code", "title", "leads", "start", "end", "openEnded", "status", "budgetMin", "budgetMax", "taxBasis")
    plan = {row["action"]: [row[each] for each in said] for row in ask("actions") if row["code"]}
    found = [row for measure in things(graph, "Measure") for row in ask("actions-of-thing", thing=measure)]
    assert {row["action"]: [row[each] for each in said] for row in found} == plan


def test_the_money_of_measure_1_2_3_is_that_of_its_lines(ask: Ask) -> None:
    """Lines 30 to 45: 18 000 000, 225 000, 140 000, 50 000, 1 000 000, 250 000, 300 000, 30 000 and 5 760 000 euros.

    Line 45 has words instead; lines 32, 38 and 44 have nothing.
    """
    assert [tuple(row.values()) for row in ask("money-of-thing", thing=MEASURE_1_2_3)] == [
        ("", "total", "unknown", "9", "25755000", "25755000"),
        ("", "words", "", "1", "", ""),
        ("", "none", "", "3", "", ""),
    ]


def test_two_tax_bases_and_yearly_amounts_stay_apart(ask: Ask) -> None:
    """Line 21 states one budget without tax and with tax; line 191 two millions a year."""
    bases = [row for row in ask("money-of-thing", thing=f"{BASE}measure/citergie/1.3.2") if row["kind"] == "total"]
    assert [(row["taxBasis"], row["minimum"]) for row in bases] == [("excl", "154200000"), ("incl", "174100000")]
    yearly = [row for row in ask("money-of-thing", thing=f"{BASE}measure/citergie/6.2.1") if row["actions"]]
    assert [(row["kind"], row["minimum"]) for row in yearly] == [("per-year", "2000000")]


def test_the_money_of_each_axis_is_that_of_the_question_on_all_axes(ask: Ask) -> None:
    columns = {"excl": "excl", "incl": "incl", "unknown": "unstated"}
    for axis in (row for row in ask("budget-by-axis") if row["axis"]):
        money = ask("money-of-thing", thing=axis["axis"])
        totals = {columns[row["taxBasis"]]: row for row in money if row["kind"] == "total"}
        for column in columns.values():
            said = totals.get(column, {"minimum": "", "maximum": ""})
            assert (said["minimum"], said["maximum"]) == (axis[f"{column}Min"], axis[f"{column}Max"])
        others = {kind: sum(int(row["actions"]) for row in money if row["kind"] == kind) for kind in ("words", "none")}
        assert (others["words"], others["none"]) == (int(axis["words"]), int(axis["none"]))


def test_the_service_that_leads_the_plan_of_waste_leads_fifteen_actions(ask: Ask, graph: ox.Store) -> None:
    service = f"{BASE}242100410/service/service-environnement"
    [row] = [row for row in ask("people-of-thing", thing=service) if row["actor"] == service and row["role"] == "lead"]
    leads = [row for row in ask("actions") if "Service Environnement" in row["leads"].split(" | ")]
    assert (row["actions"], len(leads)) == ("15", 15)


def test_the_people_of_each_measure_are_those_of_the_question_on_the_measure(ask: Ask, graph: ox.Store) -> None:
    for measure in things(graph, "Measure"):
        about = ask("everything-about-measure", code=measure.rpartition("/")[2])
        expected = {(row["thing"], row["detail"]) for row in about if row["relation"] == "8 actor"}
        people = ask("people-of-thing", thing=measure)
        assert {(row["actor"], f"{row['role']}: {row['actions']}") for row in people} == expected


def test_every_alignment_is_a_link_of_its_subject_and_of_its_object(ask: Ask, graph: ox.Store) -> None:
    classes = ("PolicyAxis", "CrteOrientation", "Measure", "Action", "SubAction", "Contract", "PublicActionDomain")
    ends = things(graph, *classes, "Objective", "Device", "CooperationSubject", "Fact")
    ends += sorted({row["object"] for row in ask("alignments") + ask("rejected-pairs") if "/theme/" in row["object"]})
    found = Counter(row["mapping"] for thing in ends for row in ask("links-of-thing", thing=thing))
    assert set(found.values()) == {2}
    judged = ask("alignments") + ask("rejected-pairs")
    assert len(found) == len(judged) == 825


def test_a_link_tells_the_words_of_both_documents(ask: Ask) -> None:
    """A reviewer linked measure 4.3.2 by the words « le réseau et les infrastructures cyclables » of line 143."""
    [row] = [row for row in ask("links-of-thing", thing=AXIS_1_3) if row["code"] == "4.3.2"]
    assert (row["direction"], row["kind"], row["strength"], row["confidence"]) == ("from", "Measure", "strong", "0.95")
    assert "« le réseau et les infrastructures cyclables » (citergie)" in row["quotes"].split(" | ")
    assert row["rows"] == "citergie:143 | projet-metropolitain:15"
    assert "le réseau et les infrastructures cyclables" in LINES[143 - 1]


def test_every_discrepancy_is_one_of_the_things_that_it_is_about(ask: Ask, graph: ox.Store) -> None:
    every = {row["discrepancy"] for row in ask("discrepancies")}
    about = things(graph, "Action", "SubAction", "Measure", "Actor", "Territory", "PublicActionDomain", "Contract")
    found = [row for thing in about for row in ask("discrepancies-of-thing", thing=thing)]
    assert {row["discrepancy"] for row in found} <= every
    statuses = [row for row in ask("discrepancies-of-thing", thing=SORTING) if row["column"] == "status"]
    assert [(row["value"], row["rows"], row["isChosen"]) for row in statuses] == [
        ("Nouveau", "citergie:6", "true"),
        ("Neuveu", "citergie:30", "false"),
    ]
    assert LINES[6 - 1].endswith("Nouveau")
    assert LINES[30 - 1].endswith("Neuveu")


def test_a_discrepancy_about_a_part_is_one_of_the_whole(ask: Ask) -> None:
    """The plan says « Programme Alimentaire Territorial » of a part of the action; the notice says « projet »."""
    action = f"{BASE}242100410/action/6.4.1/strategie-alimentaire-durable-2030"
    values = {row["value"] for row in ask("discrepancies-of-thing", thing=action) if row["kind"] == "title"}
    assert values == {"Programme Alimentaire Territorial (PAT)", "projet alimentaire territorial"}


@pytest.mark.parametrize("document", ["citergie", "crte", "presse-2013", "politique-sociale", "projet-metropolitain"])
def test_the_lines_of_a_document_are_those_of_the_ledger(ask: Ask, document: str) -> None:
    said = ("line", "fate", "subject", "reason")
    ledger = [[row[each] for each in said] for row in ask("ledger") if row["document"] == document]
    lines = ask("lines-of-document", document=f"{BASE}242100410/document/{document}")
    assert [[row[each] for each in said] for row in lines] == ledger


def test_the_lines_of_a_document_are_kept_by_fate_words_and_number(ask: Ask) -> None:
    to_correct = ask("lines-of-document", document=CITERGIE, fate="to-correct")
    assert {row["line"] for row in to_correct} == {row["line"] for row in ask("rows-to-correct")}
    written = [str(at) for at, line in enumerate(LINES, 1) if "déchetterie" in line or "dechetterie" in line]
    assert [row["line"] for row in ask("lines-of-document", document=CITERGIE, text="Déchetterie")] == written
    assert [row["line"] for row in ask("lines-of-document", first="6", last="8")] == ["6", "7", "8"]


def test_the_words_cited_from_a_line_are_found(ask: Ask) -> None:
    [row] = ask("lines-of-document", document=f"{BASE}242100410/document/presse-2013", text="officiellement UNIS")
    assert (row["line"], row["quotes"]) == ("1", "bientôt officiellement unis")


def test_the_cells_of_a_document_are_those_of_the_table(ask: Ask) -> None:
    for row in ask("cells-of-document", document=CITERGIE, first="1", last=str(len(LINES))):
        written = LINES[int(row["line"]) - 1].split("\t")[int(row["position"]) - 1]
        assert row["raw"].split() == written.split()


def test_the_cells_of_all_lines_are_the_readings(ask: Ask) -> None:
    said = ("line", "position", "header", "column", "raw", "reading", "reason", "about")
    readings = [[row[each] for each in said] for row in ask("readings") if row["document"] == "citergie"]
    cells = ask("cells-of-document", document=CITERGIE, first="1", last="206")
    assert sorted([row[each] for each in said] for row in cells) == sorted(readings)


def test_the_corrections_of_a_document_are_those_that_people_made(ask: Ask) -> None:
    said = ("line", "column", "read", "corrected", "reason")
    every = [[row[each] for each in said] for row in ask("corrections") if row["document"] == "citergie"]
    assert [[row[each] for each in said] for row in ask("corrections-of-document", document=CITERGIE)] == every


def test_the_links_of_an_actor_are_those_that_a_person_made(ask: Ask) -> None:
    other_way = {"unit of": "has unit", "part of": "has part", "became": "came from"}
    for row in ask("actors-over-time"):
        ends = [(row["from"], row["kind"], row["to"]), (row["to"], other_way[row["kind"]], row["from"])]
        for actor, kind, other in ends:
            links = ask("links-of-actor", actor=actor)
            [link] = [link for link in links if (link["kind"], link["other"]) == (kind, other)]
            assert (link["date"], link["reason"]) == (row["date"], row["reason"])


def test_what_flows_is_the_thread_with_the_money_of_each_action(ask: Ask) -> None:
    flows, plan = ask("thread-flows"), {row["action"]: row for row in ask("actions")}
    thread = {(row["target"], row["action"]) for row in ask("thread") if "/axis/" in row["target"]}
    assert {(row["axis"], row["action"]) for row in flows if row["axis"]} == thread
    assert {row["action"] for row in flows} == set(plan)
    assert all((row["budgetMin"], row["budgetMax"], row["code"]) == _money(plan[row["action"]]) for row in flows)
    assert sum({row["action"]: Decimal(row["budgetMin"] or 0) for row in flows}.values()) > 0


def test_an_action_without_axis_flows_once(ask: Ask) -> None:
    flows = ask("thread-flows")
    without = Counter(row["action"] for row in flows if not row["axis"])
    assert set(without.values()) == {1}
    assert not {row["action"] for row in flows if row["axis"]} & set(without)


def _money(row: Row) -> tuple[str, str, str]:
    return row["budgetMin"], row["budgetMax"], row["code"]
