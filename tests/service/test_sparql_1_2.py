"""What docs/researchers.md says of SPARQL 1.2 and RDF 1.2 holds."""

import httpx2
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

TERM = "<<( fil:Action rdfs:label 'action' )>>"
REIFIED = "CONSTRUCT { ?m fil:code ?c {| rdfs:comment 'noted' |} } WHERE { ?m fil:code ?c FILTER(?c = '1.2.3') }"
REIFIES = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies")


def ask(served: str, query: str, media_type: str = "application/sparql-results+json") -> httpx2.Response:
    return httpx2.get(
        f"{served}/sparql", params={"query": query}, headers={"Accept": f"{media_type}, text/plain;q=0.1"}
    )


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (f"STR(OBJECT({TERM}))", "action"),
        ("STR(PREDICATE(TRIPLE(fil:Action, rdfs:label, 'x')))", "http://www.w3.org/2000/01/rdf-schema#label"),
        ("STR(SUBJECT(TRIPLE(fil:Action, rdfs:label, 'x')))", "https://w3id.org/filrouge/ontology#Action"),
        (f"isTRIPLE({TERM})", "true"),
        ('LANGDIR("x"@ar--rtl)', "rtl"),
        ('LANGDIR(STRLANGDIR("x", "ar", "rtl"))', "rtl"),
        ('hasLANG("x"@ar) && !hasLANGDIR("x"@ar)', "true"),
        ("'2024-03-01'^^xsd:date - '2024-02-28'^^xsd:date", "P2D"),
        (
            "ADJUST('2020-01-01T00:00:00Z'^^xsd:dateTime, 'PT1H'^^xsd:dayTimeDuration)",
            "2020-01-01T01:00:00+01:00",
        ),
    ],
)
def test_an_expression_has_its_value(served: str, expression: str, value: str) -> None:
    answer = ask(served, f"SELECT (({expression}) AS ?value) {{}}")
    assert answer.json()["results"]["bindings"][0]["value"]["value"] == value


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?r rdf:reifies <<( ?s ?p ?o )>> }",
        "ASK { << ?s ?p ?o ~ ?r >> rdfs:comment ?c }",
        "ASK { ?s ?p ?o {| rdfs:comment ?c |} }",
    ],
)
def test_a_pattern_is_understood_and_our_graph_holds_none(served: str, query: str) -> None:
    assert ask(served, query).json()["boolean"] is False


@pytest.mark.parametrize(
    ("media_type", "written"),
    [
        ("application/sparql-results+json", '"type":"triple"'),
        ("application/sparql-results+xml", "<triple><subject>"),
        ("text/tab-separated-values", "<<( <https://w3id.org/filrouge/ontology#Action>"),
        ("text/csv", "http://www.w3.org/2000/01/rdf-schema#label action"),
    ],
)
def test_a_triple_term_is_written_in_each_result_format(served: str, media_type: str, written: str) -> None:
    assert written in ask(served, f"SELECT ({TERM} AS ?term) {{}}", media_type).text


@pytest.mark.parametrize("form", [RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML], ids=str)
def test_an_annotation_is_written_in_rdf(served: str, form: RdfFormat) -> None:
    answer = ask(served, REIFIED, form.media_type)
    said = [quad.object for quad in parse(answer.content, form) if quad.predicate == REIFIES]
    assert [term.object for term in said if isinstance(term, Triple)] == [Literal("1.2.3")]


def test_json_ld_refuses_an_annotation(served: str) -> None:
    assert ask(served, REIFIED, "application/ld+json").status_code == 406


def test_lateral_and_version_are_understood(served: str) -> None:
    query = "VERSION '1.2' SELECT ?b { VALUES ?a { 1 } LATERAL { SELECT ?a ?b { BIND(?a + 1 AS ?b) } } }"
    assert ask(served, query).json()["results"]["bindings"][0]["b"]["value"] == "2"


@pytest.mark.parametrize("expression", ["sameValue(1, 1.0)", "<< fil:Action rdfs:label 'x' >>"])
def test_what_is_said_to_be_missing_is_refused(served: str, expression: str) -> None:
    assert ask(served, f"SELECT (({expression}) AS ?value) {{}}").status_code == 400
