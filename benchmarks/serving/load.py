"""How much a server answers: wrk for those that answer much, whole passes through the mix for those that answer little.

wrk counts what ended within its seconds, which is wrong for a server that answers a few requests in them; a pass takes
as long as it takes, but its client costs too much beside hundreds of answers a second.
"""

import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import perf_counter

from benchmarks.serving.client import Client, Reply
from benchmarks.serving.mix import COMMENT, Ask, requests
from benchmarks.serving.servers import Server

# What one run of wrk can ask at most: no run repeats the comments of another.
RUN = 10_000_000
_run_number = count(1)
# wrk sends these requests one after another, whatever the connection, and tells its figures on a line of its own.
SCRIPT = """
local texts = {{{texts}}}
local asked = {first}
function request()
  asked = asked + 1
  return texts[asked % #texts + 1]{comment}
end
function done(summary, latency)
  local errors = summary.errors
  print(string.format("figures %d %d %d %d %d", summary.requests, summary.duration,
    errors.connect + errors.read + errors.write + errors.status, latency:percentile(50), latency:percentile(99)))
end
"""


@dataclass(frozen=True)
class Load:
    """What a server did: complete answers, in all and a second, what failed, how long answers took in seconds."""

    answers: int
    per_second: float
    failed: int
    median: float = 0.0
    p99: float = 0.0


def one_pass(server: Server, asks: Sequence[Ask], clients: int, seconds: float, *, cold: bool) -> Load:
    """Ask each question once, as far as that goes before the time is over; wait for the last answer."""
    waiting = _Waiting(requests(asks, cold=cold), perf_counter() + seconds)
    begun = perf_counter()
    with ThreadPoolExecutor(clients) as crowd:
        replies = [each for taken in crowd.map(waiting.ask_all, [server] * clients) for each in taken]
    good = sum(each.ok for each in replies)
    return Load(good, good / (perf_counter() - begun), len(replies) - good)


class _Waiting:
    """The requests that nobody has sent yet."""

    def __init__(self, waiting: Iterator[bytes], until: float) -> None:
        self._waiting, self._until = waiting, until
        self._lock = Lock()

    def ask_all(self, server: Server) -> list[Reply]:
        with server.client() as client:
            return list(self._replies(client))

    def _replies(self, client: Client) -> Iterator[Reply]:
        while (request := self._next()) is not None and perf_counter() < self._until:
            yield client.ask(request)

    def _next(self) -> bytes | None:
        with self._lock:
            return next(self._waiting, None)


def window(server: Server, asks: Sequence[Ask], clients: int, seconds: int, *, cold: bool) -> Load:
    """Let wrk ask the mix over and over for so many seconds."""
    if cold:
        return _run(server, _script([each.text for each in asks], COMMENT), clients, seconds)
    return repeat(server, [each.warm for each in asks], clients, seconds)


def repeat(server: Server, texts: Sequence[bytes], clients: int, seconds: int) -> Load:
    """Let wrk send the same requests over and over."""
    return _run(server, _script(texts), clients, seconds)


def _script(texts: Sequence[bytes], comment: bytes = b"") -> str:
    added = f" .. string.format({_quoted(comment)}, asked)" if comment else ""
    return SCRIPT.format(texts=",".join(map(_quoted, texts)), first=next(_run_number) * RUN, comment=added)


def _quoted(text: bytes) -> str:
    return '"' + "".join(f"\\{each:03d}" for each in text) + '"'


def _run(server: Server, script: str, clients: int, seconds: int) -> Load:
    address = f"http://127.0.0.1:{server.port}/"
    with TemporaryDirectory() as folder:
        file = Path(folder) / "requests.lua"
        file.write_text(script, "ascii")
        options = ["-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(file)]
        done = subprocess.run(["wrk", *options, address], stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603, S607
    line = next(each for each in done.stdout.splitlines() if each.startswith("figures "))
    answers, microseconds, failed, median, p99 = map(int, line.split()[1:])
    good = answers - failed
    return Load(good, good / (microseconds / 1e6), failed, median / 1e6, p99 / 1e6)
