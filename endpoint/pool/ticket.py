"""A ticket: one job on its way through the lanes, from the first wait to the last piece of its answer.

It begins in the quick lane. What has not ended after a short while moves to the slow lane: when that is full its worker
is stopped until a slot is free, and when it takes long there too it gets a low priority. Past the deadline the
worker is killed. While the client does not read, the job holds no slot and its clock stands still.
"""

import asyncio
import pickle
import signal
from collections.abc import Callable
from time import monotonic

from endpoint.errors import BusyError, ExhaustedError, GoneError, RequestError, StalledError, TimedOutError
from endpoint.pool.frames import DATA, END, ERROR, HEAD, LAST, Head, Job, rows_of
from endpoint.pool.lanes import Lane, Lanes
from endpoint.pool.nursery import Nursery, Worker

# How long a job may stay in the quick lane, and how much processor time it may take there when others wait: on a busy
# machine every job lasts, and moving one costs more than it would have taken.
QUICK = 0.25
QUICK_WHEN_OTHERS_WAIT = 0.05
# What takes more processor time than this gets a low priority.
LONG = 0.25
# How long a client may let one piece wait.
LONGEST_STALL = 30.0


class Ticket:
    """One job; `on_wait` is called when it turns out to take time, and may be called twice, `on_close` at the end.

    `rows` is how many rows the answer has, known after its last piece, None when it has none.
    """

    def __init__(self, job: Job, seconds: float, lanes: Lanes, nursery: Nursery) -> None:
        self.job = job
        self.seconds = seconds
        self.on_wait: Callable[[], None] = lambda: None
        self.on_close: Callable[[], None] = lambda: None
        self.rows: int | None = None
        self._lanes, self._nursery = lanes, nursery
        self._lane: Lane | None = None
        self._worker: Worker | None = None
        self._failure: RequestError | None = None
        self._promoted = False
        self._parked = False
        self._done = False
        self._closed = False
        self._left = seconds
        self._since = 0.0
        self._deadline: asyncio.TimerHandle | None = None
        self._check: asyncio.TimerHandle | None = None
        self._moving: asyncio.Task[None] | None = None

    @property
    def promoted(self) -> bool:
        """Whether it has left the quick lane."""
        return self._promoted

    async def head(self) -> Head:
        """Wait for a slot, a worker and the head of its answer; raise the RequestError that it ended with."""
        self._run_clock()
        await self._enter()
        self._worker = await self._nursery.take()
        self._raise_failure()
        self._worker.start(self.job)
        self._check = asyncio.get_running_loop().call_later(QUICK_WHEN_OTHERS_WAIT, self._consider, monotonic())
        kind, body = await self._frame()
        if kind == ERROR:
            self._done = True
            raise pickle.loads(body)  # noqa: S301 (sent by our own worker)
        assert kind == HEAD
        head: Head = pickle.loads(body)  # noqa: S301
        return head

    async def piece(self) -> bytes | None:
        """Wait for the next piece, None after the last; raise the RequestError when there is none to come."""
        self._raise_failure()
        kind, body = await self._frame()
        if kind in (END, LAST):
            self._done, self.rows = kind == END, rows_of(body)
            # How the client takes what is left of its answer is no concern of the worker's.
            self.close()
            return None
        assert kind == DATA
        return body

    def gone(self) -> None:
        """Say that nobody waits any more."""
        self._fail(GoneError("the client left"))

    def stalled(self) -> None:
        """Say that the client has stopped reading."""
        self._fail(StalledError("the client stopped reading"))

    def park(self) -> None:
        """Stop the clock and leave the lane, while the client does not read."""
        self._parked = True
        self._promote()
        self._stop_clock()
        self._leave_lane()
        if self._lanes.lot.try_acquire():
            self._lane = self._lanes.lot
        else:
            self.stalled()

    def unpark(self) -> None:
        """Come back into the slow lane, if it was parked."""
        if not self._parked:
            return
        self._parked = False
        self._leave_lane()
        self._run_clock()
        self._moving = asyncio.create_task(self._move())

    def close(self) -> None:
        """Give back the slot; the worker too, unless it has grown or still computes."""
        if self._closed:
            return
        self._closed = True
        self.on_close()
        self._stop_clock()
        for handle in (self._check, self._moving):
            if handle is not None:
                handle.cancel()
        self._leave_lane()
        if self._worker is None:
            return
        if self._done and self._failure is None:
            if self._promoted:
                self._worker.signal(signal.SIGCONT)
            self._nursery.give_back(self._worker)
        else:
            self._nursery.end(self._worker)

    async def _enter(self) -> None:
        """Wait for a slot of the quick lane."""
        if not self._lanes.quick.try_acquire():
            self.on_wait()
            try:
                async with asyncio.timeout(self._left):
                    await self._lanes.quick.acquire()
            except TimeoutError as error:
                raise BusyError("the service is busy: no worker was free in time; try again later") from error
        self._lane = self._lanes.quick
        self._raise_failure()

    def _raise_failure(self) -> None:
        """Raise what ended the job where no frame tells: there was no worker to kill, or it had sent more before."""
        if self._failure:
            raise self._failure

    async def _frame(self) -> tuple[bytes, bytes]:
        assert self._worker is not None
        try:
            return await self._worker.frame()
        except ConnectionError as error:
            raise self._failure or ExhaustedError(
                "the query ended its worker: it needed more memory than one query may have; "
                "ask for less at a time, with LIMIT or a narrower pattern"
            ) from error

    def _consider(self, begun: float) -> None:
        assert self._worker is not None
        dear = self._lanes.quick.waiting and self._worker.processor_seconds() >= QUICK_WHEN_OTHERS_WAIT
        if dear or monotonic() - begun >= QUICK:
            self._promote()
        else:
            self._check = asyncio.get_running_loop().call_later(QUICK_WHEN_OTHERS_WAIT, self._consider, begun)

    def _promote(self) -> None:
        if self._promoted or self._worker is None:
            return
        self._promoted = True
        if self._check is not None:
            self._check.cancel()
        self._leave_lane()
        self._tire()
        self.on_wait()
        self._moving = asyncio.create_task(self._move())

    async def _move(self) -> None:
        """Take a slot of the slow lane, the worker standing still until there is one."""
        assert self._worker is not None
        if not self._lanes.slow.try_acquire():
            self._worker.signal(signal.SIGSTOP)
            try:
                await self._lanes.slow.acquire()
            except BusyError as error:
                return self._fail(error)
        self._worker.signal(signal.SIGCONT)
        self._lane = self._lanes.slow

    def _tire(self) -> None:
        """See that a long job gives way to others."""
        assert self._worker is not None
        if self._worker.processor_seconds() >= LONG:
            self._worker.yield_to_others()
        else:
            self._check = asyncio.get_running_loop().call_later(LONG, self._tire)

    def _leave_lane(self) -> None:
        if self._moving is not None and not self._moving.done():
            self._moving.cancel()
        if self._lane is not None:
            self._lane.release()
            self._lane = None

    def _run_clock(self) -> None:
        self._since = monotonic()
        self._deadline = asyncio.get_running_loop().call_later(self._left, self._expire)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None
            self._left = max(0.0, self._left - (monotonic() - self._since))

    def _expire(self) -> None:
        self._fail(
            TimedOutError(
                f"the query took longer than {self.seconds:g} seconds and was ended: narrow it, add LIMIT, "
                "or ask for more time with the parameter timeout"
            )
        )

    def _fail(self, failure: RequestError) -> None:
        """End the worker; whoever waits for its next frame is told why."""
        if self._closed:
            return
        self._failure = self._failure or failure
        if self._worker is not None:
            self._worker.signal(signal.SIGKILL)
