"""The pages and files of the matrix on the Dijon graph: what they show is what the saved questions answer."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from io import BytesIO, StringIO
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from openpyxl import load_workbook

BASE = "https://w3id.org/filrouge/"
ECOLOGY = f"{BASE}id/242100410/service/service-ecologie-urbaine"
CELL = re.compile(r'<td class="(\w+)"><a href="([^"]+)" title="([^"]+)">(.*?)</a></td>', re.S)
SIGNS = {"strong": "● forte", "medium": "◐ moyenne", "weak": "○ faible", "no": ""}
VIEWS = [
    {},
    {"pairs": "all"},
    {"rows": "orientations", "columns": "contracts", "pairs": "all"},
    {"columns": "themes", "strength": "medium"},
    {"columns": "domains", "status": "in-progress"},
    {"rows": "orientations", "columns": "citergie-domains", "status": "none"},
    {"lead": ECOLOGY},
    {"document": "politique-sociale"},
]
Row = dict[str, str]


@dataclass(frozen=True)
class Shown:
    """A cell of the page: its ends, its class, what its title says and the text that one sees."""

    row: str
    column: str
    strength: str
    title: str
    text: str


def get(served: str, path: str, **params: str) -> httpx2.Response:
    response = httpx2.get(f"{served}{path}", params=params or None)
    assert response.status_code == 200, response.text
    return response


def asked(served: str, name: str, given: Row) -> list[Row]:
    bindings = get(served, f"/queries/{name}.json", **given).json()["results"]["bindings"]
    return [{key: term["value"] for key, term in row.items()} for row in bindings]


def cells(page: str) -> Iterator[Shown]:
    for strength, href, title, inside in CELL.findall(page):
        ends = parse_qs(urlsplit(unescape(href)).query)
        text = " ".join(unescape(re.sub("<[^>]+>", " ", re.sub(r'<span class="of">.*?</span>', "", inside))).split())
        yield Shown(iri(ends["row"][0]), iri(ends["column"][0]), strength, unescape(title), text)


def iri(name: str) -> str:
    return f"{BASE}{name}" if name.startswith("ontology/") else f"{BASE}id/{name}"


def expected_text(row: Row, given: Row) -> str:
    """What one sees in a cell whose figures the question gives."""
    strength = row.get("strongest", "no")
    counts = [row["direct"], row["throughMeasure"], *([row["objectives"]] if row["objectives"] != "0" else [])]
    parts = [SIGNS[strength], "+".join(counts)] if strength != "no" else []
    if given.get("pairs") == "all" and row["rejected"] != "0":
        parts.append(f"✕ {row['rejected']}")
    return " ".join(parts)


@pytest.mark.parametrize("given", VIEWS, ids=str)
def test_each_cell_shows_the_figures_of_the_question(served: str, given: Row) -> None:
    shown = {(each.row, each.column): each for each in cells(get(served, "/audit/matrix", **given).text)}
    answer = {(row["row"], row["column"]): row for row in asked(served, "matrix", given)}
    assert shown.keys() == answer.keys()
    for ends, row in answer.items():
        assert shown[ends].strength == row.get("strongest", "no")
        assert shown[ends].text == expected_text(row, given)


@pytest.mark.parametrize("given", VIEWS, ids=str)
def test_all_headings_are_there_and_the_empty_ones_stand_below_in_words(served: str, given: Row) -> None:
    page = get(served, "/audit/matrix", **given).text
    kinds = {key: value for key, value in given.items() if key in ("rows", "columns")}
    headings = asked(served, "matrix-headings", kinds)
    linked = {
        end for row in asked(served, "matrix", given) if row.get("strongest") for end in (row["row"], row["column"])
    }
    table, below = page.split('<section class="lacking"')
    assert headings
    for each in headings:
        path = each["thing"].removeprefix(f"{BASE}id").removeprefix(f"{BASE}ontology")
        link = f'href="{"/ontology" if "/ontology/" in each["thing"] else "/page"}{path}"'
        assert table.count(link) == 1
        assert below.count(link) == (each["thing"] not in linked)
    assert table.count("<em>aucun lien</em>") == len([each for each in headings if each["thing"] not in linked])


@pytest.mark.parametrize("given", VIEWS, ids=str)
def test_the_files_hold_what_the_page_shows(served: str, given: Row) -> None:
    page = get(served, "/audit/matrix", **given).text
    headings = asked(served, "matrix-headings", {k: v for k, v in given.items() if k in ("rows", "columns")})
    rows, columns = ([each for each in headings if each["side"] == side] for side in ("row", "column"))
    titles = {(each.row, each.column): each.title.partition(" : ")[2] for each in cells(page)}
    grid = [[titles.get((row["thing"], column["thing"]), "") for column in columns] for row in rows]
    lines = list(csv.reader(StringIO(get(served, "/audit/matrix.csv", **given).text)))
    assert [line[3:] for line in lines[1:]] == grid
    assert [line[1:3] for line in lines[1:]] == [[row.get("code", ""), row["label"]] for row in rows]
    assert lines[0][3:] == [f"{column.get('code', '')} {column['label']}".strip() for column in columns]
    book = load_workbook(BytesIO(get(served, "/audit/matrix.xlsx", **given).content))
    assert [["" if cell is None else cell for cell in row] for row in book.worksheets[0].values] == lines
    about = dict(book.worksheets[1].iter_rows(min_row=2, max_col=2, values_only=True))
    assert about["Version des données / Version of the data"]
    assert parse_qs(urlsplit(about["Adresse / Address"]).query) == {name: [value] for name, value in given.items()}


@pytest.mark.parametrize(
    "query", ["colour=red", "strength=huge", "rows=axes&rows=axes", "siren=1", "columns=measure", "status=late"]
)
@pytest.mark.parametrize("path", ["/audit/matrix", "/audit/matrix.csv"])
def test_a_filter_that_is_none_is_told(served: str, path: str, query: str) -> None:
    response = httpx2.get(f"{served}{path}?{query}")
    assert response.status_code == 400
    assert "filter" in response.text or "is one of" in response.text or "more than once" in response.text


def test_the_empty_fields_of_the_form_are_no_filters(served: str) -> None:
    filled = get(served, "/audit/matrix", rows="", columns="themes", strength="", document="", lead="").text
    assert list(cells(filled)) == list(cells(get(served, "/audit/matrix", columns="themes").text))
    assert '<a href="/audit/matrix?columns=themes"><code>' in filled


def test_no_text_of_the_workbook_is_a_formula(served: str) -> None:
    book = load_workbook(BytesIO(get(served, "/audit/matrix.xlsx").content))
    assert {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_what_a_filter_is_given_is_text(served: str) -> None:
    lead = "https://example.org/?a=b&c='onclick="
    page = get(served, "/audit/matrix", lead=lead).text
    assert list(cells(page)) == []
    assert lead not in page
    assert f'<option value="{escape(lead)}" selected>' in page.replace("&#39;", "&#x27;")


def test_another_extension_is_not_found(served: str) -> None:
    assert httpx2.get(f"{served}/audit/matrix.pdf").status_code == 404


@pytest.mark.parametrize("given", [{}, {"rows": "orientations", "columns": "contracts", "pairs": "all"}], ids=str)
def test_the_page_of_each_cell_shows_every_word_of_its_evidence(served: str, given: Row) -> None:
    for each in list(cells(get(served, "/audit/matrix", **given).text))[::4]:
        page = unescape(get(served, "/audit/matrix/cell", row=each.row, column=each.column).text)
        evidence = asked(served, "matrix-cell-evidence", {"row": each.row, "column": each.column})
        linked = asked(served, "matrix-cell", {"row": each.row, "column": each.column})
        assert evidence
        for said in evidence:
            assert f'<p class="why">{said["comment"]}</p>' in page
            assert f"« {said['words']} »" in page
            assert f'href="/page/{said["source"].removeprefix(f"{BASE}id/")}"' in page
        articles = {said["alignment"].rpartition("/")[2] for said in evidence}
        assert set(re.findall(r'<article class="alignment" id="([^"]+)"', page)) == articles
        assert page.count("✕</i>") == len({e["alignment"] for e in evidence if e["rejected"] == "true"})
        for thing in linked:
            assert f'<a href="/page/{thing["thing"].removeprefix(f"{BASE}id/")}">' in page


def test_a_cell_keeps_the_filters_of_its_matrix_and_leads_back_to_it(served: str) -> None:
    given = {"columns": "contracts", "strength": "medium", "pairs": "all"}
    page = get(served, "/audit/matrix", **given).text
    address = unescape(next(iter(re.findall(r'href="(/audit/matrix/cell\?[^"]+)"', page))))
    cell = unescape(get(served, address).text)
    assert 'href="/audit/matrix?columns=contracts&strength=medium&pairs=all"' in cell
    assert "Moyenne ou plus" in cell


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("row=242100410/axis/1.3&column=measure/citergie/9.9.9", 404),
        ("row=242100410/axis/1.3", 400),
        ("row=242100410/axis/1.3&row=242100410/axis/1.4&column=measure/citergie/4.1.2", 400),
        ("row=242100410/axis/1.3&column=measure/citergie/4.1.2&x=1", 400),
        ("row=javascript:alert(1)&column=measure/citergie/4.1.2", 404),
    ],
)
def test_an_address_of_no_cell_is_told(served: str, query: str, status: int) -> None:
    assert httpx2.get(f"{served}/audit/matrix/cell?{query}").status_code == status


@pytest.mark.parametrize("path", ["/audit/matrix", "/audit/matrix?columns=themes&pairs=all"])
def test_a_page_is_light_and_kept(served: str, path: str) -> None:
    first = get(served, path)
    assert len(first.content) < 200_000
    again = httpx2.get(f"{served}{path}", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/audit/matrix", "/audit/matrix/cell"])
def test_each_page_cites_the_version_and_opens_its_queries_in_the_editor(served: str, path: str) -> None:
    ends = {"row": "242100410/axis/1.3", "column": "measure/citergie/4.1.2"} if path.endswith("cell") else {}
    page = get(served, path, **ends).text
    version = httpx2.get(f"{served}/health").json()["version"]
    assert f"<code>{version}</code>" in page
    editors = re.findall(r'href="(/queries/[a-z-]+/editor[^"]*)"', page)
    assert len(editors) == 2
    for address in editors:
        opened = httpx2.get(f"{served}{unescape(address)}").headers["location"]
        assert opened.startswith("/sparql?format=html&query=")
        assert get(served, opened).text.count("<td") > 1
