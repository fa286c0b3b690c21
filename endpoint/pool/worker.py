"""A worker: takes one job after another from its socket and sends back what comes out."""

import os
import pickle
import socket
import sys
import threading
import traceback
from contextlib import suppress
from time import monotonic, sleep

from endpoint.encodings import Compressor, compressor
from endpoint.errors import RequestError
from endpoint.pool.confine import STACK, Memory
from endpoint.pool.frames import (
    DATA,
    END,
    ERROR,
    HEAD,
    LAST,
    Head,
    Job,
    Reply,
    end_frame,
    frame,
    invested_frame,
    receive_job,
)
from endpoint.service import Service

# An answer that comes slowly leaves in smaller pieces, so that a reader sees it begin.
SLOW_PIECE = 16 << 10
SLOW = 0.02
PIECE = 64 << 10
# Below this, compressing costs more than it saves.
WORTH_COMPRESSING = 1 << 10
# Of the memory that a query may take, what a worker may hold between two queries: its heap grows ragged with use.
LARGEST_SHARE = 2


def work(connection: socket.socket, service: Service, memory: Memory) -> None:
    """Run jobs until the service hangs up, on a stack that no query within the limit of length overflows."""
    threading.stack_size(STACK)
    worker = _Worker(connection, service, memory)
    while worker.goes_on:
        memory.limit(service.settings.memory)
        thread = threading.Thread(target=worker.work)
        thread.start()
        _wait_for_the_end(thread)


class _Worker:
    """What takes the jobs; it `goes_on` until the service hangs up."""

    def __init__(self, connection: socket.socket, service: Service, memory: Memory) -> None:
        self._connection, self._service, self._memory = connection, service, memory
        service.engine.tell_of_copies(lambda seconds: connection.sendall(invested_frame(seconds)))
        self._largest = memory.taken + STACK + (service.settings.memory << 20) // LARGEST_SHARE
        self.goes_on = True

    def work(self) -> None:
        """Run jobs until one has taken long: that lowered the priority of its thread, which cannot be raised again."""
        usual = _priority()
        while self.goes_on and _priority() == usual:
            if job := receive_job(self._connection):
                self._do(job)
            else:
                self.goes_on = False

    def _do(self, job: Job) -> None:
        outlet = _Outlet(self._connection, job.encoding)
        try:
            self._service.engine.begin()
            self._send(outlet, job.function(self._service, *job.arguments))
        except RequestError as error:
            _give_up(self._connection, outlet, error)
        except MemoryError:
            # The service tells the client that memory was short; what is left of this process is not worth keeping.
            os._exit(1)
        except Exception as error:
            # The client gets no detail; the log gets all of it.
            traceback.print_exc(file=sys.stderr)
            _give_up(self._connection, outlet, RuntimeError(type(error).__name__))

    def _send(self, outlet: "_Outlet", reply: Reply) -> None:
        outlet.open(reply)
        rows = None
        if isinstance(reply.body, bytes):
            outlet.write(reply.body)
        else:
            rows = reply.body(outlet.write)
        self.goes_on = self._memory.taken <= self._largest
        outlet.close(end_frame(rows, END if self.goes_on else LAST))


def _wait_for_the_end(thread: threading.Thread) -> None:
    """Wait until the system has forgotten a thread: only then the next one takes over its stack."""
    thread.join()
    assert thread.native_id is not None
    with suppress(ProcessLookupError):
        while True:
            os.getpriority(os.PRIO_PROCESS, thread.native_id)
            sleep(0)


def _priority() -> int:
    """Return that of this thread."""
    return os.getpriority(os.PRIO_PROCESS, 0)


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

    def close(self, end: bytes) -> None:
        """Send what is left and the end."""
        head = self._head(complete=True)
        data = self._packed(bytes(self._waiting), last=True)
        self._connection.sendall(head + frame(DATA, data) + end)

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
