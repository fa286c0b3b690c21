"""Lanes: slots, the queue before them, and what happens to those who leave it."""

import asyncio

import pytest

from endpoint.errors import BusyError
from endpoint.pool.lanes import Lane


def test_a_lane_has_so_many_slots() -> None:
    lane = Lane(slots=2, queue=0)
    assert (lane.try_acquire(), lane.try_acquire(), lane.try_acquire()) == (True, True, False)


def test_a_slot_given_back_can_be_taken_again() -> None:
    lane = Lane(slots=1, queue=0)
    lane.try_acquire()
    lane.release()
    assert lane.try_acquire()


def test_who_finds_the_queue_full_is_sent_away() -> None:
    async def crowd() -> None:
        lane = Lane(slots=1, queue=1)
        await lane.acquire()
        waiting = asyncio.create_task(lane.acquire())
        await asyncio.sleep(0)
        assert lane.waiting == 1
        with pytest.raises(BusyError):
            await lane.acquire()
        waiting.cancel()

    asyncio.run(crowd())


def test_slots_go_to_those_who_wait_in_their_order() -> None:
    async def crowd() -> list[int]:
        lane, served = Lane(slots=1, queue=9), []

        async def job(number: int) -> None:
            await lane.acquire()
            served.append(number)
            lane.release()

        await lane.acquire()
        jobs = [asyncio.create_task(job(number)) for number in range(4)]
        await asyncio.sleep(0)
        lane.release()
        await asyncio.gather(*jobs)
        return served

    assert asyncio.run(crowd()) == [0, 1, 2, 3]


def test_who_leaves_the_queue_takes_no_slot_along() -> None:
    async def crowd() -> bool:
        lane = Lane(slots=1, queue=9)
        await lane.acquire()
        leaving, staying = (asyncio.create_task(lane.acquire()) for _ in range(2))
        await asyncio.sleep(0)
        # The slot is handed over and refused in the same turn of the loop.
        lane.release()
        leaving.cancel()
        await staying
        lane.release()
        return lane.try_acquire()

    assert asyncio.run(asyncio.wait_for(crowd(), 5))
