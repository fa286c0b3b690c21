"""Status, dates and amounts that do not fit each other within one row.

No date of today is used: only what the document tells of its own date, so that the same document always gives the same.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from loader.discrepancies.sides import Choice, Discrepancy
from loader.readers.citergie.drafts import Draft
from loader.readers.citergie.periods import END_BEFORE_START
from loader.records import Record
from loader.values.dates import earliest_day, latest_day

# The highest rate of French value-added tax is 20 %.
_MOST_TAX = 1.2


@dataclass(frozen=True)
class Written:
    """When a document was written, at the earliest and at the latest, and what tells it."""

    first: date | None = None
    last: date | None = None
    witness: str = ""


def rival_dates(drafts: list[Draft], records: list[Record], issued: str) -> list[Discrepancy]:
    """Give the statuses, dates and amounts of rows that contradict each other."""
    written = when_written(drafts, records, issued)
    found: list[Discrepancy | None] = []
    for draft, record in zip(drafts, records, strict=True):
        found += [_end_before_start(draft), _status_against_dates(draft, record, written), _tax(draft, record)]
    return [discrepancy for discrepancy in found if discrepancy]


def when_written(drafts: list[Draft], records: list[Record], issued: str) -> Written:
    """Date a document: by its own date, else not before the start of the last action that it calls completed."""
    if issued:
        return Written(earliest_day(issued), latest_day(issued), f"le document est daté de {issued}")
    begun = [
        (earliest_day(str(record["startEdtf"])), draft.first.line)
        for draft, record in zip(drafts, records, strict=True)
        if record["status"] == "completed" and record.get("startEdtf")
    ]
    if not begun:
        return Written()
    first, line = max(begun)
    return Written(first, None, f"le plan dit achevée une action commencée au plus tôt le {first} (ligne {line})")


def _status_against_dates(draft: Draft, record: Record, written: Written) -> Discrepancy | None:
    problem = _problem(record, written)
    if problem is None:
        return None
    column, said = problem
    plan = draft.plan
    status = draft.chosen["status"][1].text
    told = f" : {written.witness}" if written.witness and not record.get("openEnded") else ""
    return Discrepancy(
        plan.addresses.discrepancy(plan.document, draft.path, "status-against-dates"),
        "status-against-dates",
        "fields",
        (draft.path,),
        (plan.side(draft.agreeing("status")), plan.side(draft.agreeing(column))),
        Choice(f"l'avancement est « {status} » alors que {said}{told} ; les deux restent"),
    )


def _problem(record: Record, written: Written) -> tuple[str, str] | None:
    """Give the column that the status contradicts, and how; the rules are those of the question of the same name."""
    status = record["status"]
    start, end = (str(record.get(field) or "") for field in ("startEdtf", "endEdtf"))
    if status == "completed" and record.get("openEnded"):
        return "end", "la fin est ouverte"
    if written.last and end and status == "completed" and earliest_day(end) > written.last:
        return "end", "la fin est à venir"
    if written.last and start and status == "in-progress" and earliest_day(start) > written.last:
        return "start", "le début est à venir"
    if written.first and end and status in ("in-progress", "not-started", "new") and latest_day(end) < written.first:
        return "end", "la fin est passée"
    if written.first and start and status == "not-started" and latest_day(start) < written.first:
        return "start", "le début est passé"
    return None


def _end_before_start(draft: Draft) -> Discrepancy | None:
    if "end" not in draft.chosen or draft.chosen["end"][1].reason != END_BEFORE_START:
        return None
    plan = draft.plan
    sides = tuple(plan.side([draft.chosen[column]]) for column in ("start", "end"))
    path = plan.addresses.discrepancy(plan.document, draft.path, "dates")
    reason = "la fin précède le début : aucune des deux dates n'est retenue"
    return Discrepancy(path, "date", "fields", (draft.path,), sides, Choice(reason))


def _tax(draft: Draft, record: Record) -> Discrepancy | None:
    """Hold an amount without tax against the one with tax: it is below it, by one fifth of itself at most."""
    budget: Any = record["budget"]
    parts = {part["basis"]: part for part in budget["part"]} if budget else {}
    if set(parts) != {"excl", "incl"} or not all(part["minimum"] and part["maximum"] for part in parts.values()):
        return None
    without, taxed = parts["excl"], parts["incl"]
    if without["minimum"] <= taxed["maximum"] and float(taxed["minimum"]) <= _MOST_TAX * float(without["maximum"]):
        return None
    plan, said = draft.plan, draft.agreeing("budget")
    sides = tuple(plan.side(said, f"{part['raw']} {part['label']}") for part in (without, taxed))
    path = plan.addresses.discrepancy(plan.document, draft.path, "tax-basis")
    reason = "aucun taux de taxe ne mène du montant hors taxes au montant toutes taxes ; les deux restent"
    return Discrepancy(path, "amount", "fields", (draft.path,), sides, Choice(reason), "budget")
