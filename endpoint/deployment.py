"""What is being served: one snapshot with its workers, and how the next one takes its place.

Every request belongs to the deployment that was current when it came: it finishes there, whatever is published
meanwhile. The old workers end when the last such request has its answer.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from endpoint.errors import NotReadyError, StartError
from endpoint.memory import fits_in_memory
from endpoint.opening import open_engine
from endpoint.pool.pool import Pool
from endpoint.questions import Question
from endpoint.service import Service, log
from endpoint.settings import Settings
from endpoint.snapshot import current_snapshot
from endpoint.stamp import code_stamp

SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True)
class Deployment:
    """A snapshot, its workers, and the stamp that its validators carry."""

    service: Service
    pool: Pool
    stamp: str


class Deployments:
    """The current deployment, renewed when a snapshot is published."""

    def __init__(self, settings: Settings, questions: dict[str, Question]) -> None:
        """Open the current snapshot; raise StartError when it cannot be."""
        self._settings, self._questions = settings, questions
        self.current = self._deploy()
        self._retiring: set[asyncio.Task[None]] = set()

    async def renew(self) -> None:
        """Look for a new snapshot again and again, and move over to it."""
        refused: Path | None = None
        awaited: Path | None = None
        while not self._settings.data.is_file():
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            folder = (self._settings.data / "current").resolve()
            if folder in (self.current.service.snapshot.folder, refused) or not folder.is_dir():
                continue
            try:
                self._replace(await asyncio.to_thread(self._deploy))
                log.warning("now serving snapshot %s", folder.name)
            except NotReadyError as error:
                if folder != awaited:
                    log.warning("still serving the earlier snapshot: %s", error)
                awaited = folder
            except StartError as error:
                refused = folder
                log.error("still serving the earlier snapshot: %s", error)

    def close(self) -> None:
        """End every worker."""
        self.current.pool.close()

    def _deploy(self) -> Deployment:
        snapshot = current_snapshot(self._settings.data)
        service = Service(self._settings, snapshot, self._questions, fits_in_memory(self._settings, snapshot))
        if service.store == "remote":
            # Asked here first, so that what may be there later is not refused for ever.
            open_engine(service)
        return Deployment(service, Pool(service), f"{snapshot.version} {snapshot.edition} {code_stamp()}")

    def _replace(self, new: Deployment) -> None:
        old, self.current = self.current, new
        new.pool.warm()
        task = asyncio.create_task(old.pool.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)


class Assign:
    """ASGI middleware: gives each request the deployment that is current when it comes."""

    def __init__(self, app: ASGIApp, deployments: Deployments) -> None:
        self._app = app
        self._deployments = deployments

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == "http":
            current = self._deployments.current
            scope["filrouge.service"] = current.service
            scope["filrouge.pool"] = current.pool
            scope["filrouge.stamp"] = current.stamp
        await self._app(scope, receive, send)
