"""The audit as one document on the Dijon graph: page, PDF and workbook say what the questions answer."""

import base64
import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import httpx2
import pytest
from audit_pages import Sheet, read_sheets
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from endpoint.audit.dossier.chapters import LONG
from endpoint.audit.dossier.subject import ABOUT
from endpoint.audit.reports import REPORTS

AT = "2024-06-30"
AXIS = "1.3"
# A page has at most so many bytes, its styles and scripts beside.
LARGEST = 170_000
BASE = "https://w3id.org/filrouge/"
ACTION = re.compile(r"/page/([0-9]+/action/[^\"#?]+)")
CSV = {"Accept": "text/csv"}
Row = dict[str, str]


def read_csv(text: str) -> list[Row]:
    return list(csv.DictReader(io.StringIO(text)))


class Document:
    """The document on the site: its first page, its chapters, and its tables by number, read page by page.

    `questions` are the addresses of the questions that the tables show, `pages` the parts by their names.
    """

    def __init__(self, served: str, **given: str) -> None:
        self._served, self.given = served, {"at": AT, **given}
        self.front = self._read()
        self.questions: dict[str, str] = {
            number: address.replace("&amp;", "&")
            for number, address in re.findall(
                r'<tr><td><a href="[^"]*part=t(\d+)">\1</a></td>.*?href="(/queries/[^"]+)"', self.front
            )
        }
        chapters = list(dict.fromkeys(re.findall(r"part=(\d+)\"", self.front)))
        self.pages = {name: self._read(part=name) for name in (*chapters, *(f"t{number}" for number in self.questions))}
        self.chapters = "".join(self.pages[name] for name in chapters)
        self.text = self.front + "".join(self.pages.values())
        self.tables: dict[str, Sheet | None] = {number: self._table(number) for number in self.questions}

    def _read(self, **part: str) -> str:
        answer = httpx2.get(f"{self._served}/audit/report", params=self.given | part, timeout=60)
        assert answer.status_code == 200
        return answer.text

    def _table(self, number: str) -> Sheet | None:
        """The rows of all the pages of a table together."""
        first = self.pages[f"t{number}"]
        pager = first.partition('aria-label="Pages du tableau')[2].partition("</nav>")[0]
        others = [self._read(part=f"t{number}", **{"from": start}) for start in re.findall(r"from=(\d+)", pager)]
        sheets = [sheet for page in (first, *others) for sheet in read_sheets(page)]
        return Sheet(sheets[0].columns, [row for sheet in sheets for row in sheet.rows]) if sheets else None


@pytest.fixture(scope="module")
def whole(served: str) -> Document:
    return Document(served)


@pytest.fixture(scope="module")
def axis(served: str) -> Document:
    return Document(served, axis=AXIS)


def asked(served: str, address: str) -> list[Row]:
    path, _, values = address.partition("?")
    return read_csv(httpx2.get(f"{served}{path}.csv?{values}").text)


@pytest.fixture(scope="module")
def things_of_axis(served: str) -> set[str]:
    """The axis, its actions, and what the graph says is a discrepancy about them or their parts."""
    rows = asked(served, f"/queries/actions-of-axis?notation={AXIS}")
    things = {row["action"] for row in rows} | {row["axis"] for row in rows}
    values = " ".join(f"<{each}>" for each in things)
    query = (
        f"SELECT DISTINCT ?d {{ VALUES ?thing {{ {values} }} ?d fil:about/dct:isPartOf? ?thing ; a fil:Discrepancy }}"
    )
    return things | {
        row["d"] for row in read_csv(httpx2.post(f"{served}/sparql", data={"query": query}, headers=CSV).text)
    }


def said(sheet: Sheet | None, columns: list[str]) -> list[list[str]]:
    return [[cell.said for cell in row] for row in sheet.rows] if sheet else []


def test_every_question_of_every_report_is_in_it_once(whole: Document) -> None:
    names = [re.split(r"[/?]", address)[2] for address in whole.questions.values()]
    assert names[:-1] == [ask.question for report in REPORTS.values() for ask in report.asks]
    assert names[-1] == "documents"


