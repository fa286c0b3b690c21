"""How answers grow with the graph: the questions of one territory and of all, beside other engines on the same data.

    python -m benchmarks.scale build-1 build-10 build-100 build-1254 --siren 242100410
    python -m benchmarks.scale build-1254 --siren 242100410 --peers --virtuoso 8890

Each folder is what filrouge-load wrote. `oxigraph serve` reads the very store that filrouge-serve reads; a Virtuoso
must hold the last dataset already, and answer on that port of this machine. A question of one territory names its
graphs by the protocol's default-graph-uri, to all servers alike.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import quantiles

from benchmarks.serving.comparison import OURS
from benchmarks.serving.latency import geometric_mean, times_as_quick
from benchmarks.serving.scaling import CLIENTS, Measured, Plan, Times, measure
from benchmarks.serving.tables import Row, figure, table
from benchmarks.timing import growth


def of_dataset(found: Measured) -> Iterator[str]:
    """Yield what the servers do on one dataset; in brackets, how many times as long as ours they take."""
    yield f"## {found.triples:,} triples"
    yield ""
    rows = [
        Row("first answer after the start, s", {name: figure(each) for name, each in found.started.items()}),
        Row("read from where it stays after, s", {name: figure(each) for name, each in found.settled.items()}),
        Row("memory at rest, MB", {name: figure(each) for name, each in found.memory.items()}),
        *(_rows("of one territory", found.one) if found.one else ()),
        *([_rate(found.rates)] if found.rates else ()),
        *(_rows("of all", found.every) if found.every else ()),
        *([_mix(found)] if found.one and found.every else ()),
    ]
    yield from table(list(found.one or found.every), rows)
    yield ""


def _rows(which: str, times: Mapping[str, Times]) -> Iterator[Row]:
    yield Row(f"questions {which}: answered", {name: _answered(each) for name, each in times.items()})
    for label, pick in (("first asked", "first"), ("cold", "cold"), ("warm", "warm")):
        seconds: dict[str, dict[str, float]] = {name: getattr(each, pick) for name, each in times.items()}
        cells = {name: _mean(each, seconds[OURS], name) for name, each in seconds.items() if each}
        yield Row(f"questions {which}: {label}, ms, geometric mean", cells)
    first = {name: list(each.first.values()) for name, each in times.items() if len(each.first) > 1}
    cells = {name: figure(1000 * quantiles(each, n=20, method="inclusive")[-1]) for name, each in first.items()}
    yield Row(f"questions {which}: first asked, ms, p95", cells)
    slowest = {name: max(each.first.items(), key=lambda item: item[1]) for name, each in times.items() if each.first}
    cells = {name: f"{figure(1000 * seconds)} `{question}`" for name, (question, seconds) in slowest.items()}
    yield Row(f"questions {which}: slowest, ms", cells)


def _mix(found: Measured) -> Row:
    """Return the means over the questions of one territory and those of all together."""
    cold = {name: _together(found.one[name].cold, found.every[name].cold) for name in found.one}
    return Row("both: cold, ms, geometric mean", {name: _mean(each, cold[OURS], name) for name, each in cold.items()})


def _together(one: Mapping[str, float], every: Mapping[str, float]) -> dict[str, float]:
    return {f"{name} of one": each for name, each in one.items()} | {
        f"{name} of all": each for name, each in every.items()
    }


def _rate(rates: Mapping[str, float]) -> Row:
    cells = {
        name: figure(each) if name == OURS else f"{figure(each)} (**{figure(rates[OURS] / each)}**)"
        for name, each in rates.items()
        if each
    }
    return Row(f"questions of one territory: answers/s, cold, {CLIENTS} clients", cells)


def _answered(times: Times) -> str:
    return f"{len(times.first)} of {len(times.first) + len(times.unanswered)}"


def _mean(theirs: Mapping[str, float], ours: dict[str, float], name: str) -> str:
    mean = figure(1000 * geometric_mean(list(theirs.values())))
    return mean if name == OURS else f"{mean} (**{figure(times_as_quick(ours, dict(theirs)))}**)"


def growths(datasets: Sequence[Measured]) -> Iterator[str]:
    """Yield our best cold milliseconds of each question on each dataset, and the exponent between the last two."""
    sizes = [f"{each.triples:,}" for each in datasets]
    for which in ("one", "every"):
        times: list[Times] = [getattr(each, which).get(OURS, Times()) for each in datasets]
        if not times[0].cold:
            continue
        yield f"## Questions {'of one territory' if which == 'one' else 'of all'}, ms cold, by triples"
        yield ""
        rows = [_growth(name, times, datasets) for name in sorted(times[0].cold)]
        yield from table([*sizes, "grows"], rows)
        yield ""


def _growth(name: str, times: Sequence[Times], datasets: Sequence[Measured]) -> Row:
    cells = {
        f"{at.triples:,}": figure(1000 * each.cold[name])
        for at, each in zip(datasets, times, strict=True)
        if name in each.cold
    }
    (before, after), (small, large) = (times[-2:], datasets[-2:])
    if name in before.cold and name in after.cold:
        cells["grows"] = f"{growth(before.cold[name], after.cold[name], (small.triples, large.triples)):.2f}"
    return Row(f"`{name}`", cells)


def main(given: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("builds", nargs="+", type=Path, help="what filrouge-load wrote, the smallest first")
    parser.add_argument("--siren", required=True, help="the territory that is asked about, in all of them")
    parser.add_argument("--peers", action="store_true", help="ask oxigraph serve too, on the same store")
    parser.add_argument("--virtuoso", type=int, default=0, metavar="PORT", help="ask a Virtuoso that holds the data")
    parser.add_argument("--patience", type=float, default=30, help="seconds that a question may take (30)")
    parser.add_argument("--every", type=int, default=1, help="ask one question in so many (1)")
    parser.add_argument(
        "--of", nargs="+", choices=("one", "all"), default=["one", "all"], help="whose questions (both)"
    )
    parser.add_argument("--serve", nargs=argparse.REMAINDER, default=[], help="last: more flags of filrouge-serve")
    parser.add_argument("--work", type=Path, default=Path("build/benchmark"), help="for what is kept between runs")
    told = parser.parse_args(given)
    plan = Plan(told.siren, told.peers, told.virtuoso, told.patience, told.every, tuple(told.of), tuple(told.serve))
    datasets = []
    for build in told.builds:
        datasets.append(measure(build, plan, told.work / "peers"))
        print("\n".join(of_dataset(datasets[-1])), flush=True)
    if len(datasets) > 1:
        print("\n".join(growths(datasets)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
