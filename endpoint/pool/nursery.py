"""Where workers come from: starts the zygote, asks it for workers, and starts it again when something killed it."""

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace

from endpoint.errors import SnapshotError
from endpoint.memory import is_read_at_once
from endpoint.pool.frames import INVESTED, FrameReader, Job, job_frame
from endpoint.service import Service, log

# A worker's heap grows ragged with use; a fresh one costs milliseconds.
JOBS_OF_A_LIFE = 1000
PAUSE = 0.02
# A tenth of the share of others who compute; the lowest priority would get next to nothing on a machine that is shared.
_STEPS_BACK = 10
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
        transport, reader = await loop.create_connection(FrameReader, sock=ours)
        return Worker(int(pid), reader, transport)

    def end(self) -> None:
        """Hang up: the zygote ends, and its workers with it."""
        self._control.close()
        self._process.wait()


@dataclass(eq=False)
class Worker:
    """The service's end of a worker."""

    pid: int
    reader: FrameReader
    transport: asyncio.Transport
    jobs: int = 0

    def __post_init__(self) -> None:
        # A process id may be given anew; this handle may not.
        self._handle = os.pidfd_open(self.pid)
        self._spent = 0.0

    def start(self, job: Job) -> None:
        """Send a job."""
        self.jobs += 1
        self._spent = self._processor_clock()
        self.transport.write(job_frame(job))

    def processor_seconds(self) -> float:
        """Return the processor time that its present job has taken for itself."""
        return self._processor_clock() - self._spent

    async def frame(self) -> tuple[bytes, bytes]:
        """Wait for the next frame; raise ConnectionError when the worker is gone."""
        while True:
            kind, body = await self.reader.frame()
            if kind != INVESTED:
                return kind, body
            self._spent += float(body)

    def _processor_clock(self) -> float:
        try:
            # The clock of another process, as clock_getcpuclockid(3) names it.
            return time.clock_gettime(~self.pid << 3 | 2)
        except OSError:
            return 0.0

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal; nothing happens when it has ended."""
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._handle, number)

    def yield_to_others(self) -> None:
        """Give the thread that computes a low priority, for good; its next job begins on another thread."""
        priority = min(os.getpriority(os.PRIO_PROCESS, 0) + _STEPS_BACK, _LOWEST_PRIORITY)
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, PermissionError):
            # A priority is a thread's, and the number of a process stands for its first thread, which only waits.
            for thread in map(int, os.listdir(f"/proc/{self.pid}/task")):
                if thread != self.pid:
                    os.setpriority(os.PRIO_PROCESS, thread, priority)

    def end(self) -> None:
        """Kill it."""
        if self._handle >= 0:
            self.signal(signal.SIGKILL)
            os.close(self._handle)
            self._handle = -1
            self.transport.abort()


class Nursery:
    """Keeps so many workers alive and one of them without a job, makes more when asked to, and lets few be idle.

    Those that were used last are used again first: they have read most. `service` is what they serve.
    """

    def __init__(self, service: Service, least: int, most_idle: int) -> None:
        self.service = service
        self._least = least
        self._most_idle = most_idle
        self._alive: set[Worker] = set()
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
            if not worker.reader.ended:
                return worker
            self.end(worker)
        return await self._make()

    def give_back(self, worker: Worker) -> None:
        """Take back a worker that has done its job."""
        if self._closed or worker.reader.ended or worker.jobs >= JOBS_OF_A_LIFE:
            return self.end(worker)
        self._idle.append(worker)
        if len(self._idle) > self._most_idle:
            self.end(self._idle.pop(0))

    def end(self, worker: Worker) -> None:
        """Kill a worker, and replace it when it is missed."""
        worker.end()
        self._alive.discard(worker)
        self.fill()

    def fill(self) -> None:
        """Have as many as there should be, in the background."""
        if self._lacks_one() and not self._tasks:
            task = asyncio.get_running_loop().create_task(self._fill())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """End the zygote and every worker."""
        self._closed = True
        for worker in self._alive:
            worker.end()
        self.zygote.end()

    def _lacks_one(self) -> bool:
        return not self._closed and (not self._idle or len(self._alive) < self._least)

    async def _fill(self) -> None:
        while self._lacks_one():
            self._idle.append(await self._make())

    async def _make(self) -> Worker:
        async with self._lock:
            try:
                worker = await self.zygote.fork()
            except OSError:
                log.error("the process that forks workers was killed: starting it again")
                self.restarts += 1
                self.zygote.end()
                # What killed it may have been its size; and nobody is to wait until all is read again.
                if not is_read_at_once(self.service.snapshot):
                    self.service = replace(self.service, in_memory=False)
                self.zygote = await asyncio.to_thread(Zygote, self.service)
                worker = await self.zygote.fork()
        self.born += 1
        self._alive.add(worker)
        worker.reader.on_end = lambda: self._bury(worker)
        return worker

    def _bury(self, worker: Worker) -> None:
        """Replace a worker that was killed while it had no job."""
        if worker in self._idle:
            self._idle.remove(worker)
            # What kills one at once may kill the next: do not fork without a pause.
            asyncio.get_running_loop().call_later(PAUSE, self.end, worker)
