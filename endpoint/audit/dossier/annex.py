"""The workbook beside the document: what it says of itself, then a sheet for each answer, in the document's order."""

import re
from collections.abc import Iterator
from io import BytesIO

from xlsxwriter import Workbook

from endpoint.audit.dossier.chapters import Dossier, Exhibit, Section
from endpoint.audit.frame import View
from endpoint.bilingual import Text, side_by_side
from endpoint.question_workbook import link_of
from endpoint.service import Service
from endpoint.workbook import CREATED, AnswerSheet, Styles, print_on_paper

# What Excel takes as the name of a sheet.
LONGEST_NAME = 31
_IMPOSSIBLE = re.compile(r"[\[\]:*?/\\']")
CONTENTS = "Sommaire"
HEADINGS = (
    Text("Feuille", "Sheet"),
    Text("Rapport", "Report"),
    Text("Tableau", "Table"),
    Text("Lignes", "Rows"),
    Text("Ce qu'on y compte", "What it counts"),
    Text("Question", "Question"),
    Text("Adresse", "Address"),
)
FACTS = {
    "at": Text("À la date du", "As of"),
    "version": Text("Version des données", "Version of the data"),
    "address": Text("Adresse", "Address"),
}
WIDTHS = (30, 42, 60, 9, 44, 36, 70)


def write_annex(service: Service, view: View, dossier: Dossier) -> bytes:
    """Return the file; its first sheet lists the others."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties(
            {"title": f"{view.title.fr} : {dossier.subject.name.fr}", "author": "Filrouge", "created": CREATED}
        )
        styles = Styles.of(book)
        _write_contents(service, view, dossier, book, styles)
        for exhibit in (*dossier.exhibits, dossier.documents):
            sheet = book.add_worksheet(sheet_name(exhibit))
            AnswerSheet(sheet, styles, link_of(service)).write(exhibit.reply.answered.table)
    return file.getvalue()


def sheet_name(exhibit: Exhibit) -> str:
    """Return the name of a sheet: the number of the table in the document, and as much of its title as Excel takes."""
    return f"{exhibit.number} {_IMPOSSIBLE.sub(' ', exhibit.title.fr)}"[:LONGEST_NAME].strip()


def _write_contents(service: Service, view: View, dossier: Dossier, book: Workbook, styles: Styles) -> None:
    sheet = book.add_worksheet(CONTENTS)
    for index, (label, value) in enumerate(_facts(service, view, dossier)):
        sheet.write_string(index, 0, label, styles.header)
        sheet.write_string(index, 1, value, styles.of_text(value))
    top = index + 2
    for column, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.write_string(top, column, side_by_side(heading), styles.header)
        sheet.set_column(column, column, width)
    for index, (section, exhibit) in enumerate(_listed(dossier), start=top + 1):
        name = sheet_name(exhibit)
        sheet.write_url(index, 0, f"internal:'{name}'!A1", styles.link, name)
        for column, text in enumerate(_line(service, section, exhibit), start=1):
            if isinstance(text, int):
                sheet.write_number(index, column, text, styles.text)
            else:
                sheet.write_string(index, column, text, styles.of_text(text))
    print_on_paper(sheet)


def _facts(service: Service, view: View, dossier: Dossier) -> Iterator[tuple[str, str]]:
    yield side_by_side(view.title), side_by_side(dossier.subject.name)
    yield side_by_side(FACTS["at"]), view.filters["at"]
    yield side_by_side(FACTS["version"]), service.snapshot.version
    yield side_by_side(FACTS["address"]), service.links.here(view.address)


def _listed(dossier: Dossier) -> Iterator[tuple[Section | None, Exhibit]]:
    for chapter in dossier.chapters:
        for section in chapter.sections:
            yield from ((section, exhibit) for exhibit in section.exhibits)
    yield None, dossier.documents


def _line(service: Service, section: Section | None, exhibit: Exhibit) -> Iterator[str | int]:
    inquiry = exhibit.inquiry
    yield f"{section.number} {side_by_side(section.report.title)}" if section else "Annexe A · Annex A"
    yield side_by_side(exhibit.title)
    yield exhibit.rows
    yield side_by_side(exhibit.reply.said) if exhibit.reply.said else ""
    yield inquiry.question.name
    yield service.links.here(f"/queries/{inquiry.question.name}{inquiry.suffix}")
