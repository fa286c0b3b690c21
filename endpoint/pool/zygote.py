"""The zygote: a process that opens the snapshot before any thread starts, and forks a worker whenever it is asked to.

It is started with a control socket as its only argument and reads what to serve from its standard input. It answers
`ready` or `failed: why`, then one process id for each descriptor that it is sent. It ends when the service hangs up,
while it opens the snapshot too.
"""

import gc
import os
import pickle
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import F_GETFL, F_SETFL, F_SETOWN, fcntl

import endpoint.app  # noqa: F401 (every function that a job may name is imported before the first fork)
from endpoint.errors import StartError
from endpoint.opening import open_engine
from endpoint.pool.confine import Memory, be_killed_first, die_with_parent, leave_the_network, open_no_more_files
from endpoint.pool.worker import work
from endpoint.service import Service
from endpoint.warming import warm


def main() -> None:
    """Open what standard input names, then fork until the control socket closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    service: Service = pickle.load(sys.stdin.buffer)  # noqa: S301 (sent by the service itself)
    try:
        with _ended_by(control):
            engine = open_engine(service)
            service = service.with_engine(engine)
            warm(service)
    except StartError as error:
        control.send(f"failed: {error}".encode())
        return
    isolated = not service.settings.remote_stores and leave_the_network()
    # What is alive now stays alive: the collector need not touch its pages, which the workers share.
    gc.freeze()
    control.send(f"ready: {len(engine)} {isolated}".encode())
    while _fork_one(control, service):
        pass
    # Nothing is left to be written; a store is not closed in its own time.
    os._exit(0)


@contextmanager
def _ended_by(control: socket.socket) -> Iterator[None]:
    """End this process at once, by a signal, when the service hangs up: reading a country takes its time."""
    flags = fcntl(control, F_GETFL)
    fcntl(control, F_SETOWN, os.getpid())
    fcntl(control, F_SETFL, flags | os.O_ASYNC)
    yield
    fcntl(control, F_SETFL, flags)


def _fork_one(control: socket.socket, service: Service) -> bool:
    message, descriptors, _, _ = socket.recv_fds(control, 16, 1)
    if not message:
        return False
    parent = os.getpid()
    if pid := os.fork():
        os.close(descriptors[0])
        control.send(str(pid).encode())
        return True
    control.close()
    _live(parent, descriptors[0], service)
    os._exit(0)


def _live(parent: int, descriptor: int, service: Service) -> None:
    die_with_parent(parent)
    be_killed_first()
    connection = socket.socket(fileno=descriptor)
    service.open_index()
    memory = Memory()
    if service.in_memory:
        open_no_more_files()
    work(connection, service, memory)


if __name__ == "__main__":
    main()
