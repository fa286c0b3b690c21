"""The routes of the catalogue: RDF for programs, pages for people, always at once and without a redirection."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.catalogue import say_catalogue, say_one, say_one_service
from endpoint.catalogue.citation import citation
from endpoint.catalogue.collection import collection_of
from endpoint.catalogue.datasets import Collection
from endpoint.catalogue.distributions import beside
from endpoint.catalogue.notices import notice, size
from endpoint.catalogue.paging import Page, page_of_territory, paged
from endpoint.catalogue.replying import VARY, form_of, written
from endpoint.catalogue.schema_org import catalogue_json, dataset_json
from endpoint.catalogue.services import SERVICES, DataService
from endpoint.catalogue.statements import Statements
from endpoint.catalogue.void_routes import ROUTES as VOID
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Format, Kind, choose_format, prefers_page
from endpoint.inquiries import TERRITORY
from endpoint.negotiation import read_accept
from endpoint.service import Service, service_of
from endpoint.things import split_extension
from endpoint.visits import page_route

PATH = "/catalogue"
# Of more territories a reader chooses one.
NAMED = 3


def catalogue(request: Request) -> Response:
    """Give a page of the catalogue by Accept: RDF unless a browser asks."""
    if (form := _negotiated(request)) is None:
        return _show_catalogue(request)
    return _give_catalogue(request, form, PATH)


def catalogue_file(request: Request) -> Response:
    """Give a page of the catalogue in the format of the extension."""
    form = form_of(request.path_params["extension"])
    return _give_catalogue(request, form, f"{PATH}.{form.extension}")


def resource(request: Request) -> Response:
    """Give one dataset or service by Accept or by its extension."""
    path, named = split_extension(request.path_params["name"])
    collection = collection_of(service_of(request))
    form = named or _negotiated(request)
    if form is None:
        return _show_resource(request, collection, path)
    return written(_say(service_of(request), collection, path), form)


def _negotiated(request: Request) -> Format | None:
    accept = read_accept(request.headers.get("accept"))
    return None if prefers_page(accept, Kind.TRIPLES) else choose_format(Kind.TRIPLES, accept)


def _give_catalogue(request: Request, form: Format, here: str) -> Response:
    service = service_of(request)
    collection = collection_of(service)
    page = _page(request, collection)
    return written(say_catalogue(collection, page, Links.of(service), here), form)


def _page(request: Request, collection: Collection) -> Page:
    if siren := request.query_params.get(TERRITORY, "").strip():
        if (own := page_of_territory(collection, siren)) is not None:
            return own
        raise NotFoundError(f"no dataset is of a territory {siren}: {PATH} lists all")
    pages, asked = paged(collection), request.query_params.get("page", "1")
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
    page = _page(request, collection)
    datasets = [each for each in page.datasets if each not in collection.versions]
    return _render(
        service,
        "catalogue.html",
        collection=collection,
        page=page,
        services=SERVICES,
        many=len(collection.whole.territories) > NAMED,
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
    *VOID,
]
