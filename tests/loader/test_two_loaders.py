"""One loader at a time: the second waits, or says who is at work; a loader that was killed holds nobody up."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_territories import AXES, write

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
# Holds the lock until its standard input ends; one that forks hands its child nothing of the lock.
HOLDER = """
import os, sys, time
from pathlib import Path
from loader.writing import writing
with writing(Path(sys.argv[1])):
    if len(sys.argv) > 2 and os.fork() == 0:
        time.sleep(10)
        os._exit(0)
    print("held", flush=True)
    sys.stdin.read()
"""
LOADER = "import sys; from loader.cli import main; sys.exit(main(sys.argv[1:]))"


def hold(out: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HOLDER, str(out), *words]
    holder = subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=ENVIRONMENT)
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    return holder


def start_load(folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", LOADER, "--sources", str(folder / "sources"), "--out", str(folder / "build")]
    return subprocess.Popen([*command, *words], stdout=-1, stderr=-1, text=True, env=ENVIRONMENT)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    write(tmp_path / "sources" / "val-de-brume", {"axes.txt": AXES})
    holder = hold(tmp_path / "build")
    yield holder
    holder.kill()
    holder.communicate()


def first_line(load: subprocess.Popen[str]) -> str:
    assert load.stderr
    return load.stderr.readline()


def test_the_second_says_whom_it_waits_for_and_loads_when_that_one_ends(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    second = start_load(tmp_path)
    said = first_line(second)
    assert f"is being written by process {holder.pid} on " in said
    assert said.endswith("; waiting for it to end\n")
    time.sleep(0.2)
    assert second.poll() is None
    holder.communicate("")
    assert "snapshot " in second.communicate()[0]
    assert second.returncode == 0


def test_a_loader_told_not_to_wait_says_who_is_at_work(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    second = start_load(tmp_path, "--no-wait")
    told = second.communicate()[1]
    assert second.returncode == 1
    assert f"process {holder.pid} on " in told
    assert not (tmp_path / "build" / "current").exists()


def test_the_second_goes_on_when_the_first_is_killed(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    second = start_load(tmp_path)
    first_line(second)
    holder.kill()
    second.communicate()
    assert second.returncode == 0


def test_the_lock_does_not_live_on_in_the_processes_of_a_killed_loader(tmp_path: Path) -> None:
    write(tmp_path / "sources" / "val-de-brume", {"axes.txt": AXES})
    holder = hold(tmp_path / "build", "forking")
    holder.kill()
    holder.wait()
    second = start_load(tmp_path, "--no-wait")
    second.communicate()
    assert second.returncode == 0


def test_the_name_of_a_dead_owner_keeps_nobody_out(tmp_path: Path) -> None:
    write(tmp_path / "sources" / "val-de-brume", {"axes.txt": AXES})
    (tmp_path / "build").mkdir()
    dead = {"pid": 1, "host": "elsewhere", "since": "2020-01-01T00:00:00+00:00"}
    (tmp_path / "build" / ".lock").write_text(json.dumps(dead), "utf-8")
    second = start_load(tmp_path, "--no-wait")
    second.communicate()
    assert second.returncode == 0
    assert (tmp_path / "build" / ".lock").read_text("utf-8") == ""


def test_a_loader_that_is_interrupted_says_so_without_a_trace(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    second = start_load(tmp_path)
    first_line(second)
    second.send_signal(signal.SIGINT)
    assert second.communicate()[1] == "filrouge-load: interrupted\n"
    assert second.returncode == 130
