"""Rules that the Dijon graph must keep: queries that find nothing, and words that stand nowhere."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from stdnum.fr import siren

ROOT = Path(__file__).parents[2]
PREFIXES = """
PREFIX fil: <https://w3id.org/filrouge/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX csvw: <http://www.w3.org/ns/csvw#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX role: <https://w3id.org/filrouge/ontology/role/>
"""
MUST_BE_EMPTY = {
    "an action that no row states": "?x a fil:Action FILTER NOT EXISTS { ?x prov:wasDerivedFrom/fil:line ?line }",
    "an action whose text of lines is not that of its rows": """
        {
          SELECT ?x (GROUP_CONCAT(?place; SEPARATOR=" | ") AS ?places)
          WHERE {
            SELECT ?x (CONCAT(?document, ":", STR(?line)) AS ?place)
            WHERE {
              ?x a fil:Action ; prov:wasDerivedFrom ?row .
              ?row fil:line ?line ; fil:document/dct:identifier ?document
            }
            ORDER BY ?place
          }
          GROUP BY ?x
        }
        MINUS { ?x fil:statedAt ?places }""",
    "a budget that no cell states": "?x a fil:Budget FILTER NOT EXISTS { ?x fil:evidence/fil:rawValue ?raw }",
    "an involvement that no cell states": """
        ?x a fil:Involvement FILTER NOT EXISTS { ?x fil:evidence/fil:rawValue ?raw }""",
    "a funder outside the funders' column": """
        ?x fil:role role:funder ; fil:evidence/fil:column ?c FILTER (?c != 'funders')""",
    "a lead outside the lead's column": "?x fil:role role:lead ; fil:evidence/fil:column ?c FILTER (?c != 'lead')",
    "a short link without involvement": """
        VALUES (?link ?role) { (fil:ledBy role:lead) (fil:fundedBy role:funder) (fil:partneredBy role:partner) }
        ?x ?link ?actor MINUS { ?x fil:involvement ?i . ?i fil:role ?role ; fil:actor ?actor }""",
    "an actor that no document names": """
        ?x a fil:Actor MINUS { ?i fil:actor ?x } MINUS { ?s fil:subject ?x }""",
    "a label without language": "?x skos:prefLabel|dct:title ?label FILTER (LANG(?label) = '')",
    "a measure with two labels": "?x a fil:Measure ; skos:prefLabel ?a , ?b FILTER (STR(?a) < STR(?b))",
    "a contribution without mapping": """
        ?x fil:contributesTo ?y MINUS { ?m sssom:subject_id ?x ; sssom:object_id ?y }""",
    "a mapping to a thing without label": """
        ?x a sssom:Mapping ; sssom:subject_id|sssom:object_id ?thing
        FILTER NOT EXISTS { ?thing skos:prefLabel|dct:title ?label }""",
    "an alignment without the words of a document": """
        ?x a sssom:Mapping FILTER NOT EXISTS { ?x fil:annotation/oa:hasTarget/oa:hasSelector/oa:exact ?words }""",
    "a link without strength": """
        ?x a sssom:Mapping FILTER NOT EXISTS { ?x fil:strength ?any }
        FILTER NOT EXISTS { ?x sssom:predicate_modifier ?m }""",
    "a rejected pair that is linked": """
        ?x sssom:predicate_modifier "Not" ; sssom:subject_id ?s ; sssom:object_id ?o . ?s fil:contributesTo ?o""",
    "a discrepancy with fewer than two sides": """
        ?x a fil:Discrepancy
        MINUS { ?x fil:side ?one , ?other FILTER (?one != ?other) }""",
    "a discrepancy whose sides say the same": """
        ?x fil:side ?one , ?other . ?one fil:rawValue ?said . ?other fil:rawValue ?said FILTER (?one != ?other)""",
    "a choice that is none of the sides": "?x fil:chosen ?side MINUS { ?x fil:side ?side }",
    "a chosen value without a chosen side": "?x fil:chosenValue ?value MINUS { ?x fil:chosen ?side }",
    "a discrepancy about nothing in the graph": """
        ?x a fil:Discrepancy MINUS { ?x fil:about/(skos:prefLabel|dct:title) ?label }""",
    "a side that its cell does not say": """
        ?x a fil:DiscrepancySide ; fil:evidence ?any
        MINUS { ?x fil:rawValue ?said ; fil:evidence/fil:rawValue ?raw FILTER (CONTAINS(?raw, ?said)) }""",
    "a cell set aside without a discrepancy": """
        ?x fil:reading <https://w3id.org/filrouge/ontology/reading/other>
        MINUS { ?side a fil:DiscrepancySide ; fil:evidence ?x }""",
    "a row that describes what is not derived from it": """
        ?x csvw:describes ?thing . ?thing a fil:Action FILTER NOT EXISTS { ?thing prov:wasDerivedFrom ?x }""",
    "a merged row that repeats no line": """
        ?x fil:fate <https://w3id.org/filrouge/ontology/fate/merged>
        FILTER NOT EXISTS { ?x fil:repeats/fil:line ?n }""",
    "a date whose bounds are the wrong way round": "?x fil:startDate ?s ; fil:endDate ?e FILTER (?s > ?e)",
    "an open end with an end date": "?x fil:openEnded true ; fil:endDate ?e",
    "a literal that says nothing": """
        ?x ?p ?v FILTER (isLiteral(?v) && STR(?v) IN ("None", "-€", "-", "?", ""))""",
    "a slash anywhere but in a cell as read": """
        ?x ?p ?v FILTER (isLiteral(?v) && STR(?v) = "/" && ?p != fil:rawValue)""",
    "an amount of zero": "?x fil:minimumAmount|fil:maximumAmount 0",
    "an e-mail address": "?x ?p ?v FILTER (isLiteral(?v) && CONTAINS(STR(?v), '@'))",
}
# Physical lines of each document as received.
LINES = {"projet-metropolitain": 59, "crte": 184, "citergie": 206, "politique-sociale": 40, "presse-2013": 74}
# Words that stand only in the page noise of the press article.
NOISE = (
    "CPAM",
    "infirmier",
    "Macron",
    "Comptoir",
    "Manivelles",
    "Clerin",
    "Drouhard",
    "Humidité",
    "macommune.info Publiez",
)


def ask(graph: ox.Store, where: str, head: str = "SELECT DISTINCT ?x") -> list[str]:
    found = graph.query(f"{PREFIXES} {head} WHERE {{ {where} }} LIMIT 5", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return [str(row[0]) for row in found]


@pytest.mark.parametrize("rule", MUST_BE_EMPTY)
def test_there_is_not(graph: ox.Store, rule: str) -> None:
    raw_marks = " MINUS { ?x a fil:Cell }" if rule == "a literal that says nothing" else ""
    assert ask(graph, MUST_BE_EMPTY[rule] + raw_marks) == []


@pytest.mark.parametrize("word", NOISE)
def test_nothing_of_the_page_noise_is_in_the_graph(graph: ox.Store, word: str) -> None:
    assert not [quad for quad in graph if word in str(quad.object)]


def test_the_union_counts_each_triple_once(graph: ox.Store) -> None:
    assert len({quad.triple for quad in graph}) == len(graph)


def test_every_siren_is_valid(graph: ox.Store) -> None:
    numbers = ask(graph, "?actor fil:siren ?x")
    assert numbers
    assert all(siren.is_valid(number.strip('"')) for number in numbers)


def test_region_and_department_keep_their_insee_codes(graph: ox.Store) -> None:
    """The notice writes them under the word SIREN: 27 on lines 35 and 125, 21 on line 126."""
    assert sorted(ask(graph, "?actor fil:inseeCode ?x")) == ['"21"', '"21231"', '"27"']


@pytest.mark.parametrize("document", LINES)
def test_every_line_of_the_document_as_received_is_in_the_ledger(graph: ox.Store, document: str) -> None:
    where = f'?row fil:document/dct:identifier "{document}" ; fil:line ?x'
    found = graph.query(f"{PREFIXES} SELECT ?x WHERE {{ {where} }}", use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    assert sorted(int(row[0].value) for row in found) == list(range(1, LINES[document] + 1))


def test_every_term_of_the_ontology_is_used_by_a_question() -> None:
    asked = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "queries").glob("*.rq"))
    terms = re.findall(r"^fil:(\w+) a ", (ROOT / "ontology" / "filrouge.ttl").read_text(encoding="utf-8"), re.MULTILINE)
    assert [term for term in terms if not re.search(rf"\bfil:{term}\b", asked)] == []


def test_every_fil_term_of_the_graph_is_declared(graph: ox.Store) -> None:
    ontology = "https://w3id.org/filrouge/ontology#"
    used = {quad.predicate.value for quad in graph if quad.predicate.value.startswith(ontology)}
    declared = {str(quad.subject.value) for quad in graph if str(quad.graph_name.value).endswith("graph/vocabulary")}
    assert used - declared == set()
