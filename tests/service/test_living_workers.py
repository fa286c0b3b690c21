"""Workers live on: a long query costs its worker neither its life nor its priority, unless it has grown too large."""

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import httpx2
import pytest
from running_service import Served, children
from territories_made import service_of_worker

from endpoint.pool.confine import Memory
from endpoint.pool.frames import END, HEAD, HEADER, LAST, Job, Reply, job_frame
from endpoint.pool.worker import work
from endpoint.service import Service
from endpoint.settings import Settings

# Ten million solutions: seconds, on any machine, which is long by any measure of the pool.
LONG = """SELECT (COUNT(*) AS ?n) {{
  ?a fil:statedAt ?x . ?b fil:statedAt ?y . ?c fil:statedAt ?z . VALUES ?i {{ 1 2 3 4 5 6 7 8 9 10 11 12 }}
  FILTER(STRLEN(STR(?x)) > ?i && {0} > 0)
}}"""
ALLOWED = 64
kept: list[bytearray] = []
numbers = count(1)


def workers(service: Served) -> set[int]:
    (zygote,) = children(service.process.pid)
    return set(children(zygote))


def priorities(worker: int) -> dict[str, int]:
    """The priority of the thread that waits, which has the number of its process, and of the one that computes."""
    found = {}
    for thread in map(int, os.listdir(f"/proc/{worker}/task")):
        found["waits" if thread == worker else "computes"] = os.getpriority(os.PRIO_PROCESS, thread)
    return found


def ask_long(service: Served) -> httpx2.Response:
    query = LONG.format(next(numbers))
    return httpx2.get(f"{service.url}/sparql", params={"query": query, "timeout": "60"}, timeout=60)


def test_a_long_query_yields_to_others_and_its_worker_lives_on_with_its_old_priority(own: Served) -> None:
    usual = os.getpriority(os.PRIO_PROCESS, own.process.pid)
    while len(workers(own)) < 3:
        time.sleep(0.01)
    before = workers(own)
    asking = threading.Thread(target=ask_long, args=(own,))
    asking.start()
    lowest = usual
    while asking.is_alive():
        lowest = max(lowest, *(priorities(each).get("computes", usual) for each in before))
        time.sleep(0.02)
    assert lowest > usual
    assert workers(own) == before
    assert all(set(priorities(each).values()) == {usual} for each in before)


def test_one_worker_computes_one_long_query_after_another(own: Served) -> None:
    assert [ask_long(own).status_code for _ in range(2)] == [200, 200]
    assert own.pool()["workers_born"] == len(workers(own)), own.log.read_text()


def grow(_service: Service, megabytes: int) -> Reply:
    """Keep memory, as a heap does that has grown ragged."""
    kept.append(bytearray(megabytes << 20))
    return Reply("text/plain", b"%d" % len(kept))


@pytest.fixture
def line(dijon: Path) -> Iterator[socket.socket]:
    """The service's end of a worker that may take 64 MB for a query."""
    service = replace(service_of_worker(dijon.parent), settings=Settings(memory=ALLOWED))
    ours, theirs = socket.socketpair()
    ours.settimeout(20)
    if not (pid := os.fork()):
        ours.close()
        work(theirs, service, Memory())
        os._exit(0)
    theirs.close()
    yield ours
    ours.close()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def ask_to_grow(line: socket.socket, megabytes: int) -> list[bytes]:
    """Return the kinds of the frames that come back."""
    line.sendall(job_frame(Job(grow, (megabytes,))))
    kinds: list[bytes] = []
    while not kinds or kinds[-1] not in (END, LAST, b""):
        header = line.recv(HEADER.size, socket.MSG_WAITALL)
        kind, length = HEADER.unpack(header) if header else (b"", 0)
        line.recv(length, socket.MSG_WAITALL)
        kinds.append(kind)
    return kinds


def test_a_worker_that_has_grown_says_so_with_its_answer_and_ends(line: socket.socket) -> None:
    assert ask_to_grow(line, ALLOWED // 4)[-1] == END
    answered = ask_to_grow(line, ALLOWED // 2)
    assert answered[0] == HEAD
    assert answered[-1] == LAST
    assert line.recv(1) == b""


def test_a_job_may_not_take_more_than_it_is_allowed(line: socket.socket) -> None:
    assert ask_to_grow(line, 2 * ALLOWED) == [b""]


def test_the_kernel_ends_a_worker_before_the_process_that_it_comes_from(own: Served) -> None:
    while len(workers(own)) < 3:
        time.sleep(0.01)

    def likely(pid: int) -> int:
        return int(Path(f"/proc/{pid}/oom_score_adj").read_text("ascii"))

    (zygote,) = children(own.process.pid)
    assert all(likely(each) > likely(zygote) for each in workers(own))
