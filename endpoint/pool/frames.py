"""Frames between the service and a worker: one letter, the length, the bytes."""

import asyncio
import pickle
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

HEADER = struct.Struct(">cI")
JOB, HEAD, DATA, END, ERROR = b"J", b"H", b"D", b"E", b"X"


@dataclass(frozen=True)
class Job:
    """A function of the service (a worker's copy, with its engine), by reference, and what to call it with."""

    function: Callable[..., "Reply"]
    arguments: tuple[Any, ...] = ()
    encoding: str = ""


@dataclass(frozen=True)
class Reply:
    """What a job answers: a whole body, or a function that writes it piece by piece."""

    content_type: str
    body: bytes | Callable[[Callable[[bytes], None]], None]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """What is known before the body; `complete` when one piece of data holds all of it."""

    status: int
    headers: dict[str, str]
    complete: bool


def send_frame(connection: socket.socket, kind: bytes, body: bytes = b"") -> None:
    """Send one frame, waiting while the other end does not read."""
    connection.sendall(HEADER.pack(kind, len(body)))
    connection.sendall(body)


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


async def read_frame(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Read one frame; raise IncompleteReadError when the worker has ended."""
    kind, length = HEADER.unpack(await reader.readexactly(HEADER.size))
    return kind, await reader.readexactly(length)


def job_frame(job: Job) -> bytes:
    """Write a job as a frame."""
    body = pickle.dumps(job, pickle.HIGHEST_PROTOCOL)
    return HEADER.pack(JOB, len(body)) + body
