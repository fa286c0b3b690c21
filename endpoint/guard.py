"""The layer around the routes: headers that every answer has, OPTIONS, and what must not reach the routes."""

import re
from urllib.parse import unquote_to_bytes

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from endpoint.problems import problem
from endpoint.service import log

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Allow, Content-Disposition, ETag, Link, Location, Retry-After, Server-Timing",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
RAW_HEADERS = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_NAMES = frozenset(name for name, _ in RAW_HEADERS)
_BAD_ESCAPE = re.compile(rb"%(?![0-9A-Fa-f]{2})")


class Guard:
    """Wraps the whole application, error answers included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*(each for each in message["headers"] if each[0] not in _NAMES), *RAW_HEADERS]
            await send(message)

        try:
            await self._answer(scope, receive, send_with_headers)
        except Exception:
            # The client gets no detail: what broke, and where, belongs in the log.
            log.exception("%s %s failed", scope["method"], scope["path"])
            if started:
                raise
            # Plain text: the page that tells errors may be what failed.
            response = PlainTextResponse("500 Internal Server Error\nthe service failed; its log says why\n", 500)
            await response(scope, receive, send_with_headers)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "OPTIONS":
            return await _options(scope["path"])(scope, receive, send)
        if not (well_formed(_raw_path(scope)) and well_formed(scope["query_string"])):
            response = problem(Request(scope), 400, "the address is not percent-encoded UTF-8")
            return await response(scope, receive, send)
        scope["headers"] = _one_accept(scope["headers"])
        await self._app(scope, receive, send)


def _one_accept(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Join several Accept lines into one, which is what they mean (RFC 9110, 5.3)."""
    accepted = [value for name, value in headers if name == b"accept"]
    if len(accepted) < 2:
        return headers
    others = [each for each in headers if each[0] != b"accept"]
    return [*others, (b"accept", b", ".join(accepted))]


def well_formed(encoded: bytes) -> bool:
    """Say whether percent-encoded bytes stand for UTF-8 text.

    >>> well_formed(b"caf%C3%A9"), well_formed(b"caf%E9"), well_formed(b"100%")
    (True, False, False)
    """
    if _BAD_ESCAPE.search(encoded):
        return False
    try:
        return "\0" not in unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError:
        return False


def _raw_path(scope: Scope) -> bytes:
    # The decoded path has lost what was wrong with it.
    raw: bytes | None = scope.get("raw_path")
    return raw if raw is not None else scope["path"].encode()


def _options(path: str) -> Response:
    methods = "GET, HEAD, POST, OPTIONS" if path == "/sparql" else "GET, HEAD, OPTIONS"
    return Response(
        status_code=204,
        headers={
            "Allow": methods,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": "Accept, Authorization, Content-Type, Range",
            "Access-Control-Max-Age": "86400",
        },
    )
