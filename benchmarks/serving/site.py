"""The kinds of pages of a running service, each with the addresses of its kind; of a kind with many, some are taken."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from endpoint.audit.reports import REPORTS, THEMES
from endpoint.audit.reports.report import DAY, Report
from endpoint.questions import read_questions, saved_questions

# The saved question that lists the things of a sheet, and its column that names them.
SHEETS = {
    "axis": ("axes", "axis"),
    "orientation": ("orientations", "orientation"),
    "measure": ("measures", "measure"),
    "action": ("actions", "action"),
    "actor": ("actors", "actor"),
}
ROWS = ("axes", "orientations")
COLUMNS = ("measures", "citergie-domains", "domains", "themes", "contracts")
WORDS = ("mobilité", "énergie", "eau", "déchets", "ademe")
LINES = (1, 30, 60)
AT = "2026-01-01"
QUESTIONS = read_questions(saved_questions())


class Site:
    """A service at an address, asked of one territory (`siren`) or of all; of a kind `most` pages are taken."""

    def __init__(self, url: str, siren: str = "", most: int = 50) -> None:
        self._url, self._siren, self._most = url, siren, most

    def kinds_of_all(self) -> Iterator[tuple[str, list[str]]]:
        """Give each kind of page that is asked of no territory alone; the things that are shown are those of one."""
        yield "start page", ["/"]
        yield "territories", ["/territories", "/territories?q=pays", "/territories?from=101"]
        yield "search", [address("/search", q=each) for each in WORDS]
        yield "list of reports", [address("/audit", at=AT)]
        yield "reports, as they open", [address(f"/audit/{name}", at=_day(report)) for name, report in REPORTS.items()]
        for name, report in REPORTS.items():
            yield f"report `{name}` of all", [address(f"/audit/{name}", of="all", at=_day(report))]
        yield "matrix", ["/audit/matrix"]
        yield "file", [address("/audit/report", at=AT)]
        for kind in ("measure", "actor"):
            question, column = SHEETS[kind]
            shared = dict.fromkeys(row[column] for row in self._rows(question) if not _is_of_one(row[column]))
            yield f"sheet, shared {kind}", self._some([_page(each) for each in shared])
        for name in QUESTIONS:
            yield f"question `{name}` of all", [f"/queries/{name}"]
        yield from self._harvested()

    def _harvested(self) -> Iterator[tuple[str, list[str]]]:
        yield "catalogue", self._held("/catalogue", "/catalogue?page=2", "/catalogue/dataset")
        yield "catalogue in RDF", self._held("/catalogue.ttl", "/catalogue.ttl?page=2", "/catalogue.jsonld?page=2")
        yield "catalogue of one", [self._of("/catalogue"), self._of("/catalogue.ttl")]
        yield "VoID", ["/void", f"/void/{self._siren}"] if self._siren else ["/void"]
        yield "description of the endpoint", ["/sparql?format=ttl"]
        yield "map", self._held("/sitemap.xml", "/sitemap-0.xml", "/sitemap-1.xml")
        yield "lists", ["/queries", "/ontology", "/versions", "/sparql", "/openapi.json"]

    def kinds(self) -> Iterator[tuple[str, list[str]]]:
        """Give each kind of page with the addresses of its pages."""
        yield "home", ["/", "/?width=budget"]
        yield "search", [address("/search", q=each) for each in WORDS]
        yield "list of reports", [self._of("/audit", at=AT)]
        for name, report in REPORTS.items():
            yield f"report `{name}`", [self._of(f"/audit/{name}", at=_day(report))]
        yield from self._matrix()
        yield from self._file()
        yield from self._sheets()
        yield "question", self._some([self._of(f"/queries/{each}") for each in QUESTIONS])
        yield "lists", ["/queries", "/catalogue", "/ontology", "/versions", "/sparql"]

    def _matrix(self) -> Iterator[tuple[str, list[str]]]:
        path = "/audit/matrix"
        yield "matrix", [self._of(path, rows=rows, columns=columns) for rows in ROWS for columns in COLUMNS]
        ends = [{name: _place(row[name]) for name in ("row", "column")} for row in self._rows("matrix")]
        yield "cell of the matrix", self._some([self._of(f"{path}/cell", **each) for each in ends])

    def _file(self) -> Iterator[tuple[str, list[str]]]:
        path = "/audit/report"
        tables = sum(len(report.asks) for report in REPORTS.values())
        parts = [f"{number}" for number in range(1, len(THEMES) + 1)]
        yield "file", [self._of(path, at=AT)]
        yield "file, a chapter", [self._of(path, at=AT, part=each) for each in parts]
        yield "file, a table", self._some([self._of(path, at=AT, part=f"t{number + 1}") for number in range(tables)])
        yield "file of an axis", [self._of(path, at=AT, axis=each) for each in self._numbers()]

    def _sheets(self) -> Iterator[tuple[str, list[str]]]:
        for kind, (question, column) in SHEETS.items():
            things = dict.fromkeys(row[column] for row in self._rows(question))
            yield f"sheet, {kind}", self._some([_page(each) for each in things])
        documents = {_page(row["document"]): int(row["lines"]) for row in self._rows("documents")}
        yield "sheet, document", self._some(list(documents))
        lines = [f"{each}/row/{line}" for each, last in documents.items() for line in LINES if line <= last]
        yield "sheet, line", self._some(lines)

    def _some(self, addresses: Sequence[str]) -> list[str]:
        """Return so many of the addresses at most, evenly spread."""
        step = max(len(addresses) / self._most, 1)
        return [addresses[int(index * step)] for index in range(min(len(addresses), self._most))]

    def _of(self, path: str, **given: str) -> str:
        return address(path, **given, siren=self._siren)

    def _numbers(self) -> list[str]:
        return self._some(list(dict.fromkeys(f"{row['group']}.{row['order']}" for row in self._rows("axes"))))

    def _held(self, *addresses: str) -> list[str]:
        """Return those of some addresses that are there: of few territories a catalogue has one page."""
        return [each for each in addresses if self._is_there(each)]

    def _is_there(self, path: str) -> bool:
        try:
            with urlopen(self._url + path):  # noqa: S310 (our own service)
                return True
        except HTTPError as error:
            if error.code != HTTPStatus.NOT_FOUND:
                raise
            return False

    def _rows(self, question: str) -> Iterable[dict[str, str]]:
        with urlopen(self._url + self._of(f"/queries/{question}.csv")) as answer:  # noqa: S310 (our own service)
            return list(csv.DictReader(io.StringIO(answer.read().decode())))


def address(path: str, **given: str) -> str:
    """Return an address with its query string; empty values are not in it.

    >>> address("/audit", at="2026-01-01", siren="")
    '/audit?at=2026-01-01'
    """
    known = {name: value for name, value in given.items() if value}
    return path + (f"?{urlencode(known)}" if known else "")


def _day(report: Report) -> str:
    """Return the day that a report is asked of; empty where it speaks of none."""
    dated = any(each.name == DAY for ask in report.asks for each in QUESTIONS[ask.question].parameters)
    return AT if dated else ""


def _is_of_one(iri: str) -> bool:
    """Return whether a thing is of one territory.

    >>> _is_of_one("https://w3id.org/filrouge/id/242100410/axis/1.3"), _is_of_one("https://w3id.org/filrouge/id/actor/a")
    (True, False)
    """
    return _place(iri).partition("/")[0].isdigit()


def _place(iri: str) -> str:
    """Return how the address of a cell names a thing.

    >>> _place("https://w3id.org/filrouge/id/242100410/axis/1.3")
    '242100410/axis/1.3'
    """
    return iri.partition("/id/")[2] or iri


def _page(iri: str) -> str:
    """Return the address of a thing's page.

    >>> _page("https://w3id.org/filrouge/id/242100410/axis/1.3")
    '/page/242100410/axis/1.3'
    """
    return f"/page/{quote(_place(iri))}"
