"""Questions of who, trust, search and export. The expected answers were checked against the documents, by eye."""

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "queries"
EXPECTED = Path(__file__).parent / "expected"
BASE = "https://w3id.org/filrouge/"
ACTION = f"{BASE}id/242100410/action"
COMPLETE = (
    "actions-without-lead",
    "load-by-lead",
    "funders-and-their-actions",
    "partners-by-measure",
    "actors-in-several-documents",
    "actors-together",
    "actions-of-actor",
    "rows-to-correct",
    "merged-rows",
    "slipped-or-recoded",
    "provenance-of-action",
    "lines-by-fate",
    "search-text",
    "everything-about-measure",
)
Row = dict[str, str]


def query(name: str, **values: str) -> str:
    """The text of a question, with other terms in the VALUES lines of its parameters."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    for parameter, term in values.items():
        lines = re.findall(rf"VALUES \?{parameter} \{{[^}}]*\}}", text)
        assert len(lines) == 1
        text = text.replace(lines[0], f"VALUES ?{parameter} {{ {term} }}")
    return text


def ask(graph: ox.Store, name: str, **values: str) -> list[Row]:
    solutions = graph.query(query(name, **values), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{c: str(getattr(row[c], "value", "")) for c in columns} for row in solutions]


def construct(graph: ox.Store, name: str, **values: str) -> list[ox.Triple]:
    triples = graph.query(query(name, **values), use_default_graph_as_union=True)
    assert isinstance(triples, ox.QueryTriples)
    return list(triples)


def expected(name: str) -> list[Row]:
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", COMPLETE)
def test_question_gives_its_expected_answer_in_order(graph: ox.Store, name: str) -> None:
    values = {"at": '"2026-11-22"^^xsd:date'} if name == "load-by-lead" else {}
    assert ask(graph, name, **values) == expected(name)


# Who


def test_service_environnement_leads_fifteen_actions_of_which_eight_are_overdue(graph: ox.Store) -> None:
    """Ends 2020 on lines 31, 33, 36, 37; 2022 on 30, 43; 2023 on 35; 2025 on 42. Complete on line 92, so not late."""
    at = '"2026-11-22"^^xsd:date'
    [row] = [row for row in ask(graph, "load-by-lead", at=at) if row["name"] == "Service Environnement"]
    assert (row["actions"], row["late"], row["endUnknown"], row["statusUnknown"]) == ("15", "8", "6", "7")


def test_load_at_an_earlier_date_has_fewer_overdue_actions(graph: ox.Store) -> None:
    """At the end of 2021 only the four actions of Service Environnement that end in 2020 are late."""
    at = '"2021-12-31"^^xsd:date'
    [row] = [row for row in ask(graph, "load-by-lead", at=at) if row["name"] == "Service Environnement"]
    assert (row["actions"], row["late"]) == ("15", "4")


def test_a_lead_that_names_nobody_is_shown_as_read(graph: ox.Store) -> None:
    """Lines 101 and 122 have « thématique » as lead."""
    answer = ask(graph, "actions-without-lead")
    assert [(r["rows"], r["leadAsRead"]) for r in answer if r["leadAsRead"]] == [
        ("citergie:101 | citergie:122", "thématique")
    ]


def test_the_urban_renewal_convention_has_its_six_funders(graph: ox.Store) -> None:
    """Line 21: « ANRU, Anah, Région BFC, Villes, Action Logement, Caisse des dépôts »; line 53 reads ARJU for ANRU."""
    rows = {r["name"]: r["rows"] for r in ask(graph, "funders-and-their-actions") if r["code"] == "1.3.2"}
    both = "citergie:21 | citergie:53"
    assert rows == {
        "ANRU": "citergie:21",
        "Anah": both,
        "Région Bourgogne-Franche-Comté": both,
        "Villes": both,
        "Action Logement": both,
        "Caisse des Dépôts": both,
    }


def test_pairs_of_actors_at_another_threshold(graph: ox.Store) -> None:
    """Direction bâtiment and Service Energie lead together on lines 60 to 64 and 68 to 70: eight actions."""
    [pair] = ask(graph, "actors-together", atLeast="6")
    assert (pair["firstName"], pair["secondName"], pair["together"]) == ("Direction Bâtiment", "Service Énergie", "8")


def test_an_actor_is_found_without_accents_by_part_of_a_name(graph: ox.Store) -> None:
    """Lines 4, 103, 162, 188, 190, 197 and 203 name the service of urban ecology, under six spellings."""
    answer = ask(graph, "actions-of-actor", actorName='"ECOLOGIE urbaine"')
    assert {row["name"] for row in answer} == {"Service Écologie urbaine"}
    lines = {int(place.split(":")[1]) for row in answer for place in row["rows"].split(" | ")}
    assert lines == {4, 28, 103, 124, 162, 188, 190, 197, 203}


def test_an_actor_is_found_by_a_form_of_the_document(graph: ox.Store) -> None:
    """« CD21 » stands on line 191 alone, and is the department, which line 4 names in full."""
    answer = ask(graph, "actions-of-actor", actorName='"cd21"')
    assert [(row["role"], row["code"]) for row in answer] == [("partner", "1.1.1"), ("partner", "6.2.1")]


# Trust


def test_the_doubts_are_the_question_marks_of_the_corrections(graph: ox.Store) -> None:
    with (ROOT / "sources" / "dijon-metropole" / "corrections.csv").open(encoding="utf-8", newline="") as file:
        doubts = [row for row in csv.DictReader(file) if row["corrected"] == "?"]
    keys = ("document", "line", "column", "read")
    assert sorted([row[k] for k in keys] for row in ask(graph, "rows-to-correct")) == sorted(
        [row[k] for k in keys] for row in doubts
    )


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("slipped-or-recoded", "raw", "line"),
        ("provenance-of-action", "raw", "line"),
    ],
)
def test_each_text_stands_on_its_line_of_the_document(graph: ox.Store, name: str, text: str, line: str) -> None:
    document = (ROOT / "sources" / "dijon-metropole" / "citergie.tsv").read_text(encoding="utf-8").split("\n")
    for row in ask(graph, name):
        assert " ".join(row[text].split()) in " ".join(document[int(row[line]) - 1].split())


def test_thirty_six_lines_are_merged_and_two_of_them_speak_of_two_actions(graph: ox.Store) -> None:
    """On lines 9 and 10 of the first pass the title stands on the data of the line above (33 and 34, 34 and 35)."""
    lines = [row["line"] for row in ask(graph, "merged-rows")]
    assert len(set(lines)) == 36
    assert sorted({line for line in lines if lines.count(line) == 2}) == ["10", "9"]


def test_the_fates_of_a_document_add_up_to_its_lines(graph: ox.Store) -> None:
    """Seventy-five lines of the plan: 65 blank, 9 headers and the rule of line 130."""
    answer = ask(graph, "lines-by-fate")
    for document in {row["document"] for row in answer}:
        rows = [row for row in answer if row["document"] == document]
        assert sum(int(row["lines"]) for row in rows) == int(rows[0]["of"])
    assert [r["lines"] for r in answer if (r["document"], r["fate"]) == ("citergie", "structure")] == ["75"]


def test_provenance_of_another_action_shows_each_correction(graph: ox.Store) -> None:
    """Line 43 has one correction in its title and three in its description, two of them doubts."""
    action = f"<{ACTION}/1.2.3/acquisition-de-4-a-8-bom-a-hydrogene-2022-23-geolocalisation>"
    answer = ask(graph, "provenance-of-action", action=action)
    assert {row["line"] for row in answer} == {"43"}
    assert sorted((row["column"], row["read"], row["corrected"]) for row in answer if row["read"]) == [
        ("description", "ISMART Energie", ""),
        ("description", "Rougaut Energie", ""),
        ("description", "SAS Dilion métropole", "SAS Dijon métropole"),
        ("title", "ONDIDION", "ON DIJON"),
    ]


# Search


@pytest.mark.parametrize("text", ['"velo"', '"Vélo"', '"VÉLOS"'])
def test_search_disregards_accents_and_case(graph: ox.Store, text: str) -> None:
    """« VÉLOS » stands in the title of line 146."""
    assert any("AUTOROUTE A VÉLOS" in row["found"] for row in ask(graph, "search-text", text=text))


def test_search_finds_words_from_their_start_only(graph: ox.Store) -> None:
    assert not any(
        "éveloppe" in row["found"] for row in ask(graph, "search-text") if "vélo" not in row["found"].lower()
    )


def test_search_reads_ligatures_as_letters(graph: ox.Store) -> None:
    """Axis 2.5 says « oenogastronomiques »."""
    answer = ask(graph, "search-text", text='"œnogastronomiques"')
    assert [row["thing"] for row in answer] == [f"{BASE}id/242100410/axis/2.5"]


def test_search_reads_quotations(graph: ox.Store) -> None:
    """The statement on line 5 of the social policy quotes « métropole du quotidien »; its label says it too."""
    answer = ask(graph, "search-text", text='"metropole du quotidien"')
    assert {row["property"] for row in answer} == {
        "http://www.w3.org/2004/02/skos/core#prefLabel",
        "http://www.w3.org/ns/oa#exact",
    }


def test_search_takes_signs_as_signs(graph: ox.Store) -> None:
    """A pattern's sign in the words is punctuation, not a pattern."""
    assert ask(graph, "search-text", text='"d.chetterie"') == []


