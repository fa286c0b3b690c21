"""When an action runs: start, end, open end, and the dates of its parts."""

from loader.readers.citergie.drafts import SLUG_LENGTH, Draft
from loader.records import Record, Value
from loader.text import slug, words
from loader.values.dates import Moment, UnreadableDateError, earliest_day, latest_day, parse_moment

END_BEFORE_START = "fin avant le début"


def period_fields(draft: Draft, listed: list[str]) -> Record:
    """Give the date fields of an action, and its sub-actions with the dates that the document gives to parts."""
    start, end = _in_order(draft, _moment(draft, "start"), _moment(draft, "end"))
    parts: dict[str, Record] = {text: {"title": text} for text in listed}
    for field, moment in (("startEdtf", start), ("endEdtf", end)):
        for label, edtf in (moment.parts if moment else {}).items():
            parts.setdefault(_part_named(label, list(parts)), {"title": label})[field] = edtf
    record: Record = {"part": _with_paths(draft, list(parts.values()))}
    if start and start.edtf:
        record["startEdtf"] = start.edtf
    if end and end.edtf:
        record["endEdtf"] = end.edtf
    if end and end.is_open:
        record["openEnded"] = True
    return record


def _in_order(draft: Draft, start: Moment | None, end: Moment | None) -> tuple[Moment | None, Moment | None]:
    """Give start and end, or neither when the action would end before it starts: one of them is misread."""
    if start and end and start.edtf and end.edtf and earliest_day(start.edtf) > latest_day(end.edtf):
        row, cell = draft.chosen["end"]
        row.doubt("end", cell.raw, f"fin avant le début ({draft.chosen['start'][1].raw})")
        draft.unplace("start", END_BEFORE_START)
        draft.unplace("end", END_BEFORE_START)
        return None, None
    return start, end


def _moment(draft: Draft, column: str) -> Moment | None:
    if column not in draft.chosen:
        return None
    row, cell = draft.chosen[column]
    try:
        moment = parse_moment(cell.text)
    except UnreadableDateError:
        row.doubt(column, cell.raw, "date illisible")
        draft.unplace(column, "date illisible")
        return None
    if moment is None or (column == "start" and moment.is_open):
        draft.unplace(column, "ne dit aucune date")
        return None
    return moment


def _part_named(label: str, known: list[str]) -> str:
    """Find the listed sub-action whose words hold the label (`PAT` in `Programme … (PAT)`); else the label itself."""
    wanted = set(words(label))
    return next((text for text in known if wanted <= set(words(text))), label)


def _with_paths(draft: Draft, parts: list[Record]) -> list[Value]:
    taken: set[str] = set()
    for part in parts:
        name = base = slug(str(part["title"]), SLUG_LENGTH) or "partie"
        n = 2
        while name in taken:
            name, n = f"{base}.{n}", n + 1
        taken.add(name)
        part["path"] = f"{draft.path}/part/{name}"
        part["row"] = draft.row_paths(draft.group.rows)
    return list(parts)
