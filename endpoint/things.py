"""The routes /id, /page and /data: every thing of the graph answers at the path of its IRI."""

from collections.abc import Iterable, Mapping

from pyoxigraph import Quad, RdfFormat, Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from endpoint.accounts import account_of
from endpoint.addresses import local_path
from endpoint.engine import Description, write_quads, write_triples
from endpoint.errors import NotFoundError, RetiredError
from endpoint.formats import Format, Kind, choose_format, format_named, prefers_page
from endpoint.linking import link_header
from endpoint.nearest import nearest_to
from endpoint.negotiation import read_accept
from endpoint.service import Service, service_of
from endpoint.sheets.pages import about, show_sheet
from endpoint.sheets.registry import sheet_of
from endpoint.visits import page_route

VARY = {"Vary": "Accept"}
NOTHING_ASKED: Mapping[str, str] = {}


async def redirect_to_page_or_data(request: Request) -> Response:
    """Send a reader to the page and a program to the data."""
    html = prefers_page(read_accept(request.headers.get("accept")), Kind.QUADS)
    path: str = request.path_params["path"]
    # A program that names a format in the address of the thing itself is taken at its word.
    _, form = split_extension(path)
    target = local_path("page" if html and form is None else "data", path)
    # Starlette would build nothing from Host: the path is given as it is.
    return RedirectResponse(target, 303, VARY)


def page(request: Request) -> Response:
    """Show a thing; what is asked beside its address filters the parts of its sheet."""
    service = service_of(request)
    path: str = request.path_params["path"]
    described = find(service, service.addresses.thing(path))
    return show(service, described, local_path("data", path), request.query_params)


def data(request: Request) -> Response:
    """Give the full account of a thing, in the format of the extension or else of the Accept header."""
    service = service_of(request)
    path, named = split_extension(request.path_params["path"])
    form = named or choose_format(Kind.QUADS, read_accept(request.headers.get("accept")))
    described = find(service, service.addresses.thing(path))
    data_path = local_path("data", path)
    response = write(account_of(service, described, service.links.here(data_path)), form)
    response.headers.update({"Link": link_header(service, described, data_path), **service.snapshot.last_modified})
    return response


def find(service: Service, iri: str) -> Description:
    """Describe the thing; raise NotFoundError or RetiredError when the graph says nothing of it."""
    described = service.engine.describe(iri)
    if described.known:
        return described
    if version := service.snapshot.retired.get(iri):
        raise RetiredError(f"<{iri}> was last known in version {version}, and this one has it no more")
    raise NotFoundError(f"nothing is known of <{iri}>", nearest_to(service, iri))


def show(
    service: Service, described: Description, data_path: str, asked: Mapping[str, str] = NOTHING_ASKED
) -> Response:
    """Render the page of a thing, its sheet where its class has one, with links to its data."""
    sheet = sheet_of(service, described)
    response = (
        show_sheet(service, described, sheet, data_path, asked)
        if sheet
        else service.pages.render("thing.html", **about(service, described, data_path))
    )
    response.headers.update({**VARY, "Link": link_header(service, described, data_path)})
    return response


def write(quads: Iterable[Quad], form: Format) -> Response:
    """Write quads; a format that knows no named graphs gets the triples, each once."""
    if not isinstance(form.writer, RdfFormat):
        raise NotFoundError(f"triples cannot be written as {form.extension}")
    body = write_quads(quads, form.writer)
    return Response(body, headers={"Content-Type": form.content_type, **VARY})


def write_vocabulary(triples: set[Triple], form: Format) -> Response:
    """Write triples in an order that does not change from one request to the next."""
    assert isinstance(form.writer, RdfFormat)
    body = write_triples(sorted(triples, key=str), form.writer)
    return Response(body, headers={"Content-Type": form.content_type, **VARY})


def split_extension(path: str) -> tuple[str, Format | None]:
    """Part the extension of a format from a path.

    >>> split_extension("242100410/axis/1.3")[0], split_extension("242100410/axis/1.3.nt")[0]
    ('242100410/axis/1.3', '242100410/axis/1.3')
    """
    bare, _, extension = path.rpartition(".")
    form = format_named(Kind.QUADS, extension) if bare else None
    return (bare, form) if form else (path, None)


ROUTES = [
    Route("/id/{path:path}", redirect_to_page_or_data),
    page_route("/page/{path:path}", page),
    page_route("/data/{path:path}", data),
]
