"""Where workers come from: starts the zygote, asks it for workers, and starts it again when something killed it."""

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass

from endpoint.errors import SnapshotError
from endpoint.pool.frames import Job, job_frame, read_frame
from endpoint.service import Service, log

# A worker's heap grows ragged with use; a fresh one costs milliseconds.
JOBS_OF_A_LIFE = 1000
_MOST_READ_AHEAD = 128 << 10
_LOWEST_PRIORITY = 19


class Zygote:
    """The process that forks; `triples` is what it holds, `isolated` whether it has left the network."""

    def __init__(self, service: Service) -> None:
        """Start it and wait until it is ready; raise SnapshotError with its reason when it cannot be."""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        command = [sys.executable, "-m", "endpoint.pool.zygote", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[theirs.fileno()])  # noqa: S603
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError), self._process.stdin as stdin:
            pickle.dump(service.bare(), stdin)
        word, _, rest = self._control.recv(1 << 16).decode().partition(": ")
        if word != "ready":
            self.end()
            raise SnapshotError(rest or "the process that opens the snapshot ended at its start")
        triples, isolated = rest.split()
        self.triples, self.isolated = int(triples), isolated == "True"
        self._control.setblocking(False)

    async def fork(self) -> "Worker":
        """Ask for a worker; raise ConnectionError when the zygote is gone."""
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [b"fork"], [theirs.fileno()])
        pid = await loop.sock_recv(self._control, 32)
        if not pid:
            ours.close()
            raise ConnectionError("the zygote has ended")
        ours.setblocking(False)
        reader, writer = await asyncio.open_connection(sock=ours, limit=_MOST_READ_AHEAD)
        return Worker(int(pid), reader, writer)

    def end(self) -> None:
        """Hang up: the zygote ends, and its workers with it."""
        self._control.close()
        self._process.wait()


@dataclass
class Worker:
    """The service's end of a worker."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    jobs: int = 0

    def __post_init__(self) -> None:
        # A process id may be given anew; this handle may not.
        self._handle = os.pidfd_open(self.pid)

    def start(self, job: Job) -> None:
        """Send a job."""
        self.jobs += 1
        self.writer.write(job_frame(job))

    async def frame(self) -> tuple[bytes, bytes]:
        """Wait for the next frame; raise IncompleteReadError or ConnectionError when the worker is gone."""
        return await read_frame(self.reader)

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; nothing happens when it has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)

    def yield_to_others(self) -> None:
        """Give it the lowest priority, for good."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOWEST_PRIORITY)

    def end(self) -> None:
        """Kill it."""
        if self._handle >= 0:
            self.signal(signal.SIGKILL)
            os.close(self._handle)
            self._handle = -1
            self.writer.close()


class Nursery:
    """Keeps some workers ready, and makes more."""

    def __init__(self, service: Service, ready: int) -> None:
        self._service = service
        self._ready = ready
        self._idle: list[Worker] = []
        self._lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.zygote = Zygote(service)
        self.born = 0
        self.restarts = 0

    async def take(self) -> Worker:
        """Return a worker that has no job, a new one if none is ready."""
        while self._idle:
            worker = self._idle.pop()
            self.fill()
            # A worker may have been killed while it waited.
            if not worker.reader.at_eof():
                return worker
            worker.end()
        return await self._make()

    def give_back(self, worker: Worker) -> None:
        """Take back a worker that has done its job quickly."""
        if self._closed or worker.jobs >= JOBS_OF_A_LIFE or len(self._idle) > self._ready:
            worker.end()
            return self.fill()
        self._idle.append(worker)

    def fill(self) -> None:
        """Have as many ready as there should be, in the background."""
        if len(self._idle) < self._ready and not self._closed and not self._tasks:
            task = asyncio.get_running_loop().create_task(self._fill())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """End the zygote and every worker."""
        self._closed = True
        for worker in self._idle:
            worker.end()
        self.zygote.end()

    async def _fill(self) -> None:
        while len(self._idle) < self._ready and not self._closed:
            self._idle.append(await self._make())

    async def _make(self) -> Worker:
        async with self._lock:
            try:
                worker = await self.zygote.fork()
            except OSError:
                log.error("the process that forks workers was killed: starting it again")
                self.restarts += 1
                self.zygote.end()
                self.zygote = await asyncio.to_thread(Zygote, self._service)
                worker = await self.zygote.fork()
        self.born += 1
        return worker
