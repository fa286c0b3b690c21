"""A worker: takes one job after another from its socket and sends back what comes out."""

import os
import pickle
import socket
import sys
import threading
import traceback
from time import monotonic

from endpoint.encodings import Compressor, compressor
from endpoint.errors import RequestError
from endpoint.pool.confine import STACK
from endpoint.pool.frames import DATA, ERROR, HEAD, Head, Reply, end_frame, frame, invested_frame, receive_job
from endpoint.service import Service

# An answer that comes slowly leaves in smaller pieces, so that a reader sees it begin.
SLOW_PIECE = 16 << 10
SLOW = 0.02
PIECE = 64 << 10
# Below this, compressing costs more than it saves.
WORTH_COMPRESSING = 1 << 10


def work(connection: socket.socket, service: Service) -> None:
    """Run jobs until the service hangs up, on a stack that no query within the limit of length overflows."""
    threading.stack_size(STACK)
    thread = threading.Thread(target=_work, args=(connection, service))
    thread.start()
    thread.join()


def _work(connection: socket.socket, service: Service) -> None:
    service.engine.tell_of_copies(lambda seconds: connection.sendall(invested_frame(seconds)))
    while job := receive_job(connection):
        outlet = _Outlet(connection, job.encoding)
        try:
            service.engine.begin()
            _send(outlet, job.function(service, *job.arguments))
        except RequestError as error:
            _give_up(connection, outlet, error)
        except MemoryError:
            # The service tells the client that memory was short; what is left of this process is not worth keeping.
            os._exit(1)
        except Exception as error:
            # The client gets no detail; the log gets all of it.
            traceback.print_exc(file=sys.stderr)
            _give_up(connection, outlet, RuntimeError(type(error).__name__))


def _send(outlet: "_Outlet", reply: Reply) -> None:
    outlet.open(reply)
    if isinstance(reply.body, bytes):
        outlet.write(reply.body)
        outlet.close(None)
    else:
        outlet.close(reply.body(outlet.write))


def _give_up(connection: socket.socket, outlet: "_Outlet", error: Exception) -> None:
    if outlet.begun:
        # A reader must see the answer break: nothing that was sent may look whole.
        os._exit(1)
    connection.sendall(frame(ERROR, pickle.dumps(error)))


class _Outlet:
    """Gathers what a job writes into pieces, compressed when it is worth it, and sends them."""

    def __init__(self, connection: socket.socket, encoding: str) -> None:
        self._connection = connection
        self._encoding = encoding
        self._waiting = bytearray()
        self._compressor: Compressor | None = None
        self._reply: Reply | None = None
        self._since = monotonic()
        self.begun = False

    def open(self, reply: Reply) -> None:
        """Keep the head until there is a piece to send with it: an error before that can still be told."""
        self._reply = reply

    def write(self, data: bytes) -> None:
        # One value may be as long as memory allows, and the service takes each frame whole.
        for start in range(0, len(data), PIECE):
            self._add(data[start : start + PIECE])

    def _add(self, data: bytes) -> None:
        self._waiting += data
        waiting = len(self._waiting)
        if waiting >= PIECE or (waiting >= SLOW_PIECE and monotonic() - self._since > SLOW):
            self._flush()

    def close(self, rows: int | None) -> None:
        """Send what is left and the end."""
        head = self._head(complete=True)
        data = self._packed(bytes(self._waiting), last=True)
        self._connection.sendall(head + frame(DATA, data) + end_frame(rows))

    def _flush(self) -> None:
        head = self._head(complete=False)
        data = self._packed(bytes(self._waiting), last=False)
        self._connection.sendall(head + frame(DATA, data) if data else head)
        self._waiting.clear()
        self._since = monotonic()

    def _head(self, *, complete: bool) -> bytes:
        """Return the frame that begins the answer, nothing when it has begun: what goes together costs one call."""
        if self.begun:
            return b""
        assert self._reply is not None
        self.begun = True
        headers = {"Content-Type": self._reply.content_type, **self._reply.headers}
        if self._encoding and (not complete or len(self._waiting) >= WORTH_COMPRESSING):
            self._compressor = compressor(self._encoding)
            headers["Content-Encoding"] = self._encoding
        return frame(HEAD, pickle.dumps(Head(self._reply.status, headers, complete)))

    def _packed(self, data: bytes, *, last: bool) -> bytes:
        if self._compressor is None:
            return data
        packed = self._compressor.compress(data)
        return packed + self._compressor.finish() if last else packed
