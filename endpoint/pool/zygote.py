"""The zygote: a process that opens the snapshot before any thread starts, and forks a worker whenever it is asked to.

It is started with a control socket as its only argument and reads what to serve from its standard input. It answers
`ready` or `failed: why`, then one process id for each descriptor that it is sent. It ends when the service hangs up.
"""

import gc
import os
import pickle
import signal
import socket
import sys

import endpoint.app  # noqa: F401 (every function that a job may name is imported before the first fork)
from endpoint.errors import StartError
from endpoint.opening import open_engine
from endpoint.pool.confine import die_with_parent, leave_the_network, limit_memory, open_no_more_files
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
        engine = open_engine(service)
    except StartError as error:
        control.send(f"failed: {error}".encode())
        return
    service = service.with_engine(engine)
    warm(service)
    isolated = not service.settings.remote_stores and leave_the_network()
    # What is alive now stays alive: the collector need not touch its pages, which the workers share.
    gc.freeze()
    control.send(f"ready: {len(engine)} {isolated}".encode())
    while _fork_one(control, service):
        pass
    # Nothing is left to be written; a store is not closed in its own time.
    os._exit(0)


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
    limit_memory(service.settings.memory)
    connection = socket.socket(fileno=descriptor)
    service.open_index()
    if service.in_memory:
        open_no_more_files()
    work(connection, service)


if __name__ == "__main__":
    main()