def test_everything_about_another_measure(graph: ox.Store) -> None:
    """Measure 6.2.1 has one action, on line 191: lead CCAS, partners CD21, Etat and SUEZ."""
    answer = ask(graph, "everything-about-measure", code='"6.2.1"')
    assert [r["label"] for r in answer if r["relation"] == "7 action"] == ["Gestion du FSJ"]
    assert [(r["label"], r["detail"]) for r in answer if r["relation"] == "8 actor"] == [
        ("CCAS de Dijon", "lead: 1"),
        ("Département de la Côte-d'Or", "partner: 1"),
        ("SUEZ", "partner: 1"),
        ("État", "partner: 1"),
    ]


# Export


def test_flat_plan_says_what_the_actions_say(graph: ox.Store) -> None:
    shared = ("action", "code", "theme", "title", "leads", "funders", "partners", "audience", "start", "end", "status")
    columns = (*shared, "openEnded")
    answer = sorted([row[c] for c in columns] for row in ask(graph, "plan-flat"))
    assert answer == sorted([row[c] for c in columns] for row in expected("actions"))


def test_flat_plan_keeps_tax_bases_ranges_and_yearly_amounts_apart(graph: ox.Store) -> None:
    """Lines 21 (HT and TTC), 105 (17 to 27 M€), 106 (5 + 15 M€), 191 (2 millions a year), 196 (45, ? and 2 M€)."""
    names = ["exclMin", "exclMax", "inclMin", "inclMax", "unknownMin", "unknownMax", "perYearMin", "perYearMax"]
    rows = {row["rows"].split(" | ")[0]: [row[n] for n in names] for row in ask(graph, "plan-flat")}
    assert rows["citergie:21"] == ["154200000", "154200000", "174100000", "174100000", "", "", "", ""]
    assert rows["citergie:105"] == ["", "", "", "", "17000000", "27000000", "", ""]
    assert rows["citergie:106"] == ["", "", "", "", "20000000", "20000000", "", ""]
    assert rows["citergie:191"] == ["", "", "", "", "", "", "2000000", "2000000"]
    assert rows["citergie:196"] == ["", "", "", "", "47000000", "", "", ""]


