"""The routes /id, /page and /data: every thing of the graph answers at the path of its IRI."""

from pyoxigraph import RdfFormat, Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from endpoint.addresses import local_path
from endpoint.engine import Description, write_triples
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Format, Kind, choose_format, prefers_page
from endpoint.negotiation import read_accept
from endpoint.portraits import draw_portrait
from endpoint.service import Service, service_of
from endpoint.visits import page_route

VARY = {"Vary": "Accept"}


def redirect_to_page_or_data(request: Request) -> Response:
    """Send a reader to the page and a program to the data."""
    html = prefers_page(read_accept(request.headers.get("accept")), Kind.TRIPLES)
    target = local_path("page" if html else "data", request.path_params["path"])
    # Starlette would build nothing from Host: the path is given as it is.
    return RedirectResponse(target, 303, VARY)


def page(request: Request) -> Response:
    """Show a thing."""
    service = service_of(request)
    path: str = request.path_params["path"]
    return show(service, find(service, service.addresses.thing(path)), local_path("data", path))


def data(request: Request) -> Response:
    """Give the triples of a thing, in the format of the extension or else of the Accept header."""
    service = service_of(request)
    path, named = split_extension(request.path_params["path"])
    form = named or choose_format(Kind.TRIPLES, read_accept(request.headers.get("accept")))
    return write(about(service, find(service, service.addresses.thing(path))), form)


def find(service: Service, iri: str) -> Description:
    """Describe the thing; raise NotFoundError when the graph says nothing of it."""
    described = service.engine.describe(iri)
    if not described.known:
        raise NotFoundError(f"nothing is known of <{iri}>")
    return described


def show(service: Service, described: Description, data_path: str) -> Response:
    """Render the page of a thing, with links to its data."""
    portrait = draw_portrait(service.engine, service.addresses, described)
    response = service.pages.render("thing.html", portrait=portrait, data_path=data_path, formats=GRAPHS)
    response.headers.update(VARY)
    return response


def about(service: Service, described: Description) -> set[Triple]:
    """Return the triples that have the thing at one end, and the labels of what it points to."""
    labels = service.engine.labels(quad.object for quad in described.outgoing)
    quads = described.outgoing + described.incoming
    return {quad.triple for quad in quads} | {label for found in labels.values() for label in found}


def write(triples: set[Triple], form: Format) -> Response:
    """Write triples in an order that does not change from one request to the next."""
    if not isinstance(form.writer, RdfFormat):
        raise NotFoundError(f"triples cannot be written as {form.extension}")
    body = write_triples(sorted(triples, key=str), form.writer)
    return Response(body, headers={"Content-Type": form.content_type, **VARY})


def split_extension(path: str) -> tuple[str, Format | None]:
    """Part the extension of a format from a path.

    >>> split_extension("242100410/axis/1.3")[0], split_extension("242100410/axis/1.3.nt")[0]
    ('242100410/axis/1.3', '242100410/axis/1.3')
    """
    form = next((each for each in GRAPHS if path.endswith(f".{each.extension}")), None)
    return (path.removesuffix(f".{form.extension}"), form) if form else (path, None)


ROUTES = [
    Route("/id/{path:path}", redirect_to_page_or_data),
    page_route("/page/{path:path}", page),
    page_route("/data/{path:path}", data),
]
