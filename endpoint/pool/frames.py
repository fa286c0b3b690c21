"""Frames between the service and a worker: one letter, the length, the bytes."""

import asyncio
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

HEADER = struct.Struct(">cI")
_MOST_READ_AHEAD = 128 << 10
# LAST ends an answer as END does, and says that its worker has grown too large for another.
JOB, HEAD, DATA, END, LAST, ERROR, INVESTED = b"J", b"H", b"D", b"E", b"L", b"X", b"I"


@dataclass(frozen=True)
class Job:
    """A function of the service (a worker's copy, with its engine), by reference, and what to call it with."""

    function: Callable[..., "Reply"]
    arguments: tuple[Any, ...] = ()
    encoding: str = ""


@dataclass(frozen=True)
class Reply:
    """What a job answers: a whole body, or a function that writes it piece by piece and returns its number of rows."""

    content_type: str
    body: bytes | Callable[[Callable[[bytes], None]], int | None]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """What is known before the body; `complete` when one piece of data holds all of it."""

    status: int
    headers: dict[str, str]
    complete: bool


def frame(kind: bytes, body: bytes = b"") -> bytes:
    """Write a frame."""
    return HEADER.pack(kind, len(body)) + body


def receive_job(connection: socket.socket) -> Job | None:
    """Wait for a job; None when the service has hung up."""
    header = _receive(connection, HEADER.size)
    if not header:
        return None
    _, length = HEADER.unpack(header)
    job: Job = pickle.loads(_receive(connection, length))  # noqa: S301 (both ends are this program)
    return job


def _receive(connection: socket.socket, length: int) -> bytes:
    received = bytearray()
    while len(received) < length:
        piece = connection.recv(length - len(received))
        if not piece:
            return b""
        received += piece
    return bytes(received)


def end_frame(rows: int | None, kind: bytes = END) -> bytes:
    """Write the frame after the last piece, with how many rows the answer has."""
    return frame(kind, b"" if rows is None else b"%d" % rows)


def rows_of(end: bytes) -> int | None:
    """Return what the body of that frame says.

    >>> rows_of(end_frame(76)[HEADER.size :]), rows_of(end_frame(None)[HEADER.size :])
    (76, None)
    """
    return int(end) if end else None


def invested_frame(seconds: float) -> bytes:
    """Write a frame that says how much processor time goes into what later jobs will use, too."""
    return frame(INVESTED, b"%f" % seconds)


def job_frame(job: Job) -> bytes:
    """Write a job as a frame."""
    return frame(JOB, pickle.dumps(job, pickle.HIGHEST_PROTOCOL))


class FrameReader(asyncio.Protocol):
    """The service's end of the socket: cuts what comes into frames, and stops reading while nobody takes them.

    `ended` says whether the worker is gone; `on_end` is called when it goes.
    """

    def __init__(self) -> None:
        self.ended = False
        self.on_end: Callable[[], None] = lambda: None
        self._received = bytearray()
        self._taker: asyncio.Future[None] | None = None
        self._transport: asyncio.ReadTransport | None = None
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to read."""
        self._transport = cast(asyncio.ReadTransport, transport)

    def data_received(self, data: bytes) -> None:
        """Keep what came, and read no further when that is much."""
        self._received += data
        if len(self._received) > _MOST_READ_AHEAD and self._transport is not None:
            self._transport.pause_reading()
            self._paused = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        self.ended, self._transport = True, None
        self._wake()
        self.on_end()

    async def frame(self) -> tuple[bytes, bytes]:
        """Wait for the next frame; raise ConnectionError when the worker ends before it."""
        while (cut := self._cut()) is None:
            if self._transport is None:
                raise ConnectionResetError("the worker has ended")
            if self._paused:
                self._transport.resume_reading()
                self._paused = False
            self._taker = asyncio.get_running_loop().create_future()
            await self._taker
        return cut

    def _cut(self) -> tuple[bytes, bytes] | None:
        if len(self._received) < HEADER.size:
            return None
        kind, length = HEADER.unpack_from(self._received)
        end = HEADER.size + length
        if len(self._received) < end:
            return None
        body = bytes(memoryview(self._received)[HEADER.size : end])
        del self._received[:end]
        return kind, body

    def _wake(self) -> None:
        if self._taker is not None and not self._taker.done():
            self._taker.set_result(None)
