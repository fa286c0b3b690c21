"""Which class has which sheet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from endpoint.engine import Description
from endpoint.service import Service
from endpoint.sheets import actions, actors, documents, goals, lines, measures
from endpoint.sheets.contents import Contents
from endpoint.sheets.reader import Reader
from endpoint.words import FIL, RDF


@dataclass(frozen=True)
class Sheet:
    """The template of a sheet, the saved questions that it asks, and what reads it."""

    template: str
    asks: tuple[str, ...]
    read: Callable[[Reader, Mapping[str, str]], Contents]


# In the order in which a thing of several classes chooses.
SHEETS = {
    f"{FIL}PolicyAxis": Sheet("sheets/goal.html", goals.ASKS, goals.read_goal),
    f"{FIL}CrteOrientation": Sheet("sheets/goal.html", goals.ASKS, goals.read_goal),
    f"{FIL}Measure": Sheet("sheets/measure.html", measures.ASKS, measures.read_measure),
    f"{FIL}Action": Sheet("sheets/action.html", actions.ASKS, actions.read_action),
    f"{FIL}Actor": Sheet("sheets/actor.html", actors.ASKS, actors.read_actor),
    f"{FIL}Document": Sheet("sheets/document.html", lines.ASKS, documents.read_document),
    f"{FIL}SourceRow": Sheet("sheets/line.html", lines.ASKS, lines.read_line),
}


def sheet_of(service: Service, described: Description) -> Sheet | None:
    """Return the sheet of a thing; None when its classes have none, or when the service lacks its questions."""
    classes = {getattr(each.object, "value", "") for each in described.outgoing if each.predicate.value == f"{RDF}type"}
    found = next((sheet for name, sheet in SHEETS.items() if name in classes), None)
    return found if found and all(name in service.questions for name in found.asks) else None
