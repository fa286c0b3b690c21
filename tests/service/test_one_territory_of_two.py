"""Two territories behind one service: what is asked of one is what a service of that one alone answers."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from audit_pages import read_sheets
from openpyxl import load_workbook
from pypdf import PdfReader
from running_service import Served

from endpoint import territories, usage
from endpoint.audit import replies
from endpoint.audit.reports import REPORTS
from endpoint.engine import Engine
from endpoint.questions import read_questions, saved_questions
from endpoint.service import Service
from endpoint.settings import Settings as ServiceSettings
from endpoint.snapshot import current_snapshot
from endpoint.territories import territory_fields
from endpoint.usage import read_vocabulary
from loader.load import load
from loader.settings import Settings

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/filrouge/"
DIJON, SELENIE = "242100410", "000000018"
QUESTIONS = read_questions(saved_questions())
TABLES = [name for name, question in QUESTIONS.items() if question.kind.name == "TABLE"]
# What territories share stays whole: national actors with their links, and what is counted over these.
SHARED = {
    *("actors", "actors-over-time", "linked-actors-in-several-documents", "links-of-actor", "everything-about-measure"),
    *("counts-by-class-and-graph", "vocabulary-in-use", "search-text"),
}
SHARED_REPORTS = {"actors-across-documents"}
# In the file, the tables of these: their names in the workbook begin so.
SHARED_TABLES = ("Les acteurs nommés dans plus", "Les liens entre acteurs")
AT = "2024-06-30"


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of a service of both, in memory and on disk, and of one of each."""
    folder = tmp_path_factory.mktemp("territories")
    for path in (ROOT / "sources" / "dijon-metropole", ROOT / "tests" / "territories" / "selenie"):
        shutil.copytree(path, folder / "sources" / path.name)
    started = {}
    for name, territory in (("both", None), (DIJON, "dijon-metropole"), (SELENIE, "selenie")):
        load(Settings(folder / "sources", folder / name, BASE, territory))
        started[name] = Served(folder / name, folder / f"log-{name}")
    started["on disk"] = Served(folder / "both", folder / "log-disk", store="disk")
    yield {name: service.url for name, service in started.items()} | {"data of both": str(folder / "both")}
    for service in started.values():
        service.stop()


def rows(url: str, question: str, **given: str) -> list[tuple[str, ...]]:
    answer = httpx2.get(f"{url}/queries/{question}.csv", params=given or None, timeout=60)
    assert answer.status_code == 200, answer.text
    return sorted(tuple(row) for row in csv.reader(io.StringIO(answer.text)))


@pytest.mark.parametrize("siren", [DIJON, SELENIE])
@pytest.mark.parametrize("question", sorted(set(TABLES) - SHARED))
def test_a_question_asked_of_one_answers_as_that_one_alone(services: dict[str, str], question: str, siren: str) -> None:
    given = {"siren": siren} if any(each.name == "siren" for each in QUESTIONS[question].parameters) else {}
    assert rows(services["both"], question, siren=siren) == rows(services[siren], question, **given)


@pytest.mark.parametrize("question", TABLES)
def test_a_store_on_disk_answers_of_one_as_a_store_in_memory(services: dict[str, str], question: str) -> None:
    """On disk an excerpt answers, in memory the store itself by the graphs that the query names."""
    assert rows(services["on disk"], question, siren=DIJON) == rows(services["both"], question, siren=DIJON)


@pytest.mark.parametrize("siren", [DIJON, SELENIE])
@pytest.mark.parametrize("report", sorted(set(REPORTS) - SHARED_REPORTS))
def test_a_report_of_one_shows_what_a_service_of_that_one_shows(
    services: dict[str, str], report: str, siren: str
) -> None:
    with httpx2.Client(follow_redirects=True, timeout=60) as client:
        both = client.get(f"{services['both']}/audit/{report}", params={"siren": siren, **day_of(report)})
        alone = client.get(f"{services[siren]}/audit/{report}", params=day_of(report))
    assert both.status_code == alone.status_code == 200
    texts = [
        [[cell.text for cell in row] for sheet in read_sheets(page.text) for row in sheet.rows]
        for page in (both, alone)
    ]
    assert texts[0] == texts[1]
    assert f'<option value="{siren}" selected>' in both.text
    assert f"siren={siren}" in both.text.partition('class="citation"')[2]


