"""The routes below /void: how much of what the graphs hold; where they are many, a territory at a time."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.collection import collection_of
from endpoint.catalogue.counts import (
    Counts,
    count_all,
    count_graphs,
    count_links,
    examples,
    is_countable,
    told_graphs,
    told_whole,
)
from endpoint.catalogue.replying import form_of, written
from endpoint.catalogue.statements import Statements
from endpoint.catalogue.void import Figures, say_index, say_part, say_void
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Format, Kind, choose_format
from endpoint.named_graphs import are_many, count_triples, shared_graphs
from endpoint.negotiation import read_accept
from endpoint.service import Service, service_of
from endpoint.territories import graphs_of, owners_of_graphs
from endpoint.things import split_extension
from endpoint.visits import page_route


def void(request: Request) -> Response:
    """Give the VoID description by Accept; it has no page, so browsers get Turtle."""
    return written(_whole(service_of(request)), _negotiated(request))


def void_file(request: Request) -> Response:
    """Give the VoID description in the format of the extension."""
    return written(_whole(service_of(request)), form_of(request.path_params["extension"]))


def void_part(request: Request) -> Response:
    """Give the description of the graphs of a territory, by Accept or by its extension."""
    siren, named = split_extension(request.path_params["siren"])
    return written(_part(service_of(request), siren), named or _negotiated(request))


def _negotiated(request: Request) -> Format:
    accept = read_accept(request.headers.get("accept"))
    best = accept.best([each.media_type for each in GRAPHS])
    return choose_format(Kind.TRIPLES, accept) if best else GRAPHS[0]


def _whole(service: Service) -> Statements:
    collection, links = collection_of(service), Links.of(service)
    if are_many(service):
        return say_index(collection, _shared(service), _triples_by_territory(service), links)
    return say_void(collection, _figures(service), links)


def _figures(service: Service) -> Figures:
    if not is_countable(service):
        return Figures(told_whole(service), told_graphs(service), (), ())
    graphs = count_graphs(service.engine)
    return Figures(count_all(service.engine, graphs), graphs, count_links(service.engine), examples(service.engine))


def _shared(service: Service) -> Figures:
    """Count what territories share; of the whole only what the manifest tells."""
    graphs = tuple(shared_graphs(service))
    return Figures(told_whole(service), count_graphs(service.engine, graphs), count_links(service.engine, graphs), ())


def _triples_by_territory(service: Service) -> dict[str, int]:
    counts, owners = count_triples(service), owners_of_graphs(service)
    found: Counter[str] = Counter()
    for graph, triples in counts.items():
        found[owners.get(graph, "")] += triples
    return {siren: found[siren] for siren in sorted(found) if siren}


def _part(service: Service, siren: str) -> Statements:
    collection, owners = collection_of(service), owners_of_graphs(service)
    territory = next((each for each in collection.whole.territories if each.siren == siren), None)
    own = tuple(graph for graph, owner in owners.items() if owner == siren)
    if territory is None or not own:
        raise NotFoundError(f"no graph is of a territory {siren}: /void tells of all")
    graphs = count_graphs(service.engine, own)
    links = [
        link
        for link in count_links(service.engine, graphs_of(service, siren) or tuple(owners))
        if link.source in graphs or link.target in graphs
    ]
    whole = Counts(sum(each.triples for each in graphs.values()), None, None, {}, {})
    return say_part(collection, territory, Figures(whole, graphs, links, ()), Links.of(service))


ROUTES = [
    page_route("/void", void),
    page_route("/void.{extension}", void_file),
    page_route("/void/{siren}", void_part),
    page_route("/.well-known/void", void),
]
