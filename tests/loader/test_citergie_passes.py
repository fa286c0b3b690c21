"""Passes: rows that are two OCR readings of one row become one action, and no other rows do."""

import pytest
from citergie_samples import action_named, actions, bare, fates, page, read, row, titles

from loader.records import Record

TRASH = "1.2.3. Prévenir et trier les déchets"
CANAL = row()
CANAL_OCR = row(
    description="Piste de six kilometres entre le part et la gare", lead="Service Mobilite", funders="ADENE"
)
SCHOOL = row(title="Former les enfants", description="Séances à l'école", start="2020", end="2023", budget="30 000 €")
LOAN = row(title="Louer des vélos", description="Cent vélos", start="2021", end="2024", budget="90 000 €")
DATA = {
    "A": {"description": "Diagnostic de quarante entreprises du port", "start": "2018", "budget": "140 000 €"},
    "B": {"description": "Un camion qui passe dans les quartiers", "start": "2020", "end": "/", "budget": "50 000 €"},
    "C": {"description": "Agrandir les quais et couvrir les bennes", "start": "2021", "budget": "1 000 000 €"},
    "D": {"description": "Douze ateliers de réparation par an", "start": "2017", "budget": "250 000 €"},
}
TITLES = {
    "A": "Écologie industrielle dans les zones d'activité",
    "B": "Déchetterie mobile pour l'habitat dense",
    "C": "Rénovation de la déchetterie de Port-Brume",
    "D": "Ateliers de réemploi pour les habitants",
}
TRUSTED = page(*(row(measure=TRASH, title=TITLES[k], **DATA[k]) for k in "ABCD"))
SLIPPED = page(*(row(measure=TRASH, title=TITLES[t], **DATA[d]) for t, d in ("BA", "CB", "DD")))


def lines_of(action: Record) -> list[int]:
    rows = action["row"]
    assert isinstance(rows, list)
    return sorted(int(str(path).rsplit("/", 1)[1]) for path in rows)


def test_two_passes_of_a_page_give_each_action_once() -> None:
    reading = read([*page(CANAL, SCHOOL), "", *page(CANAL_OCR, SCHOOL)])
    assert sorted(titles(reading)) == ["Créer une piste le long du canal", "Former les enfants"]


def test_the_second_pass_is_merged_and_names_the_line_that_it_repeats() -> None:
    reading = read([*page(CANAL, SCHOOL), "", *page(CANAL_OCR, SCHOOL)])
    assert fates(reading) == ["structure", "mapped", "mapped", "structure", "structure", "merged", "merged"]
    assert [found.repeats for found in reading.rows[5:]] == [2, 3]


def test_an_action_is_derived_from_the_rows_of_both_passes() -> None:
    reading = read([*page(CANAL, SCHOOL), "", *page(CANAL_OCR, SCHOOL)])
    assert lines_of(action_named(reading, "Créer une piste le long du canal")) == [2, 6]


def test_a_third_pass_is_merged_too() -> None:
    reading = read([*page(CANAL, SCHOOL), "", *page(CANAL_OCR, SCHOOL), "", *page(CANAL, SCHOOL)])
    assert [lines_of(action) for action in actions(reading)] == [[2, 6, 10], [3, 7, 11]]


def test_a_pass_that_lost_a_row_is_merged_with_the_rows_that_it_kept() -> None:
    reading = read([*page(CANAL, SCHOOL, LOAN), "", *page(CANAL_OCR, LOAN)])
    assert [lines_of(action) for action in actions(reading)] == [[2, 7], [3], [4, 8]]


def test_a_row_that_only_the_second_pass_has_is_an_action() -> None:
    reading = read([*page(CANAL, LOAN), "", *page(CANAL_OCR, SCHOOL, LOAN)])
    assert sorted(titles(reading)) == ["Créer une piste le long du canal", "Former les enfants", "Louer des vélos"]


