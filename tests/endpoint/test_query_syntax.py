from contextlib import suppress

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from endpoint.engine import Engine, Query
from endpoint.errors import BadRequestError
from endpoint.formats import TABLES
from endpoint.syntax import Form, names_dataset, query_form, without_service

# Nothing listens on port 1, so that a call that got through would be an error of another kind.
CALL = "SERVICE <http://127.0.0.1:1/> { ?a ?b ?c }"
CALLS = [
    "SELECT * {" + CALL + "}",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?a ?b ?c } }",
    "select * { service<http://127.0.0.1:1/>{?a ?b ?c}}",
    "SELECT * { SERVICE# a comment\n<http://127.0.0.1:1/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:1/>{} }",
    "SELECT * { ?s ?p 1SERVICESILENT<http://127.0.0.1:1/>{} }",
    "PREFIX e: <http://127.0.0.1:1/> SELECT * { ?s ?p ?o .SERVICEe:x{} }",
    # Where `<` is less-than, what follows is no IRI although it looks like one.
    "SELECT * { FILTER('a'<'x>' || true) " + CALL + "FILTER('a'<'b') }",
    "SELECT * { FILTER(1 <#>'''\n2) " + CALL + "FILTER('' = '' #'''\n) }",
    "SELECT * { ?s ?p <http://e/l'axe> . " + CALL + "?s ?p <http://e/l'axe> }",
]
NO_CALLS = [
    "SELECT ?service { ?service ?p ?o }",
    "SELECT * { ?s ?p 'a service' # SERVICE <http://e/>\n}",
    'SELECT * { ?s ?p """SERVICE <http://e/>""" }',
    "PREFIX s: <http://e/service/> SELECT * { s:service ?p <http://e/service> }",
]


@pytest.fixture
def engine() -> Engine:
    store = Store()
    store.load(b'<http://e/service> <http://e/p> "service" .', RdfFormat.N_TRIPLES)
    return Engine(store)


@pytest.mark.parametrize("query", CALLS)
def test_every_disguise_is_a_call_that_oxigraph_understands(query: str) -> None:
    # Where it does try to call, port 1 is refused before a connection is opened.
    with suppress(OSError):
        assert isinstance(Store().query(query), QuerySolutions)


@pytest.mark.parametrize("query", CALLS)
def test_no_disguise_gets_a_call_through(engine: Engine, query: str) -> None:
    with pytest.raises(BadRequestError):
        engine.answer(Query(query), TABLES[0])


@pytest.mark.parametrize("query", NO_CALLS)
def test_the_word_service_is_no_call_by_itself(engine: Engine, query: str) -> None:
    assert engine.answer(Query(query), TABLES[0])


def test_hiding_the_word_service_does_not_change_what_a_query_means(engine: Engine) -> None:
    query = (
        "PREFIX s: <http://e/> SELECT ?o { s:service ?p ?o FILTER(?o = 'service' && s:service = <http://e/service>) }"
    )
    assert engine.table(Query(query), 10).rows != ()


def test_a_query_without_the_word_is_left_as_it_is() -> None:
    assert without_service("SELECT * { ?s ?p 'x' }") == "SELECT * { ?s ?p 'x' }"


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", Form.SELECT),
        ("SELECT*{}", Form.SELECT),
        ("# ASK\nASK{}", Form.ASK),
        ("BASE <http://select/> PREFIX ask: <http://e/> describe ask:x", Form.DESCRIBE),
        ("PREFIX : <http://e/>CONSTRUCT WHERE { ?s ?p ?o }", Form.CONSTRUCT),
        ("", None),
        ("nonsense", None),
    ],
)
def test_the_form_of_a_query_is_its_first_keyword_after_the_prologue(query: str, form: Form | None) -> None:
    assert query_form(query) == form


@pytest.mark.parametrize(
    "update", ["INSERT DATA {}", "PREFIX e: <http://e/> delete where {}", "CLEAR ALL", "WITH <g> "]
)
def test_an_update_is_told_from_a_query(update: str) -> None:
    with pytest.raises(BadRequestError, match="read-only"):
        query_form(update)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <http://e/g> {}", True),
        ("SELECT*FROM<http://e/g>{}", True),
        ("ASKFROM<http://e/g>{}", True),
        ("SELECT * from named <http://e/g> {}", True),
        ("PREFIX e: <http://e/> SELECT * FROM e:g {}", True),
        ("SELECT ?from { ?from <http://e/from> 'FROM <http://e/g>' } # FROM <http://e/g>", False),
        ("PREFIX from: <http://e/> SELECT * { from:from ?p ?o }", False),
    ],
)
def test_a_dataset_clause_is_told_from_the_word(query: str, named: bool) -> None:
    assert names_dataset(query) is named


def test_an_iri_that_is_none_is_unknown_to_the_engine(engine: Engine) -> None:
    assert not engine.describe("http://e/a b").known
    assert engine.describe("http://e/service").known
