"""The document as a page at /audit/report, as what the press reads, and as a workbook at /audit/report.xlsx."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from endpoint.audit.dossier.annex import write_annex
from endpoint.audit.dossier.chapters import Dossier, read_dossier
from endpoint.audit.dossier.subject import AXIS, axes, choose_subject, read_values
from endpoint.audit.frame import View, draw, framing
from endpoint.audit.replies import to_today
from endpoint.audit.reports.report import DAY
from endpoint.bilingual import Text
from endpoint.errors import ParameterError
from endpoint.fields import Choice, Field
from endpoint.inquiries import TERRITORY
from endpoint.parameters import Parameter
from endpoint.service import Service, service_of
from endpoint.territories import territory_fields
from endpoint.workbook import MEDIA_TYPE

PATH = "/audit/report"
TITLE = Text("Dossier d'audit", "Audit file")
OF_AXIS = Parameter(AXIS, "code", "", "Axe", "Axis")
AT = Parameter(DAY, "date", "", "À la date du", "As of")
EVERY_AXIS = Choice("", "tous les axes, et tous les rapports")
Maker = Callable[[Service, View, Dossier], Response]


def show_dossier(request: Request) -> Response:
    """Show the document, or lead to that of today."""
    return _make(request, _page)


def show_print(request: Request) -> Response:
    """Return the document as the press reads it: nothing of the site around it."""
    return _make(request, _sheet_of_paper)


def send_annex(request: Request) -> Response:
    """Return the answers as a workbook."""
    return _make(request, _workbook)


def file_name(given: dict[str, str], extension: str) -> str:
    """Return how a file is called that a reader takes away.

    >>> file_name({"axis": "1.3", "at": "2026-11-22"}, "pdf")
    'dossier-audit-axe-1.3-2026-11-22.pdf'
    """
    parts = [f"axe-{given[AXIS]}"] if AXIS in given else []
    return "-".join(["dossier-audit", *parts, *filter(None, [given.get(TERRITORY)]), given[DAY]]) + f".{extension}"


def _make(request: Request, maker: Maker) -> Response:
    service = service_of(request)
    given = read_values(request.query_params.multi_items())
    if DAY not in given:
        return to_today(request.url.path, given)
    day, siren = _day(given[DAY]), given.get(TERRITORY, "")
    dossier = read_dossier(service, choose_subject(service, given.get(AXIS, ""), siren), day, siren)
    downloads = {name: View(TITLE, f"{PATH}.{name.lower()}", (), given).address for name in ("PDF", "XLSX")}
    return maker(service, View(TITLE, PATH, (), given, downloads), dossier)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        words = Text(f"« {text} » n'est pas un jour comme 2026-11-22", f"{text!r} is not a day such as 2026-11-22")
        raise ParameterError({DAY: words}) from None


def _page(service: Service, view: View, dossier: Dossier) -> Response:
    words = _words(view, dossier) | {"paper": False, "fields": list(_fields(service, view.filters))}
    return draw(service, "audit/dossier/page.html", view, **words)


def _fields(service: Service, given: Mapping[str, str]) -> Iterator[Field]:
    known = (Choice(each["number"], each["label"]) for each in axes(service, given.get(TERRITORY, "")))
    # Territories that have an axis of the same number have it once in the list.
    choices = {each.value: each for each in (EVERY_AXIS, *known)}
    yield Field(OF_AXIS, given.get(AXIS, ""), tuple(choices.values()), closed=True)
    yield Field(AT, given[DAY])
    yield from territory_fields(service, given.get(TERRITORY, ""))


def _sheet_of_paper(service: Service, view: View, dossier: Dossier) -> Response:
    online = service.links.here(view.address)
    words: dict[str, Any] = framing(service, view) | _words(view, dossier)
    page = service.pages.render("audit/dossier/print.html", paper=True, online=online, **words)
    # On paper a link is whole. No text can look like one: its quotation marks are escaped.
    return HTMLResponse(bytes(page.body).replace(b'href="/', f'href="{service.links.here("/")}'.encode()))


def _workbook(service: Service, view: View, dossier: Dossier) -> Response:
    name = file_name(dict(view.filters), "xlsx")
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_annex(service, view, dossier), headers=disposition, media_type=MEDIA_TYPE)


def _words(view: View, dossier: Dossier) -> dict[str, Any]:
    day = date.fromisoformat(view.filters[DAY])
    return {"dossier": dossier, "day": day.isoformat(), "spoken_day": f"{day:%d/%m/%Y}"}