def test_each_cell_of_each_table_is_what_its_question_answers(served: str, whole: Document) -> None:
    assert set(whole.tables) == set(whole.questions)
    for number, address in whole.questions.items():
        sheet, rows = whole.tables[number], asked(served, address)
        columns = sheet.columns if sheet else []
        assert said(sheet, columns) == [[row[column] for column in columns] for row in rows], address


def test_a_long_table_is_on_pages_of_its_own_and_a_short_one_in_its_place(whole: Document) -> None:
    for number, sheet in list(whole.tables.items())[:-1]:
        is_long = sheet is not None and len(sheet.rows) > LONG
        assert (f'id="tableau-{number}"' in whole.chapters) != is_long
        assert (f'part=t{number}"' in whole.chapters) == is_long


def test_no_page_of_it_is_heavy(whole: Document, axis: Document) -> None:
    for document in (whole, axis):
        for text in (document.front, *document.pages.values()):
            assert len(text.encode()) < LARGEST


def test_where_a_report_stood_on_one_page_its_name_still_leads(whole: Document) -> None:
    for name in REPORTS:
        assert f'<li id="{name}">' in whole.front
        assert f'<section class="report" aria-labelledby="{name}">' in whole.chapters


def test_each_count_is_the_one_of_its_report(served: str, whole: Document) -> None:
    for name, report in REPORTS.items():
        dated = {"at": AT} if f'href="/audit/{name}?at={AT}"' in httpx2.get(f"{served}/audit?at={AT}").text else {}
        page = httpx2.get(f"{served}/audit/{name}", params=dated).text
        counts = re.findall(r'<p class="tally"><span>([^<]+)</span>', page)
        line = re.search(rf'<tr><td><a href="[^"]*#{name}">.*?</a></td>\s*<td>(.*?)</td>', whole.front, re.DOTALL)
        assert re.findall("<span>([^<]+)</span>", line[1] if line else "") == counts, report.name


def figures(text: str) -> list[str]:
    return [base64.b64decode(each).decode() for each in re.findall(r'src="data:image/svg\+xml;base64,([^"]+)"', text)]


def marks(svg: str) -> list[str]:
    return re.findall(r'<rect [^>]*data-row="[^>]*>', svg)


def test_each_figure_is_the_one_of_its_report(served: str, whole: Document) -> None:
    alone = [
        httpx2.get(f"{served}/audit/{name}.svg", params={"at": AT}, follow_redirects=True).text
        if "actions-timeline" in (ask := report.asks[0].question) or "load" in ask
        else httpx2.get(f"{served}/audit/{name}.svg").text
        for name, report in REPORTS.items()
        if report.figure
    ]
    assert [marks(each) for each in figures(whole.chapters)] == [marks(each) for each in alone]


def about_axis(rows: list[Row], things: set[str]) -> list[Row]:
    column = next(name for name in ABOUT if name in rows[0])
    return [row for row in rows if row[column] in things]


def test_of_an_axis_each_table_has_the_rows_about_it(served: str, axis: Document, things_of_axis: set[str]) -> None:
    assert len([each for each in things_of_axis if "/action/" in each and "/discrepancy/" not in each]) == 18
    for number, address in list(axis.questions.items())[:-1]:
        sheet, rows = axis.tables[number], asked(served, address)
        kept = rows if "thing=" in address else about_axis(rows, things_of_axis)
        columns = sheet.columns if sheet else []
        assert said(sheet, columns) == [[row[column] for column in columns] for row in kept], address


def test_of_an_axis_a_title_that_stands_below_two_measures_is_a_discrepancy(axis: Document) -> None:
    """The lines 136 and 147 of citergie.tsv have one title, below the measures 4.1.1 and 4.3.3."""
    codes = next(
        axis.tables[number] for number, each in axis.questions.items() if each.endswith("discrepancies?kind=code")
    )
    assert codes
    assert [[cell.said for cell in row][codes.columns.index("rows")] for row in codes.rows] == [
        "citergie:136",
        "citergie:147",
    ]


