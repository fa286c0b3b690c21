"""Long tables are shown page by page: nothing is lost without scripts, and no page is heavy."""

import csv
import io
import re
from html import unescape

import httpx2
import pytest
from audit_pages import Sheet, read_sheets

from endpoint.leaves import ROWS

LARGEST = 200_000
PAGER = re.compile(r'<nav class="pager" aria-label="Pages du tableau[^"]*">(.*?)</nav>', re.DOTALL)


def leaves(page: str) -> list[str]:
    """The addresses of the pages of the first table that has several."""
    found = PAGER.search(page)
    return [unescape(each).partition("#")[0] for each in re.findall('href="([^"]+)"', found[1])] if found else []


def read_all(served: str, address: str) -> tuple[list[Sheet], list[int]]:
    """The table of an address, page by page, and how many bytes each page has."""
    pages = [httpx2.get(f"{served}{each}").text for each in leaves(httpx2.get(f"{served}{address}").text)]
    return [read_sheets(page)[0] for page in pages], [len(page.encode()) for page in pages]


def answer(served: str, question: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(httpx2.get(f"{served}/queries/{question}.csv").text)))


def test_the_pages_of_a_report_have_all_its_rows_once(served: str) -> None:
    sheets, sizes = read_all(served, "/audit/alignments-to-review")
    rows = [[cell.said for cell in row] for sheet in sheets for row in sheet.rows]
    assert rows == [[row[name] for name in sheets[0].columns] for row in answer(served, "alignments-to-review")]
    assert [len(sheet.rows) for sheet in sheets[:-1]] == [ROWS] * (len(sheets) - 1)
    assert max(sizes) < LARGEST


@pytest.mark.parametrize("question", ["alignments", "readings", "ledger"])
def test_the_pages_of_a_question_have_all_its_rows_once(served: str, question: str) -> None:
    every = answer(served, question)
    first = httpx2.get(f"{served}/queries/{question}", headers={"Accept": "text/html"}).text
    pages = [first]
    while following := next_of(pages[-1]):
        pages.append(httpx2.get(f"{served}{following}", headers={"Accept": "text/html"}).text)
    assert [len(read_sheets(page)[0].rows) for page in pages] == [
        min(ROWS, len(every) - start) for start in range(0, len(every), ROWS)
    ]
    assert max(len(page.encode()) for page in pages) < LARGEST


def next_of(page: str) -> str | None:
    """The address of the page after the one that is shown."""
    pager = PAGER.search(page)
    following = re.search(r'aria-current="page">[^<]*</a>\s*<a href="([^"]+)"', pager[1]) if pager else None
    return unescape(following[1]).partition("#")[0] if following else None


@pytest.mark.parametrize(
    "address",
    ["/audit/corrections?from1=x", "/queries/ledger?from-row=0", "/audit/report?at=2024-06-30&part=t30&from=-1"],
)
def test_what_is_no_number_of_a_row_is_refused(served: str, address: str) -> None:
    refused = httpx2.get(f"{served}{address}", headers={"Accept": "text/html"})
    assert refused.status_code == 400
    assert "est le numéro d&#39;une ligne" in refused.text


def test_beyond_its_end_a_table_shows_its_last_page(served: str) -> None:
    every = answer(served, "alignments-to-review")
    [sheet] = read_sheets(httpx2.get(f"{served}/audit/alignments-to-review?from1=9999").text)
    assert len(sheet.rows) == len(every) % ROWS


@pytest.mark.parametrize("part", ["9", "t99", "annexe"])
def test_a_part_that_the_file_has_not_is_told(served: str, part: str) -> None:
    refused = httpx2.get(f"{served}/audit/report", params={"at": "2024-06-30", "part": part})
    assert refused.status_code == 400
    assert f"no part {part}" in refused.text
