"""One territory among several: a question is confined to its graphs, which hold what its documents and reviewers say.

What territories share (measures, national actors, vocabulary, provenance) stands in graphs of its own and stays. The
query says so itself, by FROM: it gives the same answer in any engine.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from endpoint.bilingual import Text
from endpoint.engine import Engine, Query, Term
from endpoint.errors import ParameterError
from endpoint.fields import LISTED, Choice, Field
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.parameters import Parameter
from endpoint.service import Service
from endpoint.words import FIL, SKOS

PARAMETER = Parameter(TERRITORY, "code", "", "Territoire", "Territory")
BY_NUMBER = Parameter(TERRITORY, "code", "", "Territoire, par son numéro SIREN", "Territory, by its SIREN number")
EVERY = Choice("", "tous")
_TERRITORIES = f"""
SELECT ?territory (SAMPLE(?number) AS ?siren) (MIN(STR(?label)) AS ?name)
WHERE {{
  ?territory a <{FIL}Territory> ; <{SKOS}prefLabel> ?label .
  OPTIONAL {{ ?territory <{FIL}siren> ?number }}
}}
GROUP BY ?territory ORDER BY ?name ?territory
"""
_MOST = 100_000


@dataclass(frozen=True)
class Territory:
    """A territory of the graph; one whose number is not known has an empty one."""

    iri: str
    siren: str
    name: str


def confine(service: Service, inquiry: Inquiry) -> Inquiry:
    """Return the inquiry with the graphs of its territory, where it names one and there are others.

    A question about things of one territory is asked of that one too where the store is large enough to stand on disk.
    Raise ParameterError when no territory is so called.
    """
    siren = inquiry.territory or (_territory_of(service, inquiry) if service.store == "disk" else "")
    if not siren:
        return inquiry
    if siren not in owners_of_graphs(service).values():
        return _unknown(inquiry) if inquiry.territory else inquiry
    return replace(inquiry, graphs=graphs_of(service, siren))


def graphs_of(service: Service, siren: str) -> tuple[str, ...]:
    """Return the graphs of a territory and the shared ones; none where these are all, or it has none."""
    owners = owners_of_graphs(service)
    if not siren or siren not in owners.values():
        return ()
    graphs = tuple(graph for graph, owner in owners.items() if owner in ("", siren))
    return graphs if len(graphs) < len(owners) else ()


def territories(service: Service) -> tuple[Territory, ...]:
    """Return the territories of the graph in the order of their names."""
    return _territories(service.engine)


def names_by_siren(service: Service) -> dict[str, str]:
    """Return the names of the territories of the graph, in their order."""
    return {each.siren: each.name for each in territories(service) if each.siren}


@lru_cache(maxsize=1)
def _territories(engine: Engine) -> tuple[Territory, ...]:
    return tuple(Territory(*_texts(row)) for row in engine.table(Query(_TERRITORIES), _MOST).rows)


def territory_fields(service: Service, value: str, problem: Text | None = None) -> list[Field]:
    """Return the field by which one territory is chosen, or written where they are too many to list.

    There is none where there is one territory only.
    """
    names = names_by_siren(service)
    if len(names) < 2 and value in ("", *names):
        return []
    if len(names) > LISTED:
        return [Field(BY_NUMBER, value, problem=problem)]
    choices = (EVERY, *(Choice(siren, name) for siren, name in names.items()))
    return [Field(PARAMETER, value, choices, closed=True, problem=problem)]


def _territory_of(service: Service, inquiry: Inquiry) -> str:
    """Return the territory of the things that a question is about; empty where they are of none, or of several."""
    of_one = re.compile(re.escape(service.addresses.base) + r"id/([0-9]{9})(?:/|$)")
    about = [inquiry.values[each.name] for each in inquiry.question.parameters if each.type == "iri"]
    found = {of[1] for value in about if (of := of_one.match(value))}
    return found.pop() if len(found) == 1 else ""


def owners_of_graphs(service: Service) -> Mapping[str, str]:
    """Return the named graphs, each with the SIREN number of the territory that it is of; empty for what is shared."""
    return _owners_below(service.engine, service.addresses.graph(""), tuple(service.snapshot.graphs))


@lru_cache(maxsize=1)
def _owners_below(engine: Engine, start: str, graphs: tuple[str, ...]) -> Mapping[str, str]:
    of_one = re.compile(re.escape(start) + r"([0-9]+)/")
    every = graphs or engine.graph_names()
    return MappingProxyType({graph: found[1] if (found := of_one.match(graph)) else "" for graph in every})


def _unknown(inquiry: Inquiry) -> Inquiry:
    """Leave it to a question that knows territories itself to find nothing."""
    if TERRITORY in inquiry.given:
        return inquiry
    siren = inquiry.territory
    raise ParameterError({TERRITORY: Text(f"aucun territoire n'a ici le numéro {siren}", f"no territory {siren} here")})


def _texts(row: Iterable[Term | None]) -> list[str]:
    return [str(getattr(term, "value", "")) for term in row]
