"""The parsers of values, on any text: no exception, no value that the text does not hold, canonical forms come back."""

import re
from datetime import date
from decimal import Decimal

import pytest
from edtf import parse_edtf
from hypothesis import example, given, settings
from hypothesis import strategies as st

from loader.addresses import Addresses
from loader.authority import Actor, Authority
from loader.readers.citergie.measures import has_code, read_measure_cell
from loader.text import blocks, fold, items, slug, squeeze, without_personal_data
from loader.text_files import readable
from loader.values.dates import UnreadableDateError, earliest_day, latest_day, parse_moment
from loader.values.money import Money, is_undecided, looks_like_money, parse_money, yearly_amount
from loader.vocabulary import read_scheme

MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
SEASONS = {"printemps": 21, "été": 22, "automne": 23, "hiver": 24}
# Pieces of which real cells are made, so that chance comes near to them.
OF_MONEY = [
    *"0123456789", " ", ".", ",", "€", " €", "k€", "M€", "Md€", "million", "millions d'", "euros", " à ", "-", "–",
    "entre ", " et ", "HT", "TTC", " par an", "/an", "+", ";", " : ", "(", ")", "?", "~", "environ ", "<", ">",
    "jusqu'à ", "%", " de ", "²", "½", "٣", "000", "1 000",
]  # fmt: skip
OF_DATES = [
    *"0123456789", "/", "-", "–", ".", " ", ";", " : ", "?", "20", "2024", "19", "99", *MONTHS, *SEASONS, "janv.",
    "déc.", "début ", "fin ", "mi-", "1er ", "TI", "PAT", "²", "٢٠٢٤", "permanent",
]  # fmt: skip
MONEY = st.lists(st.sampled_from(OF_MONEY), max_size=14).map("".join) | st.text(max_size=40)
DATES = st.lists(st.sampled_from(OF_DATES), max_size=9).map("".join) | st.text(max_size=30)
CENTS = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10) ** 9, places=2)
MANY, SOME = settings(max_examples=400, deadline=None), settings(max_examples=100, deadline=None)


def digits(text: str) -> str:
    return "".join(str(int(c)) for c in text if c.isdecimal())


def significant(amount: Decimal) -> str:
    """The digits of an amount, without the zeros that a unit adds or a decimal sign moves."""
    return digits(format(amount, "f")).strip("0")


def amounts(money: Money) -> list[Decimal]:
    """The amounts that stand in the text: sums of shares are no words of it."""
    if money.parts:
        return [amount for part in money.parts for amount in amounts(part)]
    return [bound for bound in (money.minimum, money.maximum) if bound is not None]


@MANY
@given(MONEY)
@example("5 à 3 M€ ; 2 €")
@example("0 € + 0 €")
def test_money_is_never_more_than_its_text_holds(text: str) -> None:
    money = parse_money(text)
    looks_like_money(text)
    if money is None:
        return
    is_undecided(money)
    assert money.raw == squeeze(text)
    for amount in amounts(money):
        assert significant(amount) in digits(text)
        assert 0 <= amount <= Decimal(10) ** 12
    if money.minimum is not None and money.maximum is not None:
        assert money.minimum <= money.maximum


@MANY
@given(MONEY)
def test_a_yearly_amount_stands_in_its_text(text: str) -> None:
    if money := yearly_amount(text):
        assert money.raw in squeeze(text)
        assert money.period == "per-year"


def french(amount: Decimal) -> str:
    whole, _, cents = format(amount, "f").partition(".")
    return f"{int(whole):,}".replace(",", " ") + (f",{cents}" if int(cents or 0) else "")


@SOME
@given(CENTS, st.sampled_from(["", " HT", " TTC"]), st.sampled_from(["", " par an"]), st.sampled_from(["€", "euros"]))
def test_an_amount_written_in_french_comes_back(amount: Decimal, basis: str, period: str, sign: str) -> None:
    money = parse_money(f"{french(amount)} {sign}{basis}{period}")
    assert money is not None
    assert (money.minimum, money.maximum) == (amount, amount)
    assert money.basis == {"": "unknown", " HT": "excl", " TTC": "incl"}[basis]
    assert money.period == ("per-year" if period else "total")
    assert money.certainty == "stated"


@SOME
@given(st.integers(1, 999), st.sampled_from([("k€", 3), ("M€", 6), ("millions d'euros", 6), ("Md€", 9)]))
def test_an_amount_with_a_scale_comes_back(number: int, unit: tuple[str, int]) -> None:
    money = parse_money(f"{number} {unit[0]}")
    assert money is not None
    assert money.minimum == money.maximum == Decimal(number).scaleb(unit[1])


@SOME
@given(CENTS, CENTS, st.sampled_from(["{} à {} €", "entre {} et {} €", "{} € à {} €"]))
def test_a_range_comes_back(one: Decimal, other: Decimal, form: str) -> None:
    low, high = sorted((one, other))
    money = parse_money(form.format(french(low), french(high)))
    assert money is not None
    assert (money.minimum, money.maximum) == (low, high)


@MANY
@given(DATES)
@example("31/02/2024")
@example("TI : 2030 ; PAT : 2021 ;")
def test_a_date_is_never_one_that_its_text_does_not_hold(text: str) -> None:
    try:
        moment = parse_moment(text)
    except UnreadableDateError:
        return
    for edtf in [moment.edtf, *moment.parts.values()] if moment else []:
        if not edtf:
            continue
        parse_edtf(edtf)
        assert earliest_day(edtf) <= latest_day(edtf)
        for year in re.findall(r"\d{4}", edtf):
            assert year in digits(text) or year[2:] in digits(text)


