"""The matrix in Chromium: an auditor's way from an axis to the words of the documents."""

import csv
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CELL = "/audit/matrix/cell?row=242100410/axis/1.3&column=measure/citergie/4.1.2&pairs=all"
MOBILITY = "Amplifier les stratégies métropolitaines de mobilité durable"


def row_of(page: Page, words: str) -> Locator:
    return page.locator(".matrix tbody tr").filter(has=page.get_by_role("rowheader").filter(has_text=words))


def test_an_auditor_goes_from_an_axis_to_a_line_of_a_document_and_back(open_page: Open) -> None:
    page = open_page("/audit/matrix")
    row = row_of(page, "mobilité durable")
    expect(row.get_by_role("rowheader")).to_have_text(f"1.3 {MOBILITY}")
    # The reviewers linked six measures of the domain Mobilité to this axis strongly, and 5.1.1 by an action.
    assert row.locator("td.strong").count() == 7
    expect(row.locator("td.strong").first).to_contain_text("● forte")
    row.locator("a[title*='4.1.2']").click()
    expect(page.locator("h1")).to_contain_text(MOBILITY)
    expect(page.locator("h1")).to_contain_text("Promouvoir la mobilité durable en interne")
    expect(page.locator(".alignment blockquote")).to_have_text(
        [
            "« mobilité durable en interne au sein de la collectivité » citergie, ligne line 140",
            "« stratégies métropolitaines de mobilité durable » projet-metropolitain, ligne line 15",
        ]
    )
    page.click("text=projet-metropolitain, ligne")
    assert page.url.endswith("/page/242100410/document/projet-metropolitain/row/15")
    expect(page.locator("main")).to_contain_text(MOBILITY)
    page.go_back()
    page.click("th a >> text=Réduction de la flotte")
    expect(page.locator("h1").first).to_contain_text("Réduction de la flotte de DM/Dijon")
    page.go_back()
    page.click("text=La matrice")
    assert page.url.endswith("/audit/matrix")


def test_filters_are_chosen_shared_and_downloaded(open_page: Open) -> None:
    page = open_page("/audit/matrix")
    page.select_option("#columns", "contracts")
    page.select_option("#strength", "medium")
    page.check("input[name=pairs]")
    page.click("form.parameters button")
    expect(page.locator(".narrowed")).to_contain_text("Moyenne ou plus")
    expect(page.locator(".matrix td.weak")).to_have_count(0)
    expect(page.locator(".matrix .not").first).to_be_visible()
    shared = page.locator(".citation a").get_attribute("href")
    assert shared == "/audit/matrix?columns=contracts&strength=medium&pairs=all"
    with page.expect_download() as download:
        page.evaluate("document.querySelector('.downloads a').setAttribute('download', '')")
        page.click(".downloads >> text=CSV")
    with download.value.path().open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert len(lines) == 1 + 37
    other = open_page(shared)
    shown = other.locator(".matrix td a").all_inner_texts()
    assert shown == page.locator(".matrix td a").all_inner_texts() != []
    other.click("text=Tout afficher")
    expect(other.locator(".narrowed")).to_have_count(0)
    expect(other.locator("#columns")).to_have_value("contracts")


def test_headings_stay_in_sight_and_the_keyboard_scrolls(open_page: Open) -> None:
    page = open_page("/audit/matrix")
    page.locator(".matrix").focus()
    before = page.locator(".matrix thead").bounding_box(), page.locator(".matrix th[scope=row]").first.bounding_box()
    page.keyboard.press("End")
    page.evaluate("document.querySelector('.matrix').scrollBy(900, 600)")
    head = page.locator(".matrix thead").bounding_box()
    side = row_of(page, "Préserver l’or bleu").get_by_role("rowheader").bounding_box()
    assert head
    assert side
    assert before[0]
    assert before[1]
    assert head["y"] == pytest.approx(before[0]["y"], abs=2)
    assert side["x"] == pytest.approx(before[1]["x"], abs=2)


def test_without_scripts_the_form_filters(open_page: Open) -> None:
    page = open_page("/audit/matrix", java_script_enabled=False)
    page.select_option("#rows", "orientations")
    page.click("form.parameters button")
    expect(page.locator("h1")).to_contain_text("Orientations du CRTE × Mesures Cit'ergie")
    expect(page.locator(".matrix th[scope=row]")).to_have_count(14)


@pytest.mark.parametrize("path", ["/audit/matrix", "/audit/matrix?rows=orientations&columns=contracts&pairs=all", CELL])
def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Open, path: str) -> None:
    page = open_page(path, **PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_a_phone_the_matrix_is_a_list_of_what_each_axis_is_linked_to(open_page: Open) -> None:
    page = open_page("/audit/matrix", **PHONE)
    links = row_of(page, "Préserver l’or bleu").locator("td a:visible")
    assert [text.split("\n")[0] for text in links.all_inner_texts()] == [
        "3.3.1 Optimiser l'efficacité des installations d'eau potable (énergie et ressource)",
        "3.3.2 Optimiser le potentiel énergétique des systèmes d'assainissement",
        "3.3.3 Optimiser la gestion des eaux pluviales",
    ]
    links.first.tap()
    expect(page.locator("h1")).to_contain_text("Préserver l’or bleu")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/audit/matrix?pairs=all", "/audit/matrix?columns=themes&strength=strong", CELL])
def test_axe_finds_nothing(open_page: Open, axe: str, path: str, scheme: str) -> None:
    page = open_page(path, bypass_csp=True, color_scheme=scheme)
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(run => run.violations)")
    assert [(each["id"], each["impact"], each["nodes"][0]["html"]) for each in found] == []
