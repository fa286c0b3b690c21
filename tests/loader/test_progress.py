"""The progress of a load: by document, with what is being done, on a terminal only."""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from bad_input import BASE

from loader import progress

ROOT = Path(__file__).parents[2]
LOADER = "import sys; from loader.cli import main; sys.exit(main(sys.argv[1:]))"
STAGES = ("mapping what is shared", "merging", "indexing", "writing downloads", "comparing with the last version")


def run(folder: Path, stderr: int, *words: str) -> int:
    command = [sys.executable, "-c", LOADER, "--sources", str(folder / "sources"), "--out", str(folder / "build")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    done = subprocess.run([*command, *words], stdout=subprocess.DEVNULL, stderr=stderr, env=environment, timeout=120)
    return done.returncode


def shown(folder: Path, *words: str) -> str:
    """What a load shows on a terminal."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    os.set_blocking(ours, False)
    assert run(folder, its, *words) == 0
    text = os.read(ours, 1 << 16).decode()
    for descriptor in (ours, its):
        os.close(descriptor)
    return text


@pytest.fixture
def one(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "sources" / "val")
    return tmp_path


@pytest.fixture
def two(one: Path) -> Path:
    shutil.copytree(BASE, one / "sources" / "aval")
    for file in ("territory.toml", "alignments/liens.sssom.tsv"):
        path = one / "sources" / "aval" / file
        path.write_text(path.read_text("utf-8").replace("200000024", "200000032"), "utf-8")
    return one


def test_one_territory_is_told_by_document_then_by_what_is_done_with_it(one: Path) -> None:
    text = shown(one)
    places = [text.index(what) for what in (" 0/4 ", "reading plan", "reading page", "mapping and judging", *STAGES)]
    assert places == sorted(places)
    assert re.search(r"mapping and judging: 100%.* 4/4 ", text)
    assert "documents" in text


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_territories_are_told_by_territory_whatever_the_jobs(two: Path, jobs: str) -> None:
    for flags in (("--fresh",), (), ()):
        text = shown(two, "--jobs", jobs, *flags)
        places = [text.index(what) for what in (" 0/8 ", "reading and mapping", *STAGES)]
        assert places == sorted(places)
        assert " 8/8 " in text
        assert set(re.findall(r" (\d)/8 ", text)) <= {"0", "4", "8"}


def test_a_territory_that_is_kept_counts(one: Path) -> None:
    shown(one)
    assert re.search(r"mapping what is shared: 100%.* 4/4 ", shown(one))


def test_a_log_holds_no_bar(one: Path) -> None:
    log = one / "log"
    with log.open("wb") as file:
        assert run(one, file.fileno()) == 0
    assert log.read_bytes() == b""


def test_where_no_bar_is_shown_nothing_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    progress.expect(3)
    progress.reached(1)
    progress.say("reading")
    assert capfd.readouterr() == ("", "")
