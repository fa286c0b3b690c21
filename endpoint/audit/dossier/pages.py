"""The document as a page at /audit/report, as what the press reads, and as a workbook at /audit/report.xlsx."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from endpoint.audit.dossier.annex import write_annex
from endpoint.audit.dossier.chapters import Dossier, Exhibit, Source, read_dossier
from endpoint.audit.dossier.parts import FROM, PART, Part, choose_part, name_of_table
from endpoint.audit.dossier.subject import AXIS, TAKEN, axes, choose_subject, read_values
from endpoint.audit.extent import NOT_ALL, draw_choice, is_too_wide
from endpoint.audit.frame import View, draw, framing
from endpoint.audit.replies import is_small, to_today
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
OWN_PAGE = Text("sur leur page", "on a page of their own")
Maker = Callable[[Service, View, Dossier], Response]


def show_dossier(request: Request) -> Response:
    """Show the document, its first page or a part, or lead to that of today."""
    return _make(request, _page, (*TAKEN, PART, FROM))


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


def _make(request: Request, maker: Maker, taken: Sequence[str] = TAKEN) -> Response:
    service = service_of(request)
    given = read_values(request.query_params.multi_items(), taken)
    if DAY not in given:
        return to_today(request.url.path, given)
    day, siren = _day(given[DAY]), given.get(TERRITORY, "")
    if is_too_wide(service, siren):
        if maker is not _page:
            raise ParameterError({TERRITORY: NOT_ALL})
        return draw_choice(service, View(TITLE, PATH, (), _asked_of_whole(given)))
    subject = choose_subject(service, given.get(AXIS, ""), siren)
    dossier = read_dossier(Source(service, subject, day, siren))
    whole = _asked_of_whole(given)
    downloads = {name: View(TITLE, f"{PATH}.{name.lower()}", (), whole).address for name in ("PDF", "XLSX")}
    return maker(service, View(TITLE, PATH, (), given, downloads), dossier)


def _asked_of_whole(given: Mapping[str, str]) -> dict[str, str]:
    """Return what is asked of the document, whichever part of it is shown."""
    return {name: given[name] for name in TAKEN if name in given}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        words = Text(f"« {text} » n'est pas un jour comme 2026-11-22", f"{text!r} is not a day such as 2026-11-22")
        raise ParameterError({DAY: words}) from None


def _page(service: Service, view: View, dossier: Dossier) -> Response:
    part = choose_part(dossier, view.filters)
    words = _words(view, dossier) | _addresses(view, part)
    words |= {
        "part": part,
        "counted": is_small(service, view.filters.get(TERRITORY, "")),
        "fields": list(_fields(service, view.filters)),
    }
    return draw(service, "audit/dossier/page.html", replace(view, title=part.title or view.title), **words)


def _addresses(view: View, part: Part) -> dict[str, Callable[..., object]]:
    """Return what gives the addresses of parts, of tables, and of the pages of the table that is shown."""
    whole = _asked_of_whole(view.filters)

    def address_of(name: object = "", first: int = 1) -> str:
        return View(TITLE, PATH, (), {**whole, PART: f"{name}", FROM: f"{first}" if first > 1 else ""}).address

    return {
        "address_of": address_of,
        "address_of_table": lambda exhibit: address_of(name_of_table(exhibit)),
        "leaf_address": lambda first: address_of(view.filters[PART], first),
        "own_page": lambda exhibit: (address_of(name_of_table(exhibit)), OWN_PAGE),
    }


def _fields(service: Service, given: Mapping[str, str]) -> Iterator[Field]:
    known = (Choice(each["number"], each["label"]) for each in axes(service, given.get(TERRITORY, "")))
    # Territories that have an axis of the same number have it once in the list.
    choices = {each.value: each for each in (EVERY_AXIS, *known)}
    yield Field(OF_AXIS, given.get(AXIS, ""), tuple(choices.values()), closed=True)
    yield Field(AT, given[DAY])
    yield from territory_fields(service, given.get(TERRITORY, ""))


def _sheet_of_paper(service: Service, view: View, dossier: Dossier) -> Response:
    words: dict[str, Any] = framing(service, view) | _words(view, dossier)
    words |= {"online": service.links.here(view.address), "annex_place": partial(_annex_place, dossier)}
    page = service.pages.render("audit/dossier/print.html", **words)
    # On paper a link is whole. No text can look like one: its quotation marks are escaped.
    return HTMLResponse(bytes(page.body).replace(b'href="/', f'href="{service.links.here("/")}'.encode()))


def _annex_place(dossier: Dossier, exhibit: Exhibit) -> tuple[str, Text]:
    letter = dossier.annex_of(exhibit)
    return f"#annex-{letter}", Text(f"annexe {letter}", f"annex {letter}")


def _workbook(service: Service, view: View, dossier: Dossier) -> Response:
    name = file_name(dict(view.filters), "xlsx")
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(write_annex(service, view, dossier), headers=disposition, media_type=MEDIA_TYPE)


def _words(view: View, dossier: Dossier) -> dict[str, Any]:
    day = date.fromisoformat(view.filters[DAY])
    return {"dossier": dossier, "day": day.isoformat(), "spoken_day": f"{day:%d/%m/%Y}"}
