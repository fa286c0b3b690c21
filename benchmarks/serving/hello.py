"""The least that uvicorn can serve: what an answer costs before anything is done for it."""

from collections.abc import Awaitable, Callable
from typing import Any

HEADERS = [(b"content-type", b"text/plain"), (b"content-length", b"5")]
START = {"type": "http.response.start", "status": 200, "headers": HEADERS}
BODY = {"type": "http.response.body", "body": b"hello"}


async def app(scope: dict[str, Any], _receive: object, send: Callable[..., Awaitable[None]]) -> None:
    """Say hello."""
    if scope["type"] == "http":
        await send(START)
        await send(BODY)
