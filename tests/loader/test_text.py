"""Cells as text: markup, bullets, repeats, comparison and names."""

import pytest

from loader.text import blocks, fold, items, slug, squeeze, words


def test_white_space_of_any_kind_becomes_one_space() -> None:
    assert squeeze(" 18\u00a0000\u202f000\t € ") == "18 000 000 €"


def test_folding_forgets_accents_case_and_punctuation() -> None:
    assert fold("Élaboration, d'un  PCAET !") == fold("elaboration d un pcaet")


def test_folding_is_the_same_for_composed_and_decomposed_accents() -> None:
    assert fold("e\u0301cole") == fold("\u00e9cole")


def test_words_are_parted_at_slashes_and_numbers_stay() -> None:
    assert words("Restau/co, CCI 21") == ["restau", "co", "cci", "21"]


def test_a_slug_is_ascii() -> None:
    assert slug("Œuvrer à l’été") == "oeuvrer-a-l-ete"


def test_two_texts_that_differ_after_sixty_characters_have_two_slugs() -> None:
    start = "convention pluriannuelle relative au renouvellement des quartiers nord"
    assert slug(f"{start} tranche une") != slug(f"{start} tranche deux")


def test_list_items_are_blocks_without_markup() -> None:
    assert blocks('<ul style="x"> <li>Le port</li> <li>La lande</li> </ul>') == ["Le port", "La lande"]


def test_entities_are_read() -> None:
    assert blocks("<p>Eau &amp; forêts</p>") == ["Eau & forêts"]


@pytest.mark.parametrize("text", ["a < b", "x <- y", "1 > 0"])
def test_a_sign_that_is_no_tag_stays(text: str) -> None:
    assert blocks(text) == [text]


def test_an_empty_cell_has_no_block() -> None:
    assert blocks("  ") == []


def test_dashes_part_items() -> None:
    assert items("- Créer une piste - Animer le réseau") == ["Créer une piste", "Animer le réseau"]


def test_a_dash_between_numbers_is_a_range() -> None:
    assert items("- Programme 2020 - 2026") == ["Programme 2020 - 2026"]


def test_a_dash_inside_a_word_parts_nothing() -> None:
    assert items("Centre-ville et sous-préfecture") == ["Centre-ville et sous-préfecture"]


def test_a_repeated_item_is_said_once() -> None:
    assert items("<p>Planter des haies.</p><p>Planter des haies</p>") == ["Planter des haies."]


def test_an_item_inside_a_longer_one_is_left_out() -> None:
    long = "Planter des haies le long des chemins et les entretenir"
    assert items(f"<p>{long}</p><p>Planter des haies le long des chemins</p>") == [long]
