"""An auditor's work in Chromium, from a word that she remembers to the files that she takes away."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, Locator, Page, expect

OpenPage = Callable[..., Page]
MOBILITY = "Amplifier les stratégies métropolitaines de mobilité durable"
CAR_SHARING = "Réduction de la flotte de DM/Dijon au profit du recours à l'auto-partage"


def download(page: Page, link: Locator) -> Download:
    """Click a link or button whose answer is a file."""
    link.evaluate("each => each.tagName === 'A' && each.setAttribute('download', '')")
    with page.expect_download() as started:
        link.click()
    return started.value


def lines_of(file: Download) -> list[list[str]]:
    with Path(file.path()).open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))


def sheets_of(file: Download) -> list[list[list[str]]]:
    book = load_workbook(io.BytesIO(Path(file.path()).read_bytes()))
    return [[["" if cell is None else str(cell) for cell in row] for row in sheet.values] for sheet in book.worksheets]


def test_from_a_word_to_the_line_of_the_document(open_page: OpenPage) -> None:
    """A misspelt word, the axis, its row of the matrix, a cell, an action, the cells as read, the line."""
    page = open_page("/")
    page.get_by_label("Chercher dans les plans").fill("strategies metropolitaines de mobilte")
    page.get_by_label("Chercher dans les plans").press("Enter")
    page.locator("section[aria-labelledby=axis] a").first.click()
    expect(page.locator("h1")).to_have_text(f"1.3 {MOBILITY}")
    page.get_by_role("link", name="Matrice").click()
    row = page.locator(".matrix tbody tr").filter(has=page.get_by_role("rowheader", name=MOBILITY))
    # The domain Mobilité has six measures in the plan, 4.1.1 to 4.3.3: the row has a link to each of them.
    linked = [each.get_attribute("title") or "" for each in row.locator("td a").all()]
    assert len([each for each in linked if "× 4." in each]) == 6
    row.locator("a[title*='4.1.2']").click()
    # Lines 140 and 141 of citergie.tsv are the two actions of measure 4.1.2.
    expect(page.locator("table.linked tbody tr")).to_have_count(2)
    expect(page.locator(".alignment blockquote").first).to_contain_text("mobilité durable en interne")
    page.get_by_role("link", name=CAR_SHARING).click()
    expect(page.locator("h1")).to_have_text(CAR_SHARING)
    lead = page.locator("#lead")
    lead.locator("summary").click()
    # As read in the document, line 141; the same words in the authority's form above them.
    expect(lead.locator("td.raw")).to_have_text("DCPL")
    lead.get_by_role("link", name="citergie:141").click()
    assert urlsplit(page.url).path.endswith("/document/citergie")
    line = page.locator("tr:target")
    expect(line).to_be_in_viewport()
    expect(line.get_by_role("rowheader")).to_have_text("141")
    expect(line).to_contain_text("DCPL")


def test_the_matrix_is_taken_away_with_its_filters(open_page: OpenPage) -> None:
    page = open_page("/audit/matrix?columns=citergie-domains")
    files = page.locator(".downloads").first
    lines = lines_of(download(page, files.get_by_role("link", name="CSV")))
    assert next(each for each in lines if each[1] == "1.3")[2] == MOBILITY
    assert len(lines) == 1 + 37
    assert len(lines[0]) == 3 + 6
    table, about = sheets_of(download(page, files.get_by_role("link", name="XLSX")))
    assert table == lines
    told = {row[0]: row[1] for row in about}
    assert told["Version des données / Version of the data"] == page.locator(".citation code").first.inner_text()
    assert "SELECT" in " ".join(cell for row in about for cell in row)


def test_what_is_overdue_at_a_date_is_found_shared_and_taken_away(open_page: OpenPage) -> None:
    page = open_page("/audit")
    page.get_by_role("link", name="Actions en retard").click()
    page.get_by_label("À la date du").fill("2019-12-31")
    page.get_by_role("button", name="Afficher").click()
    # At the end of 2019 the ends of the lines 94 (été 2019) and 106 (2019-11-01) are past.
    expect(page.locator("table tbody tr")).to_have_count(2)
    files = page.locator(".answer .downloads")
    lines = lines_of(download(page, files.get_by_role("link", name="CSV")))
    places = [row[lines[0].index("rows")] for row in lines[1:]]
    assert sorted(places) == ["citergie:106 | citergie:127", "citergie:115 | citergie:94"]
    table, _ = sheets_of(download(page, files.get_by_role("link", name="XLSX")))
    assert [row[lines[0].index("rows")] for row in table[1:]] == places
    shared = page.locator(".citation a").get_attribute("href") or ""
    assert shared == "/audit/overdue?at=2019-12-31"
    other = open_page(shared)
    assert other.locator("table.sheet").inner_text() == page.locator("table.sheet").inner_text()
    expect(other.get_by_label("À la date du")).to_have_value("2019-12-31")


def test_the_question_behind_a_report_runs_in_the_editor_and_answers_the_same(open_page: OpenPage) -> None:
    page = open_page("/audit/actions-without-lead")
    count = page.locator("table.sheet tbody tr").count()
    address = page.locator(".sources a", has_text="Ouvrir dans l'éditeur").get_attribute("href") or ""
    editor = page.request.get(address, max_redirects=0).headers["location"]
    answer = page.request.get(editor.replace("format=html", "format=csv"))
    assert len(list(csv.DictReader(io.StringIO(answer.text())))) == count == 21


@pytest.mark.parametrize("path", ["/", "/audit/timeline?at=2024-06-30", "/page/242100410/axis/1.3"])
def test_a_figure_is_taken_away_as_a_picture(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    drawn = page.locator("figure svg").bounding_box()
    assert drawn
    file = download(page, page.get_by_role("button", name="PNG"))
    data = Path(file.path()).read_bytes()
    assert data.startswith(b"\x89PNG")
    assert file.suggested_filename.endswith(".png")
    # Twice as wide as it is drawn: 960 points.
    assert int.from_bytes(data[16:20], "big") == 2 * 960
    svg = page.request.get(page.locator("a[data-figure]").get_attribute("href") or "").text()
    assert svg.startswith("<svg")
    assert "Filrouge, version" in svg


def test_a_line_to_correct_is_found_by_its_words(open_page: OpenPage) -> None:
    page = open_page("/page/242100410/document/citergie")
    page.get_by_role("link", name="À corriger").click()
    expect(page.locator("table.ledger tbody tr")).to_have_count(14)
    page.get_by_label("Mots des lignes").fill("ECOQUARTIERS")
    page.locator("main").get_by_role("button", name="Chercher").click()
    # Line 23 reads « Écoquartiers » and « écoquartiers propres à Dijon Métropole ».
    expect(page.locator("table.ledger tbody tr th")).to_have_text(["23"])
    expect(page.locator(".citation a")).to_have_attribute(
        "href", "/page/242100410/document/citergie?fate=to-correct&text=ECOQUARTIERS"
    )
    page.get_by_role("link", name="Tout afficher").click()
    expect(page.locator("#L100")).to_be_attached()
