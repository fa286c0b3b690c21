"""The parts of the document: chapters by theme, a section a report, a table an answer.

A long table stands in an annex, so that the chapters stay readable; its section says in which.
"""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from endpoint.audit.codes import read_codes
from endpoint.audit.dossier.subject import Subject
from endpoint.audit.dossier.widths import MANY, column_shares, paper_text
from endpoint.audit.figures.alone import link_from_afar
from endpoint.audit.figures.figure import Shown
from endpoint.audit.frame import View
from endpoint.audit.replies import Reply, answer, is_dated, replies_to
from endpoint.audit.report_list import is_askable
from endpoint.audit.reports.report import DAY, Ask, Report
from endpoint.audit.sheet import Lexicon, Sheet, lay_out, read_lexicon
from endpoint.bilingual import Text
from endpoint.inquiries import TERRITORY
from endpoint.service import Service
from endpoint.tables import Cell

# A table of more rows stands in an annex, and no table has more than the most: the workbook has all.
LONG, MOST = 30, 400
DOCUMENTS = Ask("documents", title=Text("Documents lus", "Documents read"))


@dataclass(frozen=True)
class Exhibit:
    """An answer as a numbered table; `annex` is the letter of the annex in which it stands, if it does."""

    number: int
    reply: Reply
    sheet: Sheet
    annex: str = ""

    @property
    def rows(self) -> int:
        """How many rows the answer has."""
        return len(self.reply.answered.rows)

    def on_paper(self, cell: Cell) -> str:
        """Return what a part of a cell says where nothing can be pointed at."""
        return paper_text(cell)

    @property
    def is_wide(self) -> bool:
        """Whether it has so many columns that its letters are smaller."""
        return len(self.sheet.columns) >= MANY

    @property
    def shares(self) -> list[float]:
        """How wide its columns are on paper, in percent."""
        return column_shares(self.sheet)


@dataclass(frozen=True)
class Section:
    """A report; `figure` is its drawing as an address that holds it, `address` where the report is on the desk."""

    report: Report
    number: str
    exhibits: tuple[Exhibit, ...]
    figure: str
    address: str

    @property
    def tallies(self) -> list[Text]:
        """What its answers count to."""
        return [said for each in self.exhibits if (said := each.reply.said)]


@dataclass(frozen=True)
class Chapter:
    """A theme."""

    number: int
    title: Text
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Dossier:
    """The whole document: its chapters, the tables of its annexes, the documents read, and the reports left out."""

    subject: Subject
    chapters: tuple[Chapter, ...]
    documents: Exhibit
    left_out: tuple[Report, ...]

    @property
    def exhibits(self) -> list[Exhibit]:
        """Every table of the chapters, in their order."""
        return [each for chapter in self.chapters for section in chapter.sections for each in section.exhibits]

    @property
    def annexed(self) -> list[Exhibit]:
        """The tables that stand in annexes of their own."""
        return [each for each in self.exhibits if each.annex]


def read_dossier(service: Service, subject: Subject, day: str, siren: str) -> Dossier:
    """Ask all that the document says at a day, of one territory or of all."""
    binder = _Binder(service, subject, day, siren)
    chapters = tuple(binder.chapters())
    documents = Reply(DOCUMENTS, answer(service, DOCUMENTS, {TERRITORY: siren}))
    return Dossier(subject, chapters, binder.exhibit(documents, annex="A"), tuple(binder.left_out))


class _Binder:
    """Puts the parts together, and numbers them."""

    def __init__(self, service: Service, subject: Subject, day: str, siren: str) -> None:
        self._service, self._subject, self._day, self._siren = service, subject, day, siren
        self._lexicon: Lexicon = read_lexicon(service)
        self._codes = read_codes(service.engine)
        self._numbers = count(1)
        # A holds the documents, B the questions.
        self._letters = map(annex_letters, count(2))
        self.left_out: list[Report] = []

    def chapters(self) -> Iterator[Chapter]:
        numbers = count(1)
        for theme in self._subject.themes:
            number = next(numbers)
            if sections := tuple(self._sections(number, theme.reports)):
                yield Chapter(number, theme.title, sections)
            else:
                numbers = count(number)

    def _sections(self, chapter: int, reports: Sequence[Report]) -> Iterator[Section]:
        numbers = count(1)
        for report in reports:
            if is_askable(self._service, report) and (replies := self._replies(report)):
                yield self._section(report, f"{chapter}.{next(numbers)}", replies)
            else:
                self.left_out.append(report)

    def _replies(self, report: Report) -> list[Reply]:
        narrowed = map(self._subject.narrow, replies_to(self._service, report, self._given(report)))
        return [reply for reply in narrowed if reply]

    def _section(self, report: Report, number: str, replies: Iterable[Reply]) -> Section:
        exhibits = tuple(map(self.exhibit, replies))
        address = View(report.title, f"/audit/{report.name}", (), self._given(report)).address
        return Section(report, number, exhibits, self._figure(report, exhibits[0].reply), address)

    def _given(self, report: Report) -> dict[str, str]:
        return ({DAY: self._day} if is_dated(self._service, report) else {}) | {TERRITORY: self._siren}

    def exhibit(self, reply: Reply, annex: str = "") -> Exhibit:
        """Number an answer, and lay it out as the desk does."""
        sheet = lay_out(self._service, self._lexicon, reply.first(MOST), reply.ask.nameless)
        letter = annex or (next(self._letters) if len(sheet.rows) > LONG else "")
        return Exhibit(next(self._numbers), reply, sheet, letter)

    def _figure(self, report: Report, reply: Reply) -> str:
        """Draw the figure of a report, if its first answer is here and has rows."""
        if report.figure is None or reply.ask is not report.asks[0] or not reply.answered.rows:
            return ""
        rows, at = reply.answered.rows[:MOST], reply.inquiry.values.get(DAY)
        shown = Shown(report.title.fr, rows, lambda iri: link_from_afar(self._service, iri), self._codes, at)
        drawn = base64.b64encode(report.figure.draw(shown).encode()).decode()
        return f"data:image/svg+xml;base64,{drawn}"


def annex_letters(index: int) -> str:
    """Return the name of an annex by its place from 0.

    >>> annex_letters(2), annex_letters(25), annex_letters(26)
    ('C', 'Z', 'AA')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
