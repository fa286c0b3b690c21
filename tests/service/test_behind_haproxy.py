"""Three services behind haproxy, as docs/operate.md has it: one is killed, a snapshot is published, nobody notices."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from asking import Readers
from running_service import Served
from test_publishing import publish

PAGE = (Path(__file__).parents[2] / "docs" / "operate.md").read_text("utf-8")
CONFIGURATION = re.search(r"```haproxy\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def three(tmp_path: Path) -> Iterator[list[Served]]:
    publish(tmp_path, "v1")
    services = [Served(tmp_path, tmp_path / f"log-{number}") for number in range(3)]
    yield services
    for service in services:
        service.stop()


@pytest.fixture
def balanced(three: list[Served], tmp_path: Path) -> Iterator[str]:
    """The address of haproxy before the three."""
    program = shutil.which("haproxy", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if program is None:
        assert not os.environ.get("CI"), "haproxy is missing"
        pytest.skip("haproxy is not installed")
    assert CONFIGURATION is not None
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    text = CONFIGURATION[1].replace("bind :80", f"bind 127.0.0.1:{port}")
    for number, service in enumerate(three, start=1):
        text = text.replace(f"service-{number}:8000", service.url.removeprefix("http://"))
    file = tmp_path / "haproxy.cfg"
    file.write_text(text, "utf-8")
    proxy = subprocess.Popen([program, "-db", "-f", file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield f"http://127.0.0.1:{port}"
    proxy.kill()
    proxy.wait()


def answers(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/health").status_code == httpx2.codes.OK
    except httpx2.TransportError:
        return False


def test_one_is_killed_and_a_snapshot_is_published(three: list[Served], balanced: str, tmp_path: Path) -> None:
    readers = Readers(balanced, begin=lambda: answers(balanced))
    readers.wait_for(lambda: len(readers.seen) > 60)
    three[0].stop()
    before = len(readers.seen)
    readers.wait_for(lambda: len(readers.seen) > before + 100)
    publish(tmp_path, "v2")
    readers.wait_for(lambda: set(readers.seen[-60:]) == {"v2=v2"})
    assert readers.end() == {"v1=v1", "v2=v2"}
