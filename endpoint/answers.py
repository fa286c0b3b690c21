"""Answers that a worker computes: a job becomes an HTTP response, streamed as it comes.

An answer that cannot be completed never looks complete: what fails before the first byte is told as a problem, what
fails later breaks the connection.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from endpoint.encodings import choose_encoding
from endpoint.errors import RequestError
from endpoint.pool.frames import Head, Job, Reply
from endpoint.pool.pool import pool_of
from endpoint.pool.ticket import LONGEST_STALL, Ticket
from endpoint.problems import answer_request_error
from endpoint.service import log, service_of

# A client that takes longer than this for one piece holds no slot meanwhile.
PATIENCE = 0.2
# An HTTP/1.0 client knows the end of an answer by its length only.
LONGEST_UNCHUNKED = 64 << 20


@dataclass
class Answer:
    """An ASGI response: a function of the service (a worker's copy) that returns a Reply, and its arguments."""

    function: Callable[..., Reply]
    arguments: tuple[Any, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Compute and send; tell a RequestError as a problem."""
        delivery = _Delivery(scope, receive, send, self.headers)
        request = Request(scope)
        service = service_of(request)
        encoding = choose_encoding(request.headers.get("accept-encoding"))
        seconds = service.settings.timeout if self.seconds is None else self.seconds
        try:
            with pool_of(request).ticket(Job(self.function, self.arguments, encoding), seconds) as ticket:
                await delivery.deliver(ticket)
        except RequestError as error:
            if not delivery.begun and not delivery.left:
                return await (await answer_request_error(request, error))(scope, receive, send)
            # Leaving without the last piece makes the server close the connection: the answer breaks visibly.
            log.info("%s broke off: %s", scope["path"], error)


@asynccontextmanager
async def _patience(ticket: Ticket) -> AsyncIterator[None]:
    """Park a ticket while its client takes long for what is sent, and end it at last."""
    parked = asyncio.get_running_loop().call_later(PATIENCE, ticket.park)
    try:
        async with asyncio.timeout(PATIENCE + LONGEST_STALL):
            yield
        ticket.unpark()
    except TimeoutError:
        ticket.stalled()
    finally:
        parked.cancel()


class _Delivery:
    """Carries one answer from its ticket to the client."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._headers = headers
        self._watch: asyncio.Task[None] | None = None
        self.begun = False
        self.left = False

    async def deliver(self, ticket: Ticket) -> None:
        """Wait for the answer and send it; raise a RequestError when it breaks off.

        A client that leaves meanwhile ends its query.
        """
        ticket.on_wait = lambda: self._look_out(ticket)
        try:
            head = await ticket.head()
            if head.complete or self._scope["http_version"] == "1.0":
                await self._deliver_at_once(ticket, head)
            else:
                await self._deliver_in_pieces(ticket, head)
        finally:
            self._stop_looking()

    async def _start(self, head: Head, length: int | None) -> None:
        self.begun = True
        named = {**head.headers, **self._headers}
        if length is not None:
            named["Content-Length"] = str(length)
        raw = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in named.items()]
        await self._send({"type": "http.response.start", "status": head.status, "headers": raw})
        if self._scope["method"] == "HEAD":
            await self._send({"type": "http.response.body", "body": b""})

    async def _deliver_at_once(self, ticket: Ticket, head: Head) -> None:
        pieces, length = [], 0
        while (piece := await ticket.piece()) is not None:
            pieces.append(piece)
            length += len(piece)
            if length > LONGEST_UNCHUNKED:
                raise RequestError("an answer of this size needs HTTP/1.1")
        self._scope["filrouge.rows"] = ticket.rows
        if self._scope["method"] == "HEAD":
            return await self._start(head, None)
        await self._start(head, length)
        await self._send({"type": "http.response.body", "body": b"".join(pieces)})

    async def _deliver_in_pieces(self, ticket: Ticket, head: Head) -> None:
        async with _patience(ticket):
            await self._start(head, None)
        if self._scope["method"] == "HEAD":
            return
        while (piece := await ticket.piece()) is not None:
            async with _patience(ticket):
                await self._send({"type": "http.response.body", "body": piece, "more_body": True})
        self._scope["filrouge.rows"] = ticket.rows
        await self._send({"type": "http.response.body", "body": b""})

    def _look_out(self, ticket: Ticket) -> None:
        async def until_gone() -> None:
            while (await self._receive())["type"] != "http.disconnect":
                pass
            self.left = True
            ticket.gone()

        if self._watch is None:
            self._watch = asyncio.create_task(until_gone())

    def _stop_looking(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
