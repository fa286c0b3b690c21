"""What is being served: one snapshot with its workers, and how the next one takes its place.

Every request belongs to the deployment that was current when it came: it finishes there, whatever is published
meanwhile. The old workers end when the last such request has its answer. A large snapshot is served from disk until it
has been read into memory, when there is room for it.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread

from starlette.types import ASGIApp, Receive, Scope, Send

from endpoint.errors import NotReadyError, StartError
from endpoint.memory import fits_in_memory, is_read_at_once
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
        self._refused: Path | None = None
        self._awaited: Path | None = None
        self._settled: Path | None = None

    @property
    def settled(self) -> bool:
        """Whether the snapshot stays where it is read from, until the next one is published."""
        return self._settings.data.is_file() or self.current.service.snapshot.folder == self._settled

    async def renew(self) -> None:
        """Look for a new snapshot again and again, and move over to it; into memory, when there is room for it."""
        while not self._settings.data.is_file():
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            folder = (self._settings.data / "current").resolve()
            if folder == self.current.service.snapshot.folder:
                await self._settle(folder)
            elif folder != self._refused and folder.is_dir():
                await self._move_over(folder)

    async def _move_over(self, folder: Path) -> None:
        try:
            self._replace(await _apart(self._deploy))
            log.warning("now serving snapshot %s", folder.name)
        except NotReadyError as error:
            if folder != self._awaited:
                log.warning("still serving the earlier snapshot: %s", error)
            self._awaited = folder
        except StartError as error:
            self._refused = folder
            log.error("still serving the earlier snapshot: %s", error)

    async def _settle(self, folder: Path) -> None:
        """Decide once, when no earlier snapshot takes memory any more, whether this one moves there from the disk."""
        if folder == self._settled or self._retiring:
            return
        served = self.current.service
        if served.store == "disk" and fits_in_memory(self._settings, served.snapshot):
            try:
                self._replace(await _apart(partial(self._deploy, soon=False)))
                log.warning("now serving snapshot %s from memory", folder.name)
            except StartError as error:
                log.error("still serving the snapshot from disk: %s", error)
        self._settled = folder

    def close(self) -> None:
        """End every worker."""
        self.current.pool.close()

    def _deploy(self, *, soon: bool = True) -> Deployment:
        """Open the current snapshot, if it is to be served `soon` on disk where memory would take long."""
        snapshot = current_snapshot(self._settings.data)
        in_memory = fits_in_memory(self._settings, snapshot) and (is_read_at_once(snapshot) or not soon)
        service = Service(self._settings, snapshot, self._questions, in_memory)
        if service.store == "remote":
            # Asked here first, so that what may be there later is not refused for ever.
            open_engine(service)
        # What is asked for in no order comes in another one from another store.
        stamp = f"{snapshot.version} {snapshot.edition} {service.store} {code_stamp()}"
        return Deployment(service, Pool(service), stamp)

    def _replace(self, new: Deployment) -> None:
        old, self.current = self.current, new
        new.pool.warm()
        task = asyncio.create_task(old.pool.retire())
        self._retiring.add(task)
        task.add_done_callback(self._retiring.discard)


async def _apart(function: Callable[[], Deployment]) -> Deployment:
    """Run a function in a thread that the end of this process does not wait for."""
    future: Future[Deployment] = Future()
    future.set_running_or_notify_cancel()

    def run() -> None:
        try:
            future.set_result(function())
        except BaseException as error:
            future.set_exception(error)

    Thread(target=run, daemon=True).start()
    return await asyncio.wrap_future(future)


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
