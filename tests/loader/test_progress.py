"""The progress of a load: by document, on a terminal only."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

from bad_input import BASE

ROOT = Path(__file__).parents[2]
LOADER = "import sys; from loader.cli import main; sys.exit(main(sys.argv[1:]))"


def run(out: Path, stderr: int) -> int:
    command = [sys.executable, "-c", LOADER, "--sources", str(BASE), "--out", str(out)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=stderr, env=environment, timeout=120).returncode


def test_a_terminal_shows_how_many_documents_are_read(tmp_path: Path) -> None:
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    os.set_blocking(ours, False)
    assert run(tmp_path / "build", its) == 0
    shown = os.read(ours, 1 << 16).decode()
    for descriptor in (ours, its):
        os.close(descriptor)
    assert "0/4" in shown
    assert "documents" in shown


def test_a_log_holds_no_bar(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as file:
        assert run(tmp_path / "build", file.fileno()) == 0
    assert log.read_bytes() == b""
