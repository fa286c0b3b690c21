"""A publication that is killed, refused by the disk, or doubled leaves the earlier snapshot whole and current.

Real processes publish small snapshots. strace sends a signal, or makes the disk fail, at each of their system calls.
"""

import json
import os
import random
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from publishers import (
    Publisher,
    check_recovers,
    check_whole,
    faults_of,
    folder_in_memory,
    version_of,
    versions_published,
)

# What changes the disk: a kill before any other call leaves what one of these left.
CHANGES = ("openat", "write", "mkdir", "rename", "unlink", "rmdir", "ftruncate", "symlink", "chmod")
FULL_DISK = ("openat", "write", "mkdir", "rename", "symlink")
BAD_DISK = ("read", "pread64", "write", "fsync", "fdatasync", "ftruncate", "close", "rename", "unlink")
WITH_STRACE = pytest.mark.skipif(not shutil.which("strace") and not os.environ.get("CI"), reason="needs strace")


@pytest.fixture
def folder() -> Iterator[Path]:
    with folder_in_memory() as path:
        yield path


@pytest.fixture
def publisher(folder: Path) -> Iterator[Publisher]:
    publisher = Publisher(folder)
    yield publisher
    publisher.close()


def check_told(publisher: Publisher, code: int) -> None:
    """A disk that fails ends a load with one message; what it did to no harm may end well."""
    said = publisher.log.read_text("utf-8")
    assert code in (0, 1), (code, said)
    if code == 1:
        assert said.startswith(f"cannot write the snapshot in {publisher.out}: ")


def test_a_kill_at_a_hundred_random_moments_leaves_a_whole_snapshot(publisher: Publisher) -> None:
    chance = random.Random(7)
    publisher.publish("first")
    begun = time.monotonic()
    publisher.publish("second")
    longest = time.monotonic() - begun
    killed = 0
    while killed < 100:
        before, name = version_of(publisher.out), publisher.new_name()
        names = chance.choice([["first"], ["second"], [name], [name]])
        killed += publisher.publish(*names, kill_after=chance.uniform(0, longest), told=name) == -9
        check_whole(publisher.out)
        assert before in os.listdir(publisher.out / "snapshots")
        if killed % 10 == 0:
            check_recovers(publisher, "first")
    check_recovers(publisher, "last")


