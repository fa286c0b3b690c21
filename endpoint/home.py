"""The route /, the territory at a glance."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from endpoint.bilingual import Text
from endpoint.engine import Query, Table
from endpoint.listing import topics
from endpoint.service import Service, service_of
from endpoint.visits import page_route
from endpoint.words import FIL

# What the manifest's summary counts, in the order in which the page tells it.
FIGURES = {
    "documents": Text("documents", "documents"),
    "axes": Text("axes politiques", "policy axes"),
    "orientations": Text("orientations du CRTE", "CRTE orientations"),
    "measures": Text("mesures Cit'ergie", "Cit'ergie measures"),
    "actions": Text("actions", "actions"),
    "actors": Text("acteurs", "actors"),
    "lines": Text("lignes de source", "source lines"),
    "mapped": Text("lignes reprises dans le graphe", "lines mapped to the graph"),
    "merged": Text("lignes en double, fusionnées", "repeated lines, merged"),
    "structure": Text("lignes de mise en page", "lines of layout"),
    "withheld": Text("lignes non publiées", "lines withheld"),
    "to-correct": Text("lignes à corriger", "lines to correct"),
    "rejected": Text("lignes refusées", "lines rejected"),
    "corrections": Text("corrections", "corrections"),
    "discrepancies": Text("contradictions", "discrepancies"),
}
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
# The question that looks for words in the whole graph.
SEARCH = "search-text"


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
    summary = service.snapshot.summary
    return service.pages.render(
        "home.html",
        territories=service.engine.table(Query(THINGS_OF_A_CLASS % "Territory"), LISTED),
        figures=[(text, summary[key]) for key, text in FIGURES.items() if isinstance(summary.get(key), int)],
        sections=[_section(service, *each) for each in CATALOGUE],
        topics=topics(service.questions.values()),
        search=SEARCH if SEARCH in service.questions else None,
        snapshot=service.snapshot,
    )


def _section(service: Service, class_name: str, name: Text, question: str) -> Section:
    return Section(
        name=name,
        things=service.engine.table(Query(THINGS_OF_A_CLASS % class_name), LISTED),
        total=service.snapshot.classes.get(FIL + class_name),
        question=question if question in service.questions else None,
    )


ROUTES = [page_route("/", home)]
