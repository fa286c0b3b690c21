"""What a page of the desk speaks of: one territory, or all where their number lets it answer in its time.

What a report asks of all territories reads the whole graph. Where that takes longer than a page may, the page says so
at once and lets its reader choose: a territory, or all of them with as much time as a client may ask for.
"""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import Response

from endpoint.audit.frame import View, draw
from endpoint.audit.reports.report import Report
from endpoint.bilingual import Text
from endpoint.errors import ParameterError
from endpoint.named_graphs import count_all_triples
from endpoint.service import Service, service_of
from endpoint.territories import territories

# Each report of all territories takes less than a second on 800,000 triples, in memory, and more beyond in proportion.
MOST_TRIPLES = 2_000_000
# By `of=all` a reader says that all territories are meant.
OF, ALL = "of", "all"
NOT_ALL = Text(
    "trop de territoires pour un seul document : choisissez-en un par son numéro SIREN (/territories les liste)",
    "too many territories for one document: choose one by its SIREN number (/territories lists them)",
)


def is_too_wide(service: Service, siren: str) -> bool:
    """Return whether all territories would be asked about, and these are too many for a page."""
    return not siren and count_all_triples(service) > MOST_TRIPLES and len(territories(service)) > 1


def read_extent(pairs: Iterable[tuple[str, str]]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return what a query string says of the extent, and the rest; raise ParameterError unless that is `all`."""
    given = [*pairs]
    said = {value for name, value in given if name == OF}
    if said - {ALL}:
        raise ParameterError({OF: Text(f"{OF} ne peut être que {ALL}", f"{OF} can only be {ALL}")})
    return dict.fromkeys((OF,), ALL) if said else {}, [each for each in given if each[0] != OF]


def longest_of_all(request: Request) -> float | None:
    """Return how long an answer may take: what is asked of all on purpose has what a client may ask for at most."""
    of_all = request.query_params.get(OF) == ALL
    return service_of(request).settings.longest_timeout if of_all else None


def draw_choice(service: Service, view: View, report: Report | None = None) -> Response:
    """Say that a page is read a territory at a time, and let the reader choose; a report may be asked of all."""
    return draw(
        service,
        "audit/choice.html",
        view,
        report=report,
        every=len(territories(service)),
        seconds=service.settings.longest_timeout,
        asked={**view.filters, OF: ALL},
    )
