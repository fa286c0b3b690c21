"""The sheet of an action: each value with its evidence, and the thread upwards and downwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from endpoint.audit.asking import Row
from endpoint.bilingual import Text
from endpoint.sheets.action_lists import WAYS, Listed
from endpoint.sheets.contents import Contents
from endpoint.sheets.discrepancies import read_discrepancies
from endpoint.sheets.evidence import read_fields
from endpoint.sheets.places import Place
from endpoint.sheets.reader import Reader
from endpoint.sheets.timeline import draw_timeline

ASKS = ("thread-of-action", "provenance-of-action", "discrepancies-of-thing")
# Parts of the thread that stand above an action, the nearest last.
UPWARDS = {
    "orientation": Text("Orientations du CRTE", "CRTE orientations"),
    "axis": Text("Axes politiques", "Policy axes"),
    "contract": Text("Contrats", "Contracts"),
}


@dataclass(frozen=True)
class Above:
    """Something that the action serves: itself or through its measure, with the strength and why."""

    label: str
    href: str | None
    way: Text
    level: str
    strength: Text
    confidence: str
    comment: str


def read_action(reader: Reader, asked: Mapping[str, str]) -> Contents:
    """Read all that is known of an action."""
    thread = reader.ask("thread-of-action", action=reader.iri)
    provenance = reader.ask("provenance-of-action", action=reader.iri)
    discrepancies = read_discrepancies(reader)
    rows = thread.rows
    parts = {
        "fields": read_fields(reader, thread, provenance, discrepancies),
        "above": [(name, _above(reader, rows, part)) for part, name in UPWARDS.items()],
        "measures": _ends(reader, rows, "measure"),
        "domains": _ends(reader, rows, "domain"),
        "below": _ends(reader, rows, "sub-action"),
        "rows": _rows(reader, rows),
        "discrepancies": discrepancies,
        "thread": thread,
        "provenance": provenance,
        "timeline": draw_timeline([_as_listed(rows)], reader.source(asked)),
    }
    return Contents(parts, [thread.inquiry, provenance.inquiry, discrepancies.answered.inquiry])


def _above(reader: Reader, rows: tuple[Row, ...], part: str) -> list[Above]:
    found = [
        Above(
            label=row["label"],
            href=reader.href(row["thing"]),
            way=WAYS.get(row["way"], Text(row["way"], row["way"])),
            level=row["detail"],
            strength=reader.said("strength", row["detail"]),
            confidence=row["confidence"].replace(".", ","),
            comment=row["comment"],
        )
        for row in rows
        if row["part"] == part
    ]
    return sorted(found, key=lambda each: each.confidence, reverse=True)


def _ends(reader: Reader, rows: tuple[Row, ...], part: str) -> list[tuple[str, str, str | None]]:
    return [(row["detail"], row["label"], reader.href(row["thing"])) for row in rows if row["part"] == part]


def _rows(reader: Reader, rows: tuple[Row, ...]) -> list[tuple[Place, Text]]:
    found = (row for row in rows if row["part"] == "row")
    said = [(place, reader.said("fate", row["detail"])) for row in found for place in reader.places(row["label"])]
    return sorted(said, key=lambda each: (each[0].document, int(each[0].line)))


def _as_listed(rows: tuple[Row, ...]) -> Listed:
    """Return the action as the timeline takes it."""
    said = {row["part"]: row["label"] for row in rows}
    return Listed(
        code="",
        title=said.get("action", ""),
        href=None,
        ways=(),
        leads="",
        start=said.get("start", ""),
        end=said.get("end", ""),
        first_day=said.get("first day", ""),
        last_day=said.get("last day", ""),
        is_open=said.get("open ended") == "true",
        status="",
        amount=Text("", ""),
        budget="",
    )
