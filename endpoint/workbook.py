"""An answer as an XLSX workbook: a sheet with the table, a sheet that says what was asked of which data.

Every text is written as text: a cell that begins with `=`, `+`, `-` or `@` never becomes a formula. The same table
gives the same bytes.
"""

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO

from pyoxigraph import NamedNode
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from endpoint.cells import Value, cell_value
from endpoint.engine import Table, Term
from endpoint.errors import NotAcceptableError

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel holds: a sheet's rows with its header, links on a sheet, characters of a link and (UTF-16) of a cell.
ROWS = 1_048_576 - 1
LINKS = 65_530
LONGEST_LINK = 2079
LONGEST_TEXT = 32_767
CUT = " … [coupé : Excel ne tient que 32 767 caractères par cellule / cut: Excel holds no more in a cell]"
# No clock: a workbook says which snapshot it comes from, and two of the same snapshot are the same file.
CREATED = datetime(1980, 1, 1)
FORMULA_MARKS = ("=", "+", "-", "@")
NARROWEST, WIDEST = 8, 60
# Python loads a codec from its file at the first use, and a worker may open no file.
UTF_16 = codecs.lookup("utf-16-le").name


@dataclass(frozen=True)
class About:
    """What the second sheet says: a title, label and value pairs, and the query."""

    title: str
    facts: Sequence[tuple[str, str]]
    sparql: str


def write_workbook(table: Table, about: About, link: Callable[[str], str | None]) -> bytes:
    """Return the file; `link` gives where to read about an IRI. Raise NotAcceptableError on rows beyond Excel's."""
    if not table.complete or len(table.rows) > ROWS:
        raise NotAcceptableError(f"this answer has more than the {ROWS} rows that an Excel sheet holds: ask for csv")
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": about.title, "author": "Filrouge", "created": CREATED})
        styles = Styles.of(book)
        AnswerSheet(book.add_worksheet("Réponse"), styles, link).write(table)
        _write_about(book.add_worksheet("Question"), styles, about)
    return file.getvalue()


@dataclass(frozen=True)
class Styles:
    """The formats of cells; `guarded` keeps a text a text even when a person edits the cell."""

    header: Format
    text: Format
    guarded: Format
    link: Format
    date: Format
    moment: Format
    code: Format

    @classmethod
    def of(cls, book: Workbook) -> "Styles":
        """Create the formats of a workbook."""
        top = {"valign": "top"}
        wrapped = {**top, "text_wrap": True}
        return cls(
            header=book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3EFE7"}),
            text=book.add_format(wrapped),
            guarded=book.add_format({**wrapped, "quote_prefix": True}),
            link=book.add_format({**top, "font_color": "#A3182C", "underline": 1}),
            date=book.add_format({**top, "num_format": "yyyy-mm-dd"}),
            moment=book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm:ss"}),
            code=book.add_format({**top, "font_name": "Consolas", "quote_prefix": True}),
        )

    def of_text(self, text: str) -> Format:
        """Return the format in which a text is safe."""
        return self.guarded if text.startswith(FORMULA_MARKS) else self.text


@dataclass
class AnswerSheet:
    """A sheet that holds an answer; `link` gives where to read about an IRI."""

    sheet: Worksheet
    styles: Styles
    link: Callable[[str], str | None]
    links: int = field(default=0, init=False)

    def write(self, table: Table) -> None:
        """Write the table with its header."""
        for column, name in enumerate(table.columns):
            self.sheet.write_string(0, column, name, self.styles.header)
        for row, terms in enumerate(table.rows, start=1):
            for column, term in enumerate(terms):
                if term is not None:
                    self._write_term(row, column, term)
        self._lay_out(table)

    def _write_term(self, row: int, column: int, term: Term) -> None:
        if isinstance(term, NamedNode) and (target := self._target(term.value)):
            self.links += 1
            self.sheet.write_url(row, column, target, self.styles.link, term.value)
        else:
            self._write_value(row, column, cell_value(term))

    def _target(self, iri: str) -> str | None:
        target = self.link(iri) if self.links < LINKS else None
        return target if target and len(max(iri, target, key=len)) <= LONGEST_LINK else None

    def _write_value(self, row: int, column: int, value: Value) -> None:
        match value:
            case bool():
                self.sheet.write_boolean(row, column, value, self.styles.text)
            case float():
                self.sheet.write_number(row, column, value, self.styles.text)
            case datetime():
                self.sheet.write_datetime(row, column, value, self.styles.moment)
            case date():
                self.sheet.write_datetime(row, column, value, self.styles.date)
            case str():
                self.sheet.write_string(row, column, cell_text(value), self.styles.of_text(value))

    def _lay_out(self, table: Table) -> None:
        last_row, last_column = len(table.rows), len(table.columns) - 1
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, last_row, last_column)
        # A code such as 1.3 is a text on purpose: no green triangle shall offer to make a number of it.
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS + 1}"})
        for index, width in enumerate(_widths(table)):
            self.sheet.set_column(index, index, width)
        print_on_paper(self.sheet)
        self.sheet.repeat_rows(0)


def cell_text(text: str) -> str:
    """Return the text as a cell can hold it, with words that say so where it had to be cut."""
    units = text.encode(UTF_16)
    if len(units) // 2 <= LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(CUT))].decode(UTF_16, "ignore") + CUT


def _widths(table: Table) -> Iterator[int]:
    for index, column in enumerate(table.columns):
        shown = (len(str(cell_value(term))) for row in table.rows if (term := row[index]) is not None)
        # The header keeps room for the button of its filter.
        yield min(max(len(column) + 4, NARROWEST, max(shown, default=0) + 1), WIDEST)


def _write_about(sheet: Worksheet, styles: Styles, about: About) -> None:
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100)
    sheet.write_string(0, 0, about.title, styles.header)
    sheet.write_blank(0, 1, None, styles.header)
    for row, (label, value) in enumerate(about.facts, start=1):
        sheet.write_string(row, 0, label, styles.text)
        sheet.write_string(row, 1, cell_text(value), styles.of_text(value))
    sheet.write_string(len(about.facts) + 1, 0, "SPARQL", styles.text)
    # A line a row: copied from there, the query is what it was; one cell of many lines would gain quotes.
    for row, line in enumerate(about.sparql.split("\n"), start=len(about.facts) + 1):
        sheet.write_string(row, 1, cell_text(line), styles.code)
    print_on_paper(sheet)


def print_on_paper(sheet: Worksheet) -> None:
    """Fit a sheet to the width of a page, with its name and numbers below."""
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
