"""The route /audit/report.pdf: a worker makes the document, the press prints it. The other routes of the document."""

import asyncio
import signal
import sys

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoint.audit.dossier.pages import PATH, file_name, send_annex, show_dossier, show_print
from endpoint.audit.dossier.press import LACKING
from endpoint.audit.dossier.subject import read_values
from endpoint.errors import BusyError, ExhaustedError, NotAcceptableError, TimedOutError
from endpoint.pool.frames import Job
from endpoint.pool.pool import pool_of
from endpoint.service import Service, log, service_of
from endpoint.visits import Visit, page_route, reply_to

PDF = "application/pdf"
REMEDY = f"ask for one axis, or print {PATH} from the browser"
# What the log says of an answer that nobody waited for.
LEFT = 499
# Printing takes a processor for seconds: one at a time, and few wait.
PRESSES, WAITING = 1, 4
# A press has so much processor time as a client may ask for; on a busy machine that may last so many times longer.
PATIENCE = 3


class PrintShop:
    """Runs at most so many presses at once; more than so many requests are not kept waiting."""

    def __init__(self, presses: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(presses)
        self._room = presses + waiting
        self._inside = 0

    async def print(self, service: Service, html: bytes) -> bytes:
        """Return the PDF; raise a RequestError that says why there is none."""
        if self._inside >= self._room:
            raise BusyError("too many documents are being printed: ask again in a little while")
        self._inside += 1
        try:
            async with self._free:
                return await _press(service, html)
        finally:
            self._inside -= 1


async def _press(service: Service, html: bytes) -> bytes:
    settings = service.settings
    limits = (str(settings.memory), f"{settings.longest_timeout:.0f}")
    command = (sys.executable, "-m", "endpoint.audit.dossier.press", *limits)
    pipe = asyncio.subprocess.PIPE
    press = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(PATIENCE * settings.longest_timeout):
            printed, said = await press.communicate(html)
    except TimeoutError:
        raise TimedOutError(f"printing took too long: {REMEDY}") from None
    finally:
        if press.returncode is None:
            press.kill()
            await press.wait()
    assert press.returncode is not None
    if press.returncode == LACKING:
        log.error("no PDF: %s; docs/operate.md says what to install", said.decode(errors="replace").strip())
        raise NotAcceptableError(f"this service has no means to make a PDF: {REMEDY}")
    if -press.returncode in (signal.SIGXCPU, signal.SIGKILL):
        raise TimedOutError(f"printing took longer than {settings.longest_timeout:g} s: {REMEDY}")
    if press.returncode:
        log.error("the press failed (%s): %s", press.returncode, said.decode(errors="replace")[-2000:])
        raise ExhaustedError(f"the document could not be printed: {REMEDY}")
    return printed


_SHOP = PrintShop(PRESSES, WAITING)


async def print_dossier(request: Request) -> Response:
    """Send the document as PDF; a client that leaves meanwhile ends what is done for it."""
    printing, gone = asyncio.create_task(_print(request)), asyncio.create_task(_until_gone(request))
    try:
        await asyncio.wait({printing, gone}, return_when=asyncio.FIRST_COMPLETED)
        return printing.result() if printing.done() else Response(status_code=LEFT)
    finally:
        printing.cancel()
        gone.cancel()
        # The press is not left behind: its place is free when it has ended.
        await asyncio.gather(printing, gone, return_exceptions=True)


async def _until_gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _print(request: Request) -> Response:
    """Print the document; what the worker says instead (another address, a problem) is passed on."""
    made = await _ask_worker(request)
    if made.status_code != 200:
        return made
    given = read_values(request.query_params.multi_items())
    disposition = {"Content-Disposition": f'inline; filename="{file_name(given, "pdf")}"'}
    if request.method == "HEAD":
        response = Response(headers=disposition, media_type=PDF)
        del response.headers["content-length"]
        return response
    return Response(await _SHOP.print(service_of(request), bytes(made.body)), headers=disposition, media_type=PDF)


async def _ask_worker(request: Request) -> Response:
    """Have the document made, with the time that a client may ask for at most."""
    job = Job(reply_to, (show_print, Visit.of(request)))
    with pool_of(request).ticket(job, service_of(request).settings.longest_timeout) as ticket:
        head = await ticket.head()
        pieces = []
        while (piece := await ticket.piece()) is not None:
            pieces.append(piece)
    response = Response(b"".join(pieces), head.status)
    response.headers.update(head.headers)
    return response


ROUTES = [
    Route(f"{PATH}.pdf", print_dossier),
    page_route(f"{PATH}.xlsx", send_annex),
    page_route(PATH, show_dossier),
]
