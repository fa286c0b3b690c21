"""The actions of a Cit'ergie plan: one record an action, with its values, its actors and the rows that say so."""

from dataclasses import dataclass, field

from loader.addresses import Addresses, measure
from loader.authority import Authority
from loader.budgets import budget_record
from loader.readers.citergie.columns import ACTOR_COLUMNS
from loader.readers.citergie.measures import MeasureTitles
from loader.readers.citergie.passes import Group, title_of
from loader.readers.citergie.periods import period_fields
from loader.readers.citergie.readings import Judge
from loader.records import Record, Value
from loader.rows import Cell, Fate, Row
from loader.text import fold, items, slug, squeeze
from loader.values.money import is_undecided, parse_money, yearly_amount

# A title's slug is cut here: what stands further on is where OCR passes differ, and an address must not.
_SLUG_LENGTH = 60
_ROLES = {"lead": "lead", "funders": "funder", "partners": "partner"}
Chosen = dict[str, tuple[Row, Cell]]


@dataclass
class Plan:
    """What building the actions needs, and the slugs and themes that it has given out."""

    document: str
    addresses: Addresses
    authority: Authority
    judge: Judge
    measures: MeasureTitles
    slugs: dict[str, str] = field(default_factory=dict)


@dataclass
class _Draft:
    """One action in the making."""

    group: Group
    plan: Plan
    path: str
    code: str | None
    chosen: Chosen

    @property
    def first(self) -> Row:
        """Give the row that the action is mapped from."""
        return self.group.rows[0]

    def row_paths(self, rows: list[Row]) -> list[str]:
        """Give the addresses of rows."""
        return [self.plan.addresses.row(self.plan.document, row.line) for row in rows]

    def cell_paths(self, cells: list[tuple[Row, Cell]]) -> list[str]:
        """Give the addresses of cells."""
        return [f"{self.plan.addresses.row(self.plan.document, row.line)}/cell/{cell.position}" for row, cell in cells]

    def readings(self, column: str) -> list[tuple[Row, Cell]]:
        """Give the readings of a field that agree with the chosen one, the chosen one first."""
        if column not in self.chosen:
            return []
        text = fold(self.chosen[column][1].text)
        same = [pair for pair in _readings(self.group, column) if fold(pair[1].text) == text]
        return [self.chosen[column], *(pair for pair in same if pair[1] is not self.chosen[column][1])]


def build_actions(groups: list[Group], plan: Plan) -> list[Record]:
    """Make the records of all actions, themes and audiences, and close the ledger rows of their lines."""
    drafts = [_draft(group, plan) for group in groups]
    themes = {fold(draft.chosen["theme"][1].text) for draft in drafts if "theme" in draft.chosen}
    records = [_action_record(draft, themes) for draft in drafts]
    owners = {row.line: draft for draft in drafts for row in draft.group.titles}
    for draft in drafts:
        _close_rows(draft, owners)
    return [*records, *_concepts(drafts, themes)]


def _draft(group: Group, plan: Plan) -> _Draft:
    chosen: Chosen = {}
    columns = dict.fromkeys(cell.column for row in group.rows for cell in row.cells if cell.reading != "unplaced")
    for column in columns:
        best = plan.judge.choose(column, _readings(group, column))
        if best:
            chosen[column] = best
    code = _code(group, plan)
    title = _title(group, chosen)
    path = plan.addresses.action(code, _unique_slug(plan, code, title, chosen))
    draft = _Draft(group, plan, path, code, chosen)
    _point_cells(draft)
    return draft


def _readings(group: Group, column: str) -> list[tuple[Row, Cell]]:
    """Give the cells that state a field of the action; a slipped title speaks of the action that owns it."""
    rows = group.rows
    if column == "title":
        rows = [*(row for row in rows if row.line not in group.strange), *group.titles]
    found = [(row, cell) for row in rows if (cell := row.cell(column)) and cell.text]
    if column == "description":
        return [(row, cell) for row, cell in found if row.cell("title") or len(items(cell.text)) > 1]
    return found


