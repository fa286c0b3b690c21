"""The route /audit/{report}: a report, or its figure as an SVG file; one that speaks of a day leads to that of today.

Its pattern matches every name below /audit: it stands after the routes of the desk's other pages.
"""

from dataclasses import replace
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from endpoint.audit.codes import read_codes
from endpoint.audit.figures.alone import link_from_afar, source_of
from endpoint.audit.figures.figure import Shown
from endpoint.audit.frame import View, draw
from endpoint.audit.replies import Reply, answer, given_values, is_dated, replies_to, to_today
from endpoint.audit.report_fields import report_fields
from endpoint.audit.report_list import is_askable
from endpoint.audit.reports import REPORTS
from endpoint.audit.reports.report import DAY, Report
from endpoint.audit.sheet import lay_out, read_lexicon
from endpoint.errors import NotFoundError, ParameterError
from endpoint.service import Service, service_of
from endpoint.visits import page_route

PATH = "/audit"
SVG = "image/svg+xml"
# So many rows of an answer are shown and drawn; the downloads have all.
ROWS_SHOWN = 200


def show_report(request: Request) -> Response:
    """Show a report with its form, its figure and its tables; with `.svg`, its figure alone."""
    service = service_of(request)
    name, _, extension = str(request.path_params["name"]).partition(".")
    report = REPORTS.get(name)
    if report is None or not is_askable(service, report) or extension not in ("", "svg"):
        raise NotFoundError(f"no report is named {request.path_params['name']}: /audit lists them")
    if extension:
        return _draw_figure(service, report, request)
    try:
        given = given_values(service, report, request.query_params.multi_items())
        if is_dated(service, report) and DAY not in given:
            return to_today(request.url.path, given)
        replies = replies_to(service, report, given)
    except ParameterError as error:
        return _draw_form_again(service, report, request, error)
    return _draw_report(service, report, given, replies)


def _draw_report(service: Service, report: Report, given: dict[str, str], replies: list[Reply]) -> Response:
    lexicon = read_lexicon(service)
    view = View(report.title, f"{PATH}/{report.name}", [reply.inquiry for reply in replies], given)
    return draw(
        service,
        "audit/report.html",
        view,
        report=report,
        tables=[(reply, lay_out(service, lexicon, reply.first(ROWS_SHOWN), reply.ask.nameless)) for reply in replies],
        fields=report_fields(service, report, given, {}),
        figure=_picture(service, report, replies[0]),
        picture=replace(view, path=f"{view.path}.svg").address,
        day=given.get(DAY, ""),
        problems=[],
    )


def _draw_form_again(service: Service, report: Report, request: Request, error: ParameterError) -> Response:
    given = dict(request.query_params)
    fields = report_fields(service, report, given, error.problems)
    known = {each.parameter.name for each in fields}
    return draw(
        service,
        "audit/report.html",
        View(report.title, f"{PATH}/{report.name}", ()),
        400,
        report=report,
        tables=[],
        fields=fields,
        figure="",
        day="",
        problems=[text for name, text in error.problems.items() if name not in known],
    )


def _draw_figure(service: Service, report: Report, request: Request) -> Response:
    if report.figure is None:
        raise NotFoundError(f"the report {report.name} has no figure: see {PATH}/{report.name}")
    given = given_values(service, report, request.query_params.multi_items())
    if is_dated(service, report) and DAY not in given:
        return to_today(request.url.path, given)
    first = Reply(report.asks[0], answer(service, report.asks[0], given))
    response = Response(_picture(service, report, first, stands_alone=True), headers={"Content-Type": SVG})
    response.headers["Content-Disposition"] = f'inline; filename="{report.name}.svg"'
    return response


def _picture(service: Service, report: Report, reply: Reply, *, stands_alone: bool = False) -> Markup:
    """Return the figure, with its source where it stands alone; each text in it was escaped when it was written."""
    if report.figure is None:
        return Markup()
    address = View(report.title, f"{PATH}/{report.name}", (), reply.inquiry.asked).address
    source = source_of(service, address) if stands_alone else ""
    link = partial(link_from_afar, service) if stands_alone else service.addresses.href
    rows, codes = reply.answered.rows[:ROWS_SHOWN], read_codes(service.engine)
    shown = Shown(report.title.fr, rows, link, codes, reply.inquiry.values.get(DAY), source)
    return Markup(report.figure.draw(shown))  # noqa: S704 (ElementTree escapes)


ROUTES = [page_route(f"{PATH}/{{name}}", show_report)]
