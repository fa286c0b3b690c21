"""Pages that workers make: an ordinary Starlette handler, run in a worker with the engine at hand.

The service sends the worker what the request said; the handler there sees a request as it came, and what it returns
goes back. So a page that turns out to be costly can be ended like any query.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from endpoint.answers import Answer
from endpoint.pool.frames import Reply
from endpoint.service import Service
from endpoint.writers import Writer

Handler = Callable[[Request], Response]


class Written(Response):
    """A response whose body is written piece by piece; only a worker can send one."""

    def __init__(self, writer: Writer, content_type: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(None, headers={"Content-Type": content_type, **(headers or {})})
        self.writer = writer


@dataclass(frozen=True)
class Visit:
    """What a request says, without its connection."""

    method: str
    path: str
    query_string: bytes
    headers: list[tuple[bytes, bytes]]
    path_params: dict[str, Any]

    @classmethod
    def of(cls, request: Request) -> Self:
        """Return what a request says."""
        scope = request.scope
        return cls(scope["method"], scope["path"], scope["query_string"], list(scope["headers"]), scope["path_params"])

    def request(self, service: Service) -> Request:
        """Return the request as a handler expects it."""
        return Request({"type": "http", "filrouge.service": service, **vars(self)})


def reply_to(service: Service, handler: Handler, visit: Visit) -> Reply:
    """Run a handler in a worker."""
    reply = as_reply(handler(visit.request(service)))
    return replace(reply, body=b"") if visit.method == "HEAD" else reply


def as_reply(response: Response) -> Reply:
    """Return what a response says in the form that a worker sends."""
    headers = {name: value for name, value in response.headers.items() if name not in ("content-length",)}
    content_type = headers.pop("content-type", "application/octet-stream")
    body = response.writer if isinstance(response, Written) else bytes(response.body)
    return Reply(content_type, body, response.status_code, headers)


def page_route(path: str, handler: Handler, seconds: Callable[[Request], float | None] | None = None) -> Route:
    """Return the route whose handler runs in a worker; `seconds` says what time a request has, None the usual."""

    async def answer(request: Request) -> ASGIApp:
        time = seconds(request) if seconds else None
        return Answer(reply_to, (handler, Visit.of(request)), seconds=time)

    return Route(path, answer)
