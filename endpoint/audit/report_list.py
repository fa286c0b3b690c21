"""The route /audit: the reports by theme, each with what it counts at a day that the address says.

Without a day the address is led to that of today, so that the page is one that can be kept, cited and shared.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from endpoint.audit.extent import is_too_wide
from endpoint.audit.frame import View, draw
from endpoint.audit.replies import Reply, answer, given_values, is_dated, is_small, to_today
from endpoint.audit.report_fields import report_fields
from endpoint.audit.reports import THEMES
from endpoint.audit.reports.report import DAY, Report
from endpoint.bilingual import Text
from endpoint.catalogue.versions import history_of
from endpoint.inquiries import TERRITORY
from endpoint.service import Service, service_of
from endpoint.visits import page_route

PATH, VERSIONS = "/audit", "/versions"
TITLE = Text("Rapports d'audit", "Audit reports")


@dataclass(frozen=True)
class Entry:
    """A report in the list: its address at the day, and what it counts to."""

    report: Report
    address: str
    tallies: tuple[Text, ...]


def list_reports(request: Request) -> Response:
    """Show the reports by theme, or lead to those of today."""
    service = service_of(request)
    themes = [(theme.title, [each for each in theme.reports if is_askable(service, each)]) for theme in THEMES]
    dated = next((each for _, reports in themes for each in reports if is_dated(service, each)), None)
    given = given_values(service, dated, request.query_params.multi_items()) if dated else {}
    if dated and DAY not in given:
        return to_today(PATH, given)
    counted = is_small(service, given.get(TERRITORY, ""))
    return draw(
        service,
        "audit/reports.html",
        View(TITLE, PATH, (), given),
        themes=[(title, list(_entries(service, reports, given, counted=counted))) for title, reports in themes],
        fields=report_fields(service, dated, given, {}) if dated else [],
        changed=_changed(service),
        wide=is_too_wide(service, given.get(TERRITORY, "")),
    )


def _changed(service: Service) -> tuple[str, Text | None] | None:
    """Return where it is read what this version changed, and how much that is; None when its publication is unknown."""
    versions = history_of(service.snapshot).versions
    if not versions:
        return None
    changes = versions[-1].changes
    return (f"{VERSIONS}/{versions[-1].version}", changes.text) if changes else (VERSIONS, None)


def is_askable(service: Service, report: Report) -> bool:
    """Return whether the service has the questions of a report."""
    return all(ask.question in service.questions for ask in report.asks)


def _entries(service: Service, reports: Iterable[Report], given: dict[str, str], *, counted: bool) -> Iterable[Entry]:
    for report in reports:
        own = {name: given[name] for name in given if name == TERRITORY or is_dated(service, report)}
        address = View(report.title, f"{PATH}/{report.name}", (), own).address
        yield Entry(report, address, _tallies(service, report, own) if counted else ())


def _tallies(service: Service, report: Report, given: dict[str, str]) -> tuple[Text, ...]:
    counted = (Reply(each, answer(service, each, given)).said for each in report.asks if each.tally)
    return tuple(filter(None, counted))


ROUTES = [page_route(PATH, list_reports)]