def test_of_an_axis_no_other_action_is_named_but_those_judged_not_to_be_its(
    served: str, axis: Document, things_of_axis: set[str]
) -> None:
    rejected = {
        row["subject"]
        for row in asked(served, "/queries/rejected-pairs")
        if row["object"] == f"{BASE}id/242100410/axis/1.3"
    }
    linked = {f"{BASE}id/{path}" for path in ACTION.findall(axis.text)}
    assert len(linked & things_of_axis) == 18
    assert linked <= things_of_axis | rejected


def test_of_an_axis_the_timeline_has_its_dated_actions_only(served: str, axis: Document) -> None:
    timeline = asked(served, f"/queries/actions-timeline?at={AT}")
    shown = [drawn for drawn in figures(axis.chapters) if "data-start" in drawn]
    assert len(shown) == 1
    # Read in citergie.tsv: lines 135, 136 and 137 give years to actions of 4.3.3, 4.1.1 and 4.2.2.
    assert len(re.findall("data-start=", shown[0])) == 3 < len(timeline)


def test_what_does_not_speak_of_one_axis_is_said_to_be_left_out(axis: Document) -> None:
    left_out = axis.text.partition('<p class="left-out">')[2].partition("</p>")[0]
    assert 'href="/audit/load"' in left_out
    assert 'id="load"' not in axis.text


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"axis": "9.9"}, "no axis has the number 9.9"),
        ({"at": "2026-02-31"}, "is not a day"),
        ({"siren": "1"}, "no territory 1 here"),
        ({"mesure": "1.1.1"}, "a file takes axis, at, siren"),
    ],
)
@pytest.mark.parametrize("extension", ["", ".pdf", ".xlsx"])
def test_what_cannot_be_told_is_refused(served: str, given: Row, problem: str, extension: str) -> None:
    answer = httpx2.get(f"{served}/audit/report{extension}", params={"at": AT, **given})
    assert answer.status_code == 400
    assert problem in answer.text


@pytest.mark.parametrize("extension", ["", ".pdf", ".xlsx"])
def test_without_a_day_it_leads_to_today(served: str, extension: str) -> None:
    answer = httpx2.get(f"{served}/audit/report{extension}", params={"axis": AXIS})
    assert answer.status_code == 303
    assert re.fullmatch(rf"/audit/report{extension}\?axis=1\.3&at=\d{{4}}-\d\d-\d\d", answer.headers["location"])


@pytest.fixture(scope="module")
def pdf(served: str) -> PdfReader:
    answer = httpx2.get(f"{served}/audit/report.pdf", params={"at": AT, "axis": AXIS}, timeout=180)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert f'filename="dossier-audit-axe-{AXIS}-{AT}.pdf"' in answer.headers["content-disposition"]
    return PdfReader(io.BytesIO(answer.content))


def outline(entries: list[Any]) -> Iterator[str]:
    for each in entries:
        yield from outline(each) if isinstance(each, list) else [str(each["/Title"])]


