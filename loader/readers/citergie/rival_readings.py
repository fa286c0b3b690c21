"""The fields of an action that two readings of its row give differently.

What the readings hold is compared as read, before any correction: a person's decision settles a discrepancy, it does
not undo it.
"""

from loader.discrepancies.sides import Choice, Discrepancy, Side
from loader.discrepancies.spelling import differ_by_letters
from loader.readers.citergie.columns import ACTOR_COLUMNS, plain
from loader.readers.citergie.drafts import Draft, Said, readings_of
from loader.readers.citergie.readings import SET_ASIDE, TIED, Judge
from loader.rows import Cell
from loader.text import blocks, items, squeeze
from loader.values.dates import UnreadableDateError, parse_moment
from loader.values.money import is_undecided, parse_money

MISREAD = "reading"
_KINDS = {
    "theme": "theme", "title": "title", "description": "description", "lead": "actor", "funders": "actor",
    "partners": "actor", "audience": "audience", "start": "date", "end": "date", "budget": "amount", "status": "status",
}  # fmt: skip


def rival_readings(draft: Draft) -> list[Discrepancy]:
    """Give the fields that the readings of an action's row give differently."""
    found = [*(_rivals(draft, column) for column in _KINDS), _slipped_title(draft)]
    return [discrepancy for discrepancy in found if discrepancy]


def _rivals(draft: Draft, column: str) -> Discrepancy | None:
    said = _by_meaning(draft, column)
    if len(said) < 2:
        return None
    plan = draft.plan
    sides = {meaning: plan.side(cells) for meaning, cells in said.items()}
    first, *others = (plain(column, side.value) for side in sides.values())
    misread = all(_is_misread(column, first, other, plan.judge) for other in others)
    return Discrepancy(
        plan.addresses.discrepancy(plan.document, draft.path, column),
        MISREAD if misread else _KINDS[column],
        "readings",
        (draft.path,),
        tuple(sides.values()),
        _choice(draft, column, said, sides),
        column,
    )


def _by_meaning(draft: Draft, column: str) -> dict[str, Said]:
    """Gather the readings of a field by what they mean, as read."""
    said: dict[str, Said] = {}
    for row, cell in readings_of(draft.group, column):
        if cell.raw:
            said.setdefault(draft.plan.judge.value(column, plain(column, cell.raw)), []).append((row, cell))
    return said


def _choice(draft: Draft, column: str, said: dict[str, Said], sides: dict[str, Side]) -> Choice:
    """Say which reading stands in the graph: after a correction, the one that reads as the person corrected."""
    if column not in draft.chosen:
        return Choice(f"{TIED} : une personne doit trancher")
    chosen = draft.chosen[column][1]
    if chosen.reading == "unplaced":
        return Choice(chosen.reason)
    read = [draft.chosen[column], *(at for found in said.values() for at in found if at[1] is not chosen)]
    reason = " ; ".join([reason_of([cell for _, cell in read]), *_doubts(column, read)])
    meaning = draft.plan.judge.value(column, chosen.text)
    holding = (other for other, found in said.items() if any(cell is chosen for _, cell in found))
    side = sides.get(meaning if meaning in said else next(holding, ""))
    if side is None:
        return Choice(reason)  # a person filled an empty cell with what no reading says
    value = draft.title if column == "title" else squeeze(" ".join(blocks(chosen.text)))
    return Choice(reason, side, value)


def _doubts(column: str, said: Said) -> list[str]:
    """Give what a person must still look at in a column of these rows."""
    head = f"colonne {column} : "
    doubts = [text.removeprefix(head) for row, _ in said for text in row.problems if text.startswith(head)]
    return [f"reste à relire : {text}" for text in dict.fromkeys(doubts)]


def _slipped_title(draft: Draft) -> Discrepancy | None:
    """Give the title that one reading lays on the data of another action, beside the one that it should have."""
    strange = [row for row in draft.group.rows if row.line in draft.group.strange]
    slipped = [(row, cell) for row in strange if (cell := row.cell("title")) and cell.raw]
    if not slipped or "title" not in draft.chosen:
        return None
    plan = draft.plan
    own = plan.side(draft.agreeing("title"))
    lines = ", ".join(str(row.line) for row, _ in slipped)
    reason = f"le titre de la ligne {lines} est celui d'une action voisine : l'autre lecture a plus de lignes"
    return Discrepancy(
        plan.addresses.discrepancy(plan.document, draft.path, "slipped-title"),
        "title",
        "readings",
        (draft.path,),
        (own, plan.side(slipped)),
        Choice(reason, own, draft.title),
        "title",
    )


def reason_of(cells: list[Cell]) -> str:
    """Say why the chosen reading was chosen: what a person decided, or the rule that set the others aside."""
    person = [cell.reason for cell in cells if cell.corrected and cell.reading != "other"]
    if person:
        return f"une personne a corrigé : {' ; '.join(dict.fromkeys(person))}"
    rules = [cell.reason.removeprefix(SET_ASIDE) for cell in cells if cell.reading == "other"]
    return f"lecture retenue : {' ; '.join(dict.fromkeys(rules))}"


def _is_misread(column: str, one: str, other: str, judge: Judge) -> bool:
    """Say whether two readings differ as readings only: by letters, or because one of them is no value at all."""
    if column in ACTOR_COLUMNS:
        return _are_names_misread(one, other, judge)
    if column in ("start", "end", "budget", "status"):
        return len({value for text in (one, other) if (value := _known_value(column, text, judge))}) < 2
    return differ_by_letters(" ".join(items(one)), " ".join(items(other)))


def _are_names_misread(one: str, other: str, judge: Judge) -> bool:
    """Say whether one reading only has unknown names in the place of names that the other one gives."""
    few, many = sorted((judge.authority.resolve(one), judge.authority.resolve(other)), key=lambda n: len(n.unresolved))
    if not many.unresolved:
        return set(few.actors) == set(many.actors)
    lost = set(few.actors) - set(many.actors)
    unknown = len(many.unresolved) - len(few.unresolved)
    return set(many.actors) <= set(few.actors) and (len(lost) == unknown or differ_by_letters(one, other))


def _known_value(column: str, text: str, judge: Judge) -> str:
    """Give the value of a date, amount or status in one writing; empty when the text is none."""
    if column == "status":
        return judge.statuses.notation(text) or ""
    if column == "budget":
        money = parse_money(text)
        if money is None or is_undecided(money):
            return ""
        amounts = [(m.minimum, m.maximum, m.basis, m.period) for m in (money, *money.parts)]
        return repr(amounts) if any(m[0] or m[1] for m in amounts) else text
    try:
        return repr(parse_moment(text) or "")
    except UnreadableDateError:
        return ""
