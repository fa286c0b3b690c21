"""How long each question takes, cold and warm, servers in turn."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from math import exp, log
from statistics import fmean, median
from time import monotonic

from benchmarks.serving.client import Client
from benchmarks.serving.mix import Ask, mix
from benchmarks.serving.servers import Data, Kind, Server, running


@dataclass
class Timings:
    """The seconds that one server took for each question, run by run; a question that it did not answer has none."""

    cold: dict[str, list[float]] = field(default_factory=dict)
    warm: dict[str, list[float]] = field(default_factory=dict)

    def add(self, client: Client, ask: Ask) -> bool:
        """Ask cold, then warm; False when there was no complete answer in time."""
        replies = [client.ask(request) for request in (ask.cold(), ask.warm, ask.warm)]
        if not all(each.ok for each in replies):
            return False
        self.cold.setdefault(ask.name, []).append(replies[0].seconds)
        self.warm.setdefault(ask.name, []).append(replies[2].seconds)
        return True

    def drop(self, name: str) -> None:
        """Forget a question."""
        self.cold.pop(name, None)
        self.warm.pop(name, None)


def time_in_turn(servers: Sequence[Server], rounds: int, patience: float) -> tuple[dict[str, Timings], list[str]]:
    """Ask every question of every server, in turn; return the times, and the questions that one did not answer."""
    timings = {each.name: Timings() for each in servers}
    unanswered: list[str] = []
    with ExitStack() as stack:
        clients = [stack.enter_context(each.client(patience)) for each in servers]
        for asks in zip(*(mix(each.kind.path) for each in servers), strict=True):
            if not _ask_in_turn(clients, asks, [timings[each.name] for each in servers], rounds):
                unanswered.append(asks[0].name)
    for name in unanswered:
        for each in timings.values():
            each.drop(name)
    return timings, unanswered


def _ask_in_turn(clients: list[Client], asks: Sequence[Ask], timings: list[Timings], rounds: int) -> bool:
    turns = list(zip(clients, asks, timings, strict=True))
    for number in range(rounds):
        first = number % len(turns)
        if not all(each.add(client, ask) for client, ask, each in turns[first:] + turns[:first]):
            return False
    return True


def time_alone(kind: Kind, data: Data, names: Sequence[str], patience: float, seconds: float) -> Timings:
    """Ask each question once, as far as that goes in some time.

    The server is started again when it goes on with a question that nobody waits for any more.
    """
    timings, asks, until = Timings(), mix(kind.path, names), monotonic() + seconds
    while asks and monotonic() < until:
        with running(kind, data) as server, server.client(patience) as client:
            while asks and monotonic() < until and timings.add(client, asks.pop()):
                pass
    return timings


def geometric_mean(figures: Sequence[float]) -> float:
    """Return the mean that says by what factor figures differ.

    >>> round(geometric_mean([1, 10, 100]), 6)
    10.0
    """
    return exp(fmean(map(log, figures)))


def best(runs: dict[str, list[float]]) -> dict[str, float]:
    """Return the shortest run of each question: what the machine can do when nothing else disturbs it."""
    return {name: min(each) for name, each in runs.items()}


def middle(runs: dict[str, list[float]]) -> dict[str, float]:
    """Return the run in the middle of each question."""
    return {name: median(each) for name, each in runs.items()}


def times_as_quick(ours: dict[str, float], theirs: dict[str, float]) -> float:
    """Return how many times as long as we they take for a question, in the geometric mean over those of both."""
    return geometric_mean([theirs[name] / ours[name] for name in ours if name in theirs])
