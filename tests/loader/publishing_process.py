"""A process that publishes small snapshots, or loads, in children of its own, which a test may kill or trace.

It reads one order a line from its standard input and answers one line; a child waits until it is told to go.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from loader.cli import main
from loader.errors import LoadError
from loader.snapshot import Draft, publish
from loader.workers import Workers
from loader.writing import writing

BASE = "https://data.example/"


def publish_things(out: Path, names: list[str], told: str) -> str:
    """Publish a graph that names some things; `told` is something that only the manifest holds."""
    lines = sorted(f'<{BASE}id/1/{name}> <https://e/p> "x" <{BASE}graph/1> .\n' for name in names)
    nquads = "".join(lines).encode()

    def write_dumps(folder: Path, store: Path, workers: Workers) -> None:
        (folder / "1").mkdir(parents=True)
        for extension in ("nt", told):
            (folder / "1" / f"plan.{extension}").write_bytes(nquads)

    manifest = {"tool": {"name": "test", "version": "1"}, "base": BASE, "inputs": {"plan": told}}
    with writing(out):
        return publish(out, Draft([nquads], [], lambda counts: manifest, write_dumps))


def in_child(order: dict[str, Any], go: int, log: int) -> None:
    """Publish when a byte comes; exit 0, or 1 with a message, or 70 with the exception that nobody foresaw.

    It reads and writes beside with calls that no test lets fail.
    """
    code, said = 0, ""
    os.readv(go, [bytearray(1)])
    try:
        if "load" in order:
            os.setsid()
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = main(order["load"])
        else:
            publish_things(Path(order["out"]), order["names"], order.get("told", "ttl"))
    except LoadError as error:
        code, said = 1, str(error)
    except BaseException as error:
        code, said = 70, repr(error)
    os.writev(log, [said.encode()])
    os._exit(code)


def answer(words: dict[str, Any]) -> None:
    print(json.dumps(words), flush=True)


def serve_orders() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        go, gate = os.pipe()
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        child = os.fork()
        if child == 0:
            os.close(gate)
            in_child(order, go, log)
        if order.get("traced"):
            answer({"pid": child})
            sys.stdin.readline()
        os.write(gate, b"!")
        if (after := order.get("kill_after")) is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        for descriptor in (gate, go, log):
            os.close(descriptor)
        answer({"exit": os.waitstatus_to_exitcode(status), "pid": child})


if __name__ == "__main__":
    serve_orders()
