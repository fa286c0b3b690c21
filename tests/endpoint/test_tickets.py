"""Tickets: what ends a job that has no worker yet, and what becomes of the worker afterwards."""

import asyncio
import os
import pickle
import signal
from collections.abc import Iterator
from typing import cast

import pytest

from endpoint.errors import GoneError, StalledError, TimedOutError
from endpoint.pool.frames import END, HEAD, LAST, FrameReader, Head, Job, Reply, end_frame, invested_frame
from endpoint.pool.lanes import Lane, Lanes
from endpoint.pool.nursery import Nursery, Worker
from endpoint.pool.ticket import QUICK, Ticket


class Stage:
    """A nursery and its only worker: what they are told, and how long they take."""

    def __init__(self, *, fork: float = 0.0, answer: float = 0.0, processor: float = 0.0, end: bytes = END) -> None:
        self._fork, self._answer, self._processor = fork, answer, processor
        self._frames: Iterator[tuple[bytes, bytes]] = iter([(HEAD, pickle.dumps(Head(200, {}, True))), (end, b"7")])
        self.told: list[str] = []

    async def take(self) -> "Stage":
        await asyncio.sleep(self._fork)
        return self

    def start(self, _job: Job) -> None:
        self.told.append("start")

    async def frame(self) -> tuple[bytes, bytes]:
        await asyncio.sleep(self._answer)
        return next(self._frames)

    def processor_seconds(self) -> float:
        return self._processor

    def yield_to_others(self) -> None:
        self.told.append("yield to others")

    def signal(self, number: signal.Signals) -> None:
        self.told.append(number.name)

    def give_back(self, _worker: object) -> None:
        self.told.append("give back")

    def end(self, _worker: object) -> None:
        self.told.append("end")

    def ticket(self, seconds: float = 5) -> Ticket:
        lanes = Lanes(Lane(1, 1), Lane(1, 1), Lane(1, 0))
        return Ticket(Job(lambda: Reply("text/plain", b"")), seconds, lanes, cast(Nursery, self))


async def run_to_its_end(ticket: Ticket) -> None:
    await ticket.head()
    while await ticket.piece() is not None:
        pass
    ticket.close()


def test_a_deadline_that_passes_before_there_is_a_worker_ends_the_job() -> None:
    stage = Stage(fork=0.1)

    async def wait() -> None:
        late = stage.ticket(seconds=0.01)
        with pytest.raises(TimedOutError):
            await late.head()
        late.close()

    asyncio.run(asyncio.wait_for(wait(), 5))
    assert stage.told == ["end"]


def test_a_client_that_leaves_before_there_is_a_worker_ends_the_job() -> None:
    stage = Stage(fork=0.1)

    async def wait() -> None:
        abandoned = stage.ticket()
        asyncio.get_running_loop().call_later(0.01, abandoned.gone)
        with pytest.raises(GoneError):
            await abandoned.head()
        abandoned.close()

    asyncio.run(asyncio.wait_for(wait(), 5))
    assert stage.told == ["end"]


def test_a_quick_job_gives_its_worker_back() -> None:
    stage = Stage()
    asyncio.run(run_to_its_end(stage.ticket()))
    assert stage.told == ["start", "give back"]


def test_a_job_that_waited_more_than_it_computed_gives_its_worker_back_awake() -> None:
    stage = Stage(answer=QUICK + 0.1, processor=0.01)
    asyncio.run(run_to_its_end(stage.ticket()))
    assert stage.told[0] == "start"
    assert stage.told[-2:] == ["SIGCONT", "give back"]
    assert "yield to others" not in stage.told


def test_a_job_that_computed_long_yields_to_others_and_gives_its_worker_back() -> None:
    stage = Stage(answer=QUICK + 0.1, processor=1.0)
    asyncio.run(run_to_its_end(stage.ticket()))
    assert stage.told[-1] == "give back"
    assert "yield to others" in stage.told


def test_a_worker_that_says_that_it_has_grown_is_ended_once_its_answer_is_whole() -> None:
    stage = Stage(end=LAST)
    ticket = stage.ticket()
    asyncio.run(run_to_its_end(ticket))
    assert ticket.rows == 7
    assert stage.told == ["start", "end"]


def test_what_a_job_sent_before_it_was_ended_is_not_passed_on() -> None:
    stage = Stage()

    async def leave() -> None:
        ticket = stage.ticket()
        await ticket.head()
        ticket.stalled()
        with pytest.raises(StalledError):
            await ticket.piece()
        ticket.close()

    asyncio.run(leave())
    assert stage.told == ["start", "SIGKILL", "end"]


def test_a_job_that_is_done_frees_its_worker_before_its_client_has_the_answer() -> None:
    stage = Stage()

    async def answer() -> None:
        ticket = stage.ticket()
        await ticket.head()
        assert await ticket.piece() is None
        assert stage.told == ["start", "give back"]
        ticket.gone()
        ticket.close()

    asyncio.run(answer())
    assert stage.told == ["start", "give back"]


def test_what_later_jobs_gain_from_is_not_counted_as_the_time_of_the_job() -> None:
    reader = FrameReader()
    worker = Worker(os.getpid(), reader, cast(asyncio.Transport, None))
    taken = worker.processor_seconds()
    reader.data_received(invested_frame(100) + end_frame(None))
    assert asyncio.run(worker.frame()) == (END, b"")
    assert worker.processor_seconds() < taken - 50
