"""How long a client may take to ask and to read, and how much it may say: what uvicorn leaves open."""

import asyncio
from array import array
from fcntl import ioctl
from http import HTTPStatus
from termios import TIOCOUTQ
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SECONDS_FOR_HEADERS = 10.0
SECONDS_FOR_BODY = 30.0
SECONDS_TO_LINGER = 2.0
# A client that takes nothing for so long has gone, whatever its system says.
SECONDS_TO_READ = 40.0
LONGEST_URL = 64 << 10
MOST_HEADERS = 100
LONGEST_HEADERS = 64 << 10


class PatientProtocol(HttpToolsProtocol):
    """uvicorn's protocol with time-outs on what the client sends and reads, and limits on its address and headers."""

    _timer: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None
    _refusal: tuple[int, str] | None = None
    _said = 0
    _closing = False

    def data_received(self, data: bytes) -> None:
        """Read on after a refusal, without listening."""
        if not self._closing:
            super().data_received(data)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait(SECONDS_FOR_HEADERS)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        self._stop_waiting_for_reader()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """Wait for the client to read."""
        super().pause_writing()
        self._wait_for_reader()

    def resume_writing(self) -> None:
        """Stop waiting: the client has read."""
        self._stop_waiting_for_reader()
        super().resume_writing()

    def on_message_begin(self) -> None:
        """Wait for the headers."""
        super().on_message_begin()
        self._said = 0
        self._wait(SECONDS_FOR_HEADERS)

    def on_url(self, url: bytes) -> None:
        """Refuse an address that is too long."""
        super().on_url(url)
        if len(self.url) > LONGEST_URL:
            self._refuse(414, f"the address is longer than {LONGEST_URL} bytes: send the query by POST")

    def on_header(self, name: bytes, value: bytes) -> None:
        """Refuse too many headers, or too long ones."""
        super().on_header(name, value)
        self._said += len(name) + len(value)
        if len(self.headers) > MOST_HEADERS or self._said > LONGEST_HEADERS:
            self._refuse(431, f"more than {MOST_HEADERS} headers, or {LONGEST_HEADERS} bytes of them")

    def on_headers_complete(self) -> None:
        """Wait for the body."""
        self._wait(SECONDS_FOR_BODY)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Stop waiting: what follows is our own time."""
        self._stop_waiting()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Tell why the request is refused, and close."""
        status, reason = self._refusal or (400, msg)
        self._stop_waiting()
        self._close_with(status, reason)

    def _refuse(self, status: int, reason: str) -> None:
        self._refusal = (status, reason)
        # The parser passes it on as its own error, and uvicorn then calls send_400_response.
        raise ValueError(reason)

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _wait_for_reader(self) -> None:
        self._unread = self.loop.call_later(SECONDS_TO_READ, self._hang_up_unless_read, self._bytes_unread())

    def _hang_up_unless_read(self, unread: int) -> None:
        if self._bytes_unread() >= unread:
            # Closing would wait for the reader, too.
            return self.transport.abort()
        self._wait_for_reader()

    def _bytes_unread(self) -> int:
        """Return what the client has not taken, the system's own buffer included: it may hold megabytes."""
        queued = array("i", [0])
        ioctl(self.transport.get_extra_info("socket").fileno(), TIOCOUTQ, queued)
        return self.transport.get_write_buffer_size() + queued[0]

    def _stop_waiting_for_reader(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _give_up(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self._close_with(408, "the request did not arrive in time")
        else:
            self.transport.close()

    def _close_with(self, status: int, reason: str) -> None:
        body = f"{status} {HTTPStatus(status).phrase}\n{reason}\n".encode()
        head = (
            f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
            f"content-length: {len(body)}\r\naccess-control-allow-origin: *\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self._linger()

    def _linger(self) -> None:
        """Close when the client does, or soon: closing on unread bytes resets the connection, and loses the reason."""
        self._closing = True
        self.transport.write_eof()
        self.loop.call_later(SECONDS_TO_LINGER, self.transport.close)


def server_options() -> dict[str, Any]:
    """Return how uvicorn is to be run."""
    return {
        "http": PatientProtocol,
        "ws": "none",
        "proxy_headers": False,
        "server_header": False,
        "access_log": False,
        "log_config": None,
        "timeout_graceful_shutdown": 5,
    }
