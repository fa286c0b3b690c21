"""In which format an answer comes, and that each format says the same."""

import csv
import io
import json
from xml.etree import ElementTree

import httpx2
import pytest
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, parse_query_results
from rdflib import Graph
from rdflib.compare import isomorphic

SELECT = "SELECT ?axis ?label { ?axis a fil:PolicyAxis ; skos:prefLabel ?label } ORDER BY ?axis"
ASK = "ASK { ?axis a fil:PolicyAxis }"
CONSTRUCT = (
    "CONSTRUCT { ?axis skos:prefLabel ?label ; fil:order ?n } WHERE { ?axis skos:prefLabel ?label ; fil:order ?n }"
)
DESCRIBE = "DESCRIBE <id/242100410/axis/1.3>"
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, TRIPLES, JSONLD, RDFXML = "text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
RESULTS = "http://www.w3.org/2005/sparql-results#"
PARSERS = {TURTLE: "turtle", TRIPLES: "nt", JSONLD: "json-ld", RDFXML: "xml"}
# What a client says that it accepts, and what it must get for a table and for triples; None is a 406.
ACCEPTED: list[tuple[str | None, str | None, str | None]] = [
    (None, JSON, TURTLE),
    ("", JSON, TURTLE),
    ("*/*", JSON, TURTLE),
    (JSON, JSON, None),
    (XML, XML, None),
    (CSV, CSV, None),
    (TSV, TSV, None),
    (TURTLE, None, TURTLE),
    (TRIPLES, None, TRIPLES),
    (JSONLD, None, JSONLD),
    (RDFXML, None, RDFXML),
    ("application/json", JSON, JSONLD),
    ("application/xml", XML, RDFXML),
    ("text/xml", XML, RDFXML),
    ("text/plain", None, TRIPLES),
    ("application/x-turtle", None, TURTLE),
    ("text/*", CSV, TURTLE),
    ("application/*", JSON, TRIPLES),
    ("APPLICATION/SPARQL-RESULTS+XML", XML, None),
    (f"{JSON};q=0.5, {XML}", XML, None),
    (f"{JSON};q=0.5,{XML};q=0.5", JSON, None),
    (f"{CSV};q=0.001, {TSV};q=0", CSV, None),
    (f"text/*;q=0.9, {CSV};q=0, */*;q=0.1", TSV, TURTLE),
    (f"*/*;q=0.1, {RDFXML}, {XML};q=0.9", XML, RDFXML),
    (f"{TURTLE};charset=utf-8;q=0.4, {CSV}; header=present", CSV, TURTLE),
    (f"{CSV};q=high, {TSV};q=0.2", TSV, None),
    (f"{JSON};q=nan, {CSV};q=0.1", CSV, None),
    ("*/*;q=0", None, None),
    ("image/png, video/*", None, None),
    ("image/png, */*;q=0.01", JSON, TURTLE),
    (BROWSER, "text/html", "text/html"),
    (f"text/html;q=0.5, {JSON}, {TURTLE}", JSON, TURTLE),
]
# What clients write in ?format= and ?output=.
NAMED = {
    "json": (JSON, JSONLD),
    "xml": (XML, RDFXML),
    "csv": (CSV, None),
    "tsv": (TSV, None),
    "ttl": (None, TURTLE),
    "turtle": (None, TURTLE),
    "nt": (None, TRIPLES),
    "jsonld": (None, JSONLD),
    "json-ld": (None, JSONLD),
    "rdf": (None, RDFXML),
    "rdf+xml": (None, RDFXML),
    "html": ("text/html", "text/html"),
    JSON: (JSON, None),
    TSV: (TSV, None),
    f"{JSONLD},application/x-json+ld": (None, JSONLD),
    RDFXML: (None, RDFXML),
    "pdf": (None, None),
    "../csv": (None, None),
}


def ask(url: str, query: str, accept: str | None = None, **parameters: str) -> httpx2.Response:
    with httpx2.Client(base_url=url, timeout=60) as client:
        request = client.build_request("GET", "/sparql", params={"query": query, **parameters})
        del request.headers["accept"]
        if accept is not None:
            request.headers["accept"] = accept
        return client.send(request)


def media_type(answer: httpx2.Response) -> str | None:
    if answer.status_code == 406:
        return None
    assert answer.status_code == 200, answer.text
    return answer.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize(("accept", "table", "triples"), ACCEPTED)
def test_the_answer_comes_in_what_is_accepted(
    served: str, accept: str | None, table: str | None, triples: str | None
) -> None:
    assert media_type(ask(served, SELECT, accept)) == table
    assert media_type(ask(served, ASK, accept)) == table
    assert media_type(ask(served, CONSTRUCT, accept)) == triples
    assert media_type(ask(served, DESCRIBE, accept)) == triples


@pytest.mark.parametrize("parameter", ["format", "output"])
@pytest.mark.parametrize("name", NAMED)
def test_the_answer_comes_in_what_is_named(served: str, parameter: str, name: str) -> None:
    table, triples = NAMED[name]
    assert media_type(ask(served, SELECT, "image/png", **{parameter: name})) == table
    assert media_type(ask(served, CONSTRUCT, "image/png", **{parameter: name})) == triples


@pytest.mark.parametrize(("query", "extension"), [(SELECT, "csv"), (SELECT, "json"), (CONSTRUCT, "ttl"), (ASK, "xml")])
def test_a_download_has_a_name(served: str, query: str, extension: str) -> None:
    disposition = ask(served, query, format=extension).headers["content-disposition"]
    assert disposition.endswith(f'.{extension}"')
    assert "filename=" in disposition


