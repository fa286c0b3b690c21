"""Columns: rows with missing or inserted cells are laid out by what their cells look like."""

import pytest
from citergie_samples import (
    FIELDS,
    HEADER,
    WHOLE,
    action_named,
    bare,
    cells,
    decision,
    fates,
    line,
    page,
    placed,
    read,
    row,
)

from loader.rows import Fate

SECOND = row(title="Former les enfants", description="Séances à l'école", funders="Région Ponant", status="Nouveau")


def without(texts: list[str], *names: str) -> str:
    """A row whose cells of these columns were lost, so that all that follow stand further left."""
    return line(*(text for name, text in zip(FIELDS, texts, strict=True) if name not in names))


def with_blank(texts: list[str], before: str) -> str:
    """A row with an empty cell inserted, so that all that follow stand further right."""
    at = FIELDS.index(before)
    return line(*texts[:at], "", *texts[at:])


LOAN = cells(title="Louer des vélos", description="Cent vélos", partners="", audience="", start="2021", end="2024")


def test_a_whole_row_keeps_its_columns() -> None:
    assert placed(read(page(row())).rows[1]) == WHOLE


@pytest.mark.parametrize(
    "lost", [("partners",), ("audience",), ("partners", "audience"), ("funders", "partners", "audience")]
)
def test_cells_lost_on_the_left_are_found_missing(lost: tuple[str, ...]) -> None:
    texts = [("" if name in lost else text) for name, text in zip(FIELDS, cells(), strict=True)]
    found = read(page(row(), SECOND, without(texts, *lost))).rows[3]
    assert placed(found) == {name: text for name, text in zip(FIELDS, texts, strict=True) if text}
    assert found.fate is not Fate.TO_CORRECT


@pytest.mark.parametrize("before", ["title", "lead", "funders", "start", "budget", "status"])
def test_an_inserted_cell_is_passed_over(before: str) -> None:
    shifted = with_blank(cells(title="Louer des vélos", description="Cent vélos"), before)
    found = read(page(row(), SECOND, shifted)).rows[3]
    assert placed(found) == dict(zip(FIELDS, cells(title="Louer des vélos", description="Cent vélos"), strict=True))


@pytest.mark.parametrize("name", ["start", "end", "budget", "status"])
def test_dates_money_and_status_anchor_a_row(name: str) -> None:
    found = read(page(row(), SECOND, without(LOAN, "partners", "audience"))).rows[3]
    assert placed(found)[name] == dict(zip(FIELDS, LOAN, strict=True))[name]


def test_a_known_service_anchors_a_row_without_dates() -> None:
    lost = bare(theme="Vélo", measure=WHOLE["measure"], title="Compter les cyclistes", lead="Service Mobilité")
    shifted = line(*(text for i, text in enumerate(lost.split("\t")) if i != 3))
    assert placed(read(page(row(), SECOND, shifted)).rows[3])["lead"] == "Service Mobilité"


def test_a_row_of_the_right_length_whose_date_stands_under_budget_is_laid_out_again() -> None:
    texts = cells(audience="", start="", budget="")
    shifted = line(*texts[:8], "", "2019", "2022", "En cours")
    assert placed(read(page(row(), SECOND, shifted)).rows[3])["end"] == "2022"


def test_one_date_that_may_be_start_or_end_goes_to_a_person() -> None:
    shifted = line(*cells()[:8], "2021", "90 000 €", "En cours")
    found = read(page(row(), SECOND, shifted)).rows[3]
    assert found.fate is Fate.TO_CORRECT
    assert "« 2021 »" in found.reason


def test_an_undecided_cell_states_nothing() -> None:
    shifted = line(*cells()[:8], "2021", "90 000 €", "En cours")
    reading = read(page(row(), SECOND, shifted.replace(WHOLE["title"], "Louer des vélos")))
    action = action_named(reading, "Louer des vélos")
    assert "startEdtf" not in action
    assert "endEdtf" not in action


@pytest.mark.parametrize(("column", "field"), [("end", "endEdtf"), ("Fin", "endEdtf"), ("9", "startEdtf")])
def test_a_line_in_the_corrections_pins_the_cell(column: str, field: str) -> None:
    shifted = line(*cells(title="Louer des vélos")[:8], "2021", "90 000 €", "En cours")
    reading = read(page(row(), SECOND, shifted), decision(4, column, "2021", "2021"))
    assert action_named(reading, "Louer des vélos")[field] == "2021"
    assert reading.rows[3].fate is Fate.MAPPED