def day_of(report: str) -> dict[str, str]:
    names = {each.name for ask in REPORTS[report].asks for each in QUESTIONS[ask.question].parameters}
    return {"at": AT} if "at" in names else {}


def test_without_a_territory_a_report_shows_both(services: dict[str, str]) -> None:
    texts = httpx2.get(f"{services['both']}/audit/actions-without-lead").text
    assert "Territoire" in texts
    counted = len(rows(services[DIJON], "actions-without-lead")) + len(rows(services[SELENIE], "actions-without-lead"))
    assert len(rows(services["both"], "actions-without-lead")) == counted - 1


def test_the_list_of_reports_counts_for_one(services: dict[str, str]) -> None:
    def listed(url: str, **given: str) -> str:
        return httpx2.get(f"{url}/audit", params={"at": AT, **given}, timeout=60).text

    alone, both = listed(services[SELENIE]), listed(services["both"], siren=SELENIE)
    assert tallies(both) == tallies(alone) != tallies(listed(services["both"]))
    assert f'href="/audit/overdue?at={AT}&amp;siren={SELENIE}"' in both


def tallies(page: str) -> list[str]:
    return [each.partition("</ul>")[0] for each in page.split('class="tallies"')[1:]]


def rows_of_file(url: str, **given: str) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each sheet of the workbook of the file, by the name of its question."""
    answer = httpx2.get(f"{url}/audit/report.xlsx", params={"at": AT, **given}, timeout=60)
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    listed = book["Sommaire"].iter_rows(min_row=7, max_col=6, values_only=True)
    return {f"{row[0]}": sorted(book[f"{row[0]}"].iter_rows(values_only=True), key=str) for row in listed}


@pytest.mark.parametrize("siren", [DIJON, SELENIE])
def test_the_workbook_of_one_has_its_rows_alone(services: dict[str, str], siren: str) -> None:
    both, alone = rows_of_file(services["both"], siren=siren), rows_of_file(services[siren])
    of_others = {name for name in alone if name.partition(" ")[2].startswith(SHARED_TABLES)}
    assert {name: both[name] for name in alone if name not in of_others} == {
        name: alone[name] for name in alone if name not in of_others
    }
    assert len(of_others) == 3
    assert rows_of_file(services["both"]) != both


@pytest.mark.parametrize("siren", [DIJON, SELENIE])
@pytest.mark.parametrize("part", ["", "1", "2", "3", "4", "6"])
def test_a_page_of_the_file_of_one_shows_its_figures_alone(services: dict[str, str], part: str, siren: str) -> None:
    def figures(url: str, **given: str) -> list[str]:
        page = httpx2.get(f"{url}/audit/report", params={"at": AT, "part": part, **given}, timeout=60).text
        told = re.split('aria-labelledby="annex-B"|<footer', page.partition('class="dossier"')[2])[0]
        return re.findall(r">([^<>]+)<|src=\"(data:[^\"]+)\"", told.partition("</form>")[2] or told)

    both, alone = figures(services["both"], siren=siren), figures(services[siren])
    assert both == alone
    assert figures(services["both"]) != alone


def test_the_printed_file_of_one_names_no_action_of_the_other(services: dict[str, str]) -> None:
    answer = httpx2.get(f"{services['both']}/audit/report.pdf", params={"at": AT, "siren": SELENIE}, timeout=120)
    assert f'filename="dossier-audit-{SELENIE}-{AT}.pdf"' in answer.headers["content-disposition"]
    text = squeezed(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages))
    actions = {siren: [squeezed(row[4]) for row in rows(services[siren], "actions")[:-1]] for siren in (DIJON, SELENIE)}
    assert "Sélénie-les-Bains" in text
    assert [title for title in actions[SELENIE] if title in text]
    assert [title for title in actions[DIJON] if len(title) > 20 and title in text] == []
    assert "242100410" not in text


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_query_of_one_names_its_graphs_and_answers_the_same_anywhere(services: dict[str, str]) -> None:
    page = httpx2.get(f"{services['both']}/queries/actions", params={"siren": SELENIE}).text
    assert f"FROM &lt;{BASE}graph/{SELENIE}/plan-climat&gt;" in page
    assert f"FROM &lt;{BASE}graph/{DIJON}/" not in page


@pytest.mark.parametrize("path", ["/queries/actions.csv", "/audit/actions-without-lead"])
def test_an_unknown_territory_is_told(services: dict[str, str], path: str) -> None:
    answer = httpx2.get(f"{services['both']}{path}", params={"siren": "123456789"})
    assert answer.status_code == 400
    assert "123456789" in answer.text


def test_one_territory_alone_has_no_choice_of_territories(services: dict[str, str]) -> None:
    assert 'name="siren"' not in httpx2.get(f"{services[DIJON]}/audit/actions-without-lead").text
    assert "FROM" not in httpx2.get(f"{services[DIJON]}/queries/actions", params={"siren": DIJON}).text


def test_the_start_page_draws_the_thread_of_the_territory_that_is_chosen(services: dict[str, str]) -> None:
    for siren, axis in ((DIJON, "1.3 Amplifier les stratégies"), (SELENIE, "2.1 Relocaliser l'alimentation")):
        page = httpx2.get(f"{services['both']}/", params={"territory": f"{BASE}id/{siren}"}).text
        territories = page.partition('aria-label="Territoires"')[2].partition("</nav>")[0]
        [chosen] = [each for each in territories.split("<li>") if "aria-current" in each]
        assert f"%2Fid%2F{siren}" in chosen or f"/id/{siren}" in chosen
        assert axis in page.partition("<svg")[2].partition("</svg>")[0]
    assert 'aria-label="Territoires"' not in httpx2.get(services[DIJON]).text


def test_in_a_graph_too_large_to_count_the_vocabulary_tells_the_uses_of_one_territory(
    services: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of Dijon, whose documents say more than Sélénie's."""
    snapshot = current_snapshot(Path(services["data of both"]))
    service = Service(ServiceSettings(), snapshot, QUESTIONS).with_engine(Engine.open(snapshot))
    whole = {each.short: each.uses for each in read_vocabulary(service).classes}
    monkeypatch.setattr(usage, "MOST_COUNTED", 1000)
    told = read_vocabulary(service)
    one = {each.short: each.uses for each in told.classes}
    assert told.territory == "Dijon métropole"
    # 37 axes in Dijon's document; Sélénie has others.
    assert one["fil:PolicyAxis"] == 37 < whole["fil:PolicyAxis"]


