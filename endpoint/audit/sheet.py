"""An answer as the desk shows it: columns and codes in words, names as links, places that lead to their lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from endpoint.audit.codes import Words, read_codes
from endpoint.audit.columns import heading
from endpoint.audit.dates import spoken_date
from endpoint.audit.places import Places, read_places
from endpoint.bilingual import Text
from endpoint.engine import Table, Term
from endpoint.naming import names_of
from endpoint.service import Service
from endpoint.tables import Cell, ShownTable, iris, show_table

ROWS, DOCUMENT, LINE = "rows", "document", "line"
DATES = ("start", "end")
DAYS = (*DATES, "startDate", "endDate")
ROLES = "roles"
# A role in a list such as `citergie: partner 4 | crte: engineering 1, steering 1`.
_COUNTED = re.compile(r"[a-z-]+(?= [0-9]+)")


@dataclass(frozen=True)
class Column:
    """A column: the question's name for it, ours, and the shape that its cells want."""

    name: str
    words: Text
    shape: str


@dataclass(frozen=True)
class Sheet:
    """A table ready for its template: each cell has no, one or several parts."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Cell, ...], ...], ...]
    complete: bool


@dataclass(frozen=True)
class Lexicon:
    """What cells are read with."""

    codes: Words
    places: Places


def read_lexicon(service: Service) -> Lexicon:
    """Read the words for codes and the documents."""
    return Lexicon(read_codes(service.engine), read_places(service.engine, service.addresses))


def lay_out(service: Service, lexicon: Lexicon, table: Table, nameless: Mapping[str, Text]) -> Sheet:
    """Write the cells; addresses whose names mostly stand in another column have no column of their own.

    `nameless` says, by column, what an empty cell stands for.
    """
    names = names_of(service.engine, service.addresses, iris(table))
    shown = show_table(service.addresses, table, names)
    kept = [index for index in range(len(table.columns)) if not _mostly_again(shown, index)]
    rows = tuple(
        tuple(
            _parts(lexicon, table.columns[index], terms, cells[index] or _stand_in(nameless, table.columns[index]))
            for index in kept
        )
        for terms, cells in zip(table.rows, _linked(lexicon, table, shown), strict=True)
    )
    columns = tuple(
        Column(name, heading(name), "day" if name in DAYS else shown.columns[index].shape)
        for index in kept
        for name in (table.columns[index],)
    )
    return Sheet(columns, rows, table.complete)


def _mostly_again(shown: ShownTable, index: int) -> bool:
    again = [cell.again for row in shown.rows if (cell := row[index])]
    return 2 * sum(again) > len(again)


def _linked(lexicon: Lexicon, table: Table, shown: ShownTable) -> Iterator[tuple[Cell | None, ...]]:
    """Let a line lead to its row, where the answer says of which document it is."""
    if not {DOCUMENT, LINE} <= set(table.columns):
        yield from shown.rows
        return
    document, line = table.columns.index(DOCUMENT), table.columns.index(LINE)
    for terms, cells in zip(table.rows, shown.rows, strict=True):
        said, at = cells[document], cells[line]
        href = lexicon.places.href(said.text, at.value or at.text, _nodes(terms)) if said and at else None
        yield tuple(
            replace(cell, href=href) if cell and href and index == line else cell for index, cell in enumerate(cells)
        )


def _stand_in(nameless: Mapping[str, Text], column: str) -> Cell | None:
    return Cell(nameless[column].fr, value="") if column in nameless else None


def _parts(lexicon: Lexicon, column: str, terms: Sequence[Term | None], cell: Cell | None) -> tuple[Cell, ...]:
    if cell is None:
        return ()
    if column == ROWS:
        return tuple(Cell(place, href) for place, href in lexicon.places.links(cell.text, _nodes(terms)))
    said = _in_words(lexicon.codes.get(column, {}), column, cell.text)
    return (cell if said == cell.text else replace(cell, text=said, title=cell.text, value=cell.text),)


def _in_words(codes: Mapping[str, Text], column: str, text: str) -> str:
    if text in codes:
        return codes[text].fr
    if column == ROLES:
        return _COUNTED.sub(lambda found: codes[found[0]].fr.lower() if found[0] in codes else found[0], text)
    return spoken_date(text) if column in DATES else text


def _nodes(terms: Sequence[Term | None]) -> Iterator[NamedNode]:
    return (term for term in terms if isinstance(term, NamedNode))
