"""The memory and processor time of a process and of all below it, while it runs (Linux)."""

import os
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_EACH = 0.25
_TICKS = os.sysconf("SC_CLK_TCK")
# Of the fields of a process's `stat`, after its name: the ticks that it spent itself, in its code and in the system's.
_SPENT = slice(11, 13)
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
    """Run a command and watch its memory and time."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own command
    over, peaks, spent = threading.Event(), [0.0, 0.0], dict[int, float]()
    watcher = threading.Thread(target=_watch, args=(process.pid, over, peaks, spent))
    watcher.start()
    printed, _ = process.communicate()
    over.set()
    watcher.join()
    return Finished(printed, process.returncode, peaks[0], peaks[1], sum(spent.values()))


def _watch(pid: int, over: threading.Event, peaks: list[float], spent: dict[int, float]) -> None:
    """Look at the processes again and again; what each had spent when it was last seen counts.

    The system's own sum lacks those whose end nobody waits for, as Spark does not.
    """
    while not over.wait(_EACH):
        below = _below(pid)
        of_first = _memory(pid)
        peaks[0] = max(peaks[0], of_first + sum(map(_memory, below)))
        peaks[1] = max(peaks[1], of_first)
        spent.update({each: max(_spent(each), spent.get(each, 0.0)) for each in (pid, *below)})


def _memory(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / _KILOBYTES_A_MEGABYTE for line in lines if line.startswith("Pss:")), 0.0)


def _spent(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[_SPENT])) / _TICKS


def _below(pid: int) -> list[int]:
    """Give the processes that a process has started, and those that they have: of Java, each thread may."""
    found = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in path.read_text().split()]
        except OSError:
            continue
    return found + [below for child in found for below in _below(child)]
