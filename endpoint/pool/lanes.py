"""Lanes: how many may compute at once, and how many may wait for it."""

import asyncio
from collections import deque
from dataclasses import dataclass

from endpoint.errors import BusyError


class Lane:
    """So many slots and a bounded queue before them, first come first served."""

    def __init__(self, slots: int, queue: int) -> None:
        self._free = slots
        self._queue = queue
        self._line: deque[asyncio.Future[None]] = deque()

    @property
    def waiting(self) -> int:
        """How many wait for a slot."""
        return len(self._line)

    def try_acquire(self) -> bool:
        """Take a slot if one is free and nobody waits for it."""
        if self._free <= 0 or self._line:
            return False
        self._free -= 1
        return True

    async def acquire(self) -> None:
        """Wait for a slot; raise BusyError when too many wait already."""
        if self.try_acquire():
            return
        if len(self._line) >= self._queue:
            raise BusyError("the service is busy: too many queries wait already; try again in a few seconds")
        turn = asyncio.get_running_loop().create_future()
        self._line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            self._leave(turn)
            raise

    def release(self) -> None:
        """Hand the slot to the next in line, or keep it free."""
        while self._line:
            turn = self._line.popleft()
            if not turn.done():
                return turn.set_result(None)
        self._free += 1

    def _leave(self, turn: asyncio.Future[None]) -> None:
        if turn.done() and not turn.cancelled():
            # The slot had just been handed over.
            return self.release()
        if turn in self._line:
            self._line.remove(turn)


@dataclass(frozen=True)
class Lanes:
    """Where a job may be: computing quickly, computing long, or held up by a client that does not read."""

    quick: Lane
    slow: Lane
    lot: Lane
