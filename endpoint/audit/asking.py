"""Asks the saved questions for a page; a page keeps what it asked, to tell which questions its figures come from."""

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode

from endpoint.engine import Table, Term
from endpoint.errors import NotFoundError
from endpoint.inquiries import Inquiry, read_inquiry
from endpoint.service import Service
from endpoint.territories import confine

# More rows than any page can show; a question that gives more is not complete, and its page must say so.
ROWS = 100_000
Row = dict[str, str]


@dataclass(frozen=True)
class Answered:
    """A saved question that was asked, and its answer."""

    inquiry: Inquiry
    table: Table

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows by column, as texts; what is unbound is empty."""
        return tuple(dict(zip(self.table.columns, map(text_of, terms), strict=True)) for terms in self.table.rows)


def ask(service: Service, name: str, limit: int = ROWS, **given: str) -> Answered:
    """Ask a saved question, where an empty value is its default.

    Raise ParameterError when a value does not fit, NotFoundError when this service has no such question.
    """
    question = service.questions.get(name)
    if question is None:
        raise NotFoundError(f"this page needs the question {name}, which this service has not: /queries lists them")
    inquiry = confine(service, read_inquiry(question, given.items()))
    return Answered(inquiry, service.engine.table(inquiry.query, limit))


def text_of(term: Term | None) -> str:
    """Return the IRI or the value of a term, empty for none.

    >>> text_of(Literal("x", language="fr")), text_of(None)
    ('x', '')
    """
    return term.value if isinstance(term, NamedNode | Literal | BlankNode) else ""
