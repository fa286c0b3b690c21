"""A Spark of this machine for tests: a master and workers as processes of their own, which listen on 127.0.0.1."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import pytest

ROOT = Path(__file__).parents[2]
# To wait at most; a busy machine takes half a minute.
SECONDS = 120
LISTENS = "0A"
# Less to compile, for programs that live a few seconds.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_Found = TypeVar("_Found")


def need_spark() -> Path:
    """Give the folder of Spark; without it or Java a test is skipped, on the machine that decides it fails."""
    spec = find_spec("pyspark")
    if spec is None or not shutil.which("java"):
        if not os.environ.get("CI"):
            pytest.skip("NOT CHECKED: no Java, or no pyspark")
        pytest.fail("Java or pyspark is not installed")
    assert spec.origin
    return Path(spec.origin).parent


@dataclass
class Cluster:
    """A master, and its workers, each with one core."""

    folder: Path
    home: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    master: str = ""

    def start(self, workers: int) -> None:
        """Start the master, then the workers; done when it knows them."""
        self._start("master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        self.master = wait_for(lambda: self._said(r"spark://127\.0\.0\.1:\d+"))[0]
        for number in range(workers):
            where = ("--work-dir", str(self.folder / f"worker-{number}"), "--webui-port", "0")
            self._start("worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g", *where, self.master)
        wait_for(lambda: len(self._said(r"Registering worker")) == workers)

    def stop(self) -> None:
        """Kill the processes, and those that they started."""
        for process in self.processes:
            kill_tree(process.pid)
            process.wait()

    def kill_worker(self, number: int) -> None:
        """Kill a worker and its executor, but not the work of Python itself, as on a machine that is cut off."""
        worker = self.processes[1 + number].pid
        executors = children(worker)
        for pid in (worker, *executors, *(pid for executor in executors for pid in children(executor))):
            os.kill(pid, signal.SIGKILL)

    def at_work(self, number: int) -> list[int]:
        """Give the processes in which a worker's executor runs Python."""
        return [pid for executor in children(self.processes[1 + number].pid) for pid in at_work(executor)]

    def _start(self, role: str, *words: str) -> None:
        command = [str(self.home / "bin" / "spark-class"), f"org.apache.spark.deploy.{role}", *words]
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(command, stdout=log, stderr=log, env=environment(self.folder), cwd=self.folder)
            )

    def _said(self, pattern: str) -> list[str]:
        """Find what the master said."""
        return re.findall(pattern, (self.folder / "0.log").read_text("utf-8"))


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """Give a cluster, and stop it."""
    home = need_spark()
    folder.mkdir()
    begun = Cluster(folder, home)
    try:
        begun.start(workers)
        yield begun
    finally:
        begun.stop()


def wait_for(find: Callable[[], _Found]) -> _Found:
    """Wait until something is found."""
    deadline = time.monotonic() + SECONDS
    while not (found := find()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
    return found


def environment(folder: Path) -> dict[str, str]:
    """What a process of Spark, and a load on it, is told; no setting of the person who runs the test."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("SPARK_", "PYSPARK_"))}
    told = {"SPARK_CONF_DIR": folder, "SPARK_LOCAL_DIRS": folder, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": ROOT}
    # What is killed leaves its temporary folders.
    java = {"JAVA_TOOL_OPTIONS": f"{QUICK} -Djava.io.tmpdir={folder}"}
    return own | {name: str(value) for name, value in told.items()} | java


def loading(folder: Path, master: str, *words: str) -> subprocess.Popen[str]:
    """Start a load on a Spark, from a folder."""
    command = [sys.executable, "-m", "loader.cli", *words, "--engine", "spark", "--master", master]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, cwd=folder, env=environment(folder))


def children(pid: int) -> list[int]:
    """Give the processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found.append(int(path.parent.name))
    return found


def at_work(java: int) -> list[int]:
    """Give the processes in which Java runs Python: they are below the one that forks them."""
    return [pid for forking in children(java) for pid in children(forking)]


def tree(pid: int) -> list[int]:
    """Give a process and all below it."""
    return [pid, *(each for child in children(pid) for each in tree(child))]


def kill_tree(pid: int) -> None:
    """Kill a process and all below it."""
    for each in tree(pid):
        try:
            os.kill(each, signal.SIGKILL)
        except ProcessLookupError:
            continue


def addresses(pids: list[int]) -> set[str]:
    """Give the addresses, as the system writes them, at which some processes listen."""
    sockets = {
        fields[9]: fields[1].partition(":")[0]
        for table in ("tcp", "tcp6")
        for fields in map(str.split, Path(f"/proc/net/{table}").read_text("utf-8").splitlines()[1:])
        if fields[3] == LISTENS
    }
    return {sockets[inode] for pid in pids for inode in inodes(pid) if inode in sockets}


def inodes(pid: int) -> list[str]:
    """Give the numbers of the sockets of a process."""
    found = []
    for path in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            found += re.findall(r"socket:\[(\d+)\]", os.readlink(path))
        except OSError:
            continue
    return found
