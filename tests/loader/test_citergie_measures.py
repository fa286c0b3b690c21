"""Measures: one code and one title, although OCR misreads both."""

from collections import Counter

import pytest
from citergie_samples import action_named, actions, bare, measures, page, read

from loader.readers.citergie.measures import MeasureCell, decide_measures, has_code, read_measure_cell

TITLE = "Prévenir et trier les déchets"


def decided(*cells: tuple[str | None, str]) -> list[str | None]:
    numbered = [MeasureCell(line, code, title) for line, (code, title) in enumerate(cells, 1)]
    result = decide_measures(numbered, Counter())
    return [result.decisions[cell.line].code for cell in numbered]


@pytest.mark.parametrize(
    "cell",
    [
        "1.2.3. Prévenir et trier les déchets",
        "1.2.3 Prévenir et trier les déchets",
        "1.2.3Prévenir et trier les déchets",
        "1,2,3 : Prévenir et trier les déchets",
        "l.2.3. Prévenir et trier les déchets",
        "<p>1.2.3. Prévenir et trier les déchets</p>",
        "- 1. 2. 3. Prévenir et trier les déchets",
    ],
)
def test_a_measure_cell_is_split_into_code_and_title(cell: str) -> None:
    found = read_measure_cell(1, cell)
    assert (found.code, found.title) == ("1.2.3", TITLE)


@pytest.mark.parametrize("cell", ["Prévenir et trier", "7.1.1. Hors catalogue", "12.3.4. Trop long", "2019", ""])
def test_a_cell_without_a_measure_code_has_none(cell: str) -> None:
    assert not has_code(cell)


def test_a_misread_code_yields_to_the_other_rows_of_its_title() -> None:
    assert decided(("1.2.3", TITLE), ("1.2.3", TITLE), ("1.2.8", TITLE)) == ["1.2.3"] * 3


def test_a_changed_code_says_why() -> None:
    cells = [MeasureCell(n, code, TITLE) for n, code in enumerate(["1.2.3", "1.2.3", "1.2.8"], 1)]
    assert decide_measures(cells, Counter()).decisions[3].reason.startswith("le code 1.2.8 est lu ici")


def test_a_tie_between_two_codes_keeps_each_as_read() -> None:
    assert decided(("1.2.3", TITLE), ("1.2.8", TITLE)) == ["1.2.3", "1.2.8"]


def test_a_cell_without_code_takes_the_code_of_its_title() -> None:
    assert decided(("1.2.3", TITLE), (None, TITLE)) == ["1.2.3", "1.2.3"]


def test_a_cell_whose_title_nobody_else_has_stays_without_code() -> None:
    assert decided(("1.2.3", TITLE), (None, "Renforcer le lien social")) == ["1.2.3", None]


def test_an_empty_cell_stays_without_code() -> None:
    assert decided(("1.2.3", TITLE), (None, "")) == ["1.2.3", None]


def test_two_different_titles_never_share_a_code_by_likeness() -> None:
    assert decided(("1.2.3", TITLE), ("1.2.3", TITLE), ("1.2.4", "Prévenir les déchets du bâtiment"))[2] == "1.2.4"


def rows(*measure_cells: str) -> list[str]:
    return page(*(bare(theme="Déchets", measure=cell, title=f"Action {n}") for n, cell in enumerate(measure_cells)))


def test_a_misread_title_yields_to_the_title_of_most_rows() -> None:
    reading = read(rows("1.2.3. " + TITLE, "1.2.3. " + TITLE, "1.2.3. Prévenir et tirer les déchets"))
    assert measures(reading) == {"1.2.3": TITLE}


def test_every_spelling_of_a_measure_is_kept() -> None:
    reading = read(rows("1.2.3. " + TITLE, "1.2.3. " + TITLE, "1.2.3. Prévenir et tirer les déchets"))
    measure = next(record for record in reading.records if record["record"] == "measure")
    assert measure["spelling"] == ["Prévenir et tirer les déchets"]


def test_two_titles_on_as_many_rows_go_to_a_person() -> None:
    reading = read(rows("1.2.3. Prévenir les rebuts", "1.2.3. Réduire les rebuts"))
    assert [str(found.fate) for found in reading.rows[1:]] == ["to-correct", "to-correct"]


def test_an_action_without_code_says_so_in_its_address() -> None:
    action = action_named(read(rows("Renforcer le lien social")), "Action 0")
    assert action["path"] == "id/200000024/action/sans-code/action-0"
    assert action["measure"] is None


def test_a_code_without_any_title_is_no_dangling_measure() -> None:
    reading = read(rows("1.2.3."))
    made = {f"id/measure/citergie/{code}" for code in measures(reading)}
    assert {action["measure"] for action in actions(reading)} <= {*made, None}


@pytest.mark.parametrize("head", ["7.2.3.", "A.2.3", "1 2 3", "Mesure 1.2.3"])
def test_a_code_that_cannot_be_is_recognised_by_its_title(head: str) -> None:
    reading = read(rows("1.2.3. " + TITLE, "1.2.3. " + TITLE, f"{head} {TITLE}"))
    assert {action["measure"] for action in actions(reading)} == {"id/measure/citergie/1.2.3"}


def test_an_unreadable_code_with_an_unknown_title_goes_to_a_person() -> None:
    reading = read(rows("7.2.3. Un titre que nul autre ne porte"))
    assert str(reading.rows[1].fate) == "to-correct"
