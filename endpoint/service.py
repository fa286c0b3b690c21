"""What every route and every worker needs, put together once at the start."""

import logging
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from starlette.requests import Request

from endpoint.addresses import Addresses
from endpoint.engine import Engine
from endpoint.linking import Links
from endpoint.pages import Pages
from endpoint.questions import Question
from endpoint.search.index import Index
from endpoint.settings import Settings
from endpoint.snapshot import Snapshot

log = logging.getLogger("filrouge")


@dataclass(frozen=True, eq=False)
class Service:
    """One snapshot, served; only a worker's copy has an engine and, where the snapshot has one, a search index.

    It is equal to itself alone, so that what is made of it once can be kept by it.
    """

    settings: Settings
    snapshot: Snapshot
    questions: dict[str, Question]
    in_memory: bool = False
    opened: Engine | None = None
    index: Index | None = None

    @property
    def engine(self) -> Engine:
        """The engine, in a worker; nowhere else is the store touched."""
        if self.opened is None:
            raise RuntimeError("only a worker has an engine: put what needs it in a route of endpoint.visits")
        return self.opened

    @property
    def store(self) -> str:
        """Where the workers read the graph from: memory, disk or remote."""
        if self.settings.remote_stores:
            return "remote"
        return "memory" if self.in_memory else "disk"

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses under the base of the snapshot's data."""
        return Addresses(self.snapshot.base)

    @cached_property
    def pages(self) -> Pages:
        """The templates, bound to those addresses."""
        return Pages(self.addresses, self.settings.public_url)

    @cached_property
    def links(self) -> Links:
        """The addresses that documents name."""
        root = self.settings.public_url or self.snapshot.base.rstrip("/#")
        return Links(self.snapshot.base, root, self.snapshot.licence)

    def bare(self) -> Self:
        """Return the same without what was built on the way, to be sent to another process."""
        return replace(self, opened=None, index=None)

    def with_engine(self, engine: Engine) -> Self:
        """Return the copy that a worker needs."""
        return replace(self, opened=engine)

    def open_index(self) -> None:
        """Open, in a worker, what it may not open later, nor share with another."""
        # Not in a copy: what the zygote has made of this service is kept by it.
        object.__setattr__(self, "index", Index.open(self.snapshot.folder))


def service_of(request: Request) -> Service:
    """Return the service that the request came to."""
    service: Service = request.scope["filrouge.service"]
    return service