def test_a_correction_replaces_the_piece_that_was_misread() -> None:
    reading = read(page(row(budget="45O 000 €")), decision(2, "budget", "45O", "450"))
    assert action_named(reading, WHOLE["title"])["budget"]["minimum"] == 450_000  # type: ignore[call-overload,index]


def test_a_correction_leaves_the_raw_cell_as_read() -> None:
    found = read(page(row(budget="45O 000 €")), decision(2, "budget", "45O", "450")).rows[1].cell("budget")
    assert found is not None
    assert (found.raw, found.reading) == ("45O 000 €", "corrected")


def test_a_doubt_keeps_the_value_and_sends_the_line_to_a_person() -> None:
    reading = read(page(row()), decision(2, "title", "canal", "?", "canal ou chenal"))
    assert reading.rows[1].fate is Fate.TO_CORRECT
    assert "canal ou chenal" in reading.rows[1].reason


def test_a_correction_may_fill_an_empty_cell() -> None:
    reading = read(page(row(budget="")), decision(2, "budget", "", "7 000 €"))
    assert action_named(reading, WHOLE["title"])["budget"]["minimum"] == 7_000  # type: ignore[call-overload,index]


def test_a_correction_that_read_nothing_changes_no_filled_cell() -> None:
    reading = read(page(row()), decision(2, "title", "", "ABC"))
    assert [cell.text for cell in reading.rows[1].cells if cell.column == "title"] == [WHOLE["title"]]


def test_a_cell_filled_by_a_person_in_a_shifted_row_has_a_place_of_its_own() -> None:
    shifted = without(cells(title="Louer des vélos", budget=""), "audience")
    found = read(page(row(), SECOND, shifted), decision(4, "budget", "", "7 000 €")).rows[3]
    places = [cell.position for cell in found.cells]
    assert len(places) == len(set(places))


def test_a_row_with_too_many_filled_cells_goes_to_a_person() -> None:
    assert fates(read(page(line(*(f"texte {n}" for n in range(14))))))[1] in ("to-correct", "rejected")


def test_a_row_that_cannot_be_placed_makes_no_action_without_title() -> None:
    reading = read(page(row(), line(*(f"texte {n}" for n in range(14)))))
    assert all(record["title"] for record in reading.records if record["record"] == "action")


def test_a_line_of_very_many_tabs_is_read() -> None:
    assert len(read(page(row() + "\t" * 1500)).rows) == 2


@pytest.mark.parametrize("wrap", ["<p>{}</p>", "<ul> <li>{}</li> </ul>"])
@pytest.mark.parametrize("name", ["theme", "measure", "lead", "audience", "start", "end", "budget", "status"])
def test_markup_around_a_value_changes_nothing(name: str, wrap: str) -> None:
    plain, marked = read(page(row())), read(page(row(**{name: wrap.format(WHOLE[name])})))
    kept = ("theme", "audience", "measure", "startEdtf", "endEdtf", "status")
    assert {k: marked.records[0].get(k) for k in kept} == {k: plain.records[0].get(k) for k in kept}
    assert fates(marked) == fates(plain)


def test_a_header_of_six_columns_lays_out_its_own_rows() -> None:
    short = line(*HEADER[:5], "Partenaires")
    found = read([short, line("Vélo", WHOLE["measure"], "Titre", "", "Service Mobilité", "Vélo-Brume")]).rows[1]
    assert placed(found)["partners"] == "Vélo-Brume"


def test_a_row_without_title_and_description_goes_to_a_person() -> None:
    reading = read(page(row(), bare(theme="Vélo", measure=WHOLE["measure"], lead="Service Mobilité", start="2020")))
    assert fates(reading)[2] in ("to-correct", "rejected")
    assert all(record["title"] for record in reading.records if record["record"] == "action")


@pytest.mark.parametrize("text", ["-", "/", "?", "None"])
@pytest.mark.parametrize("name", ["theme", "title", "audience"])
def test_a_placeholder_in_a_text_column_states_nothing(name: str, text: str) -> None:
    reading = read(page(row(**{name: text})))
    said = [record[key] for record in reading.records for key in ("title", "label") if key in record]
    assert not {text, ""} & set(said)