def test_a_406_names_what_there_is(served: str) -> None:
    assert all(each in ask(served, SELECT, "image/png").text for each in (JSON, XML, CSV, TSV))
    assert all(each in ask(served, CONSTRUCT, "image/png").text for each in PARSERS)


def test_a_browser_gets_its_query_back_to_edit(served: str) -> None:
    page = ask(served, "SELECT ?edit_me { ?edit_me a fil:PolicyAxis }", BROWSER).text
    assert "SELECT ?edit_me" in page
    assert "<textarea" in page


def test_every_format_of_a_table_says_the_same(served: str) -> None:
    rows = [dict(row) for row in _rows(ask(served, SELECT, JSON).content, QueryResultsFormat.JSON)]
    # The two lists of axes in sources/dijon-metropole/ have 37 lines.
    assert len(rows) == 37
    assert rows == _rows(ask(served, SELECT, XML).content, QueryResultsFormat.XML)
    assert rows == _rows(ask(served, SELECT, TSV).content, QueryResultsFormat.TSV)
    header, *lines = csv.reader(io.StringIO(ask(served, SELECT, CSV).text, newline=""))
    assert header == ["axis", "label"]
    assert lines == [[row["axis"].value, row["label"].value] for row in rows]


def _rows(body: bytes, form: QueryResultsFormat) -> list[dict[str, NamedNode | Literal]]:
    results = parse_query_results(body, form)
    names = [variable.value for variable in results.variables]
    return [dict(zip(names, row, strict=True)) for row in results]


@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
def test_every_format_of_a_graph_says_the_same(served: str, query: str) -> None:
    graphs = [Graph().parse(data=ask(served, query, each).text, format=parser) for each, parser in PARSERS.items()]
    assert len(graphs[0]) > 0
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


@pytest.mark.parametrize("accept", [JSON, XML, TSV])
def test_a_boolean_is_said_in_every_format(served: str, accept: str) -> None:
    form = {JSON: QueryResultsFormat.JSON, XML: QueryResultsFormat.XML, TSV: QueryResultsFormat.TSV}[accept]
    assert bool(parse_query_results(ask(served, ASK, accept).content, form)) is True
    assert bool(parse_query_results(ask(served, "ASK { <a:a> <a:b> <a:c> }", accept).content, form)) is False


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("text", ["l'été à l’œuvre — « sobriété »", '<a> & "b" ]]>', "a,b;c|d", "é\\n\\t\\r\\\\", "🌍"])
def test_characters_survive_in_every_format(served: str, form: str, text: str) -> None:
    quoted = text.replace('"', '\\"')
    answer = ask(served, f'SELECT ("{quoted}" AS ?text) {{}}', format=form)
    meant = text.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r").replace("\\\\", "\\")
    if form == "csv":
        read = list(csv.reader(io.StringIO(answer.content.decode("utf-8"), newline="")))[1][0]
    elif form == "xml":
        read = ElementTree.fromstring(answer.content).findtext(f".//{{{RESULTS}}}literal")
    else:
        forms = {"json": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV}
        read = _rows(answer.content, forms[form])[0]["text"].value
    assert read == meant


@pytest.mark.parametrize(
    "expression",
    [
        "<http://e.example/unknown>(1)",
        "xsd:integer('one')",
        "xsd:date('tomorrow')",
        "1 / 0",
        "STRLEN(1 + 'a')",
        "?none",
    ],
)
def test_what_has_no_value_is_unbound(served: str, expression: str) -> None:
    answer = ask(served, f"SELECT ?kept ({expression} AS ?value) {{ VALUES ?kept {{ 1 }} }}")
    (row,) = answer.json()["results"]["bindings"]
    assert set(row) == {"kept"}


@pytest.mark.parametrize("expression", ["<http://e.example/unknown>(?axis)", "xsd:integer(?axis) > 1"])
def test_a_condition_without_a_value_keeps_nothing(served: str, expression: str) -> None:
    for condition in (expression, f"!({expression})"):
        answer = ask(served, f"SELECT * {{ ?axis a fil:PolicyAxis FILTER ({condition}) }}")
        assert answer.json()["results"]["bindings"] == []


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ('SELECT ("\\u0001" AS ?x) {}', "xml"),
        ('SELECT ("\\uFFFE" AS ?x) {}', "xml"),
        ('CONSTRUCT { <a:s> <a:p> "\\u0001" } WHERE {}', "rdf"),
        ("CONSTRUCT { <a:s> <http://e.example/1> 1 } WHERE {}", "rdf"),
        ("CONSTRUCT { <a:s> <a:p> <<( <a:s> <a:p> <a:o> )>> } WHERE {}", "jsonld"),
    ],
)
def test_what_a_format_cannot_say_is_refused_and_not_said_wrongly(served: str, query: str, form: str) -> None:
    answer = ask(served, query, format=form)
    assert answer.status_code == 406
    assert "cannot say" in answer.text
    others = "json" if query.startswith("SELECT") else "ttl"
    assert ask(served, query, format=others).status_code == 200


def test_xml_is_well_formed_whatever_the_answer(served: str) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 3000"
    assert ElementTree.fromstring(ask(served, query, XML).content).tag.endswith("sparql")
    triples = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3000"
    assert ElementTree.fromstring(ask(served, triples, RDFXML).content).tag.endswith("RDF")


def test_triples_in_triples_are_answered_as_far_as_there_is_a_format(served: str) -> None:
    answer = ask(served, "SELECT (<<( <a:s> <a:p> 1 )>> AS ?t) {}", JSON)
    assert json.loads(answer.content)["results"]["bindings"][0]["t"]["type"] == "triple"
