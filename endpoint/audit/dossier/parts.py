"""The pages of the document on the site: its first, one for each chapter, one or several for each long table."""

from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.audit.dossier.chapters import Chapter, Dossier, Exhibit
from endpoint.audit.sheet import Sheet
from endpoint.bilingual import Text
from endpoint.errors import ParameterError
from endpoint.leaves import ROWS, Leaf, leaf_at, leaves_of, read_start

PART, FROM = "part", "from"
TABLE = "t"


@dataclass(frozen=True)
class Part:
    """A page of the document: a chapter, or rows of a table; neither is the first page, with its contents."""

    chapter: Chapter | None = None
    table: Exhibit | None = None
    start: int = 0

    @property
    def title(self) -> Text | None:
        """What the page is called."""
        if self.chapter:
            return Text(
                f"{self.chapter.number}. {self.chapter.title.fr}", f"{self.chapter.number}. {self.chapter.title.en}"
            )
        if self.table:
            return Text(
                f"Tableau {self.table.number}. {self.table.title.fr}",
                f"Table {self.table.number}. {self.table.title.en}",
            )
        return None

    @property
    def sheet(self) -> Sheet | None:
        """The rows of the table that the page shows."""
        return self.table.leaf(leaf_at(self.start, self.table.rows), ROWS) if self.table else None

    @property
    def leaves(self) -> list[Leaf]:
        """The pages of the table."""
        return leaves_of(self.table.rows, self.start) if self.table else []


def name_of_table(exhibit: Exhibit) -> str:
    """Return how an address names a table."""
    return f"{TABLE}{exhibit.number}"


def choose_part(dossier: Dossier, given: Mapping[str, str]) -> Part:
    """Return the page that an address asks for; raise ParameterError when the document has no such part."""
    name = given.get(PART, "")
    if not name:
        return Part()
    parts = {str(chapter.number): Part(chapter) for chapter in dossier.chapters}
    start = read_start(FROM, given.get(FROM, ""))
    parts |= {name_of_table(each): Part(table=each, start=start) for each in (*dossier.exhibits, dossier.documents)}
    if name in parts:
        return parts[name]
    known = f"1-{len(dossier.chapters)}, {TABLE}1-{TABLE}{dossier.documents.number}"
    raise ParameterError(
        {PART: Text(f"ce dossier n'a pas de partie {name} : {known}", f"this file has no part {name}: {known}")}
    )
