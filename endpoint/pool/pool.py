"""The pool: takes jobs, gives tickets."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.requests import Request

from endpoint.errors import RequestError
from endpoint.pool.frames import Job
from endpoint.pool.lanes import Lane, Lanes
from endpoint.pool.nursery import Nursery
from endpoint.pool.ticket import Ticket
from endpoint.service import Service

# How many jobs may wait, for each that computes.
QUICK_QUEUE = 256
SLOW_QUEUE = 4
SPARE = 1
# How many answers may wait for clients that read slowly, each with a worker that stands still.
HELD_UP = 32


@dataclass(frozen=True)
class Occupation:
    """What the pool is doing at a moment."""

    running: int
    promoted: int
    waiting: int
    waiting_slow: int
    workers_born: int
    zygote_restarts: int
    ended: dict[str, int]


class Pool:
    """The lanes and the workers of one service."""

    def __init__(self, service: Service) -> None:
        """Open the snapshot in the process that forks; raise SnapshotError when it cannot be."""
        workers = service.settings.workers
        self._lanes = Lanes(
            quick=Lane(workers, QUICK_QUEUE * workers),
            slow=Lane(workers, SLOW_QUEUE * workers),
            lot=Lane(HELD_UP * workers, 0),
        )
        self._nursery = Nursery(service, least=workers + SPARE, most_idle=2 * workers)
        self._open: set[Ticket] = set()
        self._ended: Counter[str] = Counter()

    @property
    def triples(self) -> int:
        """How many quads the workers hold."""
        return self._nursery.zygote.triples

    @property
    def store(self) -> str:
        """Where the workers read the graph from: memory, disk or remote."""
        return self._nursery.service.store

    @property
    def isolated(self) -> bool:
        """Whether the workers have left the network."""
        return self._nursery.zygote.isolated

    @property
    def occupation(self) -> Occupation:
        """What is going on now."""
        return Occupation(
            running=len(self._open),
            promoted=sum(each.promoted for each in self._open),
            waiting=self._lanes.quick.waiting,
            waiting_slow=self._lanes.slow.waiting,
            workers_born=self._nursery.born,
            zygote_restarts=self._nursery.restarts,
            ended=dict(self._ended),
        )

    def warm(self) -> None:
        """Fork the first workers."""
        self._nursery.fill()

    @contextmanager
    def ticket(self, job: Job, seconds: float) -> Iterator[Ticket]:
        """Open a ticket; whatever happens, its slot and its worker are given back."""
        ticket = Ticket(job, seconds, self._lanes, self._nursery)
        self._open.add(ticket)
        ticket.on_close = lambda: self._open.discard(ticket)
        try:
            yield ticket
        except RequestError as error:
            self._ended[type(error).__name__] += 1
            raise
        finally:
            ticket.close()

    async def retire(self) -> None:
        """End every worker, once those who wait for an answer have it."""
        while self._open:
            await asyncio.sleep(0.05)
        self.close()

    def close(self) -> None:
        """End every worker."""
        self._nursery.close()


def pool_of(request: Request) -> Pool:
    """Return the pool of the service that the request came to."""
    pool: Pool = request.scope["filrouge.pool"]
    return pool
