"""The page of a question: its form, its answer, and what it says of values that do not fit."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from pyoxigraph import Literal, NamedNode
from starlette.testclient import TestClient

from endpoint.addresses import Addresses
from endpoint.app import create_app
from endpoint.engine import Table
from endpoint.naming import Name
from endpoint.settings import Settings
from endpoint.tables import show_table

PARAMETERS = """#+ title: {fr: Tout, en: Everything}
#+ description: {fr: Dit et ne dit pas., en: Says and does not say.}
#+ tags: [search]
#+ params:
#+   - {name: from, type: date, default: 2026-01-31, label: {fr: Depuis, en: Since}}
#+   - {name: at, type: date, default: , label: {fr: Au, en: At}}
#+   - {name: most, type: integer, default: 5, label: {fr: Au plus, en: At most}}
#+   - {name: below, type: decimal, default: "0.5", label: {fr: Sous, en: Below}}
#+   - {name: order, type: code, of: PolicyAxis, default: "9", label: {fr: Axe, en: Axis}}
#+   - {name: action, type: iri, of: Action, default: "https://x/a", label: {fr: Action, en: Action}}
#+   - {name: who, type: text, of: Actor, default: eau, label: {fr: Qui, en: Who}}
SELECT * WHERE {
  VALUES ?from { "2026-01-31"^^<http://www.w3.org/2001/XMLSchema#date> }
  VALUES ?at { UNDEF }
  VALUES ?most { 5 }
  VALUES ?below { 0.5 }
  VALUES ?order { "9" }
  VALUES ?action { <https://x/a> }
  VALUES ?who { "eau" }
  BIND (COALESCE(?at, NOW()) AS ?day)
}
"""
BROWSER = {"accept": "text/html"}


@pytest.fixture(scope="module")
def asking(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A service with one question that has a parameter of every type."""
    folder = tmp_path_factory.mktemp("asked")
    (folder / "all.rq").write_text(PARAMETERS, "utf-8")
    with TestClient(create_app(Settings(data=data), folder)) as client:
        yield client


def page(client: TestClient, **values: str) -> str:
    return client.get("/queries/all", params=values, headers=BROWSER).text


def field(page: str, name: str) -> str:
    found = re.search(rf'<(?:input|select) id="{name}"[^>]*>', page)
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [("from", "date", "2026-01-31"), ("at", "date", ""), ("most", "number", "5"), ("below", "number", "0.5")],
)
def test_a_field_has_the_input_of_its_type_and_its_default(
    asking: TestClient, name: str, kind: str, value: str
) -> None:
    found = page(asking)
    assert f'type="{kind}" value="{value}"' in field(found, name)
    assert f'<label for="{name}">' in found


def test_a_field_for_addresses_lists_the_things_of_its_class_by_name(asking: TestClient) -> None:
    address = "https://data.example/id/1/action/5.1.1/velo"
    found = page(asking, action=address)
    assert field(found, "action").startswith("<select")
    assert f'<option value="{address}" selected>Plan vélo</option>' in found


def test_a_field_for_names_proposes_those_of_its_class(asking: TestClient) -> None:
    found = page(asking)
    assert 'list="who-choices"' in field(found, "who")
    assert '<option value="Service de l&#39;eau"></option>' in found


def test_a_field_shows_the_value_that_was_given(asking: TestClient) -> None:
    assert 'value="2027-02-01"' in field(page(asking, at=" 2027-02-01 "), "at")


def test_a_value_that_does_not_fit_is_told_at_its_field(asking: TestClient) -> None:
    answer = asking.get("/queries/all", params={"at": "hier", "most": "1.5"}, headers=BROWSER)
    assert answer.status_code == 400
    for name, value in (("at", "hier"), ("most", "1.5")):
        assert f'type="text" value="{value}"' in field(answer.text, name)
        assert f'aria-invalid="true" aria-describedby="{name}-problem"' in field(answer.text, name)
        assert f'<p class="fault" id="{name}-problem">' in answer.text
    assert "« hier » ne convient pas : il faut une date écrite année-mois-jour" in answer.text
    assert "<table" not in answer.text
    assert "autofocus" in field(answer.text, "at")
    assert answer.text.count("autofocus") == 1


def test_an_unknown_parameter_is_told_above_the_form(asking: TestClient) -> None:
    answer = asking.get("/queries/all", params={"hour": "1"}, headers=BROWSER)
    assert (answer.status_code, "paramètre inconnu hour" in answer.text) == (400, True)


@pytest.mark.parametrize("path", ["all", "all.csv", "all.xlsx"])
def test_a_program_is_told_all_that_does_not_fit(asking: TestClient, path: str) -> None:
    answer = asking.get(f"/queries/{path}?at=hier&most=x", headers={"Accept": "text/csv"})
    assert answer.status_code == 400
    assert all(f"parameter {name}: " in answer.text for name in ("at", "most"))


def test_a_parameter_that_is_given_twice_is_refused(asking: TestClient) -> None:
    answer = asking.get("/queries/all.csv?most=1&most=2")
    assert (answer.status_code, "most is given more than once" in answer.text) == (400, True)


def test_downloads_and_editor_keep_the_values(asking: TestClient) -> None:
    found = page(asking, most="7", at="")
    assert 'href="/queries/all.xlsx?most=7"' in found
    editor = re.search(r'href="/sparql\?format=html&amp;query=([^"]+)"', found)
    assert editor
    query = unquote(editor[1])
    assert 'VALUES ?most { "7"^^<http://www.w3.org/2001/XMLSchema#integer> }' in query
    assert query.startswith("SELECT")


def asked_on(asking: TestClient, **values: str) -> list[object]:
    file = asking.get("/queries/all.xlsx", params=values).content
    rows = load_workbook(io.BytesIO(file)).worksheets[1].iter_rows(values_only=True)
    return [row[1] for row in rows if row[0] == "Demandé le / Asked on"]


def test_a_workbook_that_depends_on_the_day_says_the_day(asking: TestClient) -> None:
    assert asked_on(asking) == [datetime.now(UTC).date().isoformat()]
    assert asked_on(asking, at="2026-05-01") == []


@pytest.mark.parametrize("path", ["all", "all.csv", "all.xlsx"])
def test_an_answer_that_depends_on_the_day_is_not_kept(asking: TestClient, path: str) -> None:
    assert asking.get(f"/queries/{path}").headers["cache-control"] == "no-store"


def test_the_page_says_title_and_description_in_both_languages(asking: TestClient) -> None:
    found = page(asking)
    assert "<h1>Tout</h1>" in found
    assert 'lang="en">Everything</p>' in found
    assert "Dit et ne dit pas." in found
    assert 'lang="en">Says and does not say.</p>' in found


AXIS = NamedNode("https://data.example/id/1/axis/1.3")
NAMES = {AXIS: Name("Mobilité", "fr")}
ADDRESSES = Addresses("https://data.example/")


def test_an_address_shows_the_name_that_the_query_does_not_give() -> None:
    shown = show_table(ADDRESSES, Table(("axis", "n"), ((AXIS, Literal(1)),)), NAMES)
    cell = shown.rows[0][0]
    assert cell
    assert (cell.text, cell.href, cell.title) == ("Mobilité", "/page/1/axis/1.3", AXIS.value)


def test_a_name_that_the_query_gives_is_a_link_and_the_address_stays_an_address() -> None:
    axis, label = show_table(ADDRESSES, Table(("axis", "label"), ((AXIS, Literal("Mobilité")),)), NAMES).rows[0]
    assert axis
    assert label
    assert (axis.text, axis.again) == ("1/axis/1.3", True)
    assert (label.text, label.href) == ("Mobilité", "/page/1/axis/1.3")


def test_a_cell_that_says_a_name_by_chance_changes_no_column() -> None:
    rows = ((AXIS, Literal("x")), (AXIS, Literal("Mobilité")), (AXIS, Literal("y")))
    shown = show_table(ADDRESSES, Table(("axis", "raw"), rows), NAMES)
    assert [(row[0].text, row[1].href) for row in shown.rows if row[0] and row[1]] == [("Mobilité", None)] * 3


def test_figures_are_written_as_in_french_with_their_value_beside() -> None:
    decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    row = (Literal("1250000.5", datatype=decimal), Literal(2026), Literal(True))
    amount, year, truth = show_table(ADDRESSES, Table(("a", "b", "c"), (row,)), {}).rows[0]
    assert amount
    assert year
    assert truth
    assert [amount.text, year.text, truth.text] == ["1\u202f250\u202f000,5", "2026", "oui"]
    assert [amount.value, year.value, truth.value] == ["1250000.5", "2026", "true"]
