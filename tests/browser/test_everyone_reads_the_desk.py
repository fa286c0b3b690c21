"""Every kind of page of the auditor's desk, for every reader: axe-core finds nothing, by day, by night, on a phone.

The reports and the matrix have tests of their own; here stand the start page, the search and the sheets.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

ID = "/page/242100410"
ACTION = f"{ID}/action/1.3.2/mise-en-oeuvre-du-npnru-fontaine-d-ouche-le-mail-mise-en"
PATHS = [
    "/",
    "/?width=budget",
    "/search",
    "/search?q=velo",
    "/search?q=mobilte",
    "/search?q=plan&kind=action",
    "/search?q=xyzzyx",
    "/queries",
    "/queries/actions-overdue",
    f"{ID}/axis/1.3",
    f"{ID}/axis/3.1",
    f"{ID}/orientation/9",
    "/page/measure/citergie/1.2.3",
    ACTION,
    "/page/actor/ademe",
    ID,
    f"{ID}/document/citergie",
    f"{ID}/document/crte?fate=withheld",
    f"{ID}/document/citergie?text=xyzzyx",
    f"{ID}/document/citergie/row/21",
    "/page/measure/citergie/9.9.9",
    "/audit/report?at=2024-06-30",
    "/audit/report?axis=1.3&at=2024-06-30",
    *(f"/audit/report?at=2024-06-30&part={part}" for part in ("1", "2", "3", "4", "5", "6", "t36")),
    "/queries/alignments?from-row=101",
]
OpenPage = Callable[..., Page]


def faults_of(page: Page, axe: str) -> list[str]:
    """What axe-core finds on a page on which all is unfolded, whatever its weight."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    faults = [f"{each['impact']} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        faults.append("wider than its window")
    return faults


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(
    open_page: OpenPage, axe: str, scheme: str, width: int
) -> None:
    page = open_page("/", bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 900})
    faults = {}
    for path in PATHS:
        page.goto(path)
        faults[path] = faults_of(page, axe)
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("path", PATHS)
def test_a_page_has_one_title_its_language_and_no_script_of_its_own(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "fr"
    # The policy forbids scripts inside a page; data for machines is no script.
    assert page.locator("script:not([src]):not([type='application/ld+json'])").count() == 0
    assert page.locator("[style], [onclick]").count() == 0


def test_the_keyboard_alone_leads_from_the_start_to_a_line_of_a_document(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    page.keyboard.press("Enter")
    tab_to(page, "#find")
    page.keyboard.type("mobilite durable")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_contain_text("Axes politiques")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("1.3 Amplifier les stratégies métropolitaines de mobilité durable")
    tab_to(page, "summary")
    page.keyboard.press("Enter")
    expect(page.locator("details[open] .proof").first).to_be_visible()
    tab_to(page, "details[open] .place")
    page.keyboard.press("Enter")
    page.wait_for_url("**/document/*")
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_the_keyboard_alone_sorts_a_report_and_unfolds_its_query(open_page: OpenPage) -> None:
    page = open_page("/audit/actions-without-lead")
    tab_to(page, "th button")
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_have_count(1)
    tab_to(page, "details.query summary")
    page.keyboard.press("Space")
    expect(page.locator("details.query[open] pre")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on what a selector finds."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the keyboard never reaches {selector}")
