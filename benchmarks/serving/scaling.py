"""The questions of one territory and of all, asked of several servers in turn on one dataset."""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.serving.load import one_pass
from benchmarks.serving.mix import Ask, ask, ask_by_form, mix
from benchmarks.serving.peers import installed
from benchmarks.serving.processes import megabytes
from benchmarks.serving.servers import Data, Kind, Server, kinds, running, settle
from endpoint.snapshot import Snapshot, current_snapshot

VIRTUOSO = "virtuoso"
CLIENTS, PASSES, LONGEST_PASS = 8, 4, 60.0
_OF_ONE = re.compile(r"graph/([0-9]+)/")


@dataclass
class Times:
    """Seconds of one server: each question's first answer, the best cold and the best warm one; what had none."""

    first: dict[str, float] = field(default_factory=dict)
    cold: dict[str, float] = field(default_factory=dict)
    warm: dict[str, float] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)


@dataclass
class Measured:
    """One dataset: its size, and by server the seconds to the first answer, megabytes at rest, and the times.

    Ours has `settled` after so many seconds: then a large snapshot has been read into memory, where there is room.

    `rates` are answers a second to cold questions of one territory, asked by CLIENTS at once.
    """

    triples: int
    started: dict[str, float] = field(default_factory=dict)
    settled: dict[str, float] = field(default_factory=dict)
    memory: dict[str, float] = field(default_factory=dict)
    one: dict[str, Times] = field(default_factory=dict)
    every: dict[str, Times] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What is measured: the territory, the servers beside ours, seconds of patience, one question in `every`.

    `of` says whose questions: of `one` territory, of `all`, or both; `flags` are more words for filrouge-serve.
    """

    siren: str
    peers: bool
    virtuoso: int
    patience: float
    every: int
    of: tuple[str, ...]
    flags: tuple[str, ...] = ()


def dataset_of(snapshot: Snapshot, siren: str) -> str:
    """Return the query string that confines a query to the graphs of a territory and those that all share."""
    graphs = [iri for iri in snapshot.graphs if not (own := _OF_ONE.search(iri)) or own[1] == siren]
    return urlencode([*(("default-graph-uri", iri) for iri in graphs), *(("named-graph-uri", iri) for iri in graphs)])


def measure(build: Path, plan: Plan, folder: Path) -> Measured:
    """Ask all servers, in turn, on one dataset."""
    snapshot = current_snapshot(build)
    found = Measured(snapshot.triples or 0)
    with ExitStack() as stack:
        data = Data(build, snapshot.dataset, snapshot.store, found.triples)
        ours, theirs, *_ = kinds(installed(folder))
        ours = replace(ours, command=(*ours.command, *plan.flags))
        chosen = [ours, theirs] if plan.peers else [ours]
        servers = [stack.enter_context(running(each, data)) for each in chosen]
        found.settled[servers[0].name] = settle(servers[0])
        for server in servers:
            found.started[server.name], found.memory[server.name] = server.seconds, megabytes(server.pid)
        if plan.virtuoso:
            servers.append(_elsewhere(plan.virtuoso))
        if "one" in plan.of:
            dataset = f"?{dataset_of(snapshot, plan.siren)}"
            found.one = time_in_turn(servers, dataset, plan)
            found.rates = {each.name: _rate(each, dataset, plan) for each in servers}
        if "all" in plan.of:
            found.every = time_in_turn(servers, "", plan)
    return found


def _elsewhere(port: int) -> Server:
    # Only its address is used: somebody else has started it, and ends it.
    return Server(Kind(VIRTUOSO, (), "/sparql"), port, None)  # type: ignore[arg-type]


def time_in_turn(servers: Sequence[Server], dataset: str, plan: Plan) -> dict[str, Times]:
    """Ask every server the questions, or one in so many, in turn; each is first as often: it reads for the others."""
    times = {each.name: Times() for each in servers}
    asks = {each.name: _mix(each, dataset)[:: plan.every] for each in servers}
    for at in range(len(asks[servers[0].name])):
        first = at % len(servers)
        for server in (*servers[first:], *servers[:first]):
            _time(server, asks[server.name][at], times[server.name], plan.patience)
    return times


def _rate(server: Server, dataset: str, plan: Plan) -> float:
    return one_pass(server, _mix(server, dataset)[:: plan.every] * PASSES, CLIENTS, LONGEST_PASS, cold=True).per_second


def _mix(server: Server, dataset: str) -> list[Ask]:
    # Virtuoso 7 never answers a long query that is posted as such.
    return mix(server.kind.path + dataset, asked=ask_by_form if server.name == VIRTUOSO else ask)


def _time(server: Server, ask: Ask, times: Times, patience: float) -> None:
    with server.client(patience) as client:
        first = client.ask(ask.cold())
        if not first.ok:
            times.unanswered.append(ask.name)
            return
        # A long answer is not worth asking again: one run says enough.
        again = [client.ask(ask.cold()) for _ in range(2)] if first.seconds < 1 else []
        warm = [client.ask(ask.warm) for _ in range(2)] if first.seconds < 1 else []
    times.first[ask.name] = first.seconds
    times.cold[ask.name] = min(each.seconds for each in (first, *again) if each.ok)
    if warm:
        times.warm[ask.name] = warm[-1].seconds
