"""Processes that publish or load for a test, killed or traced as it wants, and what must hold after each."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("publishing_process.py")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
# Most calls are the databases' own, in the folder that is being written, or look at the machine: one of so many is
# tried.
OF_DATABASES = re.compile(r"/store[/>\"]|/search\.sqlite|/proc/|/sys/|\(\d+<(?:socket|pipe|anon)")
SHARE = 8
# What stands in the folder of snapshots beside them, and stays.
STAYING = (".lock", ".kept")


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

    def load(self, *words: str, **order: Any) -> int:
        """Run the command of a load in a session of its own; give the exit code, negative for a signal."""
        self._say({"out": str(self.out), "log": str(self.log), "load": words, **order})
        heard = self._hear()
        self.child = heard["pid"]
        return int(heard["exit"])

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


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder in memory: the disk's own speed is not what is tested."""
    memory = Path("/dev/shm")
    path = Path(tempfile.mkdtemp(prefix="filrouge-", dir=memory if os.access(memory, os.W_OK) else None))
    try:
        yield path
    finally:
        shutil.rmtree(path)


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
    check_swept(out)
    forget_others(out)


def forget_others(out: Path) -> None:
    """Remove all snapshots but the current one: a test need not look at them again."""
    for old in (out / "snapshots").iterdir():
        if old.name != version_of(out) and not old.name.startswith("."):
            shutil.rmtree(old)


def check_swept(out: Path) -> None:
    """Nothing is left of earlier loads but their snapshots, which are whole, and both files of lines are."""
    check_whole(out)
    found = (*out.glob(".*"), *(out / "snapshots").glob(".*"), *(out / ".kept").glob(".*"))
    assert [path for path in found if path.name not in STAYING] == []
    for file in ("published.jsonl", "retired.jsonl"):
        lines = (out / file).read_text("utf-8").splitlines() if (out / file).exists() else []
        assert all(json.loads(line) for line in lines)
    assert versions_published(out)[-1] == version_of(out)


def versions_published(out: Path) -> list[str]:
    return [json.loads(line)["version"] for line in (out / "published.jsonl").read_text("utf-8").splitlines()]
