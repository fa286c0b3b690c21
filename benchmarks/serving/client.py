"""An HTTP/1.1 client that costs little beside what it measures: one connection, one request at a time."""

import socket
from dataclasses import dataclass
from time import perf_counter
from typing import Self

import httptools

LONGEST_READ = 1 << 18


@dataclass(frozen=True)
class Reply:
    """What came back: the status, 0 when nothing whole came in time, and how long it took in seconds."""

    status: int
    size: int
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether it is a complete answer."""
        return self.status == 200


class _Reading:
    """What httptools tells of a response."""

    def __init__(self) -> None:
        self.size = 0
        self.whole = False

    def on_body(self, body: bytes) -> None:
        self.size += len(body)

    def on_message_complete(self) -> None:
        self.whole = True


class Client:
    """A connection that is opened anew when it broke."""

    def __init__(self, port: int, seconds: float = 60.0) -> None:
        """Connect to a port of this machine; an answer that takes longer than `seconds` counts as none."""
        self._port, self._seconds = port, seconds
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(self, request: bytes) -> Reply:
        """Send a request and read the whole answer."""
        begun = perf_counter()
        try:
            status, size = self._exchange(request, begun + self._seconds)
        except (OSError, httptools.HttpParserError):
            self.close()
            status, size = 0, 0
        return Reply(status, size, perf_counter() - begun)

    def close(self) -> None:
        """Hang up."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _exchange(self, request: bytes, deadline: float) -> tuple[int, int]:
        connection = self._connected()
        connection.settimeout(self._seconds)
        connection.sendall(request)
        reading = _Reading()
        parser = httptools.HttpResponseParser(reading)
        while not reading.whole:
            connection.settimeout(max(0.001, deadline - perf_counter()))
            data = connection.recv(LONGEST_READ)
            if not data:
                raise ConnectionError("the answer broke off")
            parser.feed_data(data)
        if not parser.should_keep_alive():
            self.close()
        return parser.get_status_code(), reading.size

    def _connected(self) -> socket.socket:
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), self._seconds)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._socket
