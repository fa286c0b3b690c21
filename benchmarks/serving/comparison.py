"""Servers on one dataset: start-up, memory, latency and throughput, one row a measure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from math import inf
from statistics import fmean, median

from benchmarks.serving.latency import (
    Timings,
    best,
    geometric_mean,
    middle,
    time_alone,
    time_in_turn,
    times_as_quick,
)
from benchmarks.serving.load import Load, one_pass, window
from benchmarks.serving.mix import mix
from benchmarks.serving.processes import MemoryWatch, megabytes, processor_seconds, spent_since
from benchmarks.serving.servers import Data, Kind, Server, running
from benchmarks.serving.tables import Row, figure

OURS = "filrouge"
# A server that needs longer than this for a question of the mix is measured by whole passes.
SLOW = 0.02
CLIENTS = (1, 8, 64)
# What is asked of a slow server: it is not given the time nor the clients that the others are.
PATIENCE_WITH_SLOW = 2.0
TIME_FOR_SLOW = 60.0
MOST_CLIENTS_OF_SLOW = 8


@dataclass(frozen=True)
class Effort:
    """How often things are measured on a dataset, and for how many seconds at each number of clients."""

    starts: int
    rounds: int
    load_rounds: int
    seconds: Mapping[int, int]
    longest_pass: float
    patience: float = 10.0


@dataclass
class Comparison:
    """What was measured on one dataset."""

    rows: list[Row]
    timings: dict[str, Timings]
    unanswered: list[str]


def compare(data: Data, kinds: Sequence[Kind], effort: Effort) -> Comparison:
    """Measure the servers in turn, so that what disturbs the machine disturbs all of them."""
    rows = list(start_up(data, kinds, effort.starts))
    with ExitStack() as stack:
        servers = [stack.enter_context(running(each, data)) for each in kinds if not each.slow]
        timings, unanswered = time_in_turn(servers, effort.rounds, effort.patience)
        for kind in (each for each in kinds if each.slow):
            names = list(timings[OURS].cold)
            timings[kind.name] = time_alone(kind, data, names, PATIENCE_WITH_SLOW, TIME_FOR_SLOW)
            servers.append(stack.enter_context(running(kind, data)))
        rows += latency_rows(timings)
        rows.append(processor_row(servers, timings, effort))
        rows += throughput_rows(servers, timings, effort)
        rows.append(memory_row(servers, timings, effort))
    return Comparison(rows, timings, unanswered)


def start_up(data: Data, kinds: Sequence[Kind], starts: int) -> Iterator[Row]:
    """Yield the time to the first answer and the memory then."""
    seconds, memory = defaultdict(list), defaultdict(list)
    for _ in range(starts):
        for kind in kinds:
            with running(kind, data) as server:
                seconds[kind.name].append(server.seconds)
                memory[kind.name].append(megabytes(server.pid))
    yield Row("first answer after the start, s", {name: _range(each) for name, each in seconds.items()})
    yield Row("memory at rest, MB", {name: figure(median(each)) for name, each in memory.items()})


def latency_rows(timings: Mapping[str, Timings]) -> Iterator[Row]:
    """Yield the geometric means over the questions, each with how many times as long as ours it is."""
    yield Row("questions answered", {name: str(len(each.cold)) for name, each in timings.items()})
    for label, pick in (("best run", best), ("median run", middle)):
        yield _latency_row(f"cold question, ms, {label}", {name: pick(each.cold) for name, each in timings.items()})
        yield _latency_row(f"warm question, ms, {label}", {name: pick(each.warm) for name, each in timings.items()})


def _latency_row(label: str, seconds: Mapping[str, dict[str, float]]) -> Row:
    ours = seconds[OURS]
    means = {name: geometric_mean(list(each.values())) * 1000 for name, each in seconds.items()}
    return Row(label, {name: _beside(means[name], times_as_quick(ours, seconds[name]), name) for name in seconds})


def processor_row(servers: Sequence[Server], timings: Mapping[str, Timings], effort: Effort) -> Row:
    """Return the processor time of a cold question: a busy machine stretches it less than the time on the clock."""
    costs = {}
    for server in (each for each in servers if not each.kind.slow):
        before = processor_seconds(server.pid)
        asks = mix(server.kind.path, list(timings[server.name].cold))
        load = one_pass(server, asks, 1, effort.longest_pass * len(servers), cold=True)
        spent = spent_since(before)
        # What a process took that has ended meanwhile is not known.
        if before.keys() <= spent.keys():
            costs[server.name] = 1000 * sum(spent.values()) / load.answers
    ours = costs.get(OURS, 0.0)
    return Row(
        "processor time of a cold question, ms",
        {name: _beside(each, each / ours, name) if ours else figure(each) for name, each in costs.items()},
    )


def throughput_rows(servers: Sequence[Server], timings: Mapping[str, Timings], effort: Effort) -> Iterator[Row]:
    """Yield complete answers a second, and how many of a hundred requests had none."""
    for cold in (True, False):
        for clients in CLIENTS:
            loads = defaultdict(list)
            for server in _in_turn(servers, effort.load_rounds, clients):
                loads[server.name].append(_load(server, timings[server.name], clients, effort, cold=cold))
            yield _throughput_row(f"answers/s, {'cold' if cold else 'warm'}, {clients} clients", loads)


def memory_row(servers: Sequence[Server], timings: Mapping[str, Timings], effort: Effort) -> Row:
    """Return the most memory that each server takes while as many ask as ever do."""
    memory = {}
    for server in _in_turn(servers, 1, CLIENTS[-1]):
        with MemoryWatch(server.pid) as watch:
            _load(server, timings[server.name], CLIENTS[-1], effort, cold=True)
        memory[server.name] = figure(watch.most)
    return Row(f"memory while {CLIENTS[-1]} clients ask, MB", memory)


def _in_turn(servers: Sequence[Server], rounds: int, clients: int) -> Iterator[Server]:
    able = [each for each in servers if not each.kind.slow or clients <= MOST_CLIENTS_OF_SLOW]
    for number in range(rounds):
        first = number % len(able)
        yield from [*able[first:], *able[:first]]


def _load(server: Server, timings: Timings, clients: int, effort: Effort, *, cold: bool) -> Load:
    runs = best(timings.cold if cold else timings.warm)
    asks = mix(server.kind.path, list(runs))
    if fmean(runs.values()) > SLOW:
        return one_pass(server, asks, clients, effort.longest_pass, cold=cold)
    return window(server, asks, clients, effort.seconds[clients], cold=cold)


def _throughput_row(label: str, loads: Mapping[str, list[Load]]) -> Row:
    rates = {name: [each.per_second for each in some] for name, some in loads.items()}
    ours = median(rates[OURS])
    cells = {name: _range(each) + _unanswered(loads[name]) for name, each in rates.items()}
    # A server that answered nothing is worse by no number.
    ratios = {name: ours / median(each) if median(each) else inf for name, each in rates.items()}
    return Row(label, {name: _with_ratio(cell, ratios[name], name) for name, cell in cells.items()})


def _unanswered(loads: Sequence[Load]) -> str:
    failed, answers = sum(each.failed for each in loads), sum(each.answers for each in loads)
    return f", {100 * failed / (failed + answers):.0f} % without" if failed else ""


def _beside(value: float, ratio: float, name: str) -> str:
    return _with_ratio(figure(value), ratio, name)


def _with_ratio(text: str, ratio: float, name: str) -> str:
    return text if name == OURS else f"{text} (**{figure(ratio)}**)"


def _range(values: Sequence[float]) -> str:
    low, high = figure(min(values)), figure(max(values))
    return low if low == high else f"{low}–{high}"
