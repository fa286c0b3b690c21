"""What a report asks, and what it is told: its parameters are those of its questions, each once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from endpoint.audit.asking import ROWS, Answered, ask
from endpoint.audit.reports.report import DAY, Ask, Report
from endpoint.bilingual import Text
from endpoint.engine import Table
from endpoint.errors import ParameterError
from endpoint.inquiries import TERRITORY, Inquiry, read_inquiry
from endpoint.parameters import Parameter
from endpoint.service import Service
from endpoint.sparql import UNSTEADY
from endpoint.territories import graphs_of

# More triples than a territory has: beyond, to ask all that the reports ask takes longer than a page may.
SMALL = 300_000


def is_small(service: Service, territory: str = "") -> bool:
    """Return whether all that the reports ask can be answered for one page.

    Where the store stands on disk, a territory is asked in a copy of its graphs, and only these count.
    """
    triples = service.snapshot.triples
    if territory and service.store == "disk" and (graphs := graphs_of(service, territory)):
        triples = sum(service.snapshot.graphs.get(graph, 0) for graph in graphs)
    return (len(service.engine) if triples is None else triples) <= SMALL


@dataclass(frozen=True)
class Reply:
    """One question of a report, answered."""

    ask: Ask
    answered: Answered

    @property
    def inquiry(self) -> Inquiry:
        """The question with its values."""
        return self.answered.inquiry

    @property
    def title(self) -> Text:
        """What the report calls the answer."""
        return self.ask.title or self.inquiry.question.title

    @property
    def said(self) -> Text | None:
        """What the answer counts to, in words."""
        return self.ask.tally.say(self.answered.rows) if self.ask.tally else None

    def part(self, start: int, rows: int) -> Table:
        """Return so many rows of the answer from a place on."""
        table = self.answered.table
        return Table(table.columns, table.rows[start : start + rows], table.complete and len(table.rows) <= rows)


def parameters_of(service: Service, report: Report) -> list[Parameter]:
    """Return the parameters that a reader may set."""
    found = (parameter for each in report.asks for parameter in _free(service, each))
    return list({parameter.name: parameter for parameter in reversed(list(found))}.values())[::-1]


def given_values(service: Service, report: Report, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Read the values of a query string; raise ParameterError for one that is unknown or given twice."""
    given = read_inquiry(service.questions[report.asks[0].question], pairs).asked
    known = [*(each.name for each in parameters_of(service, report)), TERRITORY]
    if unknown := sorted(set(given) - set(known)):
        raise ParameterError({name: _unknown(name, known) for name in unknown})
    return given


def replies_to(service: Service, report: Report, given: dict[str, str]) -> list[Reply]:
    """Ask the questions of a report; raise ParameterError when a value does not fit."""
    return [Reply(each, answer(service, each, given)) for each in report.asks]


def answer(service: Service, each: Ask, given: Mapping[str, str]) -> Answered:
    """Ask one question of a report, with those of the values that are its own."""
    return ask(service, each.question, ROWS, **_values(service, each, given))


def inquire(service: Service, each: Ask, given: Mapping[str, str]) -> Inquiry:
    """Return what `answer` asks, without asking it."""
    return read_inquiry(service.questions[each.question], _values(service, each, given).items())


def _values(service: Service, each: Ask, given: Mapping[str, str]) -> dict[str, str]:
    own = {parameter.name for parameter in _free(service, each)} | {TERRITORY}
    return {**each.given, **{name: value for name, value in given.items() if name in own}}


def is_dated(service: Service, report: Report) -> bool:
    """Return whether a report speaks of a day."""
    return any(each.name == DAY for each in parameters_of(service, report))


def to_today(path: str, given: Mapping[str, str]) -> Response:
    """Lead to the same view at the day of today: an address that can be kept, cited and shared."""
    today = datetime.now(UTC).date().isoformat()
    return RedirectResponse(f"{path}?{urlencode({**given, DAY: today})}", 303, headers=UNSTEADY)


def _free(service: Service, each: Ask) -> Iterator[Parameter]:
    return (parameter for parameter in service.questions[each.question].parameters if parameter.name not in each.given)


def _unknown(name: str, known: Iterable[str]) -> Text:
    listed = ", ".join(known)
    return Text(
        f"paramètre inconnu {name} ; ce rapport connaît : {listed or 'aucun'}",
        f"unknown parameter {name}; this report knows: {listed or 'none'}",
    )
