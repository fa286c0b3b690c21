"""Amounts as French plans write them; the expected values were read from the texts by eye."""

from decimal import Decimal

import pytest

from loader.values.money import Money, is_undecided, looks_like_money, parse_money, yearly_amount

Bounds = tuple[int | None, int | None]


def money(text: str) -> Money:
    found = parse_money(text)
    assert found is not None
    return found


def bounds(found: Money) -> Bounds:
    return tuple(None if bound is None else int(bound) for bound in (found.minimum, found.maximum))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("18 000 000 €", 18_000_000),
        ("700 000,00 €", 700_000),
        ("7,055M€", 7_055_000),
        ("78.00M€", 78_000_000),
        ("346 000 €", 346_000),
        ("18\u00a0000\u202f000 €", 18_000_000),
        ("1.500.000 €", 1_500_000),
        ("1.500 €", 1_500),
        ("50 k€", 50_000),
        ("4 millions d'euros", 4_000_000),
        ("4 millions d’euros", 4_000_000),
        ("1,5 Md€", 1_500_000_000),
    ],
)
def test_one_amount_is_both_bounds(text: str, amount: int) -> None:
    assert bounds(money(text)) == (amount, amount)


def test_a_stated_amount_is_certain_and_total_and_on_no_known_basis() -> None:
    found = money("18 000 000 €")
    assert (found.certainty, found.period, found.basis) == ("stated", "total", "unknown")


def test_cents_are_kept() -> None:
    assert money("12 500,50 €").minimum == Decimal("12500.5")


def test_the_raw_text_is_kept() -> None:
    assert money(" 7,055M€ ").raw == "7,055M€"


def test_a_range_shares_its_scale() -> None:
    found = money("17 à 27 M€")
    assert (bounds(found), found.certainty) == ((17_000_000, 27_000_000), "estimated")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de 100 000 à 200 000 €", (100_000, 200_000)),
        ("900 k€ à 1 M€", (900_000, 1_000_000)),
        ("500 000 € à 1 M€", (500_000, 1_000_000)),
    ],
)
def test_a_range_keeps_the_unit_of_each_bound(text: str, expected: Bounds) -> None:
    assert bounds(money(text)) == expected


@pytest.mark.parametrize("text", ["500 000 € et 200 000 €", "500 000 € - 200 000 €", "27 à 17 M€"])
def test_a_falling_range_never_becomes_one_certain_amount(text: str) -> None:
    found = money(text)
    assert is_undecided(found) or found.minimum != found.maximum


def test_a_question_mark_makes_an_amount_uncertain() -> None:
    found = money("50 000€?")
    assert (bounds(found), found.certainty) == ((50_000, 50_000), "uncertain")


def test_shares_that_are_added_carry_their_sum() -> None:
    found = money("5 000 000€ (usine) + 15 000 000€ (réseau)")
    assert bounds(found) == (20_000_000, 20_000_000)
    assert [(part.label, bounds(part)) for part in found.parts] == [
        ("usine", (5_000_000, 5_000_000)),
        ("réseau", (15_000_000, 15_000_000)),
    ]


def test_a_list_with_an_unknown_share_has_no_maximum() -> None:
    found = money("TI : 45 M€ ; agriculture urbaine : ? ; PAT : 2 M€")
    assert bounds(found) == (47_000_000, None)
    assert [(part.label, bounds(part)) for part in found.parts] == [
        ("TI", (45_000_000, 45_000_000)),
        ("agriculture urbaine", (None, None)),
        ("PAT", (2_000_000, 2_000_000)),
    ]


def test_two_tax_bases_are_one_budget_that_is_never_summed() -> None:
    found = money("154,2 millions € HT 174,1 millions € TTC")
    assert bounds(found) == (None, None)
    assert [(part.basis, bounds(part)) for part in found.parts] == [
        ("excl", (154_200_000, 154_200_000)),
        ("incl", (174_100_000, 174_100_000)),
    ]


