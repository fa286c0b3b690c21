"""The processes of the service: what dies alone, what dies together, what a worker cannot do."""

import os
import signal
import socket
import time
from itertools import count
from pathlib import Path

import httpx2
import pytest
from running_service import Served, children

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def family(pid: int) -> list[int]:
    return [*children(pid), *(grandchild for child in children(pid) for grandchild in children(child))]


numbers = count(1)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def answers(service: Served) -> bool:
    # Each time another query, so that no kept answer stands in for a worker.
    query = f"ASK {{ ?s a fil:PolicyAxis FILTER({next(numbers)} > 0) }}"
    return bool(httpx2.get(f"{service.url}/sparql", params={"query": query}).json()["boolean"])


def wait_until_dead(pids: list[int], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < end, f"still alive: {[pid for pid in pids if alive(pid)]}"
        time.sleep(0.05)


def test_a_killed_worker_is_replaced(own: Served) -> None:
    assert answers(own)
    (zygote,) = children(own.process.pid)
    for worker in children(zygote):
        os.kill(worker, signal.SIGKILL)
    time.sleep(0.2)
    assert answers(own)
    assert own.pool()["zygote_restarts"] == 0


def test_a_killed_zygote_is_started_again_and_its_workers_with_it(own: Served) -> None:
    assert answers(own)
    (zygote,) = children(own.process.pid)
    workers = children(zygote)
    os.kill(zygote, signal.SIGKILL)
    wait_until_dead(workers)
    assert answers(own)
    assert own.pool()["zygote_restarts"] == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_outlives_the_service(own: Served, number: signal.Signals) -> None:
    connection = socket.create_connection(own.host, timeout=30)
    connection.sendall(f"GET /sparql?query={ENDLESS.replace(' ', '%20')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    time.sleep(0.5)
    processes = family(own.process.pid)
    assert len(processes) > 1
    own.process.send_signal(number)
    own.process.wait(timeout=20)
    wait_until_dead(processes)
    connection.close()


def test_workers_have_left_the_network_or_may_open_nothing(own: Served) -> None:
    answers(own)
    (zygote,) = children(own.process.pid)
    for worker in children(zygote):
        limits = Path(f"/proc/{worker}/limits").read_text("ascii")
        files = next(line for line in limits.splitlines() if line.startswith("Max open files"))
        used = max(int(each) for each in os.listdir(f"/proc/{worker}/fd"))
        isolated = os.readlink(f"/proc/{worker}/ns/net") != os.readlink("/proc/self/ns/net")
        assert isolated or int(files.split()[3]) <= used


def test_a_query_cannot_call_out(own: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.5)
        port = listener.getsockname()[1]
        for query in (
            f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}",
        ):
            httpx2.get(f"{own.url}/sparql", params={"query": query})
        with pytest.raises(TimeoutError):
            listener.accept()


def test_one_line_of_the_log_tells_each_request(own: Served) -> None:
    httpx2.get(f"{own.url}/sparql", params={"query": "ASK { <http://secret.example/> ?p ?o }"})
    httpx2.get(f"{own.url}/none")
    lines = own.log.read_text("utf-8").splitlines()
    assert [line for line in lines if '"path": "/none", "status": 404' in line]
    assert not [line for line in lines if "secret.example" in line]


def test_the_figures_count_what_happened(own: Served) -> None:
    for _ in range(3):
        httpx2.get(f"{own.url}/sparql", params={"query": "ASK {}"})
    figures = httpx2.get(f"{own.url}/metrics").text
    assert 'filrouge_requests_total{cache="miss",route="sparql",status="200"} 1.0' in figures
    assert 'filrouge_requests_total{cache="hit",route="sparql",status="200"} 2.0' in figures
    assert "filrouge_workers_born_total" in figures
