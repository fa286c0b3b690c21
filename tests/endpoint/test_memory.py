"""Whether a graph is kept in memory: what it takes, with what workers copy of it, against what is free."""

from pathlib import Path

import pytest

from endpoint import memory
from endpoint.control_groups import memory_left
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


def group(folder: Path, names: tuple[str, str], limit: str, used: int, stat: str) -> None:
    """Write the files of a control group as the kernel shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / names[0]).write_text(f"{limit}\n")
    (folder / names[1]).write_text(f"{used}\n")
    (folder / "memory.stat").write_text(stat)


V1, V2 = ("memory.limit_in_bytes", "memory.usage_in_bytes"), ("memory.max", "memory.current")


@pytest.fixture
def process(tmp_path: Path) -> Path:
    (tmp_path / "process").mkdir()
    return tmp_path / "process"


def test_each_group_that_a_service_stands_in_limits_it(process: Path, tmp_path: Path) -> None:
    groups = tmp_path / "groups"
    (process / "cgroup").write_text("0::/system.slice/filrouge.service\n")
    group(groups / "system.slice" / "filrouge.service", V2, "4000", 3000, "anon 2500\nfile 500\n")
    group(groups / "system.slice", V2, "max", 9000, "anon 9000\nfile 0\n")
    # The group of all has no such files.
    assert list(memory_left(process, groups)) == [1500]
    group(groups / "system.slice", V2, "9200", 9000, "anon 9000\nfile 0\n")
    assert list(memory_left(process, groups)) == [1500, 200]


def test_a_container_sees_its_own_group_at_the_top(process: Path, tmp_path: Path) -> None:
    groups = tmp_path / "groups"
    (process / "cgroup").write_text("0::/\n")
    group(groups, V2, "4000", 1000, "anon 1000\nfile 0\n")
    assert list(memory_left(process, groups)) == [3000]


def test_the_first_version_of_control_groups_is_read_too(process: Path, tmp_path: Path) -> None:
    groups = tmp_path / "groups"
    (process / "cgroup").write_text("5:cpu,cpuacct:/a\n4:memory:/docker/0123\n0::/\n")
    group(groups / "memory", V1, "4000", 1000, "cache 9\ntotal_cache 100\n")
    assert list(memory_left(process, groups)) == [3100]


def test_without_control_groups_there_is_no_limit(process: Path, tmp_path: Path) -> None:
    assert list(memory_left(process, tmp_path / "groups")) == []


def test_a_limit_of_a_group_counts_where_it_is_less_than_what_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "memory_left", lambda: iter([3000, 2000]))
    assert memory._available() == 2000
    monkeypatch.setattr(memory, "memory_left", lambda: iter([]))
    assert memory._available() > 1 << 20
