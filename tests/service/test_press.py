"""The press: what it may take, what it may fetch, how many wait for it, and what is said when it cannot print."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx2
import pytest
from pypdf import PdfReader
from running_service import Served, children

from endpoint.audit.dossier import printing
from endpoint.audit.dossier.press import LACKING
from endpoint.audit.dossier.printing import LEFT, PrintShop
from endpoint.errors import BusyError, ExhaustedError, NotAcceptableError, TimedOutError

SMALL = b"<html lang=fr><title>T</title><h1>Un titre</h1><p>Des mots"
LONG = SMALL + b"<table>" + b"<tr><td>une case<td>une autre" * 40_000 + b"</table>"


def service(memory: int = 1024, seconds: float = 60) -> Any:
    return SimpleNamespace(settings=SimpleNamespace(memory=memory, longest_timeout=seconds))


def printed(html: bytes, **limits: Any) -> PdfReader:
    return PdfReader(BytesIO(asyncio.run(PrintShop(1, 0).print(service(**limits), html))))


def test_it_prints_and_gives_the_same_bytes_again() -> None:
    first = asyncio.run(PrintShop(1, 0).print(service(), SMALL))
    assert "Un titre" in PdfReader(BytesIO(first)).pages[0].extract_text()
    assert asyncio.run(PrintShop(1, 0).print(service(), SMALL)) == first


@pytest.mark.parametrize(
    "element", ['<link rel=attachment href="{}">', '<img src="{}">', '<link rel=stylesheet href="{}">']
)
def test_it_fetches_nothing(tmp_path: Path, element: str) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text('h1::after { content: "secret" }', "utf-8")
    reader = printed(element.format(secret.as_uri()).encode() + SMALL)
    assert "secret" not in reader.pages[0].extract_text()
    assert not reader.attachments


def test_characters_that_are_no_letters_are_printed_as_text() -> None:
    reader = printed("<html lang=fr><title>T</title><p>&lt;script&gt; é œ € 1\u202f000 → ✓ 😀 \u202eabc".encode())
    assert "<script>" in reader.pages[0].extract_text()


@pytest.mark.parametrize(("limits", "error"), [({"seconds": 2}, TimedOutError), ({"memory": 16}, ExhaustedError)])
def test_what_takes_too_much_is_ended_and_told(limits: Any, error: type[Exception]) -> None:
    with pytest.raises(error, match="ask for one axis"):
        printed(LONG, **limits)


@pytest.fixture
def pretender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that stands for the press."""
    program = tmp_path / "press"
    monkeypatch.setattr(printing.sys, "executable", str(program))
    return program


def test_where_the_library_is_not_installed_it_says_so(pretender: Path) -> None:
    pretender.write_text(f"#!/bin/sh\ncat >/dev/null\nexit {LACKING}\n", "utf-8")
    pretender.chmod(0o755)
    with pytest.raises(NotAcceptableError, match="no means to make a PDF"):
        printed(SMALL)


def test_the_press_itself_says_when_the_library_is_not_installed(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')", "utf-8")
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"}
    command = [sys.executable, "-m", "endpoint.audit.dossier.press", "64", "9"]
    ended = subprocess.run(command, input=SMALL, capture_output=True, env=environment, check=False)
    assert ended.returncode == LACKING
    assert b"libpango" in ended.stderr


def test_no_more_wait_than_there_is_room_for(pretender: Path) -> None:
    pretender.write_text("#!/bin/sh\ncat >/dev/null\nsleep 0.3\necho done\n", "utf-8")
    pretender.chmod(0o755)

    async def three() -> list[Any]:
        shop = PrintShop(1, 1)
        return await asyncio.gather(*(shop.print(service(), SMALL) for _ in range(3)), return_exceptions=True)

    first, second, third = asyncio.run(three())
    assert first == second == b"done\n"
    assert isinstance(third, BusyError)


def presses(pid: int) -> list[int]:
    """The presses among the processes that a service has started."""
    return [each for each in children(pid) if b"dossier.press" in command_line(each)]


def command_line(pid: int) -> bytes:
    """How a process was started; empty when it has ended."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_client_that_leaves_ends_the_press(own: Served) -> None:
    with socket.create_connection(own.host) as connection:
        connection.sendall(b"GET /audit/report.pdf?at=2024-06-30 HTTP/1.1\r\nHost: e\r\n\r\n")
        wait_until(lambda: bool(presses(own.process.pid)))
    wait_until(lambda: not presses(own.process.pid))
    wait_until(lambda: "report.pdf" in own.log.read_text("utf-8"))
    [line] = [line for line in own.log.read_text("utf-8").splitlines() if "report.pdf" in line]
    assert json.loads(line)["status"] == LEFT
    # The one place at the press is free again.
    assert httpx2.get(f"{own.url}/audit/report.pdf?at=2024-06-30&axis=1.3", timeout=120).status_code == 200
