"""The route /, the territory at a glance."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from endpoint.audit.frame import View, framing
from endpoint.audit.report_list import is_askable
from endpoint.audit.reports import REPORTS
from endpoint.bilingual import Text
from endpoint.engine import Query, Table
from endpoint.inquiries import TERRITORY
from endpoint.questions import Question
from endpoint.service import Service, service_of
from endpoint.territories import graphs_of, territories
from endpoint.threads.flows import WIDTHS
from endpoint.threads.picture import draw_thread
from endpoint.threads.routes import chosen_territory, chosen_width, thread_of
from endpoint.visits import page_route
from endpoint.words import FIL

TITLE = Text("Le territoire en bref", "The territory at a glance")
# What the manifest's summary counts, in the order in which the page tells it, and the saved question that lists it.
THINGS = {
    "documents": (Text("documents", "documents"), "documents"),
    "axes": (Text("axes politiques", "policy axes"), "axes"),
    "orientations": (Text("orientations du CRTE", "CRTE orientations"), "orientations"),
    "measures": (Text("mesures Cit'ergie", "Cit'ergie measures"), "measures"),
    "actions": (Text("actions", "actions"), "actions"),
    "actors": (Text("acteurs", "actors"), "actors"),
}
LINES = {
    "lines": (Text("lignes de source", "source lines"), "ledger"),
    "mapped": (Text("lignes reprises dans le graphe", "lines mapped to the graph"), "lines-by-fate"),
    "merged": (Text("lignes en double, fusionnées", "repeated lines, merged"), "merged-rows"),
    "structure": (Text("lignes de mise en page", "lines of layout"), "lines-by-fate"),
    "withheld": (Text("lignes non publiées", "lines withheld"), "lines-by-fate"),
    "to-correct": (Text("lignes à corriger", "lines to correct"), "rows-to-correct"),
    "rejected": (Text("lignes refusées", "lines rejected"), "rows-to-correct"),
    "corrections": (Text("corrections", "corrections"), "corrections"),
    "discrepancies": (Text("écarts", "discrepancies"), "discrepancies"),
}
# What people ask first.
FIRST = (
    *("thread", "axes-without-measure", "measures-without-axis", "actions-without-lead", "actions-overdue"),
    *("budget-by-axis", "funders-and-their-actions", "load-by-lead", "discrepancies", "rows-to-correct"),
)
# Class of things, their name, and the saved question that lists them all.
CATALOGUE = (
    ("Document", Text("Documents", "Documents"), "ledger"),
    ("PolicyAxis", Text("Axes politiques", "Policy axes"), "axes"),
    ("CrteOrientation", Text("Orientations du CRTE", "CRTE orientations"), "orientations"),
    ("Measure", Text("Mesures Cit'ergie", "Cit'ergie measures"), "measures"),
    ("Action", Text("Actions", "Actions"), "actions"),
)
THINGS_OF_A_CLASS = """
SELECT ?thing (MIN(STR(?name)) AS ?label)
WHERE { ?thing a fil:%s ; skos:prefLabel|dct:title ?name }
GROUP BY ?thing ORDER BY ?thing
"""
LISTED = 30
# More territories than these are told by their number.
NAMED = 3


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the saved question that lists what it counts."""

    name: Text
    value: int
    question: str | None


@dataclass(frozen=True)
class Section:
    """One class of things: the first of them, how many there are, and where to read them all."""

    name: Text
    things: Table
    total: int | None
    question: str | None


def home(request: Request) -> Response:
    """Show the territory at a glance."""
    service = service_of(request)
    width, territory = chosen_width(request), chosen_territory(service, _territory_asked(request))
    flows, every = thread_of(service, territory, width), territories(service)
    view = View(TITLE, "/", [flows.answered.inquiry] if flows else [], _asked(request))
    return service.pages.render(
        "home.html",
        200,
        **framing(service, view),
        named=every if len(every) <= LISTED else (),
        most_named=NAMED,
        every=len(every),
        shown=next((each for each in every if each.iri == territory), None),
        territory=territory,
        figures=_figures(service, THINGS),
        lines=_figures(service, LINES),
        flows=flows,
        picture=draw_thread(flows, width, service.addresses.href) if flows else None,
        width=width,
        widths=WIDTHS,
        threads={each: urlencode({"width": each, "territory": territory}) for each in WIDTHS},
        first=_first(service),
        sections=[_section(service, territory, *each) for each in CATALOGUE],
        total=len(service.questions),
        snapshot=service.snapshot,
    )


def _asked(request: Request) -> dict[str, str]:
    return {"width": request.query_params.get("width", ""), "territory": _territory_asked(request)}


def _territory_asked(request: Request) -> str:
    return request.query_params.get("territory", "") or request.query_params.get(TERRITORY, "")


def _figures(service: Service, counted: Mapping[str, tuple[Text, str]]) -> list[Figure]:
    summary = service.snapshot.summary
    return [
        Figure(name, summary[key], question if question in service.questions else None)
        for key, (name, question) in counted.items()
        if isinstance(summary.get(key), int)
    ]


def _first(service: Service) -> list[tuple[Question, str]]:
    """Return the questions that people ask first, and where they are answered; where some are lacking, others.

    A report that asks the question answers it with what it means and what it does not.
    """
    names = dict.fromkeys((*FIRST, *service.questions))
    found = [service.questions[name] for name in names if name in service.questions][: len(FIRST)]
    return [(question, _answered_at(service, question.name)) for question in found]


def _answered_at(service: Service, question: str) -> str:
    asking = (each for each in REPORTS.values() if question in {ask.question for ask in each.asks})
    report = next((each for each in asking if is_askable(service, each)), None)
    return f"/audit/{report.name}" if report else f"/queries/{question}"


def _section(service: Service, territory: str, class_name: str, name: Text, question: str) -> Section:
    """Tell how many things of a class there are, and list the first of the territory."""
    graphs = graphs_of(service, territory.rpartition("/")[2])
    return Section(
        name=name,
        things=service.engine.table(Query(THINGS_OF_A_CLASS % class_name, graphs), LISTED),
        total=service.snapshot.classes.get(FIL + class_name),
        question=question if question in service.questions else None,
    )


ROUTES = [page_route("/", home)]
