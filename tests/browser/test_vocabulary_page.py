"""The page /ontology in Chromium: the drawn graph of how classes link."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

Open = Callable[..., Page]


def test_the_links_between_classes_are_drawn(open_page: Open) -> None:
    page = open_page("/ontology")
    action = page.locator(".diagram .node", has_text="fil:Action ")
    expect(action).to_contain_text("action")
    expect(page.locator(".diagram .edge", has_text="fil:implements")).to_have_count(1)
    action.click()
    assert page.url.endswith("/ontology#Action")


def test_what_is_drawn_can_be_chosen(open_page: Open) -> None:
    page = open_page("/ontology")
    expect(page.locator(".diagram .node", has_text="fil:Cell ")).to_have_count(0)
    page.check("text=Provenance")
    expect(page.locator(".diagram .node", has_text="fil:Cell ")).to_have_count(1)


def test_a_link_opens_the_editor_with_the_query_that_shows_it(open_page: Open) -> None:
    page = open_page("/ontology")
    page.click(".diagram .edge a >> text=fil:implements")
    expect(page.locator("#editor .status")).to_contain_text("94 lignes")


def test_a_class_opens_the_editor_with_its_query(open_page: Open) -> None:
    page = open_page("/ontology")
    page.click("#PolicyAxis .ask")
    expect(page.locator("#editor .status")).to_contain_text("37 lignes")


def test_without_scripts_the_links_are_a_table(open_page: Open) -> None:
    page = open_page("/ontology", java_script_enabled=False)
    page.click("summary >> text=Les liens en tableau")
    expect(page.locator("#links tbody tr", has_text="met en œuvre")).to_contain_text("94")
