"""The answers that the auditor's desk shows again and again, asked once, before the first worker is forked.

A snapshot never changes: what the reports ask of all of it has the same answer until the next one is served, but for
the questions that speak of a day. Together they take a tenth of a second on a small graph, which the list of the
reports and the file, that count them all, would else take each time. On a larger graph a page asks what it shows.
"""

from collections.abc import Iterator

from endpoint.audit.asking import ROWS
from endpoint.audit.dossier.chapters import DOCUMENTS
from endpoint.audit.replies import inquire, is_small
from endpoint.audit.reports import REPORTS
from endpoint.audit.reports.report import DAY, Ask
from endpoint.engine import Query
from endpoint.errors import RequestError
from endpoint.service import Service, log

AXES = Ask("axes")


def foreknow(service: Service) -> None:
    """Ask what needs no value that a reader gives, where the graph is small and our own."""
    if service.settings.remote_stores or not is_small(service):
        return
    for query in _standing(service):
        try:
            service.engine.remember(query, ROWS)
        except RequestError as error:
            log.warning("a question of the reports cannot be answered: %s", error)


def _standing(service: Service) -> Iterator[Query]:
    for ask in (AXES, DOCUMENTS, *(ask for report in REPORTS.values() for ask in report.asks)):
        question = service.questions.get(ask.question)
        if question and not any(each.name == DAY for each in question.parameters):
            yield inquire(service, ask, {}).query