@WITH_STRACE
@pytest.mark.parametrize("case", ["new version", "same version again"])
@pytest.mark.parametrize(
    ("fault", "calls"),
    [("signal=KILL", CHANGES), ("error=ENOSPC", FULL_DISK), ("error=EIO", BAD_DISK)],
    ids=["killed", "full", "broken"],
)
def test_a_fault_at_each_system_call_leaves_a_whole_snapshot(
    folder: Path, fault: str, calls: tuple[str, ...], case: str
) -> None:
    """Two publishers share the calls out, one a core."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda part: faults_at_each_call(folder, part, fault, calls, case), range(2)))


def faults_at_each_call(folder: Path, part: int, fault: str, calls: tuple[str, ...], case: str) -> None:
    (folder / str(part)).mkdir()
    publisher = Publisher(folder / str(part))
    try:
        publisher.publish("first")
        again = case != "new version"
        points = publisher.calls(calls, ["first"] if again else ["counted"])
        assert len(points) > 30
        for call, n in points[part::2]:
            fault_at(publisher, again, f"{call}:{fault}:when={n}")
    finally:
        publisher.close()


def fault_at(publisher: Publisher, again: bool, injected: str) -> None:
    name = publisher.new_name()
    call = injected.partition(":")[0]
    before = version_of(publisher.out)
    names, told = (["first"] if again else [name]), name
    code = publisher.publish_traced(
        names, "-o", os.devnull, "-e", f"trace={call}", "-e", f"inject={injected}", told=told
    )
    if "KILL" not in injected:
        check_told(publisher, code)
    check_whole(publisher.out)
    assert before in os.listdir(publisher.out / "snapshots"), injected
    check_recovers(publisher, *names)


def test_a_first_publication_that_is_killed_leaves_nothing_or_a_whole_snapshot(publisher: Publisher) -> None:
    chance = random.Random(11)
    publisher.publish("first")
    for number in range(20):
        publisher.out = publisher.folder / f"build{number}"
        publisher.publish("first", kill_after=chance.uniform(0, 0.04))
        if (publisher.out / "current").is_symlink():
            check_whole(publisher.out)
        check_recovers(publisher, "first")


@WITH_STRACE
def test_a_disk_that_stays_full_is_told_and_leaves_the_former_snapshot(publisher: Publisher) -> None:
    publisher.publish("first")
    before = version_of(publisher.out)
    for nth in (1, 5, 20, 40):
        injected = f"inject=write,mkdir,symlink:error=ENOSPC:when={nth}+"
        code = publisher.publish_traced(
            [publisher.new_name()], "-o", os.devnull, "-e", "trace=write,mkdir,symlink", "-e", injected
        )
        assert code == 1
        assert "No space left on device" in publisher.log.read_text("utf-8")
        assert version_of(publisher.out) == before
        check_whole(publisher.out)
    check_recovers(publisher, "last")


@WITH_STRACE
@pytest.mark.parametrize("error", ["EROFS", "EACCES"])
def test_a_target_that_cannot_be_written_is_told(publisher: Publisher, error: str) -> None:
    publisher.publish("first")
    lock = publisher.out / ".lock"
    injected = f"inject=openat:error={error}"
    code = publisher.publish_traced(["new"], "-o", os.devnull, "-P", str(lock), "-e", "trace=openat", "-e", injected)
    assert code == 1
    said = publisher.log.read_text("utf-8")
    assert "Read-only file system" in said or "Permission denied" in said
    assert str(lock) in said
    assert said.endswith("check --out and its disk")


def test_what_killed_loads_left_is_swept_by_the_next(publisher: Publisher) -> None:
    publisher.publish("first")
    out = publisher.out
    for name in (".writing-abc", "snapshots/.writing-abc/store", "snapshots/.removed-0123456789ab"):
        (out / name).mkdir(parents=True)
    (out / ".writing-link").symlink_to("snapshots/none")
    check_recovers(publisher, "second")


def test_a_damaged_current_snapshot_that_was_leaving_its_place_is_put_back(publisher: Publisher) -> None:
    publisher.publish("first")
    snapshots, version = publisher.out / "snapshots", version_of(publisher.out)
    (snapshots / version).rename(snapshots / f".removed-{version}")
    publisher.publish("second")
    assert faults_of(snapshots / version) == []


@pytest.mark.parametrize("file", ["manifest.json", "dataset.nq.gz", "ledger.csv", "dumps/1/plan.nt", "store/CURRENT"])
@pytest.mark.parametrize("harm", ["cut", "gone"])
def test_a_damaged_snapshot_is_made_anew_by_a_load_of_the_same_graph(
    publisher: Publisher, file: str, harm: str
) -> None:
    publisher.publish("first")
    damaged = publisher.out / "current" / file
    if harm == "gone":
        damaged.unlink()
    else:
        damaged.write_bytes(damaged.read_bytes()[:-1])
    assert publisher.publish("first") == 0
    check_whole(publisher.out)


@pytest.mark.parametrize("file", ["published.jsonl", "retired.jsonl"])
def test_a_line_that_was_cut_is_mended(publisher: Publisher, file: str) -> None:
    publisher.publish("first")
    publisher.publish("second")
    lines = (publisher.out / file).read_text("utf-8")
    (publisher.out / file).write_text(lines + lines[:20], "utf-8")
    check_recovers(publisher, "third")


def test_a_publication_cut_before_current_moved_is_taken_back(publisher: Publisher) -> None:
    publisher.publish("first")
    first = version_of(publisher.out)
    stray = {"version": "0123456789ab", "published": "2999-01-01T00:00:00+00:00"}
    with (publisher.out / "published.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(stray) + "\n")
    publisher.publish("second")
    assert versions_published(publisher.out) == [first, version_of(publisher.out)]


def test_where_a_person_moved_current_by_hand_no_publication_is_taken_back(publisher: Publisher) -> None:
    publisher.publish("first")
    first = version_of(publisher.out)
    publisher.publish("second")
    second = version_of(publisher.out)
    (publisher.out / "current").unlink()
    (publisher.out / "current").symlink_to(f"snapshots/{first}")
    publisher.publish("third")
    assert versions_published(publisher.out) == [first, second, version_of(publisher.out)]


def test_a_clock_that_is_set_back_changes_no_order(publisher: Publisher) -> None:
    publisher.publish("first")
    first = version_of(publisher.out)
    file = publisher.out / "published.jsonl"
    file.write_text(file.read_text("utf-8").replace('"published": "2', '"published": "9'), "utf-8")
    check_recovers(publisher, "second")
    assert versions_published(publisher.out) == [first, version_of(publisher.out)]


@WITH_STRACE
def test_the_disk_has_each_file_and_folder_before_current_moves(publisher: Publisher) -> None:
    publisher.publish("first")
    trace = publisher.folder / "trace"
    publisher.publish_traced(["second"], "-y", "-o", str(trace), "-e", "trace=fsync,fdatasync,rename")
    steps = re.findall(r"^\d+ +(\w+)\((.*)\) += 0$", trace.read_text("utf-8", "replace"), re.MULTILINE)
    placed = next(i for i, (_, line) in enumerate(steps) if line.endswith(f'snapshots/{version_of(publisher.out)}"'))
    moved = next(i for i, (_, line) in enumerate(steps) if line.endswith('build/current"'))
    beside = steps[placed][1].split('"')[1]
    synced = {line[line.index("<") + 1 : -1] for call, line in steps[:placed] if call != "rename"}
    snapshot = publisher.out / "current"
    written = {str(path.relative_to(snapshot)) for path in snapshot.rglob("*")} | {"."}
    assert {name for name in written if os.path.normpath(f"{beside}/{name}") not in synced} == set()
    folders = {line[line.index("<") + 1 : -1] for call, line in steps[placed:moved] if call != "rename"}
    assert {str(publisher.out / "snapshots"), str(publisher.out)} <= folders