def _title(group: Group, chosen: Chosen) -> str:
    if "title" in chosen:
        return _tidy(" - ".join(items(chosen["title"][1].text)))
    named = [title_of(row) for row in group.rows if title_of(row)]
    return _tidy(named[0]) if named else ""


def _tidy(title: str) -> str:
    """Strip what stands around a title: dashes, a lone full stop."""
    return squeeze(title.strip(" -–.,;"))


def _code(group: Group, plan: Plan) -> str | None:
    decisions = [plan.measures.decisions[row.line] for row in group.rows if row.line in plan.measures.decisions]
    coded = [decision for decision in decisions if decision.code]
    return coded[0].code if coded else None


def _unique_slug(plan: Plan, code: str | None, title: str, chosen: Chosen) -> str:
    """Name the action in its measure; one whose title is taken adds the head of its description.

    The first of the document keeps the plain name, so a plan that grows at its end changes no address.
    """
    detail = items(chosen["description"][1].text)[:1] if "description" in chosen else []
    name = slug(title, _SLUG_LENGTH) or "sans-titre"
    for candidate in (
        name,
        f"{name}.{slug(detail[0], _SLUG_LENGTH)}" if detail else name,
        *(f"{name}.{n}" for n in range(2, 1000)),
    ):
        key = plan.addresses.action(code, candidate)
        if key not in plan.slugs:
            plan.slugs[key] = title
            return candidate
    raise AssertionError(f"more than 999 actions of {code} are called {title!r}")


def _point_cells(draft: _Draft) -> None:
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


def _action_record(draft: _Draft, themes: set[str]) -> Record:
    title = _title(draft.group, draft.chosen)
    description = items(draft.chosen["description"][1].text) if "description" in draft.chosen else []
    others = {_tidy(" - ".join(items(cell.text))) for _, cell in _readings(draft.group, "title")} - {title}
    record: Record = {
        "record": "action",
        "path": draft.path,
        "plan": draft.plan.addresses.plan(draft.plan.document),
        "title": title,
        "alternative": sorted(others),
        "description": "\n".join(description) or None,
        "measure": measure(draft.code) if draft.code else None,
        "theme": [draft.plan.addresses.named("theme", t) for t in _themes(draft, themes)],
        "audience": _audience(draft),
        "status": _status(draft),
        "row": draft.row_paths([*draft.group.rows, *draft.group.titles]),
        "involvement": _involvements(draft),
        "budget": _budget(draft, description),
    }
    rows = draft.row_paths(draft.group.rows)
    record.update(period_fields(draft.chosen, draft.path, rows, _sub_actions(description)))
    _note_measure(draft)
    return record


def _themes(draft: _Draft, known: set[str]) -> list[str]:
    if "theme" not in draft.chosen:
        return []
    text = " ".join(items(draft.chosen["theme"][1].text))
    parts = [part.strip() for part in text.split(",")]
    return parts if len(parts) > 1 and all(fold(part) in known for part in parts) else [text]


def _audience(draft: _Draft) -> str | None:
    if "audience" not in draft.chosen:
        return None
    return draft.plan.addresses.named("audience", draft.chosen["audience"][1].text)


def _status(draft: _Draft) -> str | None:
    if "status" not in draft.chosen:
        return None
    row, cell = draft.chosen["status"]
    scheme = draft.plan.judge.statuses
    notation = scheme.notation(cell.text)
    if notation is None:
        row.doubt("status", cell.raw, "statut inconnu", scheme.likely(cell.text))
        cell.reading = "unplaced"
    return notation


def _involvements(draft: _Draft) -> list[Value]:
    found: list[Value] = []
    for column in ACTOR_COLUMNS:
        if column in draft.chosen:
            found += _involved(draft, column)
    return found