@pytest.mark.parametrize(
    ("text", "basis"),
    [("50 000 € HT", "excl"), ("50 000 € TTC", "incl"), ("50 000€HT", "excl"), ("50 000 €TTC", "incl")],
)
def test_the_tax_basis_is_read_with_or_without_a_space(text: str, basis: str) -> None:
    found = money(text)
    assert (bounds(found), found.basis) == ((50_000, 50_000), basis)


def test_a_yearly_amount_is_found_in_a_description() -> None:
    found = yearly_amount("Fonds - 2 millions par an avec un volet énergie")
    assert found is not None
    assert (bounds(found), found.period) == ((2_000_000, 2_000_000), "per-year")


def test_a_description_without_a_yearly_amount_gives_none() -> None:
    assert yearly_amount("Un fonds de 2 millions pour 12 ans") is None


def test_a_yearly_share_is_never_added_to_a_total() -> None:
    found = money("8 M€ par an + 3 M€")
    assert bounds(found) != (11_000_000, 11_000_000)
    assert [part.period for part in found.parts] in ([], ["per-year", "total"])


def test_words_instead_of_an_amount_are_kept_without_bounds() -> None:
    found = money("Marché attribué fin 2019")
    assert (bounds(found), found.certainty, is_undecided(found)) == ((None, None), "unknown", False)


@pytest.mark.parametrize("text", ["", " ", "?", "/", "-", "–", "-€", "- €", "€", "None", "none", "néant"])
def test_a_cell_that_states_nothing_gives_no_budget(text: str) -> None:
    assert parse_money(text) is None


def test_a_zero_that_the_source_states_is_kept() -> None:
    assert bounds(money("0 €")) == (0, 0)


@pytest.mark.parametrize("text", ["24 000", "10 000 € pour 2019 et 20 000 € pour 2020", "fin 2019 500 000 €"])
def test_digits_that_are_no_single_amount_are_left_to_a_person(text: str) -> None:
    assert is_undecided(money(text))


def test_a_ceiling_has_no_minimum() -> None:
    assert bounds(money("jusqu'à 3 M€")) == (None, 3_000_000)


def test_a_floor_has_no_maximum() -> None:
    assert bounds(money("plus de 5 M€")) == (5_000_000, None)


def test_an_approximate_amount_is_an_estimate() -> None:
    assert money("environ 3 M€").certainty == "estimated"


@pytest.mark.parametrize("text", ["45 M€ HT", "346 000 €"])
def test_an_amount_with_its_unit_looks_like_money(text: str) -> None:
    assert looks_like_money(text)


@pytest.mark.parametrize("text", ["2020", "Largeur 3 m", "30 km/h", "12 marchés", "24 000"])
def test_a_number_without_euros_does_not_look_like_money(text: str) -> None:
    assert not looks_like_money(text)


@pytest.mark.parametrize("text", ["45O 000 €", "4S0 000 €"])
def test_a_number_with_a_letter_in_it_is_left_to_a_person(text: str) -> None:
    found = money(text)
    assert (bounds(found), is_undecided(found)) == ((None, None), True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 000 000 € + 3 000 000 €", (8_000_000, 8_000_000)),
        ("5 M€ (usine) + ? (étude)", (5_000_000, None)),
        ("TI : 45 M€ ; PAT : 2 M€ ; 3 M€", (50_000_000, 50_000_000)),
        ("45 M€ (TI) ; 2 M€ (PAT)", (47_000_000, 47_000_000)),
        ("< 50 000 €", (None, 50_000)),
        ("20 % de 3 M€", (None, None)),
    ],
)
def test_shares_and_limits_state_no_more_than_they_say(text: str, expected: tuple[int | None, int | None]) -> None:
    assert bounds(money(text)) == expected


def test_a_share_without_label_is_called_by_its_place() -> None:
    assert [part.label for part in money("5 M€ + 3 M€").parts] == ["part 1", "part 2"]
