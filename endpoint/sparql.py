"""The route /sparql: answers for programs, a form for browsers, a service description for RDF clients."""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoint.engine import Query
from endpoint.errors import BadRequestError, NotAcceptableError
from endpoint.formats import FORMATS, HTML, Format, Kind, choose_format, format_named, prefers_page
from endpoint.negotiation import Accept, read_accept
from endpoint.protocol import Asked, read_request
from endpoint.questions import KINDS
from endpoint.service import Service, service_of
from endpoint.syntax import query_form

ROWS_ON_A_PAGE = 500
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


async def sparql(request: Request) -> Response:
    """Answer a request of the SPARQL Protocol."""
    asked = await read_request(request)
    # One call does the whole work: no result may cross from one thread to another.
    response = await run_sync(_respond, service_of(request), asked, read_accept(request.headers.get("accept")))
    response.headers["Vary"] = "Accept"
    return response


def answer(service: Service, query: Query, form: Format) -> Response:
    """Evaluate and serialise."""
    return Response(service.engine.answer(query, form), headers={"Content-Type": form.content_type})


def _respond(service: Service, asked: Asked, accept: Accept) -> Response:
    if asked.query is None:
        return _without_query(service, accept)
    if asked.format == "html":
        return _page(service, asked.query)
    kind = _kind(asked.query)
    if asked.format is not None:
        return answer(service, asked.query, _named(kind, asked.format))
    if prefers_page(accept, kind):
        return _page(service, asked.query)
    return answer(service, asked.query, choose_format(kind, accept))


def _kind(query: Query) -> Kind:
    form = query_form(query.text)
    # Whatever cannot be told is a syntax error: evaluating it says which.
    return KINDS[form] if form else Kind.TABLE


def _named(kind: Kind, name: str) -> Format:
    if found := format_named(kind, name):
        return found
    raise NotAcceptableError(
        f"format={name}: this answer can be had as {', '.join(f.extension for f in FORMATS[kind])}"
    )


def _without_query(service: Service, accept: Accept) -> Response:
    match accept.best(("text/turtle", HTML)):
        case "text/html":
            return service.pages.render("sparql.html", query=EXAMPLE, table=None, problem=None)
        case "text/turtle":
            return Response(_description(service), headers={"Content-Type": "text/turtle; charset=utf-8"})
    raise BadRequestError("no query: give one as ?query=, or accept text/turtle for the service description")


def _page(service: Service, query: Query) -> Response:
    try:
        query_form(query.text)
        table = service.engine.table(query, ROWS_ON_A_PAGE)
    except BadRequestError as error:
        return service.pages.render("sparql.html", status=400, query=query.text, table=None, problem=str(error))
    return service.pages.render("sparql.html", query=query.text, table=table, problem=None)


def _description(service: Service) -> str:
    writers = [each.writer.iri for formats in FORMATS.values() for each in formats]
    # Relative to where it was fetched, unless a public address is set: the Host header is never trusted.
    here = f"{service.settings.public_url}/sparql" if service.settings.public_url else ""
    return f"""@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

<{here}> a sd:Service ;
    sd:endpoint <{here}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {", ".join(f"<{writer}>" for writer in writers)} .
"""


ROUTES = [Route("/sparql", sparql, methods=["GET", "POST"])]
