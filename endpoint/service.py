"""What every route needs, put together once at the start."""

import logging
from dataclasses import dataclass
from functools import cached_property

from starlette.requests import Request

from endpoint.addresses import Addresses
from endpoint.engine import Engine
from endpoint.pages import Pages
from endpoint.questions import Question
from endpoint.settings import Settings
from endpoint.snapshot import Snapshot

log = logging.getLogger("filrouge")


@dataclass(frozen=True)
class Service:
    """One snapshot, served."""

    settings: Settings
    snapshot: Snapshot
    engine: Engine
    questions: dict[str, Question]

    @cached_property
    def addresses(self) -> Addresses:
        """The addresses under the base of the snapshot's data."""
        return Addresses(self.snapshot.base)

    @cached_property
    def pages(self) -> Pages:
        """The templates, bound to those addresses."""
        return Pages(self.addresses, self.settings.public_url)


def service_of(request: Request) -> Service:
    """Return the service that the request came to."""
    service: Service = request.app.state.service
    return service
