"""A large snapshot is served from disk until it has been read into memory."""

import gzip
import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from running_service import Served, children

from endpoint import deployment, memory
from endpoint.app import create_app
from endpoint.settings import Settings

ASK = "ASK {{ ?s a fil:PolicyAxis FILTER({0} > 0) }}"


def wait_for(happens: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Dijon's graph pass for one that takes long to read."""
    monkeypatch.setattr(memory, "QUADS_READ_AT_ONCE", 10)
    monkeypatch.setattr(deployment, "SECONDS_BETWEEN_LOOKS", 0.1)


@pytest.fixture
def others() -> set[int]:
    """The processes that other tests have started in this one."""
    return set(children(os.getpid()))


@pytest.fixture
def client(dijon: Path, large: None, others: set[int]) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(data=dijon.parent))) as client:
        yield client


def store(client: TestClient) -> str:
    return str(client.get("/health").json()["store"])


def settled(client: TestClient) -> bool:
    return bool(client.get("/health").json()["settled"])


def ask(client: TestClient, number: int) -> tuple[bool, str]:
    """Ask, and return the validator of the answer too."""
    answer = client.get("/sparql", params={"query": ASK.format(number)})
    return answer.json()["boolean"], answer.headers["etag"]


def test_it_is_answered_from_disk_at_once_and_from_memory_when_it_has_been_read(client: TestClient) -> None:
    assert (store(client), settled(client)) == ("disk", False)
    answered, tag = ask(client, 1)
    assert answered
    # Each time another query, so that a worker answers: none fails while the snapshot moves.
    numbers = count(2)
    wait_for(lambda: ask(client, next(numbers))[0] and store(client) == "memory")
    assert ask(client, next(numbers))[0]
    wait_for(lambda: settled(client))
    # What is asked for in no order may come in another one: it is another answer to those who compare bytes.
    assert ask(client, 1)[1] != tag


def test_the_workers_on_disk_are_ended(client: TestClient, others: set[int]) -> None:
    wait_for(lambda: store(client) == "memory")
    wait_for(lambda: len(set(children(os.getpid())) - others) == 1)


def test_where_what_is_in_memory_was_killed_it_is_served_from_disk_again(client: TestClient, others: set[int]) -> None:
    wait_for(lambda: store(client) == "memory")
    wait_for(lambda: len(set(children(os.getpid())) - others) == 1)
    (zygote,) = set(children(os.getpid())) - others
    os.kill(zygote, signal.SIGKILL)
    wait_for(lambda: store(client) == "disk")
    assert ask(client, 1)[0]


def test_what_stays_on_disk_is_not_read(dijon: Path, large: None) -> None:
    with TestClient(create_app(Settings(data=dijon.parent, store="disk"))) as client:
        wait_for(lambda: settled(client))
        assert store(client) == "disk"


def test_what_has_no_room_in_memory_stays_on_disk(dijon: Path, large: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "SHARE", 1e-9)
    with TestClient(create_app(Settings(data=dijon.parent))) as client:
        wait_for(lambda: settled(client))
        assert store(client) == "disk"


def test_a_graph_that_is_not_large_is_in_memory_from_the_start(dijon: Path) -> None:
    with TestClient(create_app(Settings(data=dijon.parent))) as client:
        assert store(client) == "memory"


@pytest.fixture
def endless(dijon: Path, tmp_path: Path) -> Path:
    """Dijon's snapshot, said to be large, whose dataset never comes to its end."""
    folder = tmp_path / "build" / "current"
    shutil.copytree(dijon, folder, symlinks=False)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["counts"]["triples"] = 2 * memory.QUADS_READ_AT_ONCE
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (folder / "dataset.nq.gz").unlink()
    os.mkfifo(folder / "dataset.nq.gz")
    return folder


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_the_end_of_the_service_does_not_wait_for_what_is_being_read(
    endless: Path, tmp_path: Path, number: signal.Signals
) -> None:
    service = Served(endless.parent, tmp_path / "log", store="memory")
    # The reader has opened its end when ours can be opened.
    with (endless / "dataset.nq.gz").open("wb") as dataset:
        dataset.write(gzip.compress(b"<http://e/a> <http://e/b> <http://e/c> <http://e/d> .\n"))
        dataset.flush()
        readers = children(service.process.pid)
        assert len(readers) == 2
        service.process.send_signal(number)
        service.process.wait(timeout=10)
        wait_for(lambda: not any(Path(f"/proc/{each}").exists() for each in readers), 10)
