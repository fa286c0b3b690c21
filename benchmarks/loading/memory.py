"""The memory and processor time of a process and of all below it, while it runs (Linux)."""

import ctypes
import os
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EACH = 0.25
_PR_SET_CHILD_SUBREAPER = 36
_KILOBYTES_A_MEGABYTE = 1024


@dataclass
class Finished:
    """What a command printed; its peak memory in MB, shared pages counted once; its processor seconds."""

    printed: str
    code: int
    peak: float
    peak_of_first: float
    cpu: float


def watched(command: Sequence[str]) -> Finished:
    """Run a command and watch its memory; what it leaves behind is waited for, so that its time is counted."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    before = os.times()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own command
    over, peaks = threading.Event(), [0.0, 0.0]
    watcher = threading.Thread(target=_watch, args=(process.pid, over, peaks))
    watcher.start()
    printed, _ = process.communicate()
    over.set()
    watcher.join()
    _wait_for_orphans()
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Finished(printed, process.returncode, peaks[0], peaks[1], cpu)


def _wait_for_orphans() -> None:
    while True:
        try:
            os.wait()
        except ChildProcessError:
            return


def _watch(pid: int, over: threading.Event, peaks: list[float]) -> None:
    while not over.wait(_EACH):
        of_first = _memory(pid)
        peaks[0] = max(peaks[0], of_first + sum(_memory(child) for child in _below(pid)))
        peaks[1] = max(peaks[1], of_first)


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / _KILOBYTES_A_MEGABYTE for line in lines if line.startswith("Pss:")), 0.0)


def _below(pid: int) -> list[int]:
    """Give the processes that a process has started, and those that they have: of Java, each thread may."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in path.read_text().split()]
        except OSError:
            continue
    return found + [below for child in found for below in _below(child)]
