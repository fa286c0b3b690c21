"""A ticket whose deadline passes before it has a worker: nothing begins that nothing would end."""

import asyncio
from typing import Any, cast

import pytest

from endpoint.errors import TimedOutError
from endpoint.pool.frames import Job, Reply
from endpoint.pool.lanes import Lane, Lanes
from endpoint.pool.nursery import Nursery
from endpoint.pool.ticket import Ticket


class LateNursery:
    """Gives a worker after the deadline, as a machine under load does; the worker writes down what happens to it."""

    def __init__(self) -> None:
        self.happened: list[str] = []

    async def take(self) -> "LateNursery":
        await asyncio.sleep(0.2)
        return self

    def start(self, job: Job) -> None:
        self.happened.append("started")

    def end(self) -> None:
        self.happened.append("ended")

    def signal(self, number: int) -> None:
        self.happened.append("signalled")

    def fill(self) -> None:
        pass


def test_a_deadline_that_passes_before_there_is_a_worker_starts_nothing() -> None:
    async def wait() -> list[str]:
        nursery = LateNursery()
        lanes = Lanes(Lane(1, 1), Lane(1, 1), Lane(1, 0))
        ticket = Ticket(Job(Reply, ()), 0.05, lanes, cast(Nursery, cast(Any, nursery)))
        with pytest.raises(TimedOutError):
            await ticket.head()
        ticket.close()
        assert lanes.quick.try_acquire()
        return nursery.happened

    assert asyncio.run(wait()) == ["ended"]