def test_flat_plan_has_one_row_for_each_action_and_links_as_the_thread(graph: ox.Store) -> None:
    answer = ask(graph, "plan-flat")
    assert len({row["action"] for row in answer}) == len(answer) == 95
    thread = {(r["action"], r["target"].rpartition("/")[2]) for r in ask(graph, "thread") if "/axis/" in r["target"]}
    assert {(r["action"], axis) for r in answer for axis in r["axes"].split(" | ") if axis} == thread


def test_graph_of_the_mobility_axis_holds_the_cycling_actions_and_their_leads(graph: ox.Store) -> None:
    """Axis 1.3 is sustainable mobility; measure 4.3.2 is the cycling network (lines 143 to 146)."""
    subjects = {str(triple.subject).strip("<>") for triple in construct(graph, "axis-graph")}
    cycling = {r["action"] for r in expected("actions") if r["code"] == "4.3.2"}
    assert len(cycling) == 4
    assert {f"{BASE}id/242100410/axis/1.3", f"{BASE}id/measure/citergie/4.3.2", *cycling} <= subjects
    assert f"{BASE}id/242100410/service/service-deplacements" in subjects


def test_graph_of_an_axis_states_each_triple_once_and_no_rejected_pair(graph: ox.Store) -> None:
    triples = construct(graph, "axis-graph")
    assert len(triples) == len(set(triples))
    assert not [t for t in triples if t.predicate.value == "https://w3id.org/sssom/predicate_modifier"]


def test_graph_of_another_axis_is_of_that_axis_alone(graph: ox.Store) -> None:
    axes = {
        str(t.subject).strip("<>")
        for t in construct(graph, "axis-graph", axis='"1.4"')
        if str(t.object) == f"<{BASE}ontology#PolicyAxis>"
    }
    assert axes == {f"{BASE}id/242100410/axis/1.4"}


def test_counts_of_things_are_those_of_the_documents(graph: ox.Store) -> None:
    """37 axes, 14 orientations (71 to 84), 16 contracts (47 to 65), 12 domains (94 to 105), 563 lines in all."""
    counts = {
        (row["graph"].removeprefix(f"{BASE}graph/"), row["class"].rpartition("#")[2]): row["things"]
        for row in ask(graph, "counts-by-class-and-graph")
    }
    assert counts["242100410/projet-metropolitain", "PolicyAxis"] == "37"
    assert counts["242100410/crte", "CrteOrientation"] == "14"
    assert counts["242100410/crte", "Contract"] == "16"
    assert counts["242100410/crte", "PublicActionDomain"] == "12"
    assert counts["242100410/citergie", "Action"] == "95"
    assert counts["242100410/provenance", "SourceRow"] == str(59 + 184 + 206 + 40 + 74)


def test_vocabulary_in_use_counts_each_triple_once(graph: ox.Store) -> None:
    answer = ask(graph, "vocabulary-in-use")
    assert sum(int(row["uses"]) for row in answer if row["kind"] == "property") == len(graph)
    types = sum(int(row["uses"]) for row in answer if row["kind"] == "class")
    assert [row["uses"] for row in answer if row["term"].endswith("#type")] == [str(types)]
    assert [row["name"] for row in answer if not row["name"] and row["term"].startswith(f"{BASE}ontology#")] == []
