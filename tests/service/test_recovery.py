"""What becomes of a worker that dies while nobody asks for it."""

import os
import signal
import time
from collections.abc import Callable

from running_service import Served, children


def workers(service: Served) -> set[int]:
    (zygote,) = children(service.process.pid)
    return set(children(zygote))


def wait(until: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_an_idle_worker_that_is_killed_is_replaced_without_a_request(own: Served) -> None:
    wait(lambda: len(workers(own)) >= 3)
    before = workers(own)
    killed = min(before)
    os.kill(killed, signal.SIGKILL)
    wait(lambda: killed not in workers(own) and len(workers(own)) == len(before))
    assert len(workers(own) - before) == 1