def _involved(draft: _Draft, column: str) -> list[Record]:
    row, cell = draft.chosen[column]
    naming = draft.plan.authority.resolve(cell.text)
    for name in naming.unresolved:
        row.doubt(column, name, "nom inconnu de la table d'autorité", draft.plan.authority.likely(name))
    if not naming.actors and naming.says_nobody:
        cell.reading, cell.reason = "unplaced", "ne nomme aucun acteur, selon la table d'autorité"
    role = _ROLES[column]
    records: list[Record] = []
    for actor in naming.actors:
        said = [
            (r, c) for r, c in _readings(draft.group, column) if actor in draft.plan.authority.resolve(c.text).actors
        ]
        records.append(
            {
                "path": f"{draft.path}/involvement/{role}/{actor.path.rsplit('/', 1)[1]}",
                "role": role,
                "actor": actor.path,
                "row": draft.row_paths([r for r, _ in said]),
                "cell": draft.cell_paths(said),
            }
        )
    return records


def _budget(draft: _Draft, description: list[str]) -> Record | None:
    if "budget" in draft.chosen:
        row, cell = draft.chosen["budget"]
        money = parse_money(cell.text)
        if money is None:
            cell.reading, cell.reason = "unplaced", "ne dit aucun montant"
            return None
        if is_undecided(money):
            row.doubt("budget", cell.raw, "des chiffres qui ne sont pas un montant en euros", f"{cell.raw} €")
            cell.reading = "unplaced"
            return None
        column = "budget"
    else:
        found = next((m for text in description if (m := yearly_amount(text))), None)
        if found is None:
            return None
        money, column = found, "description"
    said = draft.readings(column)
    return budget_record(f"{draft.path}/budget", money, draft.row_paths([r for r, _ in said]), draft.cell_paths(said))


def _sub_actions(description: list[str]) -> list[str]:
    """Give the items of a list of sub-actions; a text that announces its items is a description, not a list."""
    return description if len(description) > 1 and not any(text.endswith(":") for text in description) else []


def _note_measure(draft: _Draft) -> None:
    for row in draft.group.rows:
        cell = row.cell("measure")
        if cell and draft.code is None:
            cell.reading, cell.reason = "unplaced", "ne porte aucun code de mesure"
        elif cell and (reason := draft.plan.measures.decisions[row.line].reason):
            cell.reading, cell.reason = "other", reason
        elif cell and draft.code in draft.plan.measures.ties and cell.raw == cell.text:
            ties = " / ".join(draft.plan.measures.ties[draft.code])
            row.doubt("measure", cell.raw, f"autant de lignes portent chacun de ces titres : {ties}")


def _close_rows(draft: _Draft, owners: dict[int, _Draft]) -> None:
    first = draft.first
    for row in draft.group.rows:
        describes = [draft.path]
        notes = [f"colonne measure : {cell.reason}" for cell in row.cells if cell.reason and cell.column == "measure"]
        if owner := owners.get(row.line):
            describes.append(owner.path)
            notes.append(f"son titre répète la ligne {owner.first.line}")
        if row is first:
            row.close(Fate.MAPPED, " ; ".join(notes), describes)
        else:
            row.repeats = first.line
            row.close(Fate.MERGED, " ; ".join([f"répète la ligne {first.line}", *notes]), describes)


def _concepts(drafts: list[_Draft], themes: set[str]) -> list[Record]:
    """Make the themes and audiences of the territory, each with every spelling that was read."""
    concepts: dict[str, tuple[str, str, list[str]]] = {}
    for draft in drafts:
        for text in _themes(draft, themes):
            _add_concept(concepts, draft, "theme", text)
        if "audience" in draft.chosen:
            _add_concept(concepts, draft, "audience", draft.chosen["audience"][1].text)
    return [
        {
            "record": "concept",
            "path": path,
            "scheme": scheme,
            "label": label,
            "spelling": sorted({*spellings} - {label}),
        }
        for path, (scheme, label, spellings) in sorted(concepts.items())
    ]


def _add_concept(concepts: dict[str, tuple[str, str, list[str]]], draft: _Draft, column: str, label: str) -> None:
    path = draft.plan.addresses.named(column, label)
    scheme = f"{draft.plan.addresses.territory}/{column}"
    _, _, spellings = concepts.setdefault(path, (scheme, label, []))
    read = [cell.raw for _, cell in _readings(draft.group, column) if "<" not in cell.raw]
    spellings += read if len(_themes(draft, set())) == 1 and "," not in "".join(read) else [label]
