"""The route /audit/{report}: a report, or its figure as an SVG file; one that speaks of a day leads to that of today.

Its pattern matches every name below /audit: it stands after the routes of the desk's other pages.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from endpoint.audit.codes import read_codes
from endpoint.audit.extent import ALL, NOT_ALL, OF, draw_choice, is_too_wide, longest_of_all, read_extent
from endpoint.audit.figures.alone import link_from_afar, source_of
from endpoint.audit.figures.figure import Shown
from endpoint.audit.frame import View, draw
from endpoint.audit.replies import Reply, answer, given_values, is_dated, replies_to, to_today
from endpoint.audit.report_fields import report_fields
from endpoint.audit.report_list import is_askable
from endpoint.audit.reports import REPORTS
from endpoint.audit.reports.report import DAY, Report
from endpoint.audit.sheet import Sheet, lay_out, read_lexicon
from endpoint.errors import NotFoundError, ParameterError
from endpoint.inquiries import TERRITORY
from endpoint.leaves import ROWS, Leaf, leaf_at, leaves_of, read_start
from endpoint.service import Service, service_of
from endpoint.visits import page_route

PATH = "/audit"
SVG = "image/svg+xml"
# So many rows of an answer are drawn; the table has all, page by page.
ROWS_DRAWN = 200
# `from2` is the number of the first row that is shown of the second table.
_START = re.compile(r"from([1-9])")


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
        extent, pairs = read_extent(request.query_params.multi_items())
        starts, pairs = _part_starts(pairs, len(report.asks))
        given = given_values(service, report, pairs)
        if is_dated(service, report) and DAY not in given:
            return to_today(request.url.path, given | extent)
        if not extent and is_too_wide(service, given.get(TERRITORY, "")):
            return draw_choice(service, View(report.title, request.url.path, (), given), report)
        replies = replies_to(service, report, given)
    except ParameterError as error:
        return _draw_form_again(service, report, request, error)
    return _draw_report(service, report, Shape(given, extent, starts), replies)


def _part_starts(pairs: Iterable[tuple[str, str]], tables: int) -> tuple[dict[int, int], list[tuple[str, str]]]:
    """Return from which place on the tables are shown, by their numbers from 1, and the other values."""
    starts, others = {}, []
    for name, value in pairs:
        found = _START.fullmatch(name)
        if found and int(found[1]) <= tables:
            starts[int(found[1])] = read_start(name, value.strip())
        else:
            others.append((name, value))
    return starts, others


@dataclass(frozen=True)
class ShownTable:
    """A table of a report: its answer, the rows that are shown, its pages and what gives their addresses."""

    reply: Reply
    sheet: Sheet
    leaves: list[Leaf]
    address: Callable[[int], str]


def _show_tables(service: Service, view: View, replies: list[Reply], starts: dict[int, int]) -> Iterator[ShownTable]:
    lexicon = read_lexicon(service)
    for number, reply in enumerate(replies, start=1):
        total, start = len(reply.answered.rows), starts.get(number, 0)
        part = reply.part(leaf_at(start, total), ROWS)
        sheet = lay_out(service, lexicon, part, reply.ask.nameless)
        yield ShownTable(reply, sheet, leaves_of(total, start), partial(_leaf_address, view, number))


def _leaf_address(view: View, number: int, first: int) -> str:
    """Return the address of a page of a table; the other tables stay where they are."""
    filters = {**view.filters, f"from{number}": f"{first}" if first > 1 else ""}
    return f"{replace(view, filters=filters).address}#table-{number}"


@dataclass(frozen=True)
class Shape:
    """What the address of a report says: the values of its questions, its extent, and where its tables begin."""

    given: dict[str, str]
    extent: dict[str, str]
    starts: dict[int, int]

    @property
    def whole(self) -> dict[str, str]:
        """What it says, wherever the tables begin."""
        return self.given | self.extent

    @property
    def all(self) -> dict[str, str]:
        """All that it says."""
        return self.whole | {f"from{number}": f"{start + 1}" for number, start in self.starts.items() if start}


def _draw_report(service: Service, report: Report, shape: Shape, replies: list[Reply]) -> Response:
    given = shape.given
    whole = View(report.title, f"{PATH}/{report.name}", [reply.inquiry for reply in replies], shape.whole)
    view = replace(whole, filters=shape.all)
    return draw(
        service,
        "audit/report.html",
        view,
        report=report,
        tables=list(_show_tables(service, view, replies, shape.starts)),
        fields=report_fields(service, report, given, {}),
        figure=_picture(service, report, replies[0]),
        picture=replace(whole, path=f"{view.path}.svg").address,
        drawn=ROWS_DRAWN,
        of_all=bool(shape.extent),
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
        of_all=given.get(OF) == ALL,
        problems=[text for name, text in error.problems.items() if name not in known],
    )


def _draw_figure(service: Service, report: Report, request: Request) -> Response:
    if report.figure is None:
        raise NotFoundError(f"the report {report.name} has no figure: see {PATH}/{report.name}")
    extent, pairs = read_extent(request.query_params.multi_items())
    given = given_values(service, report, pairs)
    if is_dated(service, report) and DAY not in given:
        return to_today(request.url.path, given | extent)
    if not extent and is_too_wide(service, given.get(TERRITORY, "")):
        raise ParameterError({TERRITORY: NOT_ALL})
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
    rows, codes = reply.answered.rows[:ROWS_DRAWN], read_codes(service.engine)
    shown = Shown(report.title, rows, link, codes, reply.inquiry.values.get(DAY), source)
    return Markup(report.figure.draw(shown))  # noqa: S704 (ElementTree escapes)


ROUTES = [page_route(f"{PATH}/{{name}}", show_report, longest_of_all)]
