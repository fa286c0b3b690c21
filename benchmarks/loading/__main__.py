"""Load countries of several sizes, and say how time and memory grow.

python -m benchmarks.loading --territories 1 10 100
python -m benchmarks.loading --territories 100 --again          # and once more, one territory changed
python -m benchmarks.loading --territories 100 --engine processes spark
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.loading.country import write_country
from benchmarks.loading.memory import watched
from benchmarks.loading.stages import REST, STAGES, TOLD
from loader.settings import ENGINES, PROCESSES, SPARK


@dataclass(frozen=True)
class Measured:
    """One load."""

    engine: str
    territories: int
    rows: int
    triples: int
    seconds: float
    cpu: float
    peak: float
    stages: dict[str, float]


def measure(territories: int, jobs: int, engine: str, folder: Path) -> Measured:
    """Make the sources of a country, and load them; raises SystemExit when the load fails."""
    if not (folder / f"sources-{territories}").exists():
        write_country(folder / f"sources-{territories}", territories)
    return _measure(territories, jobs, engine, folder)


def measure_again(territories: int, jobs: int, engine: str, folder: Path) -> Measured:
    """Change a territory of a country that was loaded, and load it again."""
    changed = next(folder.glob(f"sources-{territories}/*/territory.toml"))
    changed.write_text(changed.read_text(encoding="utf-8").replace('name = "', 'name = "Nouvelle ', 1), "utf-8")
    return _measure(territories, jobs, engine, folder)


def _measure(territories: int, jobs: int, engine: str, folder: Path) -> Measured:
    sources, out = folder / f"sources-{territories}", folder / f"build-{territories}-{engine}"
    words = ["--sources", str(sources), "--out", str(out), "--jobs", str(jobs), "--engine", engine]
    if engine == SPARK:
        words += ["--master", f"local[{jobs}]"]
    begun = time.monotonic()
    load = watched((sys.executable, "-m", "benchmarks.loading.stages", *words))
    seconds = time.monotonic() - begun
    if load.code:
        raise SystemExit(f"the load of {territories} territories failed: {load.printed}")
    manifest = json.loads((out / "current" / "manifest.json").read_text(encoding="utf-8"))
    told = next(line for line in load.printed.splitlines() if line.startswith(TOLD))
    return Measured(
        engine,
        territories,
        manifest["summary"]["lines"],
        manifest["counts"]["triples"],
        seconds,
        load.cpu,
        load.peak,
        json.loads(told.removeprefix(TOLD)),
    )


def table(loads: Sequence[Measured]) -> str:
    """Give the loads as a Markdown table, with the exponents of growth between the last two."""
    heads = ["engine", "territories", "lines", "triples", "seconds", "CPU s", "triples/s", "triples/CPU s", "peak MB"]
    names = [*(name for _, _, name in STAGES), REST]
    lines = [" | ".join([*heads, *names]), " | ".join(["--", *["--:"] * (len(heads) + len(names) - 1)])]
    for load in loads:
        found = (load.engine, load.territories, load.rows, load.triples, f"{load.seconds:.1f}", f"{load.cpu:.1f}")
        rates = (f"{load.triples / load.seconds:.0f}", f"{load.triples / load.cpu:.0f}", f"{load.peak:.0f}")
        lines.append(" | ".join(map(str, (*found, *rates, *(f"{load.stages.get(name, 0):.1f}" for name in names)))))
    return "\n".join(f"| {line} |" for line in lines)


def growth(loads: Sequence[Measured]) -> list[str]:
    """Say by which exponents time and memory grow with the triples, from each load to the next (1: in proportion)."""
    return [
        f"{one.engine}, {one.territories} to {other.territories} territories: "
        f"CPU time {_exponent(one, other, 'cpu'):.2f}, time {_exponent(one, other, 'seconds'):.2f}, "
        f"peak memory {_exponent(one, other, 'peak'):.2f}"
        for one, other in pairwise(loads)
        if one.engine == other.engine
    ]


def _exponent(one: Measured, other: Measured, what: str) -> float:
    return math.log(getattr(other, what) / getattr(one, what)) / math.log(other.triples / one.triples)


def main(given: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loading", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--territories", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--engine", nargs="+", choices=ENGINES, default=[PROCESSES], help="each in turn, in one run")
    parser.add_argument("--folder", type=Path, help="where sources and snapshots are written, and stay")
    parser.add_argument("--again", action="store_true", help="load each once more after a territory changed")
    arguments = parser.parse_args(given)
    with TemporaryDirectory() as temporary:
        folder = arguments.folder or Path(temporary)
        cases = [
            (territories, arguments.jobs, engine, folder)
            for engine, territories in product(arguments.engine, arguments.territories)
        ]
        loads = [measure(*case) for case in cases]
        again = [measure_again(*case) for case in cases if arguments.again]
    print("\n".join((table(loads), "", *growth(loads))))
    if again:
        print("\nAgain, one territory changed:\n\n" + table(again))
    return 0


if __name__ == "__main__":
    sys.exit(main())
