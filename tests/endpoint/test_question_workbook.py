"""Answers as XLSX: what was typed stays typed, what was text stays text, and the file says where it comes from."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from pyoxigraph import BlankNode, Literal, NamedNode
from starlette.testclient import TestClient

from endpoint.engine import Table, Term
from endpoint.errors import NotAcceptableError
from endpoint.words import XSD
from endpoint.workbook import CUT, LONGEST_TEXT, MEDIA_TYPE, About, write_workbook

ABOUT = About("Question", (("Version", "abc123"), ("=label", "=1+1")), 'SELECT *\n{ ?s ?p "=1" }')


def typed(text: str, kind: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + kind))


def written(*terms: Term | None) -> bytes:
    return write_workbook(Table(("value",), tuple((term,) for term in terms)), ABOUT, lambda iri: iri)


def sheet(file: bytes, index: int = 0) -> Worksheet:
    return load_workbook(io.BytesIO(file)).worksheets[index]


def cell(term: Term) -> Cell:
    return sheet(written(term))["A2"]


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (Literal(12), 12),
        (typed("-12.50", "decimal"), -12.5),
        (typed("1e3", "double"), 1000),
        (typed("true", "boolean"), True),
        (typed("2026-01-31", "date"), datetime(2026, 1, 31)),
        (typed("2026-01-31T10:20:30", "dateTime"), datetime(2026, 1, 31, 10, 20, 30)),
    ],
    ids=str,
)
def test_a_typed_value_keeps_its_type(term: Literal, value: object) -> None:
    found = cell(term).value
    assert (found, type(found) is bool) == (value, type(value) is bool)


@pytest.mark.parametrize(
    "term",
    [
        Literal("1.2.3"),
        Literal("1.3"),
        Literal("007"),
        Literal("Réduire & <sobriété> 🌱", language="fr"),
        typed("1234567890123456", "integer"),
        typed("0.1234567890123456", "decimal"),
        typed("1" + "0" * 400, "integer"),
        typed("NaN", "double"),
        typed("INF", "double"),
        typed("douze", "integer"),
        typed("peut-être", "boolean"),
        typed("1789-07-14", "date"),
        typed("2026-01-31Z", "date"),
        typed("2026-01-31T10:20:30+01:00", "dateTime"),
        typed("2026", "gYear"),
        Literal("a\tb\nc _x0041_"),
    ],
    ids=str,
)
def test_what_excel_would_change_stays_the_text_that_it_is(term: Literal) -> None:
    found = cell(term)
    assert (found.value, found.data_type) == (term.value, "s")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "{=1}", "=", "\t=1"])
def test_no_text_becomes_a_formula(text: str) -> None:
    found = cell(Literal(text))
    assert (found.value, found.data_type) == (text, "s")


def test_no_sheet_holds_a_formula() -> None:
    with zipfile.ZipFile(io.BytesIO(written(Literal("=1+1"), NamedNode("https://x/=1")))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "/worksheets/sheet" in name]
    assert len(sheets) == 2
    assert not any("<f>" in each or "<f " in each for each in sheets)


def test_a_text_that_looks_like_a_formula_stays_a_text_when_a_person_edits_it() -> None:
    assert (cell(Literal("=1+1")).quotePrefix, cell(Literal("1+1")).quotePrefix) == (True, False)


def test_an_address_is_a_text_with_a_link() -> None:
    found = cell(NamedNode("https://data.example/id/1#a"))
    assert found.value == "https://data.example/id/1#a"
    assert found.hyperlink is not None
    link = found.hyperlink
    assert f"{link.target}#{link.location}" == found.value


def test_what_cannot_be_a_link_is_a_text() -> None:
    long = NamedNode("https://data.example/" + "a" * 2100)
    table = Table(("value",), ((long,), (NamedNode("urn:x"),), (BlankNode("b"),)))
    found = sheet(write_workbook(table, ABOUT, lambda iri: iri if iri.startswith("http") else None))
    assert [found.cell(row, 1).value for row in (2, 3, 4)] == [long.value, "urn:x", "_:b"]
    assert [found.cell(row, 1).hyperlink for row in (2, 3, 4)] == [None] * 3


def test_the_header_is_frozen_and_can_be_filtered() -> None:
    found = sheet(written(Literal(1), None, Literal(3)))
    assert (found["A1"].value, found.freeze_panes, found.auto_filter.ref) == ("value", "A2", "A1:A4")
    assert found["A3"].value is None


def test_an_answer_without_rows_is_a_header() -> None:
    assert [[each.value for each in row] for row in sheet(written()).iter_rows()] == [["value"]]


def test_columns_are_as_wide_as_what_they_hold_up_to_a_limit() -> None:
    narrow, wide = (sheet(written(Literal(text))).column_dimensions["A"].width for text in ("a", "a" * 500))
    assert 8 <= narrow < 20
    assert 55 < wide < 65


def test_the_second_sheet_says_what_was_asked() -> None:
    found = [[each.value for each in row] for row in sheet(written(), 1).iter_rows()]
    assert found[0][0] == "Question"
    assert found[1:3] == [["Version", "abc123"], ["=label", "=1+1"]]
    assert [row[1] for row in found[3:]] == ["SELECT *", '{ ?s ?p "=1" }']


def test_the_same_answer_is_the_same_file() -> None:
    assert written(Literal("é"), NamedNode("https://x/a")) == written(Literal("é"), NamedNode("https://x/a"))
    properties = load_workbook(io.BytesIO(written())).properties
    assert properties.created == properties.modified == datetime(1980, 1, 1)


def test_more_rows_than_excel_holds_are_refused_with_the_way_out() -> None:
    with pytest.raises(NotAcceptableError, match=r"more than the 1048575 rows.*csv"):
        write_workbook(Table(("value",), (), complete=False), ABOUT, lambda iri: iri)


@pytest.mark.parametrize("letter", ["é", "🌱"])
def test_a_text_longer_than_a_cell_says_that_it_was_cut(letter: str) -> None:
    found = str(cell(Literal(letter * 40_000)).value)
    assert found.endswith(CUT)
    assert LONGEST_TEXT - 1 <= len(found.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_a_question_comes_as_a_workbook(client: TestClient) -> None:
    answer = client.get("/queries/axes.xlsx")
    assert (answer.status_code, answer.headers["content-type"]) == (200, MEDIA_TYPE)
    assert answer.headers["content-disposition"].endswith('filename="axes.xlsx"')
    assert [[each.value for each in row] for row in sheet(answer.content).iter_rows()] == [
        ["axis", "label"],
        ["https://data.example/id/1/axis/1.3", "Réduire & <sobriété>"],
    ]


def test_a_workbook_names_its_question_and_its_snapshot(client: TestClient) -> None:
    rows = sheet(client.get("/queries/axes.xlsx").content, 1).iter_rows()
    said = {row[0].value: row[1].value for row in rows if row[0].value}
    assert said["In English"] == "The axes"
    assert said["Version des données / Version of the data"] == "abc123"
    assert said["Adresse / Address"] == "/queries/axes"
    assert str(said["SPARQL"]).startswith("SELECT ?axis ?label")
    assert "Demandé le / Asked on" not in said


def test_a_workbook_is_chosen_by_accept(client: TestClient) -> None:
    assert client.get("/queries/axes", headers={"Accept": MEDIA_TYPE}).headers["content-type"] == MEDIA_TYPE


def test_a_graph_is_no_workbook(client: TestClient) -> None:
    answer = client.get("/queries/axis-graph.xlsx")
    assert (answer.status_code, "ttl, jsonld" in answer.text) == (404, True)
