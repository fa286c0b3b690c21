"""A load on a real Spark, of which a worker dies in the middle, publishes the bytes that one process publishes."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from spark_cluster import (
    ROOT,
    SECONDS,
    Cluster,
    addresses,
    at_work,
    children,
    cluster,
    loading,
    need_spark,
    tree,
    wait_for,
)

from benchmarks.loading.country import write_country
from loader.load import load
from loader.settings import Settings

TERRITORIES = 4
# 127.0.0.1 in the tables of the system: of IPv4, and as an address of IPv6.
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F"}


@pytest.fixture
def spark(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path / "spark", workers=2) as begun:
        yield begun


def files_of(out: Path) -> dict[str, bytes]:
    """All files of a snapshot but the store's, which differ from run to run."""
    paths = [path for path in (out / "current").rglob("*") if path.is_file() and "store" not in path.parts]
    return {path.relative_to(out / "current").as_posix(): path.read_bytes() for path in paths}


def test_a_worker_killed_in_mid_load_changes_no_byte(spark: Cluster, tmp_path: Path) -> None:
    sources, out = tmp_path / "sources", tmp_path / "out"
    write_country(sources, TERRITORIES)
    shutil.copytree(ROOT / "sources" / "dijon-metropole", sources / "dijon-metropole")
    running = loading(spark.folder, spark.master, "--sources", "../sources", "--out", "../out")
    [begun] = wait_for(lambda: spark.at_work(1))
    os.kill(begun, signal.SIGSTOP)
    heard = addresses([pid for process in (*spark.processes, running) for pid in tree(process.pid)])
    spark.kill_worker(1)
    os.kill(begun, signal.SIGCONT)
    said, complained = running.communicate(timeout=SECONDS)
    assert (running.returncode, complained) == (0, "")
    assert "Lost executor" in (out / "spark.log").read_text("utf-8")
    assert heard
    assert heard <= LOOPBACK

    one = load(Settings(sources, tmp_path / "one", "https://w3id.org/filrouge/"))
    assert f"snapshot {one.version}: " in said
    assert files_of(out) == files_of(tmp_path / "one")
    assert not list(out.glob(".writing-*"))


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_a_load_that_is_ended_leaves_no_process(tmp_path: Path, sent: signal.Signals, code: int) -> None:
    need_spark()
    write_country(tmp_path / "sources", 9)
    running = loading(tmp_path, "local[2]")
    wait_for(lambda: [pid for java in children(running.pid) for pid in at_work(java)])
    started = tree(running.pid)
    running.send_signal(sent)
    _, complained = running.communicate(timeout=SECONDS)
    assert running.returncode == code
    assert complained == ("filrouge-load: interrupted\n" if sent == signal.SIGINT else "")
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))
    assert not (tmp_path / "build" / "current").exists()
