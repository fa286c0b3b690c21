"""The editor at /sparql, as a person uses it in Chromium."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
AXES = "SELECT ?axis ?label WHERE { ?axis a fil:PolicyAxis ; skos:prefLabel ?label } ORDER BY ?axis"
# The document lists 37 axes.
AXES_OF_DIJON = 37
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def asked(query: str) -> str:
    return f"/sparql?query={quote(query)}"


def write(page: Page, text: str) -> None:
    page.click("#editor .CodeMirror")
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def put(page: Page, text: str) -> None:
    expect(page.locator("#editor .CodeMirror")).to_be_visible()
    page.evaluate("text => document.querySelector('.CodeMirror').CodeMirror.setValue(text)", text)


def written(page: Page) -> str:
    text: str = page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
    return text


def take(page: Page, suggested: str, word: str) -> None:
    """Wait for a suggestion, take it with Enter, and wait until its word stands in the query."""
    expect(page.locator(".CodeMirror-hint-active")).to_contain_text(suggested)
    page.keyboard.press("Enter")
    expect(page.locator(".CodeMirror-code")).to_contain_text(word)
    expect(page.locator(".CodeMirror-hint-active")).to_have_count(0)


def rows(page: Page) -> list[list[str]]:
    return [row.locator("td").all_inner_texts() for row in page.locator(".results tbody tr").all()]


def test_the_editor_is_used_from_the_first_key_to_a_link_that_another_reader_opens(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("/sparql")
    write(page, "SELECT ?axis ?label {\n?axis a fil:PolicyA")
    take(page, "axe politique · 37", "fil:PolicyAxis")
    page.keyboard.type(" ; skos:prefL")
    take(page, "skos:prefLabel", "skos:prefLabel")
    page.keyboard.type(" ?label }\nORDER BY ?axis")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".status")).to_contain_text("37 lignes")
    found = rows(page)
    assert len(found) == AXES_OF_DIJON
    assert ["242100410/axis/1.3", "Amplifier les stratégies métropolitaines de mobilité durable"] in found

    page.click("text=242100410/axis/1.3")
    expect(page.locator("h1")).to_contain_text("mobilité durable")
    assert page.url.endswith("/page/242100410/axis/1.3")
    page.go_back()
    expect(page.locator(".status")).to_contain_text("37 lignes")

    with page.expect_download() as download:
        page.click(".saves >> text=CSV")
    file = tmp_path / "axes.csv"
    download.value.save_as(file)
    assert download.value.suggested_filename == "filrouge.csv"
    with file.open(newline="") as lines:
        assert len(list(csv.DictReader(lines))) == AXES_OF_DIJON

    page.click("text=Partager")
    link = page.locator(".shared input").input_value()
    other = open_page(link)
    expect(other.locator(".status")).to_contain_text("37 lignes")
    other.reload()
    expect(other.locator(".status")).to_contain_text("37 lignes")
    assert written(other) == written(page)


def test_a_property_is_found_by_a_word_of_its_label_in_the_language_of_the_reader(open_page: Open) -> None:
    page = open_page("/sparql")
    write(page, "SELECT * {\n?action financ")
    take(page, "financé par · 20", "fil:fundedBy")
    assert written(page).split() == ["SELECT", "*", "{", "?action", "fil:fundedBy"]


def test_a_prefix_that_a_query_declares_is_the_one_that_completion_writes(open_page: Open) -> None:
    page = open_page("/sparql")
    write(page, "PREFIX f: <https://w3id.org/filrouge/ontology#>\nSELECT * {\n?action f:fund")
    take(page, "financé par", "f:fundedBy")
    assert written(page).endswith("f:fundedBy")


def test_known_prefixes_need_no_line_here_and_are_written_for_other_services_in_one_click(open_page: Open) -> None:
    page = open_page(asked("SELECT ?a { ?a a fil:PolicyAxis ; <http://www.w3.org/2004/02/skos/core#prefLabel> 'x' }"))
    expect(page.locator(".parseErrorIcon")).to_have_count(0)
    page.click("summary >> text=Préfixes")
    page.click("text=Écrire les lignes PREFIX")
    assert written(page).startswith("PREFIX fil: <https://w3id.org/filrouge/ontology#>\nSELECT")


def test_a_question_is_asked_in_one_click_among_those_of_its_tag(open_page: Open) -> None:
    page = open_page("/sparql")
    page.click(".questions .chip >> text=Argent")
    expect(page.locator(".questions li").first).to_be_visible()
    assert "Tous les budgets" not in page.locator(".questions .chips").inner_text()
    page.click(".questions li button >> nth=0")
    expect(page.locator(".status")).to_contain_text("lignes en")
    assert len(rows(page)) > 1


def test_the_vocabulary_beside_writes_a_word_or_shows_what_uses_it(open_page: Open) -> None:
    page = open_page("/sparql")
    write(page, "SELECT * { ?x a ")
    page.click("summary >> text=Vocabulaire")
    page.fill(".vocabulary input", "sous-action")
    page.click('[aria-label="Insérer fil:SubAction"]')
    assert written(page) == "SELECT * { ?x a fil:SubAction"
    page.click('[aria-label="Interroger : fil:SubAction"]')
    expect(page.locator(".status")).to_contain_text("73 lignes")


def test_a_syntax_error_is_told_in_words_and_marked_on_its_line(open_page: Open) -> None:
    page = open_page(asked("SELECT * {\n  ?s foo:bar ?o\n}"))
    problem = page.locator(".results .problem")
    expect(problem).to_contain_text("Préfixe inconnu")
    expect(problem).to_contain_text("Ligne 2, colonne")
    expect(page.locator(".problem-line")).to_have_count(1)
    page.click("text=Y aller")
    page.keyboard.type("x")
    expect(page.locator(".problem-line")).to_have_count(0)


def test_a_query_that_takes_too_long_is_told_with_what_the_service_says(open_page: Open) -> None:
    page = open_page(asked(ENDLESS))
    problem = page.locator(".results .problem")
    expect(problem).to_contain_text("dépassé le temps")
    expect(problem.locator("pre")).to_contain_text("2")


def test_a_query_that_runs_can_be_stopped(open_page: Open) -> None:
    page = open_page(asked(ENDLESS))
    page.click("text=Arrêter")
    expect(page.locator(".results .problem")).to_contain_text("Requête arrêtée")


def test_the_keyboard_enters_the_editor_leaves_it_and_goes_on(open_page: Open) -> None:
    page = open_page("/sparql")
    page.click("#editor .CodeMirror")
    page.keyboard.press("Escape")
    expect(page.locator(".run")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("text=Partager")).to_be_focused()


def test_a_query_too_long_for_an_address_is_run_shared_and_downloaded_all_the_same(open_page: Open) -> None:
    page = open_page("/sparql")
    put(page, f"{AXES}\n#{'x' * 6000}")
    page.click("#editor .run")
    expect(page.locator(".status")).to_contain_text("37 lignes")
    with page.expect_download() as download:
        page.click(".saves >> text=JSON")
    assert len(json.loads(download.value.path().read_text())["results"]["bindings"]) == AXES_OF_DIJON
    page.click("text=Partager")
    other = open_page(page.locator(".shared input").input_value())
    expect(other.locator(".status")).to_contain_text("37 lignes")


def test_numbers_are_drawn_by_a_library_that_comes_only_then(open_page: Open) -> None:
    page = open_page(asked("SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n) LIMIT 5"))
    expect(page.locator(".status")).to_contain_text("5 lignes")
    with page.expect_request("**/chart-*.js"):
        page.click("[data-view=chart]")
    expect(page.locator("canvas")).to_have_attribute("aria-label", "n par c")
    page.wait_for_function("document.querySelector('canvas').width > 300")


def test_an_answer_without_numbers_says_why_it_is_not_drawn(open_page: Open) -> None:
    page = open_page(asked(AXES))
    page.click("[data-view=chart]")
    expect(page.locator(".view")).to_contain_text("une colonne de nombres")


def test_the_raw_answer_is_shown_in_the_format_that_is_chosen(open_page: Open) -> None:
    page = open_page(asked("ASK { ?axis a fil:PolicyAxis }"))
    expect(page.locator(".boolean")).to_have_text("Oui")
    page.click("[data-view=raw]")
    expect(page.locator(".view pre")).to_contain_text('"boolean":true')
    page.select_option(".view select", "xml")
    expect(page.locator(".view pre")).to_contain_text("<boolean>true</boolean>")


def test_a_graph_is_shown_as_triples_and_saved_as_rdf(open_page: Open) -> None:
    page = open_page(asked("CONSTRUCT { ?axis a fil:PolicyAxis } WHERE { ?axis a fil:PolicyAxis }"))
    expect(page.locator(".status")).to_contain_text("37 triplets")
    assert rows(page)[0][1:] == ["rdf:type", "fil:PolicyAxis"]
    with page.expect_download() as download:
        page.click(".saves >> text=TTL")
    assert download.value.path().read_text().count("a fil:PolicyAxis") == AXES_OF_DIJON


def test_rows_are_sorted_as_numbers_filtered_and_shown_by_pages(open_page: Open) -> None:
    page = open_page(asked("SELECT ?line { ?row fil:line ?line ; fil:document/dct:identifier 'citergie' }"))
    expect(page.locator(".status")).to_contain_text("lignes en")
    page.click(".results th button")
    first = [row[0] for row in rows(page)[:3]]
    assert first == ["1", "2", "3"]
    expect(page.locator(".pager")).to_contain_text("Lignes 1 à 100 sur")
    page.click("text=Suivantes")
    assert rows(page)[0] == ["101"]
    page.fill(".results input[type=search]", "113")
    assert ["113"] in rows(page)


def test_the_way_back_through_the_history_is_the_way_back_through_the_queries(open_page: Open) -> None:
    page = open_page(asked(AXES))
    expect(page.locator(".status")).to_contain_text("37 lignes")
    write(page, "ASK {}")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".boolean")).to_be_visible()
    page.go_back()
    expect(page.locator(".status")).to_contain_text("37 lignes")
    assert written(page) == AXES


@pytest.mark.parametrize(("locale", "run", "other"), [("fr-FR", "Exécuter", "Run"), ("en-GB", "Run", "Exécuter")])
def test_the_editor_speaks_the_language_of_the_browser_and_the_other_one(
    open_page: Open, locale: str, run: str, other: str
) -> None:
    page = open_page(asked("ASK {}"), locale=locale)
    expect(page.locator("#editor .run")).to_have_text(run)
    page.click("#editor .head button")
    expect(page.locator("#editor .run")).to_have_text(other)
    assert written(page) == "ASK {}"
    page.reload()
    expect(page.locator("#editor .run")).to_have_text(other)


def test_the_editor_is_used_on_a_phone(open_page: Open) -> None:
    page = open_page(asked(AXES), **PHONE)
    expect(page.locator(".status")).to_contain_text("37 lignes")
    page.tap("summary >> text=Questions")
    page.tap(".questions li button >> nth=0")
    expect(page.locator(".status")).to_contain_text("en ")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]  # type: ignore[index]


def test_without_scripts_a_link_shows_the_answer(open_page: Open) -> None:
    page = open_page(asked(AXES), java_script_enabled=False)
    expect(page.locator("tbody tr")).to_have_count(AXES_OF_DIJON)


def test_without_scripts_the_form_asks_and_shows(open_page: Open) -> None:
    page = open_page("/sparql", java_script_enabled=False)
    page.fill("textarea", AXES)
    page.click("button >> text=Demander")
    assert page.locator("tbody tr").count() == AXES_OF_DIJON


def test_without_the_built_editor_the_form_stays(open_page: Open) -> None:
    page = open_page("/health")
    page.route("**/web/editor/**", lambda route: route.fulfill(status=404))
    page.goto(asked(AXES))
    expect(page.locator("textarea")).to_have_value(AXES)
    expect(page.locator("form.sparql button")).to_be_visible()
