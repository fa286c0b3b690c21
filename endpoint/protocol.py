"""The SPARQL 1.1 Protocol: from an HTTP request to the question it asks."""

from dataclasses import dataclass
from math import inf
from urllib.parse import parse_qsl

from starlette.requests import Request

from endpoint.engine import Query
from endpoint.errors import BadRequestError, ForbiddenError, TooLargeError, UnsupportedMediaTypeError
from endpoint.guard import well_formed
from endpoint.settings import Settings

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
LONGEST_BODY = 1 << 20
# Longer queries, nested to the end, overflow the stack that a query is given (endpoint.pool.confine).
LONGEST_QUERY = 128 << 10
MOST_PARAMETERS = 100


@dataclass(frozen=True)
class Asked:
    """What the client asks: a query, if any, and the format when it names one rather than accepting one."""

    query: Query | None
    format: str | None
    timeout: str | None = None

    def seconds(self, settings: Settings) -> float:
        """Return how long the query may take; raise BadRequestError for what is no number of seconds."""
        if self.timeout is None:
            return settings.timeout
        try:
            seconds = float(self.timeout)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds < inf:
            raise BadRequestError(f"timeout={self.timeout[:40]}: give seconds, at most {settings.longest_timeout:g}")
        return min(seconds, settings.longest_timeout)


async def read_request(request: Request) -> Asked:
    """Read a GET or POST; raise the RequestError that the protocol asks for."""
    parameters = _parameters(request.scope["query_string"])
    if request.method != "POST":
        return _asked(parameters)
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == UPDATE:
        raise _read_only()
    if media_type not in (FORM, QUERY):
        raise UnsupportedMediaTypeError(f"a query is posted as {FORM} or {QUERY}, not {media_type or 'without a type'}")
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMediaTypeError("a compressed body is not read: send the query as it is")
    body = await _body(request)
    asked = _asked(parameters + (_parameters(body) if media_type == FORM else [("query", _text(body))]))
    if asked.query is None:
        raise BadRequestError("the body has no query parameter")
    return asked


def _asked(parameters: list[tuple[str, str]]) -> Asked:
    if any(name == "update" for name, _ in parameters):
        raise _read_only()
    if len(parameters) > MOST_PARAMETERS:
        raise BadRequestError(f"more than {MOST_PARAMETERS} parameters")
    text, timeout = _only(parameters, "query"), _only(parameters, "timeout")
    form = _format(parameters, "format") or _format(parameters, "output")
    if text is None:
        return Asked(None, form, timeout)
    if len(text.encode()) > LONGEST_QUERY:
        raise TooLargeError(f"the query is longer than {LONGEST_QUERY} bytes")
    query = Query(text, _all(parameters, "default-graph-uri"), _all(parameters, "named-graph-uri"))
    return Asked(query, form or None, timeout)


def _read_only() -> ForbiddenError:
    return ForbiddenError("SPARQL Update is refused: the service is read-only; the data changes by filrouge-load only")


def _all(parameters: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for each, value in parameters if each == name)


def _only(parameters: list[tuple[str, str]], name: str) -> str | None:
    values = _all(parameters, name)
    if len(values) > 1:
        raise BadRequestError(f"the parameter {name} is given {len(values)} times, and must be given once")
    return values[0] if values else None


def _format(parameters: list[tuple[str, str]], name: str) -> str | None:
    """Return the format asked for; SPARQLWrapper says it twice, by name and by media type, or as nothing."""
    values = [value for value in _all(parameters, name) if value]
    precise = [value for value in values if "/" in value]
    return _only([(name, value) for value in precise or values], name)


def _parameters(encoded: bytes) -> list[tuple[str, str]]:
    if not well_formed(encoded):
        raise BadRequestError("the parameters are not percent-encoded UTF-8")
    return parse_qsl(_text(encoded), keep_blank_values=True)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequestError(f"the query is not UTF-8: {error}") from error


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_BODY:
            raise TooLargeError(f"the body is longer than {LONGEST_BODY} bytes")
    return bytes(body)
