"""How errors are told: as plain text, as problem+json (RFC 9457) or as a page, never with a stack trace."""

import json
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from endpoint.errors import BusyError, NotFoundError, ParameterError, RequestError, TimedOutError
from endpoint.formats import HTML
from endpoint.inquiries import TERRITORY
from endpoint.negotiation import read_accept
from endpoint.service import service_of

PROBLEM = "application/problem+json"
# The pages that can be asked of one territory.
ASKING = ("/queries/", "/audit")
FRENCH = {TimedOutError.status: "La réponse demandait plus de temps qu'une demande n'en a."}
OFFERS = ("text/plain", PROBLEM, "application/json", HTML)


async def answer_request_error(request: Request, error: RequestError) -> Response:
    """Tell a RequestError."""
    nearest = error.nearest if isinstance(error, NotFoundError) else ()
    french = error.french if isinstance(error, ParameterError) else ""
    response = problem(request, error.status, str(error), nearest, french)
    if isinstance(error, BusyError):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


async def answer_http_error(request: Request, error: HTTPException) -> Response:
    """Tell what the router refuses: an unknown path, or a method that the path has not."""
    response = problem(request, error.status_code, f"{request.method} {request.url.path}: {error.detail}")
    response.headers.update(error.headers or {})
    return response


def problem(request: Request, status: int, detail: str, nearest: tuple[str, ...] = (), french: str = "") -> Response:
    """Write the problem in the form that the client accepts; plain text when it accepts none.

    `nearest` are IRIs of things that may have been meant; `french` are the words for readers of pages, where there are
    any.
    """
    match read_accept(request.headers.get("accept")).best(OFFERS):
        case "application/json" | "application/problem+json":
            response = _as_json(status, detail, nearest)
        case "text/html":
            response = service_of(request).pages.render(
                "error.html",
                status=status,
                code=status,
                title=HTTPStatus(status).phrase,
                detail=detail,
                nearest=nearest,
                french=french or FRENCH.get(status, ""),
                to=_of_one_territory(request, status),
            )
        case _:
            lines = (f"{status} {HTTPStatus(status).phrase}", detail, *(f"nearest: {each}" for each in nearest), "")
            response = PlainTextResponse("\n".join(lines), status)
    response.headers["Vary"] = "Accept"
    return response


def _of_one_territory(request: Request, status: int) -> str:
    """Return the address that would be asked of one territory, where one of many would have been answered in time."""
    many = len(service_of(request).snapshot.publications) > 1
    asks = request.url.path.startswith(ASKING) and TERRITORY not in request.query_params
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query if status == TimedOutError.status and many and asks else ""


def _as_json(status: int, detail: str, nearest: tuple[str, ...]) -> Response:
    body: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(status).phrase}
    body |= {"status": status, "detail": detail}
    if nearest:
        body["nearest"] = nearest
    return Response(json.dumps(body, ensure_ascii=False), status, media_type=PROBLEM)
