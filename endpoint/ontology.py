"""The routes below /ontology: the words of the graph, as documentation or as RDF."""

from starlette.requests import Request
from starlette.responses import Response

from endpoint.accounts import account_of
from endpoint.addresses import local_path
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Format, Kind, choose_format, format_named, prefers_page
from endpoint.linking import link_header
from endpoint.negotiation import Accept, read_accept
from endpoint.service import service_of
from endpoint.things import VARY, find, show, split_extension, write, write_vocabulary
from endpoint.usage import GRAPH, read_versions, read_vocabulary
from endpoint.visits import page_route
from endpoint.words import ONTOLOGY


def vocabulary(request: Request) -> Response:
    """Document the vocabulary, or give all its triples."""
    accept = _accept(request)
    if prefers_page(accept, Kind.TRIPLES):
        return _documentation(request)
    return _triples(request, choose_format(Kind.TRIPLES, accept))


def vocabulary_file(request: Request) -> Response:
    """Give all triples of the vocabulary in the format of the extension."""
    form = format_named(Kind.TRIPLES, request.path_params["extension"])
    if form is None:
        raise NotFoundError(f"the vocabulary can be had as {', '.join(each.extension for each in GRAPHS)}")
    return _triples(request, form)


def concept(request: Request) -> Response:
    """Show a scheme or a concept, or give its triples; at the IRI of its version, the whole vocabulary."""
    service, accept = service_of(request), _accept(request)
    path, form = split_extension(request.path_params["path"])
    if f"{ONTOLOGY}/{path}" in read_versions(service):
        return _version(request, form)
    described = find(service, f"{ONTOLOGY}/{path}")
    if form is None and prefers_page(accept, Kind.TRIPLES):
        return show(service, described, local_path("ontology", path))
    here = local_path("ontology", path)
    account = account_of(service, described, service.links.here(here))
    response = write(account, form or choose_format(Kind.QUADS, accept))
    response.headers.update({"Link": link_header(service, described, here), **service.snapshot.last_modified})
    return response


def _version(request: Request, form: Format | None) -> Response:
    # A snapshot holds one version of the vocabulary; the dated downloads keep those of the earlier ones.
    accept = _accept(request)
    if form is None and prefers_page(accept, Kind.TRIPLES):
        response = _documentation(request)
    else:
        response = _triples(request, form or choose_format(Kind.TRIPLES, accept))
    latest = service_of(request).links.here("/ontology")
    response.headers.update({"Link": f'<{latest}>; rel="latest-version"', **service_of(request).snapshot.last_modified})
    return response


def _documentation(request: Request) -> Response:
    service = service_of(request)
    response = service.pages.render("ontology.html", words=read_vocabulary(service), formats=GRAPHS)
    response.headers.update(VARY)
    return response


def _triples(request: Request, form: Format) -> Response:
    service = service_of(request)
    return write_vocabulary(set(service.engine.graph(service.addresses.graph(GRAPH))), form)


def _accept(request: Request) -> Accept:
    return read_accept(request.headers.get("accept"))


ROUTES = [
    page_route("/ontology", vocabulary),
    page_route("/ontology.{extension}", vocabulary_file),
    page_route("/ontology/{path:path}", concept),
]
