"""The parts of the document: chapters by theme, a section a report, a table an answer.

A part asks what it shows when it is shown, so that a page of the document asks no more than that. A long table stands
apart, so that the chapters stay readable: on paper in an annex, on the site on a page of its own.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import count

from endpoint.audit.codes import Words, read_codes
from endpoint.audit.dossier.subject import Subject
from endpoint.audit.dossier.widths import MANY, column_shares, paper_text
from endpoint.audit.figures.alone import link_from_afar
from endpoint.audit.figures.figure import Shown
from endpoint.audit.frame import View
from endpoint.audit.replies import Reply, answer, inquire, is_dated
from endpoint.audit.report_list import is_askable
from endpoint.audit.reports.report import DAY, Ask, Report
from endpoint.audit.sheet import Lexicon, Sheet, lay_out, read_lexicon
from endpoint.bilingual import Text
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.service import Service
from endpoint.tables import Cell

# A table of more rows stands apart, and on paper no table has more than the most: the workbook has all.
LONG, MOST = 30, 400
DOCUMENTS = Ask("documents", title=Text("Documents lus", "Documents read"))


@dataclass(frozen=True)
class Source:
    """Where the parts get their answers: the subject at a day, of one territory or of all (`siren` empty)."""

    service: Service
    subject: Subject
    day: str
    siren: str

    @cached_property
    def lexicon(self) -> Lexicon:
        """What cells are read with."""
        return read_lexicon(self.service)

    @cached_property
    def codes(self) -> Words:
        """The words for the codes of each column."""
        return read_codes(self.service.engine)

    def given(self, report: Report | None) -> dict[str, str]:
        """Return the values for the questions of a report."""
        dated = report is not None and is_dated(self.service, report)
        return ({DAY: self.day} if dated else {}) | {TERRITORY: self.siren}

    def asks(self, report: Report) -> list[Ask]:
        """Return the questions of a report that speak of the subject."""
        if not is_askable(self.service, report):
            return []
        inquiries = ((ask, inquire(self.service, ask, self.given(report))) for ask in report.asks)
        return [ask for ask, inquiry in inquiries if self.subject.is_told_by(self.service, inquiry)]


@dataclass(frozen=True)
class Exhibit:
    """An answer as a numbered table."""

    number: int
    source: Source
    ask: Ask
    report: Report | None = None

    @property
    def inquiry(self) -> Inquiry:
        """The question with its values."""
        return inquire(self.source.service, self.ask, self.source.given(self.report))

    @property
    def title(self) -> Text:
        """What the report calls the answer."""
        return self.ask.title or self.inquiry.question.title

    @cached_property
    def reply(self) -> Reply:
        """What of the answer is about the subject; the list of the documents, of no report, is the same for all."""
        reply = Reply(self.ask, answer(self.source.service, self.ask, self.source.given(self.report)))
        return self.source.subject.narrow(reply) if self.report else reply

    @property
    def rows(self) -> int:
        """How many rows the answer has."""
        return len(self.reply.answered.rows)

    @property
    def is_long(self) -> bool:
        """Whether it stands apart."""
        return self.rows > LONG

    @cached_property
    def sheet(self) -> Sheet:
        """The table as paper has it."""
        return self.leaf(0, MOST)

    def leaf(self, start: int, rows: int) -> Sheet:
        """Return so many rows of the table, as the desk lays it out."""
        return lay_out(self.source.service, self.source.lexicon, self.reply.part(start, rows), self.ask.nameless)

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
    """A report, by its number in the document."""

    report: Report
    number: str
    exhibits: tuple[Exhibit, ...]

    @property
    def tallies(self) -> list[Text]:
        """What its answers count to."""
        return [said for each in self.exhibits if (said := each.reply.said)]

    @property
    def figure(self) -> str:
        """Its drawing, as an address that holds it; empty unless its first answer is here and has rows."""
        first, source = self.exhibits[0], self.exhibits[0].source
        if self.report.figure is None or first.ask is not self.report.asks[0] or not first.rows:
            return ""
        rows, at = first.reply.answered.rows[:MOST], first.inquiry.values.get(DAY)
        shown = Shown(self.report.title, rows, partial(link_from_afar, source.service), source.codes, at)
        drawn = base64.b64encode(self.report.figure.draw(shown).encode()).decode()
        return f"data:image/svg+xml;base64,{drawn}"

    @property
    def address(self) -> str:
        """Where the report is on the desk."""
        return View(
            self.report.title, f"/audit/{self.report.name}", (), self.exhibits[0].source.given(self.report)
        ).address


@dataclass(frozen=True)
class Chapter:
    """A theme."""

    number: int
    title: Text
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Dossier:
    """The whole document: its chapters, the table of the documents read, and the reports left out."""

    subject: Subject
    chapters: tuple[Chapter, ...]
    documents: Exhibit
    left_out: tuple[Report, ...]

    @property
    def exhibits(self) -> list[Exhibit]:
        """Every table of the chapters, in their order."""
        return [each for chapter in self.chapters for section in chapter.sections for each in section.exhibits]

    @cached_property
    def annexes(self) -> dict[str, Exhibit]:
        """The tables that stand apart, by the letters of their annexes on paper."""
        # A holds the documents, B the questions.
        letters = map(annex_letters, count(2))
        return {next(letters): each for each in self.exhibits if each.is_long}

    def annex_of(self, exhibit: Exhibit) -> str:
        """Return the letter of the annex of a table, empty when it stands in its place."""
        return next((letter for letter, each in self.annexes.items() if each is exhibit), "")


def read_dossier(source: Source) -> Dossier:
    """Put the parts together, and number them."""
    numbers = count(1)
    left_out: list[Report] = []
    chapters: list[Chapter] = []
    for theme in source.subject.themes:
        sections = list(_sections(source, theme.reports, len(chapters) + 1, numbers))
        left_out += [each for each in theme.reports if each not in [section.report for section in sections]]
        if sections:
            chapters.append(Chapter(len(chapters) + 1, theme.title, tuple(sections)))
    documents = Exhibit(next(numbers), source, DOCUMENTS)
    return Dossier(source.subject, tuple(chapters), documents, tuple(left_out))


def _sections(source: Source, reports: Sequence[Report], chapter: int, numbers: Iterator[int]) -> Iterator[Section]:
    places = count(1)
    for report in reports:
        if asks := source.asks(report):
            exhibits = tuple(Exhibit(next(numbers), source, ask, report) for ask in asks)
            yield Section(report, f"{chapter}.{next(places)}", exhibits)


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
