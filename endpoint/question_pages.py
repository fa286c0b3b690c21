"""The pages of the saved questions: their list, and a page for each with its form and its answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

from starlette.responses import Response

from endpoint.bilingual import Text
from endpoint.engine import Engine, Table
from endpoint.errors import ParameterError
from endpoint.fields import Things, draw_fields
from endpoint.formats import Kind
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.leaves import ROWS, Leaf, leaf_at, leaves_of, read_start
from endpoint.listing import name_of_tag, searched_words, tag_counts, topics
from endpoint.naming import names_of
from endpoint.questions import Question
from endpoint.service import Service
from endpoint.tables import iris
from endpoint.territories import territory_fields

# The number of the first row that a page shows: no question has a parameter of such a name.
FROM_ROW = "from-row"
# An answer is shown, page by page, up to so many rows; the downloads have all.
MOST_ROWS = 10_000
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
    start: int = 0

    @property
    def shown(self) -> Table | None:
        """The rows that are on the page."""
        if self.table is None:
            return None
        first = leaf_at(self.start, len(self.table.rows))
        return Table(self.table.columns, self.table.rows[first : first + ROWS])

    @property
    def leaves(self) -> list[Leaf]:
        """The pages of the answer."""
        return leaves_of(len(self.table.rows), self.start) if self.table else []


def draw_question(service: Service, engine: Engine, inquiry: Inquiry, start: int = 0) -> Response:
    """Show a question with the page of its answer that has the row at a place.

    When its values do not fit, show why beside each, with the status 400.
    """
    try:
        query = inquiry.query
    except ParameterError as error:
        return _draw(service, engine, inquiry, Outcome(problems=error.problems))
    return _draw(service, engine, inquiry, Outcome(engine.table(query, MOST_ROWS), inquiry.sparql, start=start))


def _draw(service: Service, engine: Engine, inquiry: Inquiry, outcome: Outcome) -> Response:
    question, shown, problems = inquiry.question, outcome.shown, outcome.problems
    things = Things(engine, inquiry.graphs, service.snapshot.classes)
    fields = draw_fields(things, question.parameters, inquiry.given, problems)
    known = {each.name for each in question.parameters}
    if TERRITORY not in known:
        fields += territory_fields(service, inquiry.territory)
    return service.pages.render(
        "question.html",
        status=400 if problems else 200,
        question=question,
        fields=fields,
        problems=[text for name, text in problems.items() if name not in known],
        table=outcome.table,
        shown=shown,
        leaves=outcome.leaves,
        leaf_address=partial(_leaf_address, inquiry),
        names=names_of(engine, service.addresses, iris(shown)) if shown else {},
        sparql=outcome.sparql,
        downloads=DOWNLOADS[question.kind],
        suffix=inquiry.suffix,
        name_of_tag=name_of_tag,
    )


def part_start(pairs: Iterable[tuple[str, str]]) -> tuple[int, list[tuple[str, str]]]:
    """Return from which place on the rows are asked for, and the other values of a query string."""
    given = [*pairs]
    start = next((value for name, value in given if name == FROM_ROW), "")
    return read_start(FROM_ROW, start.strip()), [each for each in given if each[0] != FROM_ROW]


def _leaf_address(inquiry: Inquiry, first: int) -> str:
    given = inquiry.asked | ({FROM_ROW: f"{first}"} if first > 1 else {})
    return f"/queries/{inquiry.question.name}{f'?{urlencode(given)}' if given else ''}#answer"
