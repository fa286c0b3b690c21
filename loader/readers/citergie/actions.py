"""The actions of a Cit'ergie plan: one record an action, with its values, its actors and the rows that say so."""

import re

from loader.addresses import measure
from loader.authority import UNKNOWN_NAME, Actor
from loader.budgets import budget_record
from loader.readers.citergie.columns import ACTOR_COLUMNS
from loader.readers.citergie.concepts import audiences_of, concept_records, known_themes, themes_of
from loader.readers.citergie.contradictions import find_contradictions
from loader.readers.citergie.drafts import Draft, Plan, draft_actions, readings_of, tidy
from loader.readers.citergie.pages import is_other
from loader.readers.citergie.passes import Group
from loader.readers.citergie.periods import period_fields
from loader.records import Record, Value
from loader.rows import Cell, Fate
from loader.text import WITHHELD, fold
from loader.values.money import Money, is_undecided, parse_money, yearly_amount

_ROLES = {"lead": "lead", "funders": "funder", "partners": "partner"}


def build_actions(groups: list[Group], plan: Plan) -> list[Record]:
    """Make the records of actions, themes, audiences and discrepancies, and close the ledger rows of their lines."""
    drafts = draft_actions(groups, plan)
    themes = known_themes(drafts)
    records = [_action_record(draft, themes) for draft in drafts]
    owners = {row.line: draft for draft in drafts for row in draft.group.titles}
    for draft in drafts:
        _close_rows(draft, owners)
    return [*records, *concept_records(drafts, themes), *find_contradictions(drafts, records, plan)]


def _action_record(draft: Draft, themes: set[str]) -> Record:
    addresses = draft.plan.addresses
    others = {tidy(cell.text) for _, cell in readings_of(draft.group, "title")} - {draft.title}
    _note_measure(draft)
    _choose_measure_cell(draft)
    return {
        "record": "action",
        "path": draft.path,
        "plan": addresses.plan(draft.plan.document),
        "code": draft.own_code or None,
        "title": draft.title,
        "alternative": sorted(others),
        "description": "\n".join(draft.description) or None,
        "measure": measure(draft.code) if draft.code else None,
        "theme": [addresses.named("theme", name) for name in themes_of(draft, themes)],
        "audience": [addresses.named("audience", name) for name in audiences_of(draft)],
        "status": _status(draft),
        "row": draft.row_paths([*draft.group.rows, *draft.group.titles]),
        "involvement": _involvements(draft),
        "budget": _budget(draft),
        **period_fields(draft, _sub_actions(draft)),
    }


def _status(draft: Draft) -> str | None:
    if "status" not in draft.chosen:
        return None
    row, cell = draft.chosen["status"]
    scheme = draft.plan.judge.statuses
    notation = scheme.notation(cell.text)
    if notation is None:
        row.doubt("status", cell.raw, "statut inconnu", scheme.likely(cell.text))
        draft.unplace("status", "statut inconnu")
    return notation


def _involvements(draft: Draft) -> list[Value]:
    return [
        _involvement(draft, column, actor)
        for column in ACTOR_COLUMNS
        if column in draft.chosen
        for actor in _named_actors(draft, column)
    ]


def _named_actors(draft: Draft, column: str) -> tuple[Actor, ...]:
    row, cell = draft.chosen[column]
    naming = draft.plan.authority.resolve(cell.text)
    for name in naming.unresolved:
        row.doubt(column, name, UNKNOWN_NAME, draft.plan.authority.likely(name))
    if not naming.actors:
        reason = "ne nomme aucun acteur, selon la table d'autorité" if naming.says_nobody else "aucun nom connu"
        draft.unplace(column, reason)
    return naming.actors


def _involvement(draft: Draft, column: str, actor: Actor) -> Record:
    authority = draft.plan.authority
    said = [(r, c) for r, c in readings_of(draft.group, column) if actor in authority.resolve(c.text).actors]
    rows, cells = draft.evidence(said)
    role = _ROLES[column]
    path = draft.plan.addresses.involvement(draft.path, role, actor.path)
    return {"path": path, "role": role, "actor": actor.path, "row": rows, "cell": cells}


