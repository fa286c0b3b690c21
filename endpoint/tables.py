"""A table of terms as a page shows it: names for addresses, French figures, columns as wide as what they hold."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from endpoint.addresses import Addresses
from endpoint.cells import INTEGERS
from endpoint.engine import Table, Term
from endpoint.naming import Name
from endpoint.words import RDF, XSD

Names = Mapping[NamedNode, Name]
Row = tuple[Term | None, ...]
NUMBERS = INTEGERS | {f"{XSD}decimal", f"{XSD}double", f"{XSD}float"}
SAYS_LITTLE = {f"{XSD}string", f"{RDF}langString"}
TRUTH = {"true": "oui", "false": "non"}
# The longest text of each shape of column; beyond the last, a column is `long`.
SHAPES = ((14, "short"), (32, "word"), (90, "line"))
# Below this, a figure may be a year or a line: it is not parted in threes.
PARTED_FROM = 10_000
# An address longer than that shows its end only, which is at least so long.
LONG_ADDRESS = 24
TELLING = 12


@dataclass(frozen=True)
class Cell:
    """What stands in a cell: its text, where it leads, and `value` where the text is written for people.

    `bare` marks an address that shows itself; `again` a link that another cell of the row has as well, under its name.
    """

    text: str
    href: str | None = None
    title: str | None = None
    language: str | None = None
    value: str | None = None
    bare: bool = False
    again: bool = False


@dataclass(frozen=True)
class Column:
    """A column's name, and the shape that its cells want."""

    name: str
    shape: str


@dataclass(frozen=True)
class ShownTable:
    """A table ready for its template."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    complete: bool


def show_table(addresses: Addresses, table: Table, names: Names) -> ShownTable:
    """Write the cells; where the query gives the name of an IRI in another column, that name is the link."""
    beside = [_named_beside(row, names) for row in table.rows]
    named = _named_columns(table, names, beside)
    rows = tuple(
        tuple(_cell(addresses, term, {} if index in named else names, given) for index, term in enumerate(row))
        for row, given in zip(table.rows, beside if named else [{}] * len(table.rows), strict=True)
    )
    return ShownTable(tuple(_columns(table, rows)), rows, table.complete)


def iris(table: Table) -> list[NamedNode]:
    """Return all IRIs of a table."""
    return [term for row in table.rows for term in row if isinstance(term, NamedNode)]


def _named_beside(row: Row, names: Names) -> dict[str, NamedNode]:
    """Return the IRIs of a row whose name the row has in another cell, by that name."""
    texts = {term.value for term in row if isinstance(term, Literal)}
    found = ((name.text, term) for term in row if isinstance(term, NamedNode) and (name := names.get(term)))
    return {text: term for text, term in found if text in texts}


def _named_columns(table: Table, names: Names, beside: Sequence[Mapping[str, NamedNode]]) -> set[int]:
    """Return the columns whose IRIs mostly stand beside their names; a cell may say a name by chance."""
    nodes, found = Counter[int](), Counter[int]()
    for row, given in zip(table.rows, beside, strict=True):
        for index, term in enumerate(row):
            nodes[index] += term in names
            found[index] += bool(given) and term in given.values()
    return {index for index in found if 2 * found[index] > nodes[index]}


def _cell(addresses: Addresses, term: Term | None, names: Names, given: Mapping[str, NamedNode]) -> Cell | None:
    if isinstance(term, NamedNode):
        return _link(addresses, term, names.get(term), again=term in given.values())
    if isinstance(term, Literal):
        return _literal(addresses, term, given.get(term.value))
    return None if term is None else Cell(str(term))


def _link(addresses: Addresses, node: NamedNode, name: Name | None, *, again: bool) -> Cell:
    short = addresses.short(node.value)
    href, bare = addresses.href(node.value), name is None or name.text == short
    if name is None or bare:
        return Cell(tail(short), href, node.value, bare=True, again=again)
    return Cell(name.text, href, node.value, _foreign(name.language))


def tail(address: str) -> str:
    """Return the end of a long address: whole segments, enough of them to tell one from another.

    >>> tail("242100410/document/citergie/row/12"), tail("measure/citergie/1.2.3")
    ('…/citergie/row/12', 'measure/citergie/1.2.3')
    """
    if len(address) <= LONG_ADDRESS:
        return address
    segments = address.rstrip("/").split("/")
    kept = segments.pop()
    while segments and len(kept) < TELLING:
        kept = f"{segments.pop()}/{kept}"
    return f"…/{kept}"


def _literal(addresses: Addresses, literal: Literal, names: NamedNode | None) -> Cell:
    kind = literal.datatype.value
    if kind in NUMBERS:
        return Cell(french_number(literal.value), value=literal.value)
    if kind == f"{XSD}boolean":
        return Cell(TRUTH.get(literal.value, literal.value), value=literal.value)
    href, title = (addresses.href(names.value), None) if names else (None, None)
    if kind not in SAYS_LITTLE:
        title = addresses.short(kind)
    return Cell(literal.value, href, title, _foreign(literal.language))


def _foreign(language: str | None) -> str | None:
    return language if language != "fr" else None


def french_number(text: str) -> str:
    """Write a number with a comma, and with narrow spaces from five figures on; what is none stays as it is.

    >>> french_number("1250000.5").replace(chr(0x202F), "_"), french_number("2026"), french_number("NaN")
    ('1_250_000,5', '2026', 'NaN')
    """
    whole, _, decimals = text.partition(".")
    if not (whole.lstrip("+-").isdigit() and (decimals or "0").isdigit()):
        return text
    if abs(Decimal(whole)) >= PARTED_FROM:
        whole = f"{int(whole):,}".replace(",", "\u202f")
    return f"{whole},{decimals}" if decimals else whole


def _columns(table: Table, rows: Sequence[Sequence[Cell | None]]) -> Iterator[Column]:
    for index, name in enumerate(table.columns):
        yield Column(name, _shape([row[index] for row in table.rows], [row[index] for row in rows]))


def _shape(terms: Sequence[Term | None], cells: Sequence[Cell | None]) -> str:
    kinds = {each.datatype.value if isinstance(each, Literal) else "" for each in terms if each is not None}
    if kinds and kinds <= NUMBERS:
        return "number"
    longest = max((len(each.text) for each in cells if each and not each.bare), default=0)
    return next((shape for limit, shape in SHAPES if longest <= limit), "long")
