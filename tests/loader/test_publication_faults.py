"""A publication that is killed, refused by the disk, or doubled leaves the earlier snapshot whole and current.

Real processes publish small snapshots. strace sends a signal, or makes the disk fail, at each of their system calls.
"""

import gzip
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("publishing_process.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
# What changes the disk: a kill before any other call leaves what one of these left.
CHANGES = ("openat", "write", "mkdir", "rename", "unlink", "rmdir", "ftruncate", "symlink", "chmod")
FULL_DISK = ("openat", "write", "mkdir", "rename", "symlink")
BAD_DISK = ("read", "pread64", "write", "fsync", "fdatasync", "ftruncate", "close", "rename", "unlink")
# Most calls are the databases' own, in the folder that is being written, or look at the machine: one of so many is
# tried.
OF_DATABASES = re.compile(r"/store[/>\"]|/search\.sqlite|/proc/|/sys/|\(\d+<(?:socket|pipe|anon)")
SHARE = 8
WITH_STRACE = pytest.mark.skipif(not shutil.which("strace") and not os.environ.get("CI"), reason="needs strace")


@dataclass
class Publisher:
    """A process whose children publish into a folder of its own."""

    folder: Path
    names: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        command = [sys.executable, str(PROGRAM)]
        self.process = subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=ENVIRONMENT)
        self.log = self.folder / "log"
        self.out = self.folder / "build"

    def publish(self, *names: str, **order: Any) -> int:
        """Publish a graph that names some things; give the exit code, negative for a signal."""
        self._say({"out": str(self.out), "log": str(self.log), "names": names, **order})
        return int(self._hear()["exit"])

    def publish_traced(self, names: list[str], *strace: str, told: str = "ttl") -> int:
        """Publish under strace; its counts of calls begin where the publication does."""
        self._say({"out": str(self.out), "log": str(self.log), "names": names, "told": told, "traced": True})
        child = self._hear()["pid"]
        tracer = subprocess.Popen(["strace", "-f", "-p", str(child), *strace], stderr=subprocess.DEVNULL)
        while not re.search(r"^TracerPid:\t[1-9]", Path(f"/proc/{child}/status").read_text(), re.MULTILINE):
            assert tracer.poll() is None, "strace cannot trace here"
            time.sleep(0.001)
        self.process.stdin.write("go\n")  # type: ignore[union-attr]
        self.process.stdin.flush()  # type: ignore[union-attr]
        code = int(self._hear()["exit"])
        tracer.wait()
        return code

    def calls(self, wanted: tuple[str, ...], names: list[str]) -> list[tuple[str, int]]:
        """List the system calls of a publication's first thread to try: each by its name and its place among these."""
        trace = self.folder / "trace"
        self.publish_traced(names, "-y", "-o", str(trace), "-e", f"trace={','.join(wanted)}", told="nt")
        found = re.findall(r"^(\d+) +(\w+)(\(.*)$", trace.read_text("utf-8", "replace"), re.MULTILINE)
        points, counts = [], Counter[str]()
        for _, call, line in (one for one in found if one[0] == found[0][0]):
            counts[call] += 1
            counts["theirs"] += bool(OF_DATABASES.search(line))
            if not OF_DATABASES.search(line) or counts["theirs"] % SHARE == 1:
                points.append((call, counts[call]))
        return points

    def new_name(self) -> str:
        self.names["thing"] += 1
        return f"thing{self.names['thing']}"

    def close(self) -> None:
        self.process.communicate()

    def _say(self, order: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def _hear(self) -> dict[str, Any]:
        assert self.process.stdout
        heard: dict[str, Any] = json.loads(self.process.stdout.readline())
        return heard


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory: the disk's own speed is not what is tested."""
    memory = Path("/dev/shm")
    path = Path(tempfile.mkdtemp(prefix="filrouge-", dir=memory if os.access(memory, os.W_OK) else None))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def publisher(folder: Path) -> Iterator[Publisher]:
    publisher = Publisher(folder)
    yield publisher
    publisher.close()


def version_of(out: Path) -> str:
    return (out / "current").readlink().name


def faults_of(snapshot: Path) -> list[str]:
    """What is wrong with a snapshot: its files against its manifest, its version and store against its dataset."""
    manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    listed = {**manifest["files"], **{said["path"]: said for said in manifest["dumps"].values()}}
    found = [name for name, said in listed.items() if digest(snapshot / name) != said["sha256"]]
    quads = gzip.decompress((snapshot / "dataset.nq.gz").read_bytes())
    stored = sorted(f"{quad} .\n" for quad in ox.Store.read_only(str(snapshot / "store")))
    found += [] if hashlib.sha256(quads).hexdigest().startswith(snapshot.name) else ["version"]
    return found + ([] if "".join(stored).encode() == quads else ["store"])


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "missing"


def check_whole(out: Path) -> None:
    """Each snapshot under its version's name is whole, and `current` leads to one of them."""
    snapshots = [path for path in (out / "snapshots").iterdir() if not path.name.startswith(".")]
    assert {path.name: faults_of(path) for path in snapshots} == {path.name: [] for path in snapshots}
    assert version_of(out) in {path.name for path in snapshots}


def check_recovers(publisher: Publisher, *names: str) -> None:
    """The next load succeeds, sweeps what was left, and both files of lines are whole."""
    out = publisher.out
    assert publisher.publish(*names) == 0
    check_whole(out)
    left = [path for path in (*out.glob(".*"), *(out / "snapshots").glob(".*")) if path.name != ".lock"]
    assert left == []
    for file in ("published.jsonl", "retired.jsonl"):
        lines = (out / file).read_text("utf-8").splitlines() if (out / file).exists() else []
        assert all(json.loads(line) for line in lines)
    assert versions_published(out)[-1] == version_of(out)
    for old in (out / "snapshots").iterdir():
        if old.name != version_of(out):
            shutil.rmtree(old)


def versions_published(out: Path) -> list[str]:
    return [json.loads(line)["version"] for line in (out / "published.jsonl").read_text("utf-8").splitlines()]


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