def words(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def test_the_pdf_has_the_parts_of_the_page_as_its_outline(pdf: PdfReader, axis: Document) -> None:
    contents = axis.front.partition('<nav class="contents"')[2].partition("</nav>")[0]
    told = [plain(each) for each in re.findall(r"<a href=[^>]*>(.*?)</a>", contents, re.DOTALL)]
    long = [number for number, sheet in axis.tables.items() if sheet and len(sheet.rows) > LONG]
    titles = [plain(re.findall("<h1>(.*?)</h1>", axis.pages[f"t{number}"])[0]) for number in long]
    annexes = [f"Annexe {letter}. {title.partition('. ')[2]}" for letter, title in zip("CDEFG", titles, strict=False)]
    titled = [words(each).partition(" · ")[0].strip() for each in outline(pdf.outline)]
    assert titled == ["Sommaire", *told, *annexes]


def plain(markup: str) -> str:
    """The French words of a piece of a page."""
    return words(unescape(re.sub(r'<span class="en".*?</span>|<[^>]+>', "", markup))).strip()


def test_the_pdf_is_tagged_titled_and_in_french(pdf: PdfReader) -> None:
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"].value
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/Lang"].startswith("fr")
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert str(pdf.metadata.title).startswith("Dossier d'audit : Axe 1.3")


def test_the_pdf_says_where_it_is_from_on_its_first_page_and_numbers_the_others(served: str, pdf: PdfReader) -> None:
    version = httpx2.get(f"{served}/health").json()["version"]
    first = words(pdf.pages[0].extract_text())
    for each in (
        version,
        "30/06/2024",
        "Dijon métropole",
        "Amplifier les stratégies métropolitaines de mobilité durable",
    ):
        assert each in first
    for number, page in enumerate(pdf.pages[1:], start=2):
        assert f"{number} / {len(pdf.pages)}" in words(page.extract_text())
        assert version in page.extract_text()


def test_the_pdf_says_each_count_and_each_row_of_the_page(pdf: PdfReader, axis: Document) -> None:
    text = words(" ".join(page.extract_text() for page in pdf.pages))
    squeezed = text.replace(" ", "")
    for count in re.findall(r'<p class="tally">(?:<span>)?([^<]+)</span>', axis.text):
        assert words(unescape(count)).strip() in text
    for sheet in filter(None, axis.tables.values()):
        for row in sheet.rows:
            # A heading on each page parts no row: what stands in a cell stands there in one piece.
            assert words(row[0].text).replace(" ", "").strip() in squeezed


def test_no_row_is_cut_by_the_end_of_a_page(pdf: PdfReader) -> None:
    """The whole text of each action of the axis stands on one page."""
    whole_title = "RENFORCER LES MOBILITES ACTIVES ET INCITER A L'ESSOR DES MOBILITES PARTAGEES".replace(" ", "")
    pages = [words(page.extract_text()).replace(" ", "") for page in pdf.pages]
    assert any(whole_title in page for page in pages)


def test_the_links_of_the_pdf_lead_to_the_addresses_of_the_site(pdf: PdfReader) -> None:
    targets = {
        str(action["/URI"])
        for page in pdf.pages
        for each in page.get("/Annots", [])
        if "/URI" in (action := each.get_object().get("/A", {}))
    }
    assert f"{BASE}audit/report?at={AT}&axis={AXIS}" in targets
    assert any(each.startswith(f"{BASE}page/242100410/action/4.2.2/") for each in targets)
    assert all(each.startswith((BASE, "http://www.w3.org/")) for each in targets)


@pytest.fixture(scope="module")
def workbook(served: str) -> Workbook:
    answer = httpx2.get(f"{served}/audit/report.xlsx", params={"at": AT}, timeout=60)
    assert f'filename="dossier-audit-{AT}.xlsx"' in answer.headers["content-disposition"]
    return load_workbook(io.BytesIO(answer.content))


def test_the_workbook_lists_its_sheets_and_where_they_are_from(served: str, workbook: Workbook) -> None:
    facts = {row[0]: row[1] for row in workbook["Sommaire"].iter_rows(max_row=4, max_col=2, values_only=True)}
    assert facts["À la date du · As of"] == AT
    assert facts["Version des données · Version of the data"] == httpx2.get(f"{served}/health").json()["version"]
    listed = [row[0] for row in workbook["Sommaire"].iter_rows(min_row=7, max_col=1, values_only=True)]
    assert listed == workbook.sheetnames[1:]


def test_each_sheet_has_all_that_its_question_answers_numbers_as_numbers(served: str, workbook: Workbook) -> None:
    numbers = 0
    for row in workbook["Sommaire"].iter_rows(min_row=7, max_col=7, values_only=True):
        sheet, rows = workbook[str(row[0])], asked(served, str(row[6]).removeprefix(BASE.rstrip("/")))
        assert row[3] == len(rows)
        header, *lines = sheet.iter_rows(values_only=True)
        assert [as_text(line) for line in lines] == [[each[str(name)] for name in header] for each in rows]
        numbers += sum(
            isinstance(value, int | float) and not isinstance(value, bool) for line in lines for value in line
        )
    assert numbers > 1000


def as_text(line: tuple[Any, ...]) -> list[str]:
    return [cell_text(value) for value in line]


def cell_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return value.date().isoformat() if hasattr(value, "date") else str(value)
