"""What a server does when things go wrong: a query that does not end, a process that is killed."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from statistics import quantiles
from threading import Thread

from benchmarks.serving.mix import ask
from benchmarks.serving.processes import children, processor_seconds, spent_since
from benchmarks.serving.servers import Server

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LONGEST_WAIT = 10.0
RUNAWAYS = 8
SECONDS_OF_RUNAWAYS = 20
ASKED_BESIDE = 100
_numbers = count(1)


@dataclass(frozen=True)
class Overrun:
    """What became of a query with a deadline: its status, the seconds beyond it, the cores that it still keeps busy."""

    status: int
    beyond: float
    busy: float


def overrun(server: Server, seconds: int, parameters: str = "") -> Overrun:
    """Ask a query that does not end; the deadline is in the parameters, or the server's own."""
    with server.client(seconds + LONGEST_WAIT) as client:
        reply = client.ask(ask("endless", ENDLESS, server.kind.path + parameters).warm)
    return Overrun(reply.status, reply.seconds - seconds, _busy_cores(server.pid))


def _busy_cores(pid: int) -> float:
    before, begun = processor_seconds(pid), time.perf_counter()
    time.sleep(0.5)
    return sum(spent_since(before).values()) / (time.perf_counter() - begun)


def beside_runaways(server: Server, request: Callable[[], bytes]) -> float:
    """Return the seconds within which nineteen of twenty requests are answered while queries run that do not end."""
    runaway = ask("endless", ENDLESS, server.kind.path + f"?timeout={SECONDS_OF_RUNAWAYS}").warm
    with ExitStack() as stack:
        for _ in range(RUNAWAYS):
            Thread(target=stack.enter_context(server.client()).ask, args=(runaway,), daemon=True).start()
        # Until all of them have been found to take long.
        time.sleep(1)
        with server.client() as client:
            seconds = [client.ask(request()).seconds for _ in range(ASKED_BESIDE)]
    return quantiles(seconds, n=20)[-1]


def cheap(server: Server) -> bytes:
    """Return a query that takes no time, and was never asked before."""
    return ask("cheap", f"ASK {{ ?s a fil:PolicyAxis FILTER({next(_numbers)} > 0) }}", server.kind.path).cold()


@dataclass(frozen=True)
class Recovery:
    """After a worker was killed: seconds until a query is answered, and until there are as many workers as before."""

    answer: float
    full: float


def kill_idle(server: Server) -> Recovery:
    """Kill a worker that has no job."""
    workers = _workers(server)
    return _kill(server, workers[0], len(workers))


def kill_busy(server: Server) -> Recovery:
    """Kill a worker in the middle of a query."""
    request = ask("endless", ENDLESS, server.kind.path + "?timeout=30").warm
    at_rest = len(_workers(server))
    with server.client() as client:
        asking = Thread(target=client.ask, args=(request,))
        asking.start()
        _wait(lambda: any(_computes(each) for each in _workers(server)))
        recovery = _kill(server, next(each for each in _workers(server) if _computes(each)), at_rest)
        asking.join()
    return recovery


def _kill(server: Server, worker: int, at_rest: int) -> Recovery:
    with server.client() as client:
        # Connected beforehand, so that only the answer counts.
        client.ask(cheap(server))
        begun = time.perf_counter()
        os.kill(worker, signal.SIGKILL)
        answer = client.ask(cheap(server)).seconds
    _wait(lambda: worker not in _workers(server) and len(_workers(server)) >= at_rest)
    return Recovery(answer, time.perf_counter() - begun)


def _workers(server: Server) -> list[int]:
    (zygote,) = children(server.pid)
    return children(zygote)


def _computes(pid: int) -> bool:
    # A worker that has only had cheap queries has taken less.
    return processor_seconds(pid)[pid] > 0.1


def _wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    while not until():
        if time.monotonic() > deadline:
            raise TimeoutError("the pool has not recovered")
        time.sleep(0.001)
