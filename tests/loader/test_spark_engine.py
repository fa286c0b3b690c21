"""What nodes of Spark give back, results and errors, is what the processes of a load give back."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from small_territories import settings
from spark_cluster import QUICK, need_spark
from test_loads_in_parts import write_country

from loader.disk import whole_file
from loader.errors import EngineError, GraphError, LoadError
from loader.kept import Kept
from loader.load import load
from loader.problems import told_together
from loader.settings import read_settings
from loader.sources import make_of_each
from loader.spark import spark
from loader.spark.engine import Spark
from loader.spark.node import Order, attempt, code_of_load
from loader.workers import Workers

# Two cores, and two tries for each task.
MASTER = "local[2,2]"
WRONG = """document,line,column,read,corrected,reason
plan,2,title,Nowhere,Somewhere,relu
plan,3,x,y,z,relu
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the nodes must see."""
    return tmp_path_factory.mktemp("seen")


@pytest.fixture(scope="module")
def nodes(seen: Path) -> Iterator[Spark]:
    need_spark()
    before = signal.getsignal(signal.SIGINT)
    with pytest.MonkeyPatch.context() as patch:
        # The functions below are found there too, and no other code.
        for name, value in {"JAVA_TOOL_OPTIONS": QUICK, "PYTHONPATH": os.pathsep.join(sys.path)}.items():
            patch.setenv(name, value)
        with spark(MASTER, (seen,), seen / "spark.log") as begun:
            yield begun
    assert signal.getsignal(signal.SIGINT) is before


def doubled(number: int) -> int:
    return number * 2


def wrong(number: int) -> int:
    if number == 3:
        raise GraphError("three")
    return number


def full(number: int) -> int:
    raise OSError(28, "No space left on device")


def killed_once(mark: Path) -> bool:
    """Die the first time, as when memory is short."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return True


def killed(number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Nothing:
    """Makes nothing of a territory."""

    def recall(self, territory: object, kept: object) -> None:
        """Recall nothing."""

    def make(self, records: object, kept: object) -> None:
        """Make nothing."""


def test_results_come_in_the_order_of_the_items(nodes: Spark) -> None:
    assert list(nodes.map(doubled, range(50))) == list(range(0, 100, 2))
    assert list(nodes.map(doubled, [])) == []


def test_items_are_taken_as_results_are(nodes: Spark) -> None:
    taken: list[int] = []
    results = nodes.map(doubled, (taken.append(n) or n for n in range(1000)))
    next(results)
    assert len(taken) < 100


def test_an_error_of_a_node_is_raised_here_as_it_was_there(nodes: Spark) -> None:
    with pytest.raises(GraphError, match="three"):
        list(nodes.map(wrong, range(9)))
    with pytest.raises(OSError, match="No space left"):
        list(nodes.map(full, [1]))


def test_a_task_whose_process_is_killed_runs_again(nodes: Spark, tmp_path: Path) -> None:
    assert list(nodes.map(killed_once, [tmp_path / "mark"])) == [True]


def test_a_task_whose_processes_are_all_killed_ends_the_load_with_a_message(nodes: Spark, seen: Path) -> None:
    with pytest.raises(EngineError, match=r"Python worker exited unexpectedly.*see .*spark\.log"):
        list(nodes.map(killed, [1]))
    assert list(nodes.map(doubled, [1])) == [2]
    assert "Python worker exited unexpectedly" in (seen / "spark.log").read_text("utf-8")


@pytest.mark.parametrize("spoilt", [1, 3])
def test_what_is_wrong_in_the_sources_is_told_as_processes_tell_it(nodes: Spark, tmp_path: Path, spoilt: int) -> None:
    """All of it, also when several territories are wrong, with the paths that the person gave."""
    write_country(tmp_path)
    for name in ("amont", "aval", "est")[:spoilt]:
        corrections = (
            "document,line,column,read,corrected,reason\nplan,2,title,Nowhere,Somewhere,relu\nplan,3,x,y,z,relu\n"
        )
        (tmp_path / "sources" / name / "corrections.csv").write_text(corrections, "utf-8")
    told = []
    for engine in (Workers(), nodes):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path)
            here = replace(settings(tmp_path), sources=Path("sources"))
            with pytest.raises(LoadError) as raised, told_together():
                make_of_each(here, Kept(), engine, Nothing())
        told.append(str(raised.value))
    assert told[0] == told[1]
    assert told[0].startswith("sources/amont/corrections.csv, line ")


def test_readings_that_nodes_keep_are_known_to_the_load(nodes: Spark, tmp_path: Path) -> None:
    write_country(tmp_path)
    alone, shared = Kept(tmp_path / "alone"), Kept(tmp_path / "shared")
    make_of_each(settings(tmp_path), alone, Workers(), Nothing())
    make_of_each(settings(tmp_path), shared, nodes, Nothing())
    assert shared.used == alone.used
    assert {path.name for path in (tmp_path / "shared").iterdir()} == shared.used


def test_a_node_that_does_not_see_a_folder_says_so(tmp_path: Path) -> None:
    order = Order(doubled, tmp_path, (Path("sources"),), code_of_load())
    told = str(attempt(order, 1).raised)
    assert told.startswith(f"the node {socket.gethostname()} does not see {tmp_path / 'sources'}; ")


def test_a_node_with_other_code_makes_nothing() -> None:
    found = attempt(Order(doubled, Path.cwd(), (), "of yesterday"), 1)
    assert isinstance(found.raised, EngineError)
    assert "another Filrouge" in str(found.raised)
    assert found.made == ()


def test_two_who_write_the_same_file_leave_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "part.nq"
    with whole_file(path) as slow:
        slow.write(b"first ")
        with whole_file(path) as quick:
            quick.write(b"first and second")
        assert path.read_bytes() == b"first and second"
        slow.write(b"and second")
    assert path.read_bytes() == b"first and second"
    assert list(tmp_path.iterdir()) == [path]


def refused(tmp_path: Path, master: str = "local[2]") -> str:
    """What a load on a Spark that is not there says; it publishes nothing."""
    write_country(tmp_path)
    with pytest.raises(EngineError) as raised:
        load(replace(settings(tmp_path), engine="spark", master=master))
    assert not (tmp_path / "build" / "current").exists()
    return str(raised.value)


def test_without_pyspark_a_load_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loader.spark.session.find_spec", lambda name: None)
    assert "pip install 'filrouge[spark]'" in refused(tmp_path)


def test_without_java_a_load_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_spark()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "there is none on the PATH" in refused(tmp_path)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"there is none in JAVA_HOME ({tmp_path})" in refused(tmp_path)


def test_a_master_that_is_not_there_is_named(tmp_path: Path) -> None:
    need_spark()
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    told = refused(tmp_path, f"spark://127.0.0.1:{port}")
    assert told.startswith(f"no master of Spark answers (127.0.0.1:{port}: [Errno 111] Connection refused); start it")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--engine", "flink"), "--engine flink: processes or spark"),
        (
            ("--engine", "spark", "--master", "host:7077"),
            "--master host:7077: local[N], spark://HOST:PORT",
        ),
        (("--master", "spark://host:7077"), "--master spark://host:7077: only with --engine spark"),
    ],
)
def test_a_wrong_engine_or_master_is_wrong_usage(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_settings(words)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_spark_runs_on_this_machine_unless_told_otherwise() -> None:
    assert read_settings(["--engine", "spark"]).master == "local[*]"
    assert read_settings([]).engine == "processes"
