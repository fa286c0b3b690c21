"""The route /sparql: answers for programs, a page for browsers, a service description for RDF clients."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from endpoint.answers import Answer
from endpoint.engine import Query
from endpoint.errors import BadRequestError, NotAcceptableError
from endpoint.formats import FORMATS, HTML, Format, Kind, choose_format, format_called, format_named, prefers_page
from endpoint.limits import check_size
from endpoint.negotiation import Accept, read_accept
from endpoint.pool.frames import Reply
from endpoint.protocol import read_request
from endpoint.questions import KINDS
from endpoint.service import Service, service_of
from endpoint.service_description import describe_service, endpoint_address
from endpoint.syntax import is_steady, query_form
from endpoint.visits import Written, as_reply

ROWS_ON_A_PAGE = 500
UNSTEADY = {"Cache-Control": "no-store"}
EXAMPLE = """# Les axes et ce qui y contribue
SELECT ?axis ?label (COUNT(?thing) AS ?things)
WHERE {
  ?axis a fil:PolicyAxis ; skos:prefLabel ?label .
  OPTIONAL { ?thing fil:contributesTo ?axis }
}
GROUP BY ?axis ?label
ORDER BY DESC(?things)
LIMIT 50
"""


async def sparql(request: Request) -> ASGIApp:
    """Answer a request of the SPARQL Protocol."""
    asked = await read_request(request)
    accept = read_accept(request.headers.get("accept"))
    seconds = asked.seconds(service_of(request).settings)
    if asked.query is None:
        return _without_query(request, accept, asked.format)
    kind = _kind(asked.query)
    check_size(asked.query.text)
    run = request.method != "HEAD"
    headers = {} if is_steady(asked.query.text) else UNSTEADY
    if asked.format is None and prefers_page(accept, kind):
        return Answer(page_that_asks, (asked.query,))
    if asked.format == "html":
        return Answer(page_with_answer, (asked.query, run), headers, seconds)
    form = _named(kind, asked.format) if asked.format else choose_format(kind, accept)
    if asked.format:
        headers = {**headers, "Content-Disposition": f'inline; filename="filrouge.{form.extension}"'}
    return Answer(query_answer, (asked.query, kind, form.extension, run), headers, seconds)


def query_answer(service: Service, query: Query, kind: Kind, extension: str, run: bool) -> Reply:
    """Evaluate and serialise, in a worker; without `run` only say whether the query is one."""
    form = format_named(kind, extension)
    assert form is not None
    if not run:
        service.engine.check(query)
        return Reply(form.content_type, b"")
    return Reply(form.content_type, service.engine.answer(query, form))


def page_that_asks(service: Service, query: Query) -> Reply:
    """Show the query in the editor, which runs it; without scripts the page asks for `format=html` by itself."""
    return as_reply(service.pages.render("sparql.html", query=query.text, table=None, problem=None, waiting=True))


def page_with_answer(service: Service, query: Query, run: bool) -> Reply:
    """Show the query and the first rows of its answer, in a worker."""
    try:
        service.engine.check(query)
        table = service.engine.table(query, ROWS_ON_A_PAGE) if run else None
    except BadRequestError as error:
        page = service.pages.render("sparql.html", status=400, query=query.text, table=None, problem=str(error))
    else:
        page = service.pages.render("sparql.html", query=query.text, table=table, problem=None)
    return as_reply(page)


def answer(service: Service, query: Query, form: Format) -> Response:
    """Return the answer to a query as the response of a handler that runs in a worker."""
    return Written(service.engine.answer(query, form), form.content_type)


def empty_page(service: Service) -> Reply:
    """Show the form with an example in it."""
    return as_reply(service.pages.render("sparql.html", query=EXAMPLE, table=None, problem=None))


def _kind(query: Query) -> Kind:
    form = query_form(query.text)
    # Whatever cannot be told is a syntax error: evaluating it says which.
    return KINDS[form] if form else Kind.TABLE


def _named(kind: Kind, name: str) -> Format:
    if found := format_called(kind, name):
        return found
    raise NotAcceptableError(
        f"format={name}: this answer can be had as {', '.join(f.extension for f in FORMATS[kind])}"
    )


def _without_query(request: Request, accept: Accept, name: str | None) -> ASGIApp:
    address = endpoint_address(service_of(request), request.scope.get("server"))
    if name and name != "html":
        return Answer(describe_service, (_named(Kind.TRIPLES, name).extension, address))
    triples = [each.media_type for each in FORMATS[Kind.TRIPLES]]
    best = accept.best((*triples, HTML))
    if best is None:
        raise BadRequestError("no query: give one as ?query=, or accept RDF for the service description")
    if best == HTML or name == "html":
        return Answer(empty_page)
    return Answer(describe_service, (choose_format(Kind.TRIPLES, accept).extension, address))


ROUTES = [Route("/sparql", sparql, methods=["GET", "POST"])]