def test_two_pages_of_different_actions_stay_apart() -> None:
    reading = read([*page(CANAL, SCHOOL), "", *page(LOAN)])
    assert fates(reading).count("merged") == 0


@pytest.mark.parametrize("order", ["trusted first", "slipped first"])
def test_a_slipped_title_leaves_each_action_its_own_data(order: str) -> None:
    passes = [TRUSTED, SLIPPED] if order == "trusted first" else [SLIPPED, TRUSTED]
    reading = read([*passes[0], "", *passes[1]])
    found = {str(action["title"]): action["startEdtf"] for action in actions(reading)}
    assert found == {TITLES[key]: DATA[key]["start"] for key in "ABCD"}


def test_a_slipped_title_is_noted_on_its_row() -> None:
    reading = read([*TRUSTED, "", *SLIPPED])
    assert "son titre répète la ligne 3" in reading.rows[7].reason


def test_two_actions_with_one_title_stay_two() -> None:
    other = row(description="Quai nord, entre les deux ponts", start="2024", end="2026", budget="80 000 €")
    assert titles(read(page(CANAL, other))) == ["Créer une piste le long du canal"] * 2


def test_two_actions_with_one_title_stay_two_over_two_passes() -> None:
    other = row(description="Quai nord, entre les deux ponts", start="2024", end="2026", budget="80 000 €")
    reading = read([*page(CANAL, other), "", *page(CANAL_OCR, other)])
    assert [lines_of(action) for action in actions(reading)] == [[2, 6], [3, 7]]


def test_two_actions_with_one_title_have_two_addresses() -> None:
    other = row(description="Quai nord, entre les deux ponts", start="2024", end="2026", budget="80 000 €")
    assert len({action["path"] for action in actions(read(page(CANAL, other)))}) == 2


def test_the_same_title_under_two_measures_stays_two() -> None:
    other = row(measure=TRASH, description="Quai nord", start="2024", end="2026", budget="80 000 €")
    assert len(actions(read([*page(CANAL), "", *page(other)]))) == 2


def test_a_row_doubled_to_the_letter_is_one_action() -> None:
    reading = read(page(CANAL, SCHOOL, SCHOOL))
    assert fates(reading) == ["structure", "mapped", "mapped", "merged"]


def test_a_title_alone_on_two_pages_is_not_two_readings_of_other_data() -> None:
    bare_row = bare(theme="Vélo", measure="1.1.1. Développer les déplacements à vélo", title="Compter les cyclistes")
    reading = read([*page(CANAL, SCHOOL, LOAN), "", *page(bare_row)])
    assert "Compter les cyclistes" in titles(reading)
    assert fates(reading).count("merged") == 0


def test_blank_lines_between_actions_of_one_title_make_them_no_passes() -> None:
    """As if each of lines 165 to 168 of the Dijon table stood alone: four actions, one title."""
    rows = [row(title="Restauration durable", description=text) for text in ("Du bio", "Moins de gaspillage", "Local")]
    spaced = [text for each in rows for text in (each, "")]
    assert len(actions(read(page(*spaced)))) == 3


def test_two_passes_of_one_row_are_still_one_action() -> None:
    assert len(actions(read([*page(row()), "", *page(row(title="Créer une pisie le long du canal"))]))) == 1


def test_titles_that_changed_places_between_passes_of_one_length_go_to_a_person() -> None:
    boat = {"description": "Bateau électrique entre deux quais", "budget": "10 000 €"}
    cars = {"description": "Cent voitures en stations", "budget": "20 000 €"}
    ferry, sharing = "Navette fluviale du port", "Autopartage en libre service"
    one = [row(title=ferry, **boat), row(title=sharing, **cars)]
    other = [row(title=sharing, **boat), row(title=ferry, **cars)]
    reading = read([*page(*one), "", *page(*other)])
    assert {str(found.fate) for found in reading.rows if found.cells} == {"to-correct"}
