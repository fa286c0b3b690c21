"""The codes and titles of measures that rows give differently: a plan repeats them on each row of a measure."""

from collections import defaultdict

from loader.addresses import measure
from loader.discrepancies.sides import Choice, Discrepancy, Side
from loader.discrepancies.spelling import differ_by_letters
from loader.readers.citergie.drafts import SLUG_LENGTH, Draft, Plan, Said
from loader.readers.citergie.measures import MeasureCell, read_measure_cell
from loader.readers.citergie.rival_readings import MISREAD, reason_of
from loader.rows import Row
from loader.text import fold, slug, words

# Two actions of one short title ("Formation") may well be two; those of one whole sentence are one that stands twice.
_SENTENCE = 6


def rival_measures(drafts: list[Draft], plan: Plan) -> list[Discrepancy]:
    """Give the codes that differ for one action, and the titles that differ for one measure."""
    cells = _measure_cells(drafts)
    found = [_rival_codes(draft, cells) for draft in drafts]
    found += [_rival_titles(code, drafts, plan) for code in plan.measures.titles]
    return [discrepancy for discrepancy in (*found, *_titles_under_two_codes(drafts, plan)) if discrepancy]


def _measure_cells(drafts: list[Draft]) -> Said:
    rows = [row for draft in drafts for row in draft.group.rows]
    return [(row, cell) for row in rows if (cell := row.cell("measure")) and cell.raw]


def _as_read(row: Row) -> MeasureCell:
    """Read a measure cell again, before correction."""
    cell = row.cell("measure")
    return read_measure_cell(row.line, cell.raw if cell else "")


def _rival_codes(draft: Draft, cells: Said) -> Discrepancy | None:
    """Give the codes that the readings of one action have; where all are misread, against the rows of its measure."""
    plan, code = draft.plan, draft.code
    said = _by_code(draft)
    if code is None or set(said) <= {code}:
        return None
    between = "readings" if code in said else "rows"
    said.setdefault(code, [(row, cell) for row, cell in cells if _has_code(plan, row, code)])
    if not said[code]:
        return None
    sides = {read: plan.side(found) for read, found in said.items()}
    return Discrepancy(
        plan.addresses.discrepancy(plan.document, draft.path, "code"),
        "code" if len(set(sides) - {""}) > 1 else MISREAD,
        between,
        (draft.path,),
        tuple(sides.values()),
        Choice(_why_code(draft), sides[code], code),
        "measure",
    )


def _by_code(draft: Draft) -> dict[str, Said]:
    said: dict[str, Said] = {}
    for row, cell in _measure_cells([draft]):
        said.setdefault(_as_read(row).code or "", []).append((row, cell))
    return said


def _why_code(draft: Draft) -> str:
    reasons = [f"ligne {row.line} : {why}" for row in draft.group.rows if (why := _why_recoded(draft.plan, row))]
    return " ; ".join(reasons) or "le code de la première ligne est retenu, rien d'autre ne les départage"


def _has_code(plan: Plan, row: Row, code: str) -> bool:
    return plan.measures.decisions[row.line].code == code == _as_read(row).code


def _why_recoded(plan: Plan, row: Row) -> str:
    cell, decision = row.cell("measure"), plan.measures.decisions.get(row.line)
    if decision and decision.reason:
        return decision.reason
    return f"correction d'une personne : {cell.reason}" if cell and cell.corrected else ""


def _rival_titles(code: str, drafts: list[Draft], plan: Plan) -> Discrepancy | None:
    """Give the titles that rows give one measure, as read."""
    said: dict[str, Said] = defaultdict(list)
    for row, cell in _measure_cells(drafts):
        if plan.measures.decisions[row.line].code == code and (title := fold(_as_read(row).title)):
            said[title].append((row, cell))
    if len(said) < 2:
        return None
    sides = {title: plan.side(found) for title, found in said.items()}
    first, *others = said
    return Discrepancy(
        plan.addresses.discrepancy(plan.document, measure(code), "title"),
        MISREAD if all(differ_by_letters(first, other) for other in others) else "title",
        "readings" if _are_readings(said, drafts) else "rows",
        (measure(code),),
        tuple(sides.values()),
        _title_choice(code, said, sides, plan),
        "measure",
    )


def _title_choice(code: str, said: dict[str, Said], sides: dict[str, Side], plan: Plan) -> Choice:
    """Say which title stands in the graph: the one that most rows have, or that a person wrote."""
    chosen = plan.measures.titles[code]
    if code in plan.measures.ties:
        return Choice("autant de lignes portent chacun de ces titres : une personne doit trancher")
    cells = [cell for found in said.values() for _, cell in found]
    side = sides.get(fold(chosen)) or next(
        sides[title] for title, found in said.items() if any(cell.corrected for _, cell in found)
    )
    if any(cell.corrected for cell in cells):
        return Choice(reason_of(cells), side, chosen)
    most, rest = len(said[fold(chosen)]), len(cells)
    reason = f"{most} lignes sur {rest} portent ce titre"
    if any(len(found) == most for title, found in said.items() if title != fold(chosen)):
        reason = "autant de lignes portent chacun de ces titres, et ses mots se trouvent ailleurs dans le document"
    return Choice(reason, side, chosen)


def _are_readings(said: dict[str, Said], drafts: list[Draft]) -> bool:
    """Say whether the titles differ between the readings of each row, and not between rows."""
    titles = {row.line: title for title, found in said.items() for row, _ in found}
    seen = [{titles[row.line] for row in draft.group.rows if row.line in titles} for draft in drafts]
    return all(len(found) > 1 for found in seen if found)


def _titles_under_two_codes(drafts: list[Draft], plan: Plan) -> list[Discrepancy]:
    """Give the actions whose title, a whole sentence, stands under two measures."""
    same: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.code and len(words(draft.title)) >= _SENTENCE:
            same[fold(draft.title)].append(draft)
    return [_under_two_codes(found, plan) for found in same.values() if len({draft.code for draft in found}) > 1]


def _under_two_codes(drafts: list[Draft], plan: Plan) -> Discrepancy:
    said: dict[str, Said] = defaultdict(list)
    for draft in drafts:
        said[draft.code or ""] += _measure_cells([draft])
    return Discrepancy(
        plan.addresses.discrepancy(plan.document, f"title/{slug(drafts[0].title, SLUG_LENGTH)}", "code"),
        "code",
        "rows",
        tuple(draft.path for draft in drafts),
        tuple(plan.side(found) for found in said.values()),
        Choice("le même titre d'action est écrit sous chacune de ces mesures : chacune garde son action"),
        "measure",
    )
