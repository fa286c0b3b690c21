"""A new snapshot is published while the service runs: nobody is refused, nobody gets a mixture."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from pyoxigraph import RdfFormat, Store
from running_service import Served, children

VERSION = "https://e/version"
# The version is read twice: an answer made of two snapshots would hold two versions, or none.
BOTH = f"SELECT ?one ?two {{ <https://e/a> <{VERSION}> ?one . <https://e/b> <{VERSION}> ?two FILTER(%d > 0) }}"


def publish(data: Path, version: str) -> None:
    folder = data / "snapshots" / version
    (folder / "store").mkdir(parents=True)
    lines = [f'<https://e/{name}> <{VERSION}> "{version}" <https://e/graph> .\n' for name in "ab"]
    (folder / "dataset.nq.gz").write_bytes(gzip.compress("".join(lines).encode()))
    store = Store(str(folder / "store"))
    store.load("".join(lines).encode(), RdfFormat.N_QUADS)
    store.flush()
    counts = {"triples": 2, "graphs": {"https://e/graph": 2}}
    manifest = {"version": version, "base": "https://e/", "counts": counts}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    link = data / ".link"
    link.symlink_to(Path("snapshots") / version)
    link.rename(data / "current")


def served_version(url: str, number: int = 1) -> str:
    answer = httpx2.get(f"{url}/sparql", params={"query": BOTH % number})
    assert answer.status_code == 200
    (row,) = answer.json()["results"]["bindings"]
    assert row["one"]["value"] == row["two"]["value"]
    return str(row["one"]["value"])


def wait_for(happens: Callable[[], bool]) -> None:
    # The next snapshot's process starts while all else goes on.
    end = time.monotonic() + 60
    while not happens():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


@contextmanager
def serving(data: Path, log: Path, **settings: str) -> Iterator[Served]:
    service = Served(data, log, **settings)
    try:
        yield service
    finally:
        service.stop()


@contextmanager
def asking(ask: Callable[[], None]) -> Iterator[None]:
    """Ask again and again, four at a time."""
    stop = threading.Event()

    def go_on() -> None:
        while not stop.is_set():
            ask()

    threads = [threading.Thread(target=go_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("store", ["memory", "disk"])
def test_a_new_snapshot_is_moved_to_without_a_failed_or_mixed_answer(tmp_path: Path, store: str) -> None:
    publish(tmp_path, "v1")
    seen: list[str] = []
    with serving(tmp_path, tmp_path / "log", store=store) as service:
        with asking(lambda: seen.append(served_version(service.url, len(seen) + 1))):
            for version in ("v2", "v3"):
                publish(tmp_path, version)
                wait_for(lambda wanted=version: wanted in seen[-20:])  # type: ignore[misc]
        assert set(seen) == {"v1", "v2", "v3"}
        wait_for(lambda: len(children(service.process.pid)) == 1)


def test_a_request_under_way_finishes_on_its_snapshot(tmp_path: Path, dijon: Path) -> None:
    (tmp_path / "current").symlink_to(dijon.resolve())
    rows = "SELECT ?a ?b ?d ?e { ?a ?b ?c . ?d ?e ?f } LIMIT 300000"
    parameters = {"query": rows, "format": "csv", "timeout": "60"}
    with (
        serving(tmp_path, tmp_path / "log") as service,
        httpx2.stream("GET", f"{service.url}/sparql", params=parameters, timeout=60) as answer,
    ):
        pieces = answer.iter_lines()
        next(pieces)
        link = tmp_path / ".link"
        publish(tmp_path / "other", "v2")
        link.symlink_to((tmp_path / "other" / "current").resolve())
        link.rename(tmp_path / "current")
        wait_for(lambda: httpx2.get(f"{service.url}/health").json()["version"] == "v2")
        assert sum(1 for _ in pieces) == 300_000


def test_a_snapshot_that_cannot_be_opened_leaves_the_earlier_one_served(tmp_path: Path) -> None:
    publish(tmp_path, "v1")
    with serving(tmp_path, tmp_path / "log") as service:
        (tmp_path / "snapshots" / "broken").mkdir()
        link = tmp_path / ".link"
        link.symlink_to(Path("snapshots") / "broken")
        link.rename(tmp_path / "current")
        wait_for(lambda: "still serving the earlier snapshot" in (tmp_path / "log").read_text("utf-8"))
        assert served_version(service.url) == "v1"
