"""The routes of the catalogue: RDF for programs, pages for people, always at once and without a redirection."""

from functools import partial

from pyoxigraph import RdfFormat
from starlette.requests import Request
from starlette.responses import Response

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.catalogue import say_catalogue, say_one, say_one_service
from endpoint.catalogue.citation import citation
from endpoint.catalogue.collection import collection_of
from endpoint.catalogue.counts import (
    count_all,
    count_graphs,
    count_links,
    examples,
    is_countable,
    told_graphs,
    told_whole,
)
from endpoint.catalogue.datasets import Collection
from endpoint.catalogue.distributions import beside
from endpoint.catalogue.notices import notice, size
from endpoint.catalogue.paging import Page, paged
from endpoint.catalogue.schema_org import catalogue_json, dataset_json
from endpoint.catalogue.services import SERVICES, DataService
from endpoint.catalogue.statements import Statements
from endpoint.catalogue.void import Figures, say_void
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Format, Kind, choose_format, format_named, prefers_page
from endpoint.negotiation import read_accept
from endpoint.service import Service, service_of
from endpoint.things import split_extension
from endpoint.visits import page_route

VARY = {"Vary": "Accept"}
PATH = "/catalogue"


def catalogue(request: Request) -> Response:
    """Give a page of the catalogue by Accept: RDF unless a browser asks."""
    if (form := _negotiated(request)) is None:
        return _show_catalogue(request)
    return _give_catalogue(request, form, PATH)


def catalogue_file(request: Request) -> Response:
    """Give a page of the catalogue in the format of the extension."""
    form = _named(request.path_params["extension"])
    return _give_catalogue(request, form, f"{PATH}.{form.extension}")


def resource(request: Request) -> Response:
    """Give one dataset or service by Accept or by its extension."""
    path, named = split_extension(request.path_params["name"])
    collection = collection_of(service_of(request))
    form = named or _negotiated(request)
    if form is None:
        return _show_resource(request, collection, path)
    return write(_say(service_of(request), collection, path), form)


def void(request: Request) -> Response:
    """Give the VoID description by Accept; it has no page, so browsers get Turtle."""
    accept = read_accept(request.headers.get("accept"))
    best = accept.best([each.media_type for each in GRAPHS])
    return _give_void(request, choose_format(Kind.TRIPLES, accept) if best else GRAPHS[0])


def void_file(request: Request) -> Response:
    """Give the VoID description in the format of the extension."""
    return _give_void(request, _named(request.path_params["extension"]))


def write(statements: Statements, form: Format) -> Response:
    """Write triples in a format."""
    assert isinstance(form.writer, RdfFormat)
    return Response(statements.write(form.writer), headers={"Content-Type": form.content_type, **VARY})


def _negotiated(request: Request) -> Format | None:
    accept = read_accept(request.headers.get("accept"))
    return None if prefers_page(accept, Kind.TRIPLES) else choose_format(Kind.TRIPLES, accept)


def _named(extension: str) -> Format:
    if form := format_named(Kind.TRIPLES, extension):
        return form
    raise NotFoundError(f"the catalogue can be had as {', '.join(each.extension for each in GRAPHS)}")


def _give_catalogue(request: Request, form: Format, here: str) -> Response:
    service = service_of(request)
    collection = collection_of(service)
    page = _page(request, paged(collection))
    return write(say_catalogue(collection, page, Links.of(service), here), form)


def _give_void(request: Request, form: Format) -> Response:
    service = service_of(request)
    return write(say_void(collection_of(service), _figures(service), Links.of(service)), form)


def _figures(service: Service) -> Figures:
    if not is_countable(service):
        return Figures(told_whole(service), told_graphs(service), (), ())
    graphs = count_graphs(service.engine)
    return Figures(count_all(service.engine, graphs), graphs, count_links(service.engine), examples(service.engine))


def _page(request: Request, pages: list[Page]) -> Page:
    asked = request.query_params.get("page", "1")
    if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= len(pages):
        return pages[int(asked) - 1]
    raise NotFoundError(f"page {asked[:20]}: the catalogue has {len(pages)}")


def _say(service: Service, collection: Collection, path: str) -> Statements:
    links = Links.of(service)
    if asked := _asked(path):
        return say_one_service(collection, asked, links)
    if dataset := collection.named(path):
        return say_one(collection, dataset, links)
    raise _unknown(path)


def _show_catalogue(request: Request) -> Response:
    service = service_of(request)
    collection = collection_of(service)
    page = _page(request, paged(collection))
    datasets = [each for each in page.datasets if each not in collection.versions]
    return _render(
        service,
        "catalogue.html",
        collection=collection,
        page=page,
        services=SERVICES,
        size=size,
        json_ld=catalogue_json(collection, datasets, Links.of(service)),
    )


def _show_resource(request: Request, collection: Collection, path: str) -> Response:
    service = service_of(request)
    asked, dataset = _asked(path), collection.named(path)
    if asked is None and dataset is None:
        raise _unknown(path)
    links = Links.of(service)
    return _render(
        service,
        "dataset.html",
        iri=links.thing(path).value,
        asked=asked,
        dataset=dataset,
        collection=collection,
        notice=notice(dataset) if dataset else [],
        citation=citation(dataset, links) if dataset else None,
        json_ld=dataset_json(dataset, links) if dataset else "",
        size=size,
        beside=partial(beside, service.snapshot.dumps),
    )


def _asked(path: str) -> DataService | None:
    return next((each for each in SERVICES if each.name == path), None)


def _unknown(path: str) -> NotFoundError:
    return NotFoundError(f"the catalogue has no {path}: {PATH} lists what it has")


def _render(service: Service, template: str, **context: object) -> Response:
    response = service.pages.render(template, 200, **context, formats=GRAPHS)
    response.headers.update(VARY)
    return response


ROUTES = [
    page_route(PATH, catalogue),
    page_route(PATH + ".{extension}", catalogue_file),
    page_route(PATH + "/{name:path}", resource),
    page_route("/void", void),
    page_route("/void.{extension}", void_file),
    page_route("/.well-known/void", void),
]
