"""A running service on some snapshots, as a person starts it, whose public address is where it listens."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

COMMAND = Path(sys.executable).with_name("filrouge-serve")


@contextmanager
def served_from(data: Path) -> Iterator[str]:
    """The address of the service while it runs."""
    url = f"http://127.0.0.1:{(port := free_port())}"
    command = [COMMAND, "--data", data, "--port", str(port), "--public-url", url]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FILROUGE_")}
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, env=environment, text=True)
        assert process.stdout is not None
        if str(port) not in process.stdout.readline():
            log.seek(0)
            raise AssertionError(log.read())
        try:
            yield url
        finally:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
