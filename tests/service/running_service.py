"""A running filrouge-serve, as a person starts it."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import httpx2

COMMAND = Path(sys.executable).with_name("filrouge-serve")


class Served:
    """A running service: its address, its process, and what it wrote to its log."""

    def __init__(self, data: Path, log: Path, **settings: str) -> None:
        environment = {**os.environ, "FILROUGE_DATA": str(data)}
        environment |= {f"FILROUGE_{name.upper()}": value for name, value in settings.items()}
        self.log = log
        with log.open("w") as stderr:
            self.process = subprocess.Popen(
                [COMMAND, "--port", "0"], stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment
            )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().removeprefix("Filrouge: ").strip().rstrip("/")

    @property
    def host(self) -> tuple[str, int]:
        """Where raw sockets connect to."""
        host, _, port = self.url.removeprefix("http://").partition(":")
        return host, int(port)

    def pool(self) -> dict[str, int]:
        """What its pool is doing."""
        pool: dict[str, int] = httpx2.get(f"{self.url}/health").json()["pool"]
        return pool

    def stop(self) -> None:
        """Kill it."""
        self.process.kill()
        self.process.wait()


def children(pid: int) -> list[int]:
    """The processes that a process has started, from whatever thread."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text("ascii").rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found
