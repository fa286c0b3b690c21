"""Answers that are kept: on one snapshot the same request has the same answer, so it is computed once.

Bounded by bytes, the least recently used go first. An answer that says how it may be cached is left as it is: those
that depend on the moment, and files that have their own validators.
"""

from dataclasses import dataclass
from hashlib import blake2b

from cachetools import LRUCache
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from endpoint.guard import RAW_HEADERS
from endpoint.settings import Settings

# A share of the whole, so that one large answer does not drive out all others.
LARGEST_SHARE = 16
OVERHEAD = 1024
VARY = "Accept, Accept-Encoding, Accept-Language"
FRESH = "public, max-age=60, stale-while-revalidate=600"
_DECIDING = (b"accept", b"accept-encoding", b"accept-language", b"content-type")
_LONGEST_BODY = 256 << 10


@dataclass(frozen=True)
class Kept:
    """A complete answer, and how many rows it has, if it has any."""

    headers: list[tuple[bytes, bytes]]
    body: bytes
    rows: int | None = None

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return len(self.body) + OVERHEAD


class KeptAnswers:
    """ASGI middleware: answers 304 and what is kept without asking the application, keeps what may be kept."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._room = settings.cache << 20
        self._cache: LRUCache[bytes, Kept] = LRUCache(max(self._room, 1), getsizeof=lambda kept: kept.size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        body = b""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD", "POST"):
            return await self._app(scope, receive, send)
        if scope["method"] == "POST":
            if scope["path"] != "/sparql":
                return await self._app(scope, receive, send)
            body, receive = await _read_ahead(receive)
        key = self._key(scope, body)
        tag = f'"{key.hex()}"'.encode()
        if not body and tag in _header(scope, b"if-none-match"):
            validators = [(b"etag", tag), (b"vary", VARY.encode()), (b"cache-control", FRESH.encode())]
            return await _send(send, 304, [*validators, *RAW_HEADERS])
        scope["filrouge.key"] = key.hex()
        if kept := self._cache.get(key):
            scope["filrouge.cache"], scope["filrouge.rows"] = "hit", kept.rows
            return await _send(send, 200, kept.headers, b"" if scope["method"] == "HEAD" else kept.body)
        scope["filrouge.cache"] = "miss"
        await self._app(scope, receive, _Keeper(self, scope, key, tag, send))

    def keep(self, key: bytes, kept: Kept) -> None:
        """Keep an answer, if it is small enough."""
        if kept.size <= self._room // LARGEST_SHARE:
            self._cache[key] = kept

    @property
    def largest(self) -> int:
        """The most bytes that one kept answer may have."""
        return self._room // LARGEST_SHARE - OVERHEAD

    def _key(self, scope: Scope, body: bytes) -> bytes:
        said = [value for name, value in scope["headers"] if name in _DECIDING and (body or name != b"content-type")]
        digest = blake2b(digest_size=16)
        for part in (scope["filrouge.stamp"].encode(), scope["path"].encode(), scope["query_string"], body, *said):
            digest.update(len(part).to_bytes(4, "big") + part)
        return digest.digest()


class _Keeper:
    """Passes an answer on, with its validators, and keeps a copy when it turns out complete and small."""

    def __init__(self, answers: KeptAnswers, scope: Scope, key: bytes, tag: bytes, send: Send) -> None:
        self._answers, self._scope, self._key, self._tag, self._send = answers, scope, key, tag, send
        self._method: str = scope["method"]
        self._headers: list[tuple[bytes, bytes]] | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._begin(message)
        elif self._headers is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if len(self._body) > self._answers.largest:
                self._headers = None
            elif not message.get("more_body"):
                rows = self._scope.get("filrouge.rows")
                self._answers.keep(self._key, Kept(self._with_length(), bytes(self._body), rows))
        await self._send(message)

    def _begin(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        headers["Vary"] = VARY
        if message["status"] != 200 or "cache-control" in headers or "etag" in headers:
            return
        if self._method != "POST":
            headers["ETag"] = self._tag.decode()
            headers["Cache-Control"] = FRESH
        if self._method != "HEAD":
            self._headers = list(message["headers"])

    def _with_length(self) -> list[tuple[bytes, bytes]]:
        assert self._headers is not None
        others = [each for each in self._headers if each[0] != b"content-length"]
        return [*others, (b"content-length", str(len(self._body)).encode())]


async def _read_ahead(receive: Receive) -> tuple[bytes, Receive]:
    """Read a body as far as it may decide what is kept; return it and a `receive` that gives it once more."""
    messages = [await receive()]
    while messages[-1].get("more_body") and sum(len(each["body"]) for each in messages) <= _LONGEST_BODY:
        messages.append(await receive())
    body = b"".join(each.get("body", b"") for each in messages)
    replayed = iter(messages)

    async def receive_again() -> Message:
        return next(replayed, None) or await receive()

    return body, receive_again


def _header(scope: Scope, name: bytes) -> bytes:
    return b",".join(value for each, value in scope["headers"] if each == name)


async def _send(send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": list(headers)})
    await send({"type": "http.response.body", "body": body})
