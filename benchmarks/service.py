"""Measure filrouge-serve beside other SPARQL servers: the same data and questions, in turn, in one run.

    python -m benchmarks.service

Needs the Debian package wrk and a snapshot (`make load`). The peers are installed in a virtual environment in the work
folder. In the tables, what stands in brackets is how many times better filrouge is, and a range what several rounds
gave.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from benchmarks.serving.comparison import OURS, Effort, compare
from benchmarks.serving.data import of_snapshot, of_territories
from benchmarks.serving.latency import Timings, best
from benchmarks.serving.load import Load, repeat
from benchmarks.serving.mishaps import (
    RUNAWAYS,
    Overrun,
    Recovery,
    beside_runaways,
    cheap,
    kill_busy,
    kill_idle,
    overrun,
)
from benchmarks.serving.mix import get
from benchmarks.serving.peers import installed
from benchmarks.serving.servers import Data, Kind, Server, hello, kinds, running, with_timeout
from benchmarks.serving.tables import Row, figure, table

SMALL = Effort(starts=3, rounds=5, load_rounds=2, seconds={1: 2, 8: 2, 64: 4}, longest_pass=4)
LARGE = Effort(starts=1, rounds=2, load_rounds=1, seconds={1: 2, 8: 2, 64: 4}, longest_pass=20)
QUICK = Effort(starts=1, rounds=1, load_rounds=1, seconds={1: 1, 8: 1, 64: 1}, longest_pass=5)
DEADLINE = 2
# A short question: its answer is kept, and what is measured is what keeping costs.
KEPT = "SELECT ?axis ?label { ?axis a fil:PolicyAxis ; skos:prefLabel ?label } ORDER BY ?axis"
REPEATS = 3
HEALTH = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def report(data: Data, servers: Sequence[Kind], effort: Effort) -> Iterator[str]:
    """Yield what the servers do on one dataset."""
    comparison = compare(data, servers, effort)
    names = [each.name for each in servers]
    yield f"## {data.quads:,} quads"
    yield ""
    yield from table(names, comparison.rows)
    yield ""
    if comparison.unanswered:
        yield f"Left out, since a server did not answer in {effort.patience:g} s: {', '.join(comparison.unanswered)}."
        yield ""
    yield from table([f"{name}, cold, ms" for name in names], _questions(comparison.timings))
    yield ""


def _questions(timings: dict[str, Timings]) -> Iterator[Row]:
    columns = {f"{name}, cold, ms": best(each.cold) for name, each in timings.items()}
    for question in sorted(timings[OURS].cold):
        cells = {name: figure(each[question] * 1000) for name, each in columns.items() if question in each}
        yield Row(f"`{question}`", cells)


def floor(data: Data, ours: Kind) -> Iterator[str]:
    """Yield what a kept answer costs beside the least that the same uvicorn can serve."""
    yield "## A kept answer beside a bare ASGI application"
    yield ""
    with ExitStack() as stack:
        servers = [stack.enter_context(running(each, data)) for each in (ours, hello())]
        rows = [row for clients in (1, 8) for row in _floor_rows(servers, clients)]
    yield from table([OURS, "hello", "times"], rows)
    yield ""


def _floor_rows(servers: Sequence[Server], clients: int) -> Iterator[Row]:
    rounds: list[list[Load]] = [
        [repeat(each, [get(KEPT, each.kind.path)], clients, seconds=2) for each in servers] for _ in range(REPEATS)
    ]
    yield _floor_row(f"p50, µs, {clients} clients", [[load.median for load in each] for each in rounds])
    yield _floor_row(f"p99, µs, {clients} clients", [[load.p99 for load in each] for each in rounds])


def _floor_row(label: str, rounds: Sequence[Sequence[float]]) -> Row:
    ours, bare = (figure(median(each[place] for each in rounds) * 1e6) for place in (0, 1))
    return Row(label, {OURS: ours, "hello": bare, "times": figure(median(each[0] / each[1] for each in rounds))})


def mishaps(data: Data, ours: Kind, theirs: Kind) -> Iterator[str]:
    """Yield what becomes of a query that does not end, and of a worker that is killed."""
    yield "## When things go wrong"
    yield ""
    with running(ours, data) as server:
        overruns = {OURS: [overrun(server, DEADLINE, f"?timeout={DEADLINE}") for _ in range(REPEATS)]}
        killed = [("idle", [kill_idle(server) for _ in range(REPEATS)])]
        killed.append(("busy", [kill_busy(server) for _ in range(REPEATS)]))
        beside = list(_beside_rows(server))
    with running(with_timeout(theirs, DEADLINE), data) as server:
        overruns[theirs.name] = [overrun(server, DEADLINE)]
    yield from table([OURS, theirs.name], [*_overrun_rows(overruns), *beside, *_recovery_rows(killed)])
    yield ""


def _overrun_rows(overruns: dict[str, list[Overrun]]) -> Iterator[Row]:
    statuses = {name: ", ".join(sorted({str(o.status or "none") for o in each})) for name, each in overruns.items()}
    yield Row(f"a query without end, deadline {DEADLINE} s: status", statuses)
    beyond = {name: figure(1000 * max(o.beyond for o in each)) for name, each in overruns.items()}
    yield Row("answered after the deadline by, ms, at most", beyond)
    busy = {name: f"{max(o.busy for o in each):.1f}" for name, each in overruns.items()}
    yield Row("cores still busy afterwards", busy)


def _beside_rows(server: Server) -> Iterator[Row]:
    requests = {"a cheap query": lambda: cheap(server), "/health": lambda: HEALTH}
    for name, request in requests.items():
        seconds = beside_runaways(server, request)
        yield Row(f"p95 of {name} while {RUNAWAYS} queries without end run, ms", {OURS: figure(1000 * seconds)})


def _recovery_rows(killed: Sequence[tuple[str, list[Recovery]]]) -> Iterator[Row]:
    for label, recoveries in killed:
        answer, full = (1000 * max(each.answer for each in recoveries), 1000 * max(each.full for each in recoveries))
        yield Row(f"a worker killed while {label}: next answer, ms, at most", {OURS: figure(answer)})
        yield Row(f"a worker killed while {label}: replaced after, ms, at most", {OURS: figure(full)})


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.service", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("build"), help="what filrouge-load wrote (build)")
    parser.add_argument("--territories", type=int, default=22, help="of the larger dataset, 0 for none (22)")
    parser.add_argument("--work", type=Path, default=Path("build/benchmark"), help="for what is kept between runs")
    parser.add_argument("--quick", action="store_true", help="measure the smaller dataset once, for a minute or two")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print the tables."""
    arguments, begun = _arguments(given), time.monotonic()
    arguments.work.mkdir(parents=True, exist_ok=True)
    servers = kinds(installed(arguments.work / "peers"))
    with of_snapshot(arguments.data) as data:
        _print(report(data, servers, QUICK if arguments.quick else SMALL))
        _print(floor(data, servers[0]))
        _print(mishaps(data, *servers[:2]))
    if arguments.territories and not arguments.quick:
        with of_territories(arguments.data, arguments.territories, arguments.work) as data:
            _print(report(data, [each for each in servers if not each.slow], LARGE))
    print(f"The run took {(time.monotonic() - begun) / 60:.1f} minutes.")
    return 0


def _print(lines: Iterator[str]) -> None:
    print("\n".join(lines), flush=True)


if __name__ == "__main__":
    sys.exit(main())
