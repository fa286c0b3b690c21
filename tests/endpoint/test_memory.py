"""Whether a graph is kept in memory: what it takes, with what workers copy of it, against what is free."""

from pathlib import Path

import pytest

from endpoint import memory
from endpoint.settings import Settings
from endpoint.snapshot import Snapshot

COUNTRY = 10_000_000
# 3.2 GB, and 85 % of it in each of four workers, is 14.08 GB: two thirds of 21.12.
NEEDED = 21.12e9


def snapshot(folder: Path, triples: int | None) -> Snapshot:
    (folder / "store").mkdir(exist_ok=True)
    return Snapshot(folder, "v1", triples=triples)


@pytest.mark.parametrize(
    ("available", "settings", "fits"),
    [
        (1.01 * NEEDED, Settings(workers=2), True),
        (0.99 * NEEDED, Settings(workers=2), False),
        (1.01 * NEEDED, Settings(workers=3), False),
        (1e6, Settings(workers=2, store="memory"), True),
        (1e12, Settings(workers=2, store="disk"), False),
        (1e12, Settings(workers=2, store="http://127.0.0.1:7878/query"), False),
    ],
)
def test_memory_must_hold_the_graph_and_what_workers_copy_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, available: float, settings: Settings, fits: bool
) -> None:
    monkeypatch.setattr(memory, "_available", lambda: int(available))
    assert memory.fits_in_memory(settings, snapshot(tmp_path, COUNTRY)) is fits


def test_what_takes_long_to_read_is_not_read_at_once_where_there_is_a_store(tmp_path: Path) -> None:
    assert memory.is_read_at_once(snapshot(tmp_path, 1_000_000))
    assert not memory.is_read_at_once(snapshot(tmp_path, COUNTRY))
    assert memory.is_read_at_once(Snapshot(tmp_path / "dataset.nq", "v1"))
