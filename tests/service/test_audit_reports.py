"""The audit reports on the Dijon graph: each number of a page or a figure is the answer of its question."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import httpx2
import pytest
from audit_pages import read_sheets

from endpoint.audit.reports import REPORTS, THEMES
from endpoint.audit.reports.report import Report
from endpoint.leaves import ROWS
from endpoint.questions import read_questions, saved_questions

EXPECTED = Path(__file__).parents[1] / "questions" / "expected"
QUESTIONS = read_questions(saved_questions())
DRAWN = [report for report in REPORTS.values() if report.figure]
AT = "2024-06-30"
# A page has at most so many bytes.
LARGEST = 200_000
Row = dict[str, str]


def values(report: Report) -> dict[str, str]:
    """A day for the reports that ask for one, so that they answer the same on any day."""
    names = {each.name for ask in report.asks for each in QUESTIONS[ask.question].parameters}
    return {"at": AT} if "at" in names else {}


def read_csv(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text)))


def answers(served: str, report: Report) -> Iterator[list[Row]]:
    """The answers of a report's questions, as anyone can ask them."""
    for ask in report.asks:
        known = {each.name for each in QUESTIONS[ask.question].parameters}
        given = {name: value for name, value in values(report).items() if name in known}
        yield read_csv(httpx2.get(f"{served}/queries/{ask.question}.csv", params=given | dict(ask.given)).text)


def page(served: str, report: Report) -> str:
    answer = httpx2.get(f"{served}/audit/{report.name}", params=values(report))
    assert answer.status_code == 200
    return answer.text


def svg(served: str, report: Report) -> Element:
    answer = httpx2.get(f"{served}/audit/{report.name}.svg", params=values(report))
    assert answer.headers["content-type"] == "image/svg+xml"
    return ElementTree.fromstring(answer.text)


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_each_cell_of_each_table_is_what_the_question_answers(served: str, report: Report) -> None:
    sheets = read_sheets(page(served, report))
    filled = [answer for answer in answers(served, report) if answer]
    assert len(sheets) == len(filled)
    for sheet, answer in zip(sheets, filled, strict=True):
        assert set(sheet.columns) <= set(answer[0])
        asked = [[row[column] for column in sheet.columns] for row in answer[:ROWS]]
        assert [[cell.said for cell in row] for row in sheet.rows] == asked


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_each_report_is_small_says_its_meaning_and_leads_to_its_questions(served: str, report: Report) -> None:
    text = page(served, report)
    assert len(text.encode()) < LARGEST
    for words in (report.title.fr, report.says.fr, report.says_not.fr):
        assert words.replace("'", "&#39;") in text.replace("&#34;", '"')
    for ask in report.asks:
        assert f'href="/queries/{ask.question}.xlsx' in text
    assert httpx2.get(f"{served}/health").json()["version"] in text


@pytest.mark.parametrize("report", DRAWN, ids=lambda report: report.name)
def test_each_mark_of_each_figure_is_what_the_question_answers(served: str, report: Report) -> None:
    answer = next(answers(served, report))
    marks = [each for each in svg(served, report).iter() if "data-row" in each.attrib]
    assert marks
    for mark in marks:
        row = answer[int(mark.attrib["data-row"])]
        if "data-column" in mark.attrib:
            assert mark.attrib["data-value"] == row[mark.attrib["data-column"]]
        else:
            drawn = (mark.attrib["data-start"], mark.attrib["data-end"], mark.attrib["data-overdue"])
            assert drawn == (row["startDate"], row["endDate"], row["overdue"])


@pytest.mark.parametrize("report", DRAWN, ids=lambda report: report.name)
def test_no_number_is_missing_from_its_figure(served: str, report: Report) -> None:
    """Each column that a figure draws at all, it draws in each row where it is not nothing."""
    answer = next(answers(served, report))
    marks = [each.attrib for each in svg(served, report).iter() if "data-row" in each.attrib]
    columns = {mark["data-column"] for mark in marks if "data-column" in mark}
    drawn = {(mark["data-row"], mark["data-column"]) for mark in marks if "data-column" in mark}
    for index, row in enumerate(answer):
        told = {column for column in columns if row[column] not in ("", "0")}
        # Where the bounds are one figure, the bar to the minimum is that to the maximum.
        told -= {column for column in told if row.get(bound := low(column)) == row[column] and bound != column}
        assert told <= {column for place, column in drawn if place == str(index)}
    if not columns:
        assert {mark["data-row"] for mark in marks} == {str(index) for index in range(len(answer))}


def low(column: str) -> str:
    return re.sub("Max$", "Min", column).replace("maximum", "minimum")


@pytest.mark.parametrize("report", DRAWN, ids=lambda report: report.name)
def test_a_figure_on_its_page_is_the_one_of_its_address(served: str, report: Report) -> None:
    def drawn(text: str) -> list[str]:
        return re.findall(r'<rect [^>]*data-row="[^>]*>', text)

    alone = httpx2.get(f"{served}/audit/{report.name}.svg", params=values(report)).text
    assert drawn(alone) == drawn(page(served, report))
    assert f"Filrouge, version {httpx2.get(f'{served}/health').json()['version']}" in alone


