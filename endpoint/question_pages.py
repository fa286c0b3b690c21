"""The pages of the saved questions: their list, and a page for each with its form and its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.responses import Response

from endpoint.bilingual import Text
from endpoint.engine import Engine, Table
from endpoint.errors import ParameterError
from endpoint.fields import draw_fields
from endpoint.formats import Kind
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.listing import name_of_tag, searched_words, tag_counts, topics
from endpoint.naming import names_of
from endpoint.questions import Question
from endpoint.service import Service
from endpoint.sparql import ROWS_ON_A_PAGE
from endpoint.tables import iris
from endpoint.territories import territory_fields

# The downloads of each kind of answer, those that most readers want first.
DOWNLOADS = {
    Kind.TABLE: {"csv": "CSV", "xlsx": "Excel (XLSX)", "json": "JSON", "tsv": "TSV", "xml": "XML"},
    Kind.TRIPLES: {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"},
}
EXTENSIONS = {kind: tuple(names) for kind, names in DOWNLOADS.items()}


def draw_list(service: Service, found: Sequence[Question], search: str, tag: str) -> Response:
    """Show the questions that were found, by topic."""
    every = list(service.questions.values())
    return service.pages.render(
        "questions.html",
        topics=topics(found),
        found=len(found),
        tags=tag_counts(every),
        total=len(every),
        search=search,
        tag=tag,
        words={each.name: " ".join(searched_words(each)) for each in found},
        name_of_tag=name_of_tag,
    )


@dataclass(frozen=True)
class Outcome:
    """What became of an inquiry: a table and the query that gave it, or why it could not be asked."""

    table: Table | None = None
    sparql: str = ""
    problems: Mapping[str, Text] = field(default_factory=dict)


def draw_question(service: Service, engine: Engine, inquiry: Inquiry) -> Response:
    """Show a question with its answer; when its values do not fit, show why beside each, with the status 400."""
    try:
        query = inquiry.query
    except ParameterError as error:
        return _draw(service, engine, inquiry, Outcome(problems=error.problems))
    return _draw(service, engine, inquiry, Outcome(engine.table(query, ROWS_ON_A_PAGE), inquiry.sparql))


def _draw(service: Service, engine: Engine, inquiry: Inquiry, outcome: Outcome) -> Response:
    question, table, problems = inquiry.question, outcome.table, outcome.problems
    fields = draw_fields(engine, question.parameters, inquiry.given, problems)
    known = {each.name for each in question.parameters}
    if TERRITORY not in known:
        fields += territory_fields(service, inquiry.territory)
    return service.pages.render(
        "question.html",
        status=400 if problems else 200,
        question=question,
        fields=fields,
        problems=[text for name, text in problems.items() if name not in known],
        table=table,
        names=names_of(engine, service.addresses, iris(table)) if table else {},
        sparql=outcome.sparql,
        downloads=DOWNLOADS[question.kind],
        suffix=inquiry.suffix,
        name_of_tag=name_of_tag,
    )
