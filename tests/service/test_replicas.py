"""Several stores behind one service: one of them is killed, a new snapshot is rolled over them; nobody notices."""

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from another_engine import Oxigraph, united
from asking import Readers
from running_service import Served
from test_publishing import BOTH, publish


@pytest.fixture
def two() -> Iterator[tuple[Oxigraph, Oxigraph]]:
    with united() as one, united() as other:
        yield one, other


def test_a_store_that_dies_is_replaced_by_another(two: tuple[Oxigraph, Oxigraph], tmp_path: Path) -> None:
    one, other = two
    publish(tmp_path, "v1")
    for store in two:
        store.take(tmp_path)
    service = Served(tmp_path, tmp_path / "log", store=f"{one.queries},{other.queries}")
    readers = Readers(service.url)
    readers.wait_for(lambda: len(readers.seen) > 50)
    one.stop()
    before = len(readers.seen)
    readers.wait_for(lambda: len(readers.seen) > before + 100)
    assert readers.end() == {"v1=v1"}
    other.stop()
    answer = httpx2.get(f"{service.url}/sparql", params={"query": BOTH % -1})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    service.stop()


def test_a_snapshot_is_rolled_over_the_stores(two: tuple[Oxigraph, Oxigraph], tmp_path: Path) -> None:
    publish(tmp_path, "v1")
    for store in two:
        store.take(tmp_path)
    service = Served(tmp_path, tmp_path / "log", store=",".join(each.queries for each in two))
    readers = Readers(service.url)
    publish(tmp_path, "v2")
    readers.wait_for(lambda: "still serving the earlier snapshot" in (tmp_path / "log").read_text("utf-8"))
    two[0].take(tmp_path, "v2", drain=1)
    readers.wait_for(lambda: httpx2.get(f"{service.url}/health").json()["version"] == "v2")
    two[1].take(tmp_path, "v2", drain=1)
    readers.wait_for(lambda: "v2=v2" in readers.seen[-20:])
    assert readers.end() == {"v1=v1", "v2=v2"}
    service.stop()