@pytest.fixture(scope="module")
def listed(served: str) -> str:
    """The list of the reports at a day."""
    return httpx2.get(f"{served}/audit", params={"at": AT}).text


def test_the_list_has_every_report_under_its_theme(listed: str) -> None:
    assert re.findall(r'<h3><a href="/audit/([a-z-]+)', listed) == [each.name for t in THEMES for each in t.reports]


@pytest.mark.parametrize(
    ("report", "said"),
    [
        ("goals-without-action", "22 axes et orientations sans action"),
        ("measures-without-action-or-axis", "0 mesure sans action sur 36"),
        ("actions-without-lead", "21 actions sans porteur"),
        ("actions-without-status", "27 actions sans avancement"),
        ("actions-without-dates", "58 actions sans dates"),
        ("actions-without-budget", "75 actions sans montant"),
        ("programmed", "19 actions programmées sur 95"),
        ("budget-by-domain", "19 actions chiffrées sur 95"),
        ("duplicates", "36 lignes répétées"),
        ("discrepancies", "42 écarts"),
        ("lines-by-fate", "563 lignes lues"),
    ],
)
def test_the_list_counts_what_the_documents_hold(listed: str, report: str, said: str) -> None:
    """The counts that the tests of the questions hold against the documents."""
    entry = listed.partition(f'href="/audit/{report}')[2].partition("<h3>")[0]
    assert f"<span>{said}</span>" in entry


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_the_list_counts_as_each_report_does(served: str, listed: str, report: Report) -> None:
    entry = listed.partition(f'<h3><a href="/audit/{report.name}')[2].partition("<h3>")[0]
    [href] = re.findall(rf'<a href="(/audit/{report.name}[^"]*)">', listed)
    told = re.findall(r'class="tally">\s*<span>([^<]*)</span>', httpx2.get(f"{served}{href}").text)
    assert re.findall(r"<li>\s*<span>([^<]*)</span>", entry) == told


def test_the_list_of_no_day_leads_to_that_of_today(served: str) -> None:
    answer = httpx2.get(f"{served}/audit")
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/audit?at={datetime.now(UTC).date().isoformat()}"
    assert answer.headers["cache-control"] == "no-store"


def test_the_list_of_a_day_is_kept_and_leads_to_reports_of_that_day(served: str, listed: str) -> None:
    assert httpx2.get(f"{served}/audit", params={"at": AT}).headers["etag"]
    assert f'href="/audit/overdue?at={AT}"' in listed
    assert 'href="/audit/discrepancies"' in listed
    count = len(read_csv(httpx2.get(f"{served}/queries/actions-overdue.csv", params={"at": AT}).text))
    assert f"{count} actions en retard" in listed


def test_the_list_of_a_day_that_is_none_is_refused(served: str) -> None:
    assert httpx2.get(f"{served}/audit", params={"at": "hier"}).status_code == 400


@pytest.mark.parametrize("path", ["/audit/overdue", "/audit/timeline.svg"])
def test_what_depends_on_the_day_is_kept_only_where_the_day_is_given(served: str, path: str) -> None:
    assert httpx2.get(f"{served}{path}").headers["cache-control"] == "no-store"
    given = httpx2.get(f"{served}{path}", params={"at": AT})
    assert given.headers["etag"]
    assert httpx2.get(given.url, headers={"If-None-Match": given.headers["etag"]}).status_code == 304


def test_an_earlier_day_has_fewer_overdue_actions(served: str) -> None:
    """At the end of 2019 the ends of 2019 of the lines 94 and 106 are past; line 92, of that summer, is completed."""
    text = httpx2.get(f"{served}/audit/overdue", params={"at": "2019-12-31"}).text
    assert sorted(row[-1].said for row in read_sheets(text)[0].rows) == [
        "citergie:106 | citergie:127",
        "citergie:115 | citergie:94",
    ]


def test_a_report_fixes_what_it_asks_and_leaves_the_rest_to_its_form(served: str) -> None:
    text = httpx2.get(f"{served}/audit/codes-and-titles", params={"document": "crte"}).text
    assert 'name="document"' in text
    assert 'name="kind"' not in text
    assert "discrepancies.csv?kind=code&amp;document=crte" in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("at=hier", "« hier » ne convient pas"),
        ("at=2024-02-30", "2024-02-30"),
        ("at=2024-01-01&at=2024-01-02", "donné plusieurs fois"),
        ("on=2024-01-01", "paramètre inconnu on ; ce rapport connaît : at"),
    ],
)
def test_a_value_that_does_not_fit_is_told_on_the_page(served: str, query: str, words: str) -> None:
    answer = httpx2.get(f"{served}/audit/overdue?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert words in answer.text
    assert 'role="alert"' in answer.text


@pytest.mark.parametrize("path", ["nothing", "overdue.svg", "timeline.png", "timeline.svg?at=hier"])
def test_what_there_is_not_is_said(served: str, path: str) -> None:
    assert httpx2.get(f"{served}/audit/{path}").status_code in (400, 404)


def test_a_place_leads_to_its_line(served: str) -> None:
    text = httpx2.get(f"{served}/audit/actions-without-lead").text
    [href] = set(re.findall(r'<a href="([^"]+)">citergie:153</a>', text))
    assert "153" in httpx2.get(f"{served}{href}", follow_redirects=True).text
