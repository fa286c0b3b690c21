"""The widths of columns on paper: all of the page, room for words, more for who has more to say."""

from endpoint.audit.dossier.widths import column_shares
from endpoint.audit.sheet import Column, Sheet
from endpoint.bilingual import Text
from endpoint.tables import Cell


def sheet(*columns: tuple[str, list[str]]) -> Sheet:
    names = tuple(Column(name, Text(name, name), "line") for name, _ in columns)
    cells = zip(*(texts for _, texts in columns), strict=True)
    return Sheet(names, tuple(tuple((Cell(text),) if text else () for text in row) for row in cells), True)


def test_the_columns_fill_the_page() -> None:
    shares = column_shares(sheet(("Code", ["1.1"]), ("Intitulé", ["des mots " * 20]), ("Vide", [""])))
    assert abs(sum(shares) - 100) < 0.1


def test_the_column_that_says_more_is_wider() -> None:
    code, title = column_shares(sheet(("Code", ["1.1"] * 9), ("Intitulé", ["une phrase entière de plus"] * 9)))
    assert title > 3 * code


def test_one_long_text_among_many_short_ones_does_not_rule() -> None:
    short, long = ["un mot"] * 20, ["un mot"] * 19 + ["un mot " * 30]
    even = column_shares(sheet(("A", short), ("B", short)))
    assert column_shares(sheet(("A", short), ("B", long))) == even


def test_an_address_takes_the_room_of_the_word_that_stands_for_it() -> None:
    address = Sheet(
        (Column("a", Text("A", "A"), "line"), Column("b", Text("B", "B"), "line")),
        (((Cell("…/action/1.2.3/un-titre-tres-long-en-un-seul-mot", "/page/x", bare=True),), (Cell("lien"),)),),
        True,
    )
    first, second = column_shares(address)
    assert first == second