def _budget(draft: Draft) -> Record | None:
    """Give the budget of the budget cell; without one, a yearly amount that the description states."""
    if "budget" in draft.chosen:
        money, column = _stated_budget(draft), "budget"
    else:
        money, column = next((m for text in draft.description if (m := yearly_amount(text))), None), "description"
    if money is None:
        return None
    rows, cells = draft.evidence(draft.agreeing(column))
    return budget_record(f"{draft.path}/budget", money, rows, cells)


def _stated_budget(draft: Draft) -> Money | None:
    row, cell = draft.chosen["budget"]
    money = parse_money(cell.text)
    if money is None:
        draft.unplace("budget", "ne dit aucun montant")
    elif is_undecided(money):
        likely = f"{cell.raw} €" if re.fullmatch(r"[\d .,]+", cell.raw) else None
        row.doubt("budget", cell.raw, "des chiffres qui ne sont pas un montant en euros", likely)
        draft.unplace("budget", "montant illisible")
        return None
    return money


def _sub_actions(draft: Draft) -> list[str]:
    """Give the sub-actions that a description lists.

    A text that announces its items is a description; an item that repeats the title or states money is no part.
    """
    listed = draft.description
    if len(listed) + draft.is_named_by_description < 2 or any(text.endswith(":") for text in listed):
        return []
    title = fold(draft.title)
    return [text for text in listed if not fold(text).startswith(title) and not yearly_amount(text)]


def _note_measure(draft: Draft) -> None:
    """Say of each measure cell what became of it: misread codes, ties of titles, cells without code."""
    measures = draft.plan.measures
    for row in draft.group.rows:
        cell = row.cell("measure")
        decision = measures.decisions.get(row.line)
        if cell and decision and decision.problem and draft.code is None:
            row.doubt("measure", cell.raw, decision.problem)
        if cell and draft.code is None:
            cell.reading, cell.reason = "unplaced", "ne porte aucun code de mesure"
        elif cell and decision and decision.reason:
            cell.reading, cell.reason = "other", decision.reason
        elif cell and draft.code in measures.ties and not cell.corrected:
            ties = " / ".join(measures.ties[draft.code])
            row.doubt("measure", cell.raw, f"autant de lignes portent chacun de ces titres : {ties}")


def _choose_measure_cell(draft: Draft) -> None:
    """Where the chosen cell turns out to have a misread code, choose one that has the right code."""
    cells = [(row, cell) for row in draft.group.rows if (cell := row.cell("measure"))]
    if draft.code and cells and all(cell.reading == "other" for _, cell in cells):
        right = [cell for row, cell in cells if not draft.plan.measures.decisions[row.line].reason]
        for cell in right[:1]:
            cell.reading, cell.reason = "chosen", ""


def _close_rows(draft: Draft, owners: dict[int, Draft]) -> None:
    for row in draft.group.rows:
        describes = [draft.path]
        notes = [f"colonne measure : {cell.reason}" for cell in row.cells if cell.reason and cell.column == "measure"]
        notes += [f"colonne {_shown(c)} : donnée personnelle non publiée" for c in row.cells if WITHHELD in c.raw]
        if owner := owners.get(row.line):
            describes.append(owner.path)
            notes.append(f"son titre répète la ligne {owner.first.line}")
        if row is draft.first:
            row.close(Fate.MAPPED, " ; ".join(notes), describes)
        else:
            row.repeats = draft.first.line
            row.close(Fate.MERGED, " ; ".join([f"répète la ligne {row.repeats}", *notes]), describes)


def _shown(cell: Cell) -> str:
    """Name a column for a person: one that no field takes by its header."""
    return cell.header if is_other(cell.column) and cell.header else cell.column
