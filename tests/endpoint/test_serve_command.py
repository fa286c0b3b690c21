"""The command filrouge-serve, as a person starts it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from endpoint.cli import main

COMMAND = Path(sys.executable).with_name("filrouge-serve")


@pytest.fixture
def server(data: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "FILROUGE_DATA": str(data)}
    with subprocess.Popen([COMMAND, "--port", "0"], stdout=subprocess.PIPE, text=True, env=environment) as process:
        yield process
        process.kill()


def address(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    return server.stdout.readline().removeprefix("Filrouge: ").strip()


def test_the_command_prints_its_address_and_answers_there(server: subprocess.Popen[str]) -> None:
    answer = httpx2.get(address(server) + "sparql", params={"query": "ASK { ?axis a fil:PolicyAxis }"})
    assert answer.json()["boolean"] is True


def test_the_command_sees_what_is_wrong_in_a_raw_address(server: subprocess.Popen[str]) -> None:
    host, port = address(server).removeprefix("http://").strip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"GET /page/%E9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert connection.makefile("rb").readline() == b"HTTP/1.1 400 Bad Request\r\n"


def test_the_command_leaves_with_0_when_interrupted(server: subprocess.Popen[str]) -> None:
    httpx2.get(address(server) + "health")
    server.send_signal(signal.SIGINT)
    assert server.wait(timeout=20) == 0


def test_the_command_leaves_with_1_when_there_is_no_snapshot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path)]) == 1
    assert "run filrouge-load" in capsys.readouterr().err


def test_the_command_leaves_with_1_when_its_port_is_taken(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["--data", str(data), "--port", str(taken.getsockname()[1])]) == 1
    assert "--port" in capsys.readouterr().err


def test_the_command_leaves_with_2_on_a_bad_setting() -> None:
    assert main(["--port", "many"]) == 2


def test_the_command_leaves_with_2_on_an_unknown_flag() -> None:
    with pytest.raises(SystemExit) as left:
        main(["--nonsense"])
    assert left.value.code == 2


@pytest.mark.parametrize("nested", [" { " * 5000 + " } " * 5000, "FILTER(" + "(" * 30000 + "1" + ")" * 30000 + ")"])
def test_a_deeply_nested_query_does_not_end_the_service(server: "subprocess.Popen[str]", nested: str) -> None:
    url = address(server)
    answer = httpx2.post(url + "sparql", data={"query": f"ASK {{ {nested} }}"}, timeout=60)
    assert answer.status_code in (200, 400, 413)
    assert httpx2.get(url + "health").status_code == 200
