"""Dates as French plans write them; the expected EDTF and bounds were read from the texts by eye."""

from datetime import date

import pytest

from loader.values.dates import Moment, UnreadableDateError, earliest_day, latest_day, looks_like_date, parse_moment


def moment(text: str) -> Moment:
    found = parse_moment(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "edtf", "first", "last"),
    [
        ("2017", "2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("mai-19", "2019-05", date(2019, 5, 1), date(2019, 5, 31)),
        ("sept-19", "2019-09", date(2019, 9, 1), date(2019, 9, 30)),
        ("sept.-19", "2019-09", date(2019, 9, 1), date(2019, 9, 30)),
        ("déc-30", "2030-12", date(2030, 12, 1), date(2030, 12, 31)),
        ("01/01/2018", "2018-01-01", date(2018, 1, 1), date(2018, 1, 1)),
        ("29/02/2020", "2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
        ("Début 2020", "2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("été 2019", "2019-22", date(2019, 6, 1), date(2019, 8, 31)),
        ("Mai 2019", "2019-05", date(2019, 5, 1), date(2019, 5, 31)),
        ("1er janvier 2018", "2018-01-01", date(2018, 1, 1), date(2018, 1, 1)),
        ("2018-12-05", "2018-12-05", date(2018, 12, 5), date(2018, 12, 5)),
        ("févr-20", "2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-2021", "2019/2021", date(2019, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_date_gives_its_edtf_and_its_bounds(text: str, edtf: str, first: date, last: date) -> None:
    found = moment(text).edtf
    assert (found, earliest_day(found), latest_day(found)) == (edtf, first, last)


def test_decomposed_accents_read_as_composed_ones() -> None:
    assert moment("e\u0301te\u0301 2019").edtf == "2019-22"


def test_a_slash_is_an_open_end() -> None:
    assert moment("/") == Moment(is_open=True)


@pytest.mark.parametrize("text", ["", "?", "-", "–", "None", "  "])
def test_a_cell_that_states_no_date_gives_none(text: str) -> None:
    assert parse_moment(text) is None


def test_dates_by_part_make_a_set_and_keep_their_labels() -> None:
    found = moment("TI : 2018-01 ; agriculture urbaine : 2015 ; PAT : sept-19")
    assert found.edtf == "{2015,2018-01,2019-09}"
    assert found.parts == {"TI": "2018-01", "agriculture urbaine": "2015", "PAT": "2019-09"}


def test_a_set_runs_from_its_earliest_to_its_latest_part() -> None:
    assert (earliest_day("{2015,2018-01}"), latest_day("{2015,2018-01}")) == (date(2015, 1, 1), date(2018, 1, 31))


def test_a_trailing_semicolon_adds_no_part() -> None:
    assert moment("TI : 2030 ; PAT : 2021 ;").edtf == "{2021,2030}"


@pytest.mark.parametrize("text", ["A : 2019-2021 ; B : 2022", "A : été 2019 ; B : 2022"])
def test_whatever_is_read_by_part_has_bounds(text: str) -> None:
    try:
        found = moment(text).edtf
    except UnreadableDateError:
        return
    assert (earliest_day(found).year, latest_day(found).year) == (2019, 2022)


def test_an_open_part_leaves_the_whole_without_an_end() -> None:
    found = moment("TI : / ; PAT : 2021")
    assert found.is_open


def test_two_dates_for_one_label_are_both_kept() -> None:
    assert moment("Phase : 2020 ; Phase : 2021").edtf == "{2020,2021}"


@pytest.mark.parametrize(
    "text",
    ["31/02/2018", "2020-", "2030+", "19-mai", "45 000", "13/2019", "1850", "2150", "2020 /", "sans objet 12"],
)
def test_a_text_that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UnreadableDateError):
        parse_moment(text)


@pytest.mark.parametrize("text", ["à définir", "sans objet", "NC"])
def test_words_that_hold_the_place_of_a_date_state_nothing(text: str) -> None:
    assert parse_moment(text) is None


def test_a_question_mark_makes_a_date_uncertain() -> None:
    found = moment("2020 ?").edtf
    assert (found, latest_day(found)) == ("2020?", date(2020, 12, 31))


def test_a_date_cell_looks_like_a_date() -> None:
    assert looks_like_date("mai-19")


@pytest.mark.parametrize("text", ["/", "?", "", "Habitants", "50 000 €"])
def test_a_sign_or_a_word_does_not_look_like_a_date(text: str) -> None:
    assert not looks_like_date(text)
