"""Drafts of actions: the rows of one action, its measure's code, its address, and the chosen reading of each field."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import count

from loader.addresses import Addresses
from loader.authority import Authority
from loader.discrepancies.sides import Side
from loader.readers.citergie.measures import MeasureTitles
from loader.readers.citergie.passes import Group, title_of
from loader.readers.citergie.readings import Judge
from loader.rows import Cell, Fate, Row
from loader.text import items, slug, squeeze, words

# A title's slug is cut here: what stands further on is where OCR passes differ, and an address must not.
SLUG_LENGTH = 60
Said = list[tuple[Row, Cell]]


@dataclass
class Plan:
    """What building the actions needs, and the addresses that it has given out; `issued` is the document's date."""

    document: str
    addresses: Addresses
    authority: Authority
    judge: Judge
    measures: MeasureTitles
    issued: str = ""
    taken: set[str] = field(default_factory=set)

    def row_paths(self, rows: list[Row]) -> list[str]:
        """Give the addresses of rows."""
        return [self.addresses.row(self.document, row.line) for row in rows]

    def evidence(self, said: Said) -> tuple[list[str], list[str]]:
        """Give the addresses of the rows and of the cells that say something."""
        rows = self.row_paths([row for row, _ in said])
        return rows, [f"{path}/cell/{cell.position}" for path, (_, cell) in zip(rows, said, strict=True)]

    def side(self, said: Said, value: str = "") -> Side:
        """Give the cells that say one thing as a side of a discrepancy, with the text of the first line."""
        said = sorted(said, key=lambda one: one[0].line)
        rows, cells = self.evidence(said)
        key = value or min(cell.raw for _, cell in said)
        return Side(key, value or said[0][1].raw, tuple(rows), tuple(cells))


@dataclass
class Draft:
    """One action in the making."""

    group: Group
    plan: Plan
    code: str | None
    chosen: dict[str, tuple[Row, Cell]]
    path: str = ""

    @property
    def first(self) -> Row:
        """Give the row that the action is mapped from."""
        return self.group.rows[0]

    @property
    def title(self) -> str:
        """Give the chosen title; a row without one is called by the first item of its description."""
        if "title" in self.chosen:
            return tidy(self.chosen["title"][1].text)
        return next((tidy(name) for row in self.group.rows if (name := title_of(row))), "")

    @property
    def own_code(self) -> str:
        """Give the code that the plan itself gives the action; empty where it gives none."""
        return self.chosen["code"][1].text if "code" in self.chosen else ""

    @property
    def is_named_by_description(self) -> bool:
        """Say whether the action has no title of its own and is called by the first item of its description."""
        return "title" not in self.chosen

    @property
    def description(self) -> list[str]:
        """Give the items of the chosen description, without the one that the action is called by."""
        found = items(self.chosen["description"][1].text) if "description" in self.chosen else []
        return found[1:] if self.is_named_by_description else found

    def unplace(self, column: str, reason: str) -> None:
        """Mark the chosen cell of a column, and those that say the same, as making no value."""
        for _, cell in self.agreeing(column):
            cell.reading, cell.reason = "unplaced", reason

    def row_paths(self, rows: list[Row]) -> list[str]:
        """Give the addresses of rows."""
        return self.plan.row_paths(rows)

    def evidence(self, said: Said) -> tuple[list[str], list[str]]:
        """Give the addresses of the rows and of the cells that say something."""
        return self.plan.evidence(said)

    def agreeing(self, column: str) -> Said:
        """Give the readings of a field that say the same as the chosen one, the chosen one first."""
        row, chosen = self.chosen[column]
        same = [(r, c) for r, c in readings_of(self.group, column) if c.reading == "same"]
        return [(row, chosen), *((r, c) for r, c in same if c is not chosen)]


def tidy(cell: str) -> str:
    """Make a title of a cell: its items joined, without the dashes and stops that stand around it.

    >>> tidy("- Créer le cadastre - Animer .")
    'Créer le cadastre - Animer'
    """
    return squeeze(" - ".join(items(cell)).strip(" -–.,;"))


def draft_actions(groups: list[Group], plan: Plan) -> list[Draft]:
    """Draft the actions, in the order of the document; rows without any title go to a person, and make none."""
    drafts = []
    for group in groups:
        draft = Draft(group, plan, _code(group, plan), _choose(group, plan))
        if draft.title:
            draft.path = _address(draft)
            _point_cells(draft)
            drafts.append(draft)
        else:
            _leave_to_a_person(group)
    return drafts


def _leave_to_a_person(group: Group) -> None:
    for row in group.rows:
        row.doubt("title", row.text("title"), "aucun titre lisible : la ligne ne fait pas une action")
        row.close(Fate.TO_CORRECT)
        for cell in row.cells:
            cell.reading = "unplaced"


def readings_of(group: Group, column: str) -> Said:
    """Give the cells that state a field of the action; a slipped title speaks of the action that owns it."""
    rows = group.rows
    if column == "title":
        rows = [*(row for row in rows if row.line not in group.strange), *group.titles]
    found = [(row, cell) for row in rows if (cell := row.cell(column)) and cell.text]
    if column == "description":
        return [(row, cell) for row, cell in found if row.cell("title") or len(items(cell.text)) > 1]
    return found


def _choose(group: Group, plan: Plan) -> dict[str, tuple[Row, Cell]]:
    columns = dict.fromkeys(cell.column for row in group.rows for cell in row.cells if cell.reading != "unplaced")
    best = {column: _best(group, column, plan) for column in columns}
    return {column: reading for column, reading in best.items() if reading}


def _best(group: Group, column: str, plan: Plan) -> tuple[Row, Cell] | None:
    """Choose a reading; a title is judged by the words of its own rows, because the address is made of it.

    What other rows say must not move an address when the document grows.
    """
    near = None
    if column == "title":
        near = Counter(w for row in group.rows for cell in row.cells if cell.column != column for w in words(cell.text))
    return plan.judge.choose(column, readings_of(group, column), near)


def _code(group: Group, plan: Plan) -> str | None:
    decisions = plan.measures.decisions
    return next((code for row in group.rows if row.line in decisions and (code := decisions[row.line].code)), None)


def _address(draft: Draft) -> str:
    """Name the action in its measure; one whose title is taken adds the head of its description.

    The first of the document keeps the plain name, so a plan that grows at its end changes no address.
    """
    plan = draft.plan
    code = draft.code or slug(draft.own_code) or None
    name = slug(draft.title, SLUG_LENGTH) or "titre"
    longer = [f"{name}.{slug(draft.description[0], SLUG_LENGTH)}"] if draft.description else []
    numbered = (f"{name}.{n}" for n in count(2))
    for candidate in (name, *longer):
        path = plan.addresses.action(code, candidate)
        if path not in plan.taken:
            break
    while path in plan.taken:
        path = plan.addresses.action(code, next(numbered))
    plan.taken.add(path)
    return path


def _point_cells(draft: Draft) -> None:
    """Let each cell say which action it speaks of."""
    group = draft.group
    for row in group.rows:
        for cell in row.cells:
            if not (cell.column == "title" and row.line in group.strange):
                cell.about = draft.path
    for title in (row.cell("title") for row in group.titles):
        if title is not None:
            title.about = draft.path
            note = "ce titre est posé sur les données de la ligne voisine"
            title.reason = f"{note} ; {title.reason}" if title.reason else note