@SOME
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_comes_back_in_each_way_in_which_it_is_written(day: date) -> None:
    month = MONTHS[day.month - 1]
    ways = [day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day} {month} {day.year}", f"{day.day}/{day.month}/{day.year}"]
    assert {moment.edtf for moment in map(parse_moment, ways) if moment} == {day.isoformat()}
    assert earliest_day(day.isoformat()) == latest_day(day.isoformat()) == day


@SOME
@given(st.integers(1900, 2100), st.integers(1, 12), st.sampled_from(sorted(SEASONS)))
def test_years_months_and_seasons_come_back(year: int, month: int, season: str) -> None:
    written = {
        str(year): [str(year), f"début {year}", f"courant {year}"],
        f"{year}-{month:02}": [f"{year}-{month:02}", f"{MONTHS[month - 1]} {year}", f"{month:02}/{year}"],
        f"{year}-{SEASONS[season]}": [f"{season} {year}", f"{season.upper()} {year}"],
    }
    for edtf, ways in written.items():
        assert {moment.edtf for moment in map(parse_moment, ways) if moment} == {edtf}


@SOME
@given(st.integers(1900, 2100), st.integers(0, 200))
def test_a_span_of_years_comes_back(first: int, years: int) -> None:
    moment = parse_moment(f"{first} - {min(first + years, 2100)}")
    assert moment is not None
    assert moment.edtf == f"{first}/{min(first + years, 2100)}"


@pytest.mark.parametrize("name", ["status", "actor-kind", "discrepancy-kind"])
@SOME
@given(text=st.text(max_size=30))
def test_a_word_is_of_a_scheme_only_when_the_scheme_has_it(name: str, text: str) -> None:
    scheme = read_scheme(name)
    scheme.likely(text)
    assert (scheme.notation(text) is not None) == (fold(text) in scheme.spellings)
    assert scheme.notation(text) in {*scheme.notations, None}


@pytest.mark.parametrize("name", ["status", "actor-kind"])
def test_each_spelling_of_a_scheme_is_known_whatever_its_case(name: str) -> None:
    scheme = read_scheme(name)
    for spelling, notation in scheme.spellings.items():
        assert {scheme.notation(way) for way in (spelling, spelling.upper(), f"  {spelling}.")} == {notation}


@MANY
@given(st.lists(st.sampled_from([*"0123456789IlO.,: ", "Mesure ", "Développer"]), max_size=12).map("".join) | st.text())
def test_a_code_is_only_what_stands_at_the_head_of_a_cell(text: str) -> None:
    cell = read_measure_cell(1, text)
    has_code(text)
    if cell.code is not None:
        assert re.fullmatch(r"[1-6]\.\d\.\d", cell.code)
        looked = digits(text.translate(str.maketrans("IlO", "110")))
        assert looked.startswith(cell.code.replace(".", ""))
        assert cell.title == "" or squeeze(cell.title) in squeeze(" ".join(blocks(text)))


@SOME
@given(st.integers(1, 6), st.integers(0, 9), st.integers(0, 9), st.sampled_from(["Développer le vélo", "Trier"]))
def test_a_code_and_its_title_come_back(one: int, two: int, three: int, title: str) -> None:
    cell = read_measure_cell(1, f"{one}.{two}.{three}. {title}")
    assert (cell.code, cell.title) == (f"{one}.{two}.{three}", title)


OF_TEXT = ["<b>", "</b>", "<", ">", "&amp;", "- ", "• ", "06 12 34 56 78", "a@b.fr", "+33", "0", "1", " ", "été"]
OF_NAMES = ["Service", "Voirie", "ADEME", "et", "la", ",", " ; ", " ", "Région", "inconnu"]
ANY_TEXT = st.text(max_size=60) | st.lists(st.sampled_from(OF_TEXT)).map("".join)


@MANY
@given(ANY_TEXT)
@example("0100000000+33100000000")
def test_any_cell_can_be_read_as_text(text: str) -> None:
    plain = readable(text)
    assert readable(plain) == plain
    blocks(plain)
    items(plain)
    assert re.fullmatch(r"[a-z0-9-]*", slug(plain))
    hidden = without_personal_data(plain)
    assert without_personal_data(hidden) == hidden


@MANY
@given(ANY_TEXT, st.text(max_size=20))
def test_any_name_makes_an_address(title: str, code: str) -> None:
    addresses = Addresses("200000024")
    for path in (addresses.actor(title, "service"), addresses.named("contract", title)):
        assert re.fullmatch(r"[A-Za-z0-9./_~-]+", path)


@MANY
@given(
    st.lists(st.sampled_from(["Service", "Voirie", "ADEME", "et", "la", ",", " ; ", " ", "Région", "inconnu"])).map(
        "".join
    )
)
def test_an_actor_is_named_only_by_words_of_the_cell(cell: str) -> None:
    known = Authority()
    for name in ("Service Voirie", "ADEME", "Région"):
        known.add(Actor(name, "service", "", (), f"id/{slug(name)}"))
    naming = known.resolve(cell)
    known.likely(cell)
    assert all(fold(actor.name) in fold(cell) for actor in naming.actors)
    assert all(piece in squeeze(cell) or fold(piece) in fold(cell) for piece in naming.unresolved)
