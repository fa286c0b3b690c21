"""Readings: where two passes differ, the better one is taken, and the other stays with its reason."""

import gzip
from pathlib import Path

import pytest
from citergie_samples import WHOLE, actions, decision, page, read, row
from small_territories import load_small

from loader.corrections import Correction
from loader.records import Reading
from loader.rows import Cell

SCHOOL = row(title="Former les enfants", description="Séances à l'école", start="2020", end="2023", budget="30 000 €")


def two_passes(first: dict[str, str], second: dict[str, str], *decisions: Correction) -> Reading:
    """The same row read twice, at lines 2 and 6, each pass with its own readings."""
    return read([*page(row(**first), SCHOOL), "", *page(row(**second), SCHOOL)], *decisions)


def cell(reading: Reading, line: int, column: str) -> Cell:
    found = reading.rows[line - 1].cell(column)
    assert found is not None
    return found


@pytest.mark.parametrize(("good", "bad"), [(2, 6), (6, 2)])
@pytest.mark.parametrize(
    ("column", "misread"),
    [
        ("lead", "Servire Mobillité"),
        ("funders", "ADENE"),
        ("status", "En cuors"),
        ("start", "2Ol9"),
        ("budget", "45O 000 €"),
    ],
)
def test_the_reading_that_is_a_known_value_wins_in_either_pass(column: str, misread: str, good: int, bad: int) -> None:
    wrong: dict[str, str] = {column: misread}
    reading = two_passes(wrong if bad == 2 else {}, wrong if bad == 6 else {})
    assert cell(reading, good, column).reading == "chosen"
    assert cell(reading, bad, column).reading == "other"


def test_the_other_reading_keeps_its_text_and_says_why() -> None:
    other = cell(two_passes({}, {"funders": "ADENE"}), 6, "funders")
    assert (other.raw, other.reason) == ("ADENE", "l'autre lecture est retenue : elle se lit comme une valeur connue")


def test_two_readings_that_say_the_same_are_marked_so() -> None:
    assert cell(two_passes({}, {"title": WHOLE["title"].upper()}), 6, "title").reading == "same"


def test_a_filled_cell_wins_over_an_empty_one() -> None:
    reading = two_passes({"budget": ""}, {})
    assert actions(reading)[0]["budget"] is not None


def test_a_person_wins_over_any_reading() -> None:
    reading = two_passes({}, {"start": "2018"}, decision(6, "start", "2018", "2017"))
    assert actions(reading)[0]["startEdtf"] == "2017"
    assert cell(reading, 2, "start").reading == "other"


def test_words_that_stand_elsewhere_confirm_a_reading() -> None:
    reading = two_passes({"title": "Créer une pisie le long du canal"}, {})
    assert actions(reading)[0]["title"] == WHOLE["title"]


def test_the_title_that_was_not_chosen_is_an_alternative() -> None:
    reading = two_passes({"title": "Créer une pisie le long du canal"}, {})
    assert actions(reading)[0]["alternative"] == ["Créer une pisie le long du canal"]


def test_a_status_that_nobody_knows_goes_to_a_person_with_a_likely_reading() -> None:
    reading = read(page(row(status="En cuors")))
    assert str(reading.rows[1].fate) == "to-correct"
    assert "lecture probable : en cours" in reading.rows[1].reason
    assert actions(reading)[0]["status"] is None


def test_a_funder_is_only_who_stands_in_the_funders_column() -> None:
    involvement = actions(read(page(row())))[0]["involvement"]
    assert isinstance(involvement, list)
    assert {(i["role"], i["actor"]) for i in involvement} == {
        ("lead", "id/200000024/service/service-mobilite"),
        ("funder", "id/actor/ademe"),
        ("partner", "id/actor/velo-brume"),
    }


def test_a_bare_number_in_the_budget_column_goes_to_a_person() -> None:
    reading = read(page(row(budget="450 000")))
    assert str(reading.rows[1].fate) == "to-correct"
    assert actions(reading)[0]["budget"] is None


def test_a_start_after_the_end_goes_to_a_person() -> None:
    reading = read(page(row(start="2030", end="2020")))
    assert str(reading.rows[1].fate) == "to-correct"


def test_two_readings_of_an_amount_that_nothing_parts_go_to_a_person_without_a_value() -> None:
    reading = two_passes({"budget": "30 000 €"}, {"budget": "36 000 €"})
    assert str(reading.rows[1].fate) == "to-correct" or str(reading.rows[5].fate) == "to-correct"
    assert actions(reading)[0]["budget"] is None
    assert {cell(reading, line, "budget").reading for line in (2, 6)} == {"unplaced"}


def test_personal_data_in_a_cell_is_out_of_the_graph_and_told_in_the_ledger(tmp_path: Path) -> None:
    table = "\n".join(page(row(title="Écrire à a.b@exemple.fr"))) + "\n"
    snapshot = load_small(tmp_path, {"plan.tsv": table})
    assert "colonne title : donnée personnelle non publiée" in (snapshot / "ledger.csv").read_text("utf-8")
    assert b"exemple.fr" not in gzip.decompress((snapshot / "dataset.nq.gz").read_bytes())


@pytest.mark.parametrize("status", ["Réalisé", "Terminé bientôt"])
def test_an_unknown_status_stays_in_its_column(status: str) -> None:
    reading = read(page(row(status=status, budget="")))
    assert "colonne status" in reading.rows[1].reason
    assert actions(reading)[0]["budget"] is None


def test_most_passes_win() -> None:
    lines = [*page(row(budget="200 000 €")), "", *page(row(budget="260 000 €")), "", *page(row(budget="200 000 €"))]
    budget = actions(read(lines))[0]["budget"]
    assert isinstance(budget, dict)
    assert budget["minimum"] == 200_000
