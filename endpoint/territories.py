"""One territory among several: a question is confined to its graphs, which hold what its documents and reviewers say.

What territories share (measures, national actors, vocabulary, provenance) stands in graphs of its own and stays. The
query says so itself, by FROM: it gives the same answer in any engine.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from endpoint.bilingual import Text
from endpoint.engine import Query, Term
from endpoint.errors import ParameterError
from endpoint.fields import Choice, Field
from endpoint.inquiries import TERRITORY, Inquiry
from endpoint.parameters import Parameter
from endpoint.service import Service
from endpoint.words import FIL, SKOS

PARAMETER = Parameter(TERRITORY, "code", "", "Territoire", "Territory")
EVERY = Choice("", "tous")
_TERRITORIES = f"""
SELECT ?siren (MIN(STR(?label)) AS ?name)
WHERE {{ ?territory a <{FIL}Territory> ; <{FIL}siren> ?siren ; <{SKOS}prefLabel> ?label }}
GROUP BY ?siren ORDER BY ?name ?siren
"""
_GRAPHS = "SELECT ?graph WHERE { GRAPH ?graph {} } ORDER BY ?graph"
_MOST = 100_000


def confine(service: Service, inquiry: Inquiry) -> Inquiry:
    """Return the inquiry with the graphs of its territory, where it names one and there are others.

    Raise ParameterError when no territory is so called.
    """
    if not inquiry.territory:
        return inquiry
    owners = _owners(service)
    if inquiry.territory not in owners.values():
        return _unknown(inquiry)
    graphs = tuple(graph for graph, owner in owners.items() if owner in ("", inquiry.territory))
    return inquiry if len(graphs) == len(owners) else replace(inquiry, graphs=graphs)


def names_by_siren(service: Service) -> dict[str, str]:
    """Return the territories of the graph: SIREN number, name."""
    return dict(map(_texts, service.engine.table(Query(_TERRITORIES), _MOST).rows))


def territory_fields(service: Service, value: str, problem: Text | None = None) -> list[Field]:
    """Return the field by which one territory is chosen; none where there is one territory only."""
    names = names_by_siren(service)
    if len(names) < 2 and value in ("", *names):
        return []
    choices = (EVERY, *(Choice(siren, name) for siren, name in names.items()))
    return [Field(PARAMETER, value, choices, closed=True, problem=problem)]


def _owners(service: Service) -> dict[str, str]:
    """Return the named graphs, each with the SIREN number of the territory that it is of; empty for what is shared."""
    of_one = re.compile(re.escape(service.addresses.graph("")) + r"([0-9]+)/")
    every = service.snapshot.graphs or _graphs(service)
    return {graph: found[1] if (found := of_one.match(graph)) else "" for graph in every}


def _graphs(service: Service) -> list[str]:
    return [text for row in service.engine.table(Query(_GRAPHS), _MOST).rows for text in _texts(row)]


def _unknown(inquiry: Inquiry) -> Inquiry:
    """Leave it to a question that knows territories itself to find nothing."""
    if TERRITORY in inquiry.given:
        return inquiry
    siren = inquiry.territory
    raise ParameterError({TERRITORY: Text(f"aucun territoire n'a ici le numéro {siren}", f"no territory {siren} here")})


def _texts(row: Iterable[Term | None]) -> list[str]:
    return [str(getattr(term, "value", "")) for term in row]
