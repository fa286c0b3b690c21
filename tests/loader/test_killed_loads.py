"""Whole loads that are killed: what was published before stays whole and current, and the next load sweeps."""

import os
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from bad_input import BASE
from publishers import Publisher, check_swept, check_whole, folder_in_memory, forget_others, version_of

KILLS = 100
# On a busy machine fewer must do.
SECONDS = 120


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    with folder_in_memory() as folder:
        for name, siren in (("val", "200000024"), ("aval", "200000032")):
            shutil.copytree(BASE, folder / "sources" / name)
            for file in ("territory.toml", "alignments/liens.sssom.tsv"):
                path = folder / "sources" / name / file
                path.write_text(path.read_text("utf-8").replace("200000024", siren), "utf-8")
        found = Publisher(folder)
        yield found
        found.close()


def words(publisher: Publisher, jobs: int) -> list[str]:
    return ["--sources", str(publisher.folder / "sources"), "--out", str(publisher.out), "--jobs", str(jobs)]


def write_axis(publisher: Publisher, label: str) -> None:
    """Change a document, so that the next load has something to read, and another version to publish."""
    path = publisher.folder / "sources" / "val" / "axes.txt"
    path.write_text(path.read_text("utf-8").rpartition("•")[0] + f"• {label}\n", "utf-8")


def sessions() -> set[int]:
    """The sessions that a process of this machine belongs to."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            found.add(int(path.read_text("utf-8").rpartition(")")[2].split()[3]))
        except OSError:
            continue
    return found


def test_a_load_killed_at_a_hundred_random_moments_leaves_what_was_published(publisher: Publisher) -> None:
    chance = random.Random(7)
    assert publisher.load(*words(publisher, 2)) == 0
    write_axis(publisher, "Loger")
    begun = time.monotonic()
    assert publisher.load(*words(publisher, 2)) == 0
    longest = time.monotonic() - begun
    killed = tried = 0
    while killed < KILLS and time.monotonic() < begun + SECONDS:
        tried += 1
        write_axis(publisher, f"Loger {tried} familles")
        before = version_of(publisher.out)
        code = publisher.load(*words(publisher, 1 + tried % 2), kill_after=chance.uniform(0, longest))
        assert code in (0, -9)
        killed += code == -9
        check_whole(publisher.out)
        assert before in os.listdir(publisher.out / "snapshots")
        forget_others(publisher.out)
        if tried % 20 == 0:
            assert publisher.load(*words(publisher, 2)) == 0
            check_swept(publisher.out)
    assert killed > 0
    check_last_load(publisher)


def check_last_load(publisher: Publisher) -> None:
    """What killed loads kept of their readings changes nothing: the version is that of a whole load elsewhere."""
    assert publisher.load(*words(publisher, 1)) == 0
    check_swept(publisher.out)
    fresh = publisher.folder / "fresh"
    assert publisher.load(*words(publisher, 1)[:2], "--out", str(fresh), "--fresh") == 0
    assert version_of(fresh) == version_of(publisher.out)


def test_the_processes_of_a_killed_load_end_with_it(publisher: Publisher) -> None:
    """The readers of territories wait for work from a process that is no more."""
    for _ in range(5):
        assert publisher.load(*words(publisher, 2), "--fresh", kill_after=0.15) in (0, -9)
        session = int(publisher.child)
        deadline = time.monotonic() + 10
        while session in sessions() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert session not in sessions()
