"""Where territories are too many for one page, a page leads to the choice of one."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import httpx2
import pytest
from html_tree import read_tree, text_of
from running_service import Served
from starlette.responses import Response
from territories_made import SELENIE, SMALL, load_territories, queries_asked, service_of_worker, visit

from endpoint import fields, home
from endpoint.audit import extent
from endpoint.audit.dossier.pages import send_annex, show_dossier, show_print
from endpoint.audit.matrix import pages as matrix
from endpoint.audit.report_list import list_reports
from endpoint.audit.report_pages import show_report
from endpoint.errors import ParameterError
from endpoint.service import Service
from endpoint.territory_pages import local_address, of_territory

OVERDUE = "/audit/overdue?at=2026-01-01"
AMONT = "000000026"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_territories(tmp_path_factory.mktemp("territories"))


@pytest.fixture
def wide(data: Path, monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service that takes the graph for one too large to ask of all."""
    monkeypatch.setattr(extent, "MOST_TRIPLES", 100)
    return service_of_worker(data)


@pytest.fixture(scope="module")
def served(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    service = Served(data, tmp_path_factory.mktemp("served") / "log")
    yield service.url
    service.stop()


@pytest.fixture(scope="module")
def hurried(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service in which every answer takes too long."""
    service = Served(data, tmp_path_factory.mktemp("hurried") / "log", timeout="0.001")
    yield service.url
    service.stop()


def tree(response: Response) -> Element:
    assert response.status_code == 200
    return read_tree(bytes(response.body).decode())


def form_to(page: Element, path: str) -> dict[str, str]:
    """What a form of the page that leads to a path already says."""
    form = next(each for each in page.iter("form") if each.get("action") == path)
    return {each.get("name", ""): each.get("value", "") for each in form.iter("input") if each.get("type") == "hidden"}


def test_a_report_of_too_many_asks_nothing_and_leads_to_a_choice(
    wide: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = queries_asked(wide, monkeypatch)
    page = tree(visit(wide, show_report, OVERDUE, name="overdue"))
    assert not [each for each in asked if "fil:Territory" not in each.text and "ontology#Territory" not in each.text]
    assert list(page.iter("table")) == []
    assert form_to(page, "/territories") == {"to": OVERDUE}
    assert "4 territoires sont publiés ici" in text_of(page)


def test_a_report_of_too_many_is_made_for_all_on_demand(wide: Service) -> None:
    page = tree(visit(wide, show_report, OVERDUE, name="overdue"))
    given = form_to(page, "/audit/overdue")
    assert given == {"at": "2026-01-01", "of": "all"}
    made = tree(visit(wide, show_report, f"{OVERDUE}&of=all", name="overdue"))
    assert list(made.iter("table"))
    assert form_to(made, "/audit/overdue") == {"of": "all"}


def test_the_day_of_a_report_of_all_is_today_without_losing_that_all_are_meant(wide: Service) -> None:
    led = visit(wide, show_report, "/audit/overdue?of=all", name="overdue")
    assert led.status_code == 303
    assert led.headers["location"].startswith("/audit/overdue?of=all&at=")


def test_a_report_of_one_territory_is_made_in_a_graph_of_too_many(wide: Service) -> None:
    page = tree(visit(wide, show_report, f"{OVERDUE}&siren={SELENIE}", name="overdue"))
    assert list(page.iter("table"))


def test_a_report_of_few_triples_is_made_for_all(data: Path) -> None:
    page = tree(visit(service_of_worker(data), show_report, OVERDUE, name="overdue"))
    assert list(page.iter("table"))
    assert not [each for each in page.iter("form") if each.get("action") == "/territories"]


def test_all_is_the_only_extent_that_can_be_asked_for(wide: Service) -> None:
    answer = visit(wide, show_report, f"{OVERDUE}&of=some", name="overdue")
    assert answer.status_code == 400
    assert "of can only be all" in bytes(answer.body).decode()


def test_what_is_asked_of_all_on_purpose_has_the_longest_time(wide: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    times = []
    monkeypatch.setattr(extent, "service_of", lambda _request: wide)
    for query in ("of=all", "at=2026-01-01"):
        visit(wide, lambda request: times.append(extent.longest_of_all(request)), f"/audit/overdue?{query}")  # type: ignore[arg-type, return-value, func-returns-value]
    assert times == [wide.settings.longest_timeout, None]


def test_the_list_of_reports_leads_to_a_choice(wide: Service) -> None:
    page = tree(visit(wide, list_reports, "/audit?at=2026-01-01"))
    assert form_to(page, "/territories") == {"to": "/audit?at=2026-01-01"}


def test_the_figure_and_the_files_of_too_many_are_refused_with_the_remedy(wide: Service) -> None:
    for handler, path in ((send_annex, "/audit/report.xlsx"), (show_print, "/audit/report.pdf")):
        with pytest.raises(ParameterError, match="/territories lists them"):
            visit(wide, handler, f"{path}?at=2026-01-01")
    with pytest.raises(ParameterError, match="/territories lists them"):
        visit(wide, show_report, "/audit/timeline.svg?at=2026-01-01", name="timeline.svg")


def test_the_file_of_too_many_leads_to_a_choice_and_keeps_its_axis(wide: Service) -> None:
    page = tree(visit(wide, show_dossier, "/audit/report?at=2026-01-01&axis=1.1&part=2"))
    assert form_to(page, "/territories") == {"to": "/audit/report?axis=1.1&at=2026-01-01"}
    one = tree(visit(wide, show_dossier, f"/audit/report?at=2026-01-01&siren={SELENIE}"))
    assert "Sommaire" in text_of(one)


def test_the_territories_are_listed_with_where_to_begin(served: str) -> None:
    page = httpx2.get(f"{served}/territories").text
    assert all(f'href="/audit?siren={each}"' in page and f'href="/page/{each}"' in page for each in (SELENIE, *SMALL))


@pytest.mark.parametrize("asked", ["écluse", "ECLUSE pays", "000000042"])
def test_a_territory_is_found_by_its_name_or_number_and_led_to(served: str, asked: str) -> None:
    answer = httpx2.get(f"{served}/territories", params={"q": asked, "to": OVERDUE})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{OVERDUE}&siren=000000042"


def test_several_of_a_name_are_listed_each_with_the_page_of_it(served: str) -> None:
    page = httpx2.get(f"{served}/territories", params={"q": "val", "to": OVERDUE}).text
    links = [each.get("href") for each in read_tree(page).iter("a") if "siren=" in (each.get("href") or "")]
    assert links == [f"{OVERDUE}&siren={each}" for each in ("000000026", "000000034")]


def test_what_no_territory_is_called_is_said(served: str) -> None:
    answer = httpx2.get(f"{served}/territories", params={"q": "nulle part"})
    assert answer.status_code == 200
    assert "Aucun territoire ne porte ce nom." in answer.text


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "/a\nb", "x"])
def test_a_choice_leads_nowhere_else(address: str) -> None:
    assert local_address(address) == ""


def test_a_choice_takes_the_place_of_another_and_keeps_the_rest() -> None:
    there = of_territory("/audit/discrepancies?kind=copy+error&siren=000000018&of=all#table-1", AMONT)
    assert there == f"/audit/discrepancies?kind=copy+error&siren={AMONT}"


def test_every_page_that_a_choice_can_lead_to_answers(served: str) -> None:
    page = httpx2.get(f"{served}/territories").text
    links = {each.get("href") or "" for each in read_tree(page).iter("a")}
    ours = sorted(each for each in links if AMONT in each)
    assert len(ours) == 5
    for each in ours:
        assert httpx2.get(served + each, follow_redirects=True).status_code == 200, each


def test_the_start_page_of_many_tells_how_many_they_are(served: str) -> None:
    page = read_tree(httpx2.get(f"{served}/").text)
    heading = next(page.iter("h1"))
    assert text_of(heading) == "4 territoires"
    assert form_to(page, "/territories") == {"to": "/"}


def test_the_start_page_draws_the_territory_that_is_chosen_by_its_number(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "LISTED", 3)
    page = bytes(visit(service_of_worker(data), home.home, f"/?siren={SELENIE}").body).decode()
    thread = page.partition('id="thread"')[2].partition("<figure")[0]
    assert f'href="/page/{SELENIE}"' in thread


def test_the_matrix_of_many_names_its_territory_and_leads_to_the_others(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix, "LISTED", fields.LISTED)
    page = tree(visit(service_of_worker(data), matrix.show_matrix, f"/audit/matrix?siren={SELENIE}"))
    assert any(each.get("name") == "siren" for each in page.iter("select"))
    monkeypatch.setattr(matrix, "LISTED", 3)
    page = tree(visit(service_of_worker(data), matrix.show_matrix, f"/audit/matrix?siren={SELENIE}"))
    assert not any(each.get("name") == "siren" for each in page.iter("select"))
    assert form_to(page, "/audit/matrix")["siren"] == SELENIE
    assert any((each.get("href") or "").startswith("/territories?to=%2Faudit%2Fmatrix") for each in page.iter("a"))


def test_what_took_too_long_is_proposed_of_one_territory(hurried: str) -> None:
    told = httpx2.get(f"{hurried}/queries/actions?min=1", headers={"Accept": "text/html"})
    assert told.status_code == 504
    assert "La réponse demandait plus de temps" in told.text
    assert form_to(read_tree(told.text), "/territories") == {"to": "/queries/actions?min=1"}


@pytest.mark.parametrize("path", [f"/queries/actions?siren={SELENIE}", "/page/actor/ademe"])
def test_what_cannot_be_asked_of_one_alone_is_not_proposed_so(hurried: str, path: str) -> None:
    told = httpx2.get(hurried + path, headers={"Accept": "text/html"})
    assert told.status_code == 504
    assert "/territories" not in told.text
