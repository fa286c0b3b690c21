"""What the catalogue is made of: the territories and documents of the graph, and what the manifest adds to them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, reduce
from typing import Any

from pyoxigraph import Literal, NamedNode

from endpoint.bilingual import Text
from endpoint.engine import Engine, Query, Term
from endpoint.named_graphs import count_triples
from endpoint.service import Service

MOST_ROWS = 100_000
TERRITORIES = """
SELECT ?territory ?siren (MIN(STR(?label)) AS ?name)
WHERE { ?territory a fil:Territory ; fil:siren ?siren ; skos:prefLabel ?label }
GROUP BY ?territory ?siren ORDER BY ?siren
"""
DOCUMENTS = """
SELECT ?territory ?document ?id ?kind ?title ?lines ?publisher ?issued ?licence ?reference
WHERE {
  ?document a fil:Document ; fil:territory ?territory ; dct:identifier ?id ; fil:documentKind ?kind ; dct:title ?title .
  OPTIONAL { ?document fil:lineCount ?lines }
  OPTIONAL { ?document fil:publisherName ?publisher }
  OPTIONAL { ?document dct:issued ?issued }
  OPTIONAL { ?document dct:license ?licence }
  OPTIONAL { ?document dct:source ?reference }
}
ORDER BY ?territory ?id
"""
DATES = """
SELECT DISTINCT ?graph ?date
WHERE { GRAPH ?graph { ?thing ?property ?date } VALUES ?property { fil:startDate fil:endDate dct:date dct:issued } }
"""
THINGS = """
SELECT ?graph ?class (COUNT(*) AS ?things) (SAMPLE(?french) AS ?fr) (SAMPLE(?english) AS ?en)
WHERE {
  # Rows and cells, most of all things, stand in no graph of a document.
  {
    SELECT ?class ?french ?english
    WHERE {
      ?class a owl:Class ; rdfs:label ?french , ?english FILTER (LANG(?french) = "fr" && LANG(?english) = "en")
      FILTER (?class NOT IN (fil:SourceRow, fil:Cell))
    }
  }
  GRAPH ?graph { ?thing a ?class }
}
GROUP BY ?graph ?class ORDER BY ?graph DESC(?things) ?class
"""
SUBJECTS = """
SELECT ?graph (STR(?label) AS ?theme) (COUNT(*) AS ?uses)
WHERE { GRAPH ?graph { ?thing fil:theme ?concept } ?concept skos:prefLabel ?label }
GROUP BY ?graph ?label ORDER BY ?graph DESC(?uses) ?label
"""
VOCABULARY = """
SELECT ?title ?licence ?version
WHERE {
  <https://w3id.org/filrouge/ontology> dct:title ?title ; dct:license ?licence .
  OPTIONAL { <https://w3id.org/filrouge/ontology> owl:versionInfo ?version }
}
"""
_DAY = re.compile(r"(?<!\d)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_WORDS_OF_A_KEYWORD = re.compile(r"[\w .-]{2,100}")


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    start: date
    end: date

    def joined(self, other: "Period") -> "Period":
        """Return the period that holds both."""
        return Period(min(self.start, other.start), max(self.end, other.end))


@dataclass(frozen=True)
class Told:
    """What a territory tells portals; what it does not tell is empty."""

    licence: str = ""
    place: str = ""
    bbox: tuple[float, ...] = ()
    contact: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Territory:
    """A territory: the body that publishes, and the place that the data is about."""

    iri: NamedNode
    siren: str
    name: str
    told: Told = Told()


@dataclass(frozen=True)
class Document:
    """A source document and what its graph says of it; what is not said is empty or None."""

    iri: NamedNode
    territory: Territory
    id: str
    kind: str
    title: str
    lines: str = ""
    publisher: str = ""
    issued: str = ""
    licence: str = ""
    reference: str = ""
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    @property
    def graph(self) -> str:
        """The name of its graph."""
        return f"{self.territory.siren}/{self.id}"


@dataclass(frozen=True)
class Contents:
    """All of it; graphs go by the names that they have below `graph/`, and `triples` says how much each holds."""

    territories: tuple[Territory, ...]
    documents: tuple[Document, ...]
    triples: Mapping[str, int]
    periods: Mapping[str, Period]
    things: Mapping[str, tuple[tuple[Text, int], ...]]
    subjects: Mapping[str, tuple[str, ...]]
    vocabulary: tuple[Text, str] | None

    def period(self, graphs: Iterable[str]) -> Period | None:
        """Return the period that holds those of some graphs."""
        found = [self.periods[graph] for graph in graphs if graph in self.periods]
        return reduce(Period.joined, found) if found else None


def read_contents(service: Service) -> Contents:
    """Read what the graph and the manifest say."""
    engine, graphs = service.engine, service.addresses.graph("")
    territories = _territories(engine, service.snapshot.publications)
    documents = _documents(engine, territories, service.snapshot.publications)
    return Contents(
        tuple(territories.values()),
        documents,
        {graph.removeprefix(graphs): triples for graph, triples in count_triples(service).items()},
        _periods(engine, graphs, documents),
        _things(engine, graphs),
        _subjects(engine, graphs),
        _vocabulary(engine),
    )


def days_of(text: str) -> Period | None:
    """Return the first and the last day of the dates in a text (a year, month, day, or an EDTF of such).

    >>> days_of("2010-12"), days_of("{2015,2018-01}").start
    (Period(start=datetime.date(2010, 12, 1), end=datetime.date(2010, 12, 31)), datetime.date(2015, 1, 1))
    """
    found = [_days(*(int(part or 0) for part in parts)) for parts in _DAY.findall(text)]
    return reduce(Period.joined, found) if found else None


def _days(year: int, month: int, day: int) -> Period:
    if day:
        return Period(date(year, month, day), date(year, month, day))
    # From 21 on EDTF counts seasons and quarters: the year holds them.
    if not 1 <= month <= 12:
        return Period(date(year, 1, 1), date(year, 12, 31))
    following = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), following - timedelta(days=1))


@lru_cache(maxsize=8)
def _rows(engine: Engine, query: str) -> list[list[str]]:
    """Ask one of the queries above; every page of the catalogue asks all of them."""
    rows = engine.table(Query(query), MOST_ROWS).rows
    return [[_text(term) for term in row] for row in rows]


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _territories(engine: Engine, publications: Mapping[str, Any]) -> dict[str, Territory]:
    found = [(NamedNode(iri), siren, name) for iri, siren, name in _rows(engine, TERRITORIES)]
    return {iri.value: Territory(iri, siren, name, _told(publications.get(siren) or {})) for iri, siren, name in found}


def _told(said: Mapping[str, Any]) -> Told:
    return Told(
        said.get("licence", ""), said.get("place", ""), tuple(said.get("bbox") or ()), dict(said.get("contact") or {})
    )


def _documents(
    engine: Engine, territories: Mapping[str, Territory], publications: Mapping[str, Any]
) -> tuple[Document, ...]:
    found: dict[str, Document] = {}
    for of, iri, *fields in _rows(engine, DOCUMENTS):
        if territory := territories.get(of):
            notices = (publications.get(territory.siren) or {}).get("documents") or {}
            # A second title or date of one document would make a second row.
            found.setdefault(iri, _document(NamedNode(iri), territory, fields, notices.get(fields[0]) or {}))
    return tuple(found.values())


def _document(iri: NamedNode, territory: Territory, fields: list[str], notice: Mapping[str, Any]) -> Document:
    identifier, kind, title, lines, publisher, issued, licence, reference = fields
    themes, keywords = (tuple(notice.get(key) or ()) for key in ("themes", "keywords"))
    return Document(
        iri, territory, identifier, kind, title, lines, publisher, issued, licence, reference, themes, keywords
    )


def _periods(engine: Engine, graphs: str, documents: Iterable[Document]) -> dict[str, Period]:
    dates = [(graph.removeprefix(graphs), text) for graph, text in _rows(engine, DATES)]
    dates += [(document.graph, document.issued) for document in documents]
    found: dict[str, Period] = {}
    for graph, text in dates:
        if (period := days_of(text)) is not None:
            found[graph] = found.get(graph, period).joined(period)
    return found


def _things(engine: Engine, graphs: str) -> dict[str, tuple[tuple[Text, int], ...]]:
    found: dict[str, list[tuple[Text, int]]] = defaultdict(list)
    for graph, _, count, fr, en in _rows(engine, THINGS):
        found[graph.removeprefix(graphs)].append((Text(fr, en), int(count)))
    return {graph: tuple(counts) for graph, counts in found.items()}


def _subjects(engine: Engine, graphs: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for graph, theme, _ in _rows(engine, SUBJECTS):
        if _WORDS_OF_A_KEYWORD.fullmatch(theme):
            found[graph.removeprefix(graphs)].append(theme)
    return {graph: tuple(themes) for graph, themes in found.items()}


def _vocabulary(engine: Engine) -> tuple[Text, str] | None:
    rows = engine.table(Query(VOCABULARY), MOST_ROWS).rows
    titles = {row[0].language: row[0].value for row in rows if isinstance(row[0], Literal)}
    if not titles:
        return None
    fr = titles.get("fr") or next(iter(titles.values()))
    return Text(fr, titles.get("en") or fr), _text(rows[0][1])
