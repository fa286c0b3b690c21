"""Bodies over time and as parts: what persons linked in actors.csv, and the questions that follow the links.

The expected answers were checked against the documents and the table, by eye.
"""

import csv

import pyoxigraph as ox
import pytest

from tests.questions.test_question_answers import EXPECTED, QUERIES, SOURCES, Row, ask, read_csv

BASE = "https://w3id.org/filrouge/"
COMPLETE = ("actors-over-time", "everything-about-actor", "linked-actors-in-several-documents")
DEFAULTS = {"everything-about-actor": f"<{BASE}id/actor/ademe>", "actions-of-actor": '"Service Environnement"'}
PREFIXES = """
PREFIX fil: <https://w3id.org/filrouge/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
MUST_BE_EMPTY = {
    "an affiliation without its plain triple": """
        ?x a fil:Affiliation ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER NOT EXISTS { ?s ?p ?o }""",
    "a plain triple without affiliation": """
        ?x ?p ?o FILTER (?p IN (org:unitOf, org:subOrganizationOf))
        MINUS { ?a rdf:subject ?x ; rdf:predicate ?p ; rdf:object ?o }""",
    "a change that its bodies do not know": """
        ?x a org:ChangeEvent ; org:originalOrganization ?old ; org:resultingOrganization ?new
        FILTER NOT EXISTS { ?old org:changedBy ?x . ?new org:resultedFrom ?x }""",
    "a link without reason": """
        VALUES ?class { fil:Affiliation org:ChangeEvent } ?x a ?class FILTER NOT EXISTS { ?x fil:reason ?why }""",
    "a quotation of a link without a row of its document": """
        VALUES ?class { fil:Affiliation org:ChangeEvent }
        ?x a ?class ; fil:annotation/oa:hasTarget/oa:hasSource ?document
        FILTER NOT EXISTS { ?x prov:wasDerivedFrom/fil:document ?document }""",
    "a body that is part of itself": "?x (org:unitOf|org:subOrganizationOf)+ ?x",
    "a body that came from itself": "?x (org:resultedFrom/org:originalOrganization)+ ?x",
    "a group of people that is linked": """
        ?x a foaf:Group ; org:unitOf|org:subOrganizationOf|org:changedBy|org:resultedFrom ?any""",
    "a service that is a sub-organisation": "?x a org:OrganizationalUnit ; org:subOrganizationOf ?any",
}


def ask_about(graph: ox.Store, name: str, term: str) -> list[Row]:
    """Ask with another value of the parameter, written in the place of its default."""
    text = (QUERIES / f"{name}.rq").read_text(encoding="utf-8")
    assert text.count(f"{{ {DEFAULTS[name]} }}") == 1
    solutions = graph.query(text.replace(DEFAULTS[name], term), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return [{c: str(getattr(row[c], "value", "")) for c in columns} for row in solutions]


@pytest.mark.parametrize("name", COMPLETE)
def test_question_gives_its_expected_answer_in_order(graph: ox.Store, name: str) -> None:
    assert ask(graph, name) == read_csv(EXPECTED / f"{name}.csv")


def test_the_links_are_those_of_the_table(graph: ox.Store) -> None:
    with (SOURCES / "actors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    parts = {(row["name"], row["part_of"]) for row in rows if row["part_of"]}
    changes = {(row["predecessors"], row["name"]) for row in rows if row["predecessors"]}
    answer = {(row["fromName"], row["toName"]) for row in ask(graph, "actors-over-time")}
    assert (len(parts), len(changes)) == (15, 1)
    assert answer == parts | changes


def test_grand_dijon_became_dijon_metropole(graph: ox.Store) -> None:
    """The article of 2013 alone names Grand Dijon in a role; the four others name Dijon métropole."""
    [row] = [row for row in ask(graph, "actors-over-time") if row["kind"] == "became"]
    assert (row["fromName"], row["toName"], row["date"]) == ("Grand Dijon", "Dijon métropole", "2017-04-28")
    assert row["fromDocuments"] == "presse-2013"
    assert row["toDocuments"] == "citergie | crte | politique-sociale | projet-metropolitain"
    assert row["rows"] == "citergie:142 | crte:24 | crte:26 | presse-2013:10 | presse-2013:18"


def test_words_quoted_from_the_plan_stand_on_their_line(graph: ox.Store) -> None:
    lines = (SOURCES / "citergie.tsv").read_text(encoding="utf-8").split("\n")
    found = 0
    for row in ask(graph, "actors-over-time"):
        places = row["rows"].split(" | ")
        if all(place.startswith("citergie:") for place in places):
            text = " ".join(lines[int(place.split(":")[1]) - 1] for place in places)
            assert all(words in text for words in row["quotes"].split(" | "))
            found += 1
    assert found == 9


def test_a_reason_that_quotes_no_more_than_names_says_that_it_is_knowledge(graph: ox.Store) -> None:
    """Lines 196 and 205 write the body beside its service; no other line says what is part of what."""
    stated = {row["rows"] for row in ask(graph, "actors-over-time") if not row["reason"].startswith("Connaissance du")}
    assert stated == {"citergie:196", "citergie:205"}


def test_everything_about_the_metropolis_holds_what_grand_dijon_said_under_its_name(graph: ox.Store) -> None:
    """Lines 1, 6 (twice), 10 (twice), 12, 18 and 22 (twice) of the article state something of Grand Dijon."""
    answer = ask_about(graph, "everything-about-actor", f"<{BASE}id/242100410>")
    before = [row for row in answer if row["relation"] == "2 predecessor"]
    assert {row["name"] for row in before} == {"Grand Dijon"}
    assert [(row["document"], row["line"]) for row in before] == [
        ("presse-2013", line) for line in ["1", "6", "6", "10", "10", "12", "18", "22", "22"]
    ]
    assert {row["name"] for row in answer if row["relation"] == "4 part"} == {
        "Conseil métropolitain de Dijon métropole",
        "Latitude 21",
        "Service Développement économique, filière agro-alimentation",
    }
    assert all(row["name"] == "Dijon métropole" for row in answer if row["relation"] == "1 itself")


def test_the_old_name_leads_to_the_body_of_today(graph: ox.Store) -> None:
    answer = ask_about(graph, "everything-about-actor", f"<{BASE}id/actor/grand-dijon>")
    by_relation = {row["relation"]: row["name"] for row in answer if row["relation"] != "4 part"}
    assert by_relation == {"1 itself": "Grand Dijon", "3 successor": "Dijon métropole"}


def test_a_part_does_not_stand_for_its_whole(graph: ox.Store) -> None:
    answer = ask_about(graph, "everything-about-actor", f"<{BASE}id/actor/ademe-bourgogne-franche-comte>")
    assert {row["name"] for row in answer} == {"ADEME Bourgogne-Franche-Comté"}


def test_the_actions_of_the_state_are_those_of_its_services_too(graph: ox.Store) -> None:
    """DREAL on lines 4 and 28, DRAAF on 31, Rectorat on 203, Etat on 49 and 191."""
    answer = ask_about(graph, "actions-of-actor", '"Etat"')
    assert [(row["name"], row["role"], row["code"]) for row in answer] == [
        ("DRAAF Bourgogne-Franche-Comté", "funder", "1.2.3"),
        ("DREAL Bourgogne-Franche-Comté", "partner", "1.1.1"),
        ("Rectorat", "partner", "6.5.3"),
        ("État", "funder", "1.2.4"),
        ("État", "partner", "6.2.1"),
    ]


def test_the_old_name_finds_the_actions_of_today(graph: ox.Store) -> None:
    today = {row["action"] for row in ask_about(graph, "actions-of-actor", '"Dijon métropole"')}
    assert {row["action"] for row in ask_about(graph, "actions-of-actor", '"Grand Dijon"')} == today != set()


def test_followed_links_never_lose_an_actor_of_several_documents(graph: ox.Store) -> None:
    """ADEME and Dijon métropole stand in several documents themselves; Caisse des Dépôts and État by their parts."""
    alone = {row["name"] for row in ask(graph, "actors-in-several-documents")}
    linked = {row["name"] for row in ask(graph, "linked-actors-in-several-documents")}
    assert linked & alone == {"ADEME", "Dijon métropole"}
    assert linked - alone == {"Caisse des Dépôts", "État"}


@pytest.mark.parametrize("rule", MUST_BE_EMPTY)
def test_there_is_no(graph: ox.Store, rule: str) -> None:
    query = f"{PREFIXES} SELECT DISTINCT ?x WHERE {{ {MUST_BE_EMPTY[rule]} }}"
    assert [str(row) for row in graph.query(query, use_default_graph_as_union=True)] == []


def test_bodies_that_the_plan_does_not_place_stay_without_link(graph: ox.Store) -> None:
    """The plan is that of the metropolis and of the town: it does not say whose its services are, nor the CCAS."""
    linked = {row["fromName"] for row in ask(graph, "actors-over-time")}
    assert not linked & {"Service Environnement", "Service Énergie", "DRH", "Service Finances", "CCAS de Dijon"}
