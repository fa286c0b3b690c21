"""The audit reports in a browser: anyone can read them, and an auditor finds what is late at a date of her choice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from endpoint.audit.reports import REPORTS

PATHS = ["/audit", *(f"/audit/{name}" for name in REPORTS), "/audit/overdue?at=hier"]
OpenPage = Callable[..., Page]


def faults_of(page: Page, axe: str) -> list[str]:
    """What axe-core finds on a page, whatever its weight."""
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


# The policy of the pages refuses the script of the test, so that it is set aside there, and only there.
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_on_any_report_and_none_is_wider_than_its_window(
    open_page: OpenPage, axe: str, scheme: str, width: int
) -> None:
    viewport = {"width": width, "height": 900}
    page = open_page(PATHS[0], bypass_csp=True, color_scheme=scheme, viewport=viewport)
    faults = {}
    for path in PATHS:
        page.goto(path)
        faults[path] = faults_of(page, axe)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults[path].append("wider than its window")
    assert {path: found for path, found in faults.items() if found} == {}


def test_an_auditor_sees_what_was_late_at_a_date_and_shares_it(open_page: OpenPage) -> None:
    page = open_page("/audit")
    page.get_by_role("link", name="Actions en retard").click()
    page.get_by_label("À la date du").fill("2019-12-31")
    page.get_by_role("button", name="Afficher").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(page.locator(".tally")).to_contain_text("2 actions en retard")
    assert page.url.endswith("/audit/overdue?at=2019-12-31")
    expect(page.locator(".citation a")).to_have_attribute("href", "/audit/overdue?at=2019-12-31")


def test_an_auditor_goes_from_a_report_to_the_line_that_says_it(open_page: OpenPage) -> None:
    page = open_page("/audit/actions-without-lead")
    page.get_by_role("link", name="citergie:153").click()
    expect(page.locator("main")).to_contain_text("153")
    page.go_back()
    page.get_by_role("link", name="Développer les liens entre les associations locales").click()
    expect(page.locator("h1")).to_contain_text("Développer les liens")


def test_an_auditor_takes_the_table_and_the_figure_away(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/audit/timeline?at=2024-06-30")
    assert page.locator(".chart [data-row]").count() == 37
    answer = page.request.get(page.locator("a[data-figure]").get_attribute("href") or "")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "2024-06-30" in answer.text()
    workbook = page.request.get(page.locator(".answer a", has_text="XLSX").get_attribute("href") or "")
    assert workbook.body().startswith(b"PK")


def test_the_figure_alone_is_a_picture_of_its_own(open_page: OpenPage) -> None:
    page = open_page("/audit/budget-by-domain.svg")
    assert page.evaluate("document.documentElement.tagName") == "svg"
    assert page.locator("rect[data-column=inclMin]").count() == 1


def test_a_report_works_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/audit/load?at=2024-06-30", java_script_enabled=False)
    expect(page.locator("tbody tr")).to_have_count(30)
    expect(page.locator(".chart svg")).to_be_visible()
