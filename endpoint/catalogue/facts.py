"""What the graphs of some territories hold, as the catalogue tells it: dates, things, themes.

Only those are asked about that a page tells of: a page about a few territories reads no more of a graph of thousands.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce

from pyoxigraph import Literal, NamedNode

from endpoint.bilingual import Text
from endpoint.catalogue.periods import Period, days_of
from endpoint.engine import Engine, Query, Term
from endpoint.service import Service
from endpoint.territories import owners_of_graphs
from endpoint.words import SKOS

MOST_ROWS = 100_000
_DATED = "VALUES ?property { fil:startDate fil:endDate dct:date dct:issued }"
DATES = f"SELECT DISTINCT ?graph ?date WHERE {{ GRAPH ?graph {{ ?thing ?property ?date }} {_DATED} }}"
EVERY_DATE = f"SELECT DISTINCT ?date WHERE {{ ?thing ?property ?date {_DATED} }}"
CLASSES = """
SELECT ?class ?fr ?en
WHERE {
  ?class a owl:Class ; rdfs:label ?fr , ?en FILTER (LANG(?fr) = "fr" && LANG(?en) = "en")
  # Rows and cells, most of all things, stand in no graph of a document.
  FILTER (?class NOT IN (fil:SourceRow, fil:Cell))
}
"""
THINGS = """
SELECT ?graph ?class (COUNT(*) AS ?things)
WHERE { VALUES ?class { %s } GRAPH ?graph { ?thing a ?class } }
GROUP BY ?graph ?class
"""
THEMES = """
SELECT ?graph ?theme (COUNT(*) AS ?uses)
WHERE { GRAPH ?graph { ?thing fil:theme ?theme } }
GROUP BY ?graph ?theme
"""
LABEL = f"{SKOS}prefLabel"
_WORDS_OF_A_KEYWORD = re.compile(r"[\w .-]{2,100}")


@dataclass(frozen=True)
class Facts:
    """What graphs hold, by their names below `graph/`: their dates, things by class, and commonest themes."""

    periods: Mapping[str, Period] = field(default_factory=dict)
    things: Mapping[str, tuple[tuple[Text, int], ...]] = field(default_factory=dict)
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def period(self, graphs: Iterable[str]) -> Period | None:
        """Return the period that holds those of some graphs."""
        return joined(self.periods[graph] for graph in graphs if graph in self.periods)


def read_facts(service: Service, territories: Collection[str]) -> Facts:
    """Ask about the graphs of some territories, by their SIREN numbers."""
    graphs = tuple(graph for graph, owner in owners_of_graphs(service).items() if owner in territories)
    if not graphs:
        return Facts()
    start = service.addresses.graph("")
    return Facts(
        _periods(service.engine, graphs, start),
        _things(service.engine, graphs, start),
        _subjects(service.engine, graphs, start),
    )


def joined(periods: Iterable[Period]) -> Period | None:
    """Return the period that holds some."""
    found = [*periods]
    return reduce(Period.joined, found) if found else None


@lru_cache(maxsize=1)
def whole_period(engine: Engine) -> Period | None:
    """Return the period of all dates."""
    dates = (days_of(text_of(date)) for (date,) in engine.table(Query(EVERY_DATE), MOST_ROWS).rows)
    return joined(period for period in dates if period)


def text_of(term: Term | None) -> str:
    """Return an IRI or a value, empty for none."""
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _rows(engine: Engine, query: str, graphs: tuple[str, ...]) -> Iterable[list[str]]:
    """Ask of some named graphs alone."""
    rows = engine.table(Query(query, graphs[:1], graphs), MOST_ROWS).rows
    return ([text_of(term) for term in row] for row in rows)


def _periods(engine: Engine, graphs: tuple[str, ...], start: str) -> dict[str, Period]:
    found: dict[str, Period] = {}
    for graph, text in _rows(engine, DATES, graphs):
        if (period := days_of(text)) is not None:
            name = graph.removeprefix(start)
            found[name] = found.get(name, period).joined(period)
    return found


def _things(engine: Engine, graphs: tuple[str, ...], start: str) -> dict[str, tuple[tuple[Text, int], ...]]:
    names = _class_names(engine)
    if not names:
        return {}
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for graph, kind, count in _rows(engine, THINGS % " ".join(f"<{each}>" for each in names), graphs):
        found[graph.removeprefix(start)].append((-int(count), kind))
    return {graph: tuple((names[kind], -count) for count, kind in sorted(each)) for graph, each in found.items()}


@lru_cache(maxsize=1)
def _class_names(engine: Engine) -> dict[str, Text]:
    rows = engine.table(Query(CLASSES), MOST_ROWS).rows
    return {kind: Text(fr, en) for kind, fr, en in ([text_of(term) for term in row] for row in rows)}


def _subjects(engine: Engine, graphs: tuple[str, ...], start: str) -> dict[str, tuple[str, ...]]:
    uses = [
        (graph.removeprefix(start), NamedNode(theme), int(count))
        for graph, theme, count in _rows(engine, THEMES, graphs)
    ]
    names = engine.labels({theme for _, theme, _ in uses})
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for graph, theme, count in uses:
        for name in {text_of(triple.object) for triple in names[theme] if triple.predicate.value == LABEL}:
            if _WORDS_OF_A_KEYWORD.fullmatch(name):
                found[graph][name] += count
    return {graph: tuple(sorted(each, key=lambda name: (-each[name], name))) for graph, each in found.items()}