def test_territories_too_many_to_list_are_chosen_by_their_number(
    services: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = current_snapshot(Path(services["data of both"]))
    service = Service(ServiceSettings(), snapshot, QUESTIONS).with_engine(Engine.open(snapshot))
    [listed] = territory_fields(service, SELENIE)
    assert {each.value for each in listed.choices} == {"", DIJON, SELENIE}
    monkeypatch.setattr(territories, "LISTED", 1)
    [written] = territory_fields(service, SELENIE)
    assert (written.value, written.choices, written.closed) == (SELENIE, (), False)
    assert "SIREN" in written.parameter.label_fr


def test_reports_of_a_small_territory_are_counted_in_a_large_graph_on_disk(
    services: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dijon has more than 40,000 triples, the alignments above all; Sélénie a few thousand."""
    snapshot = current_snapshot(Path(services["data of both"]))
    monkeypatch.setattr(replies, "SMALL", 20_000)
    for in_memory, counted in ((False, [False, False, True]), (True, [False, False, False])):
        service = Service(ServiceSettings(), snapshot, QUESTIONS, in_memory).with_engine(Engine.open(snapshot))
        assert [replies.is_small(service, siren) for siren in ("", DIJON, SELENIE)] == counted


def test_a_document_is_chosen_by_its_title_where_one_territory_has_it(services: dict[str, str]) -> None:
    for path in ("/audit/discrepancies", f"/audit/discrepancies?siren={DIJON}"):
        page = httpx2.get(f"{services['on disk']}{path}", timeout=60).text
        listed = page.partition('name="document"')[2].partition("</select>")[0]
        assert listed.count('value="crte"') == 1
        assert ('value="plan-climat"' in listed) == ("siren" not in path)
