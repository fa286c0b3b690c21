"""Time every saved question on one or several datasets, and tell how the time grows with the dataset.

    python -m benchmarks.questions build/current corpus-22.nq.gz

A dataset is a snapshot folder or an N-Quads file. Each is put in a store as the service has it: on disk, read only;
`--memory` keeps it in memory instead. A question is asked with its default parameters, and its answer is serialised.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from pyoxigraph import RdfFormat, Store

from benchmarks.corpus import open_dataset
from endpoint.engine import Engine, Query
from endpoint.formats import Format, Kind, format_named
from endpoint.parameters import bind
from endpoint.questions import Question, read_questions, saved_questions

FORMATS = {Kind.TABLE: format_named(Kind.TABLE, "csv"), Kind.TRIPLES: format_named(Kind.TRIPLES, "nt")}
# A question that lasts longer than this is not asked again: one run says enough.
PATIENCE_S = 3.0
MANY_ROWS = 10**9


@dataclass(frozen=True)
class Timing:
    """How long one question lasted on one dataset of `triples` triples, in milliseconds, and how many rows it gave."""

    triples: int
    rows: int
    runs_ms: tuple[float, ...]

    @property
    def best_ms(self) -> float:
        """The shortest run: what the machine can do when nothing else disturbs it."""
        return min(self.runs_ms)

    @property
    def median_ms(self) -> float:
        """The run in the middle."""
        return median(self.runs_ms)


def growth(small: float, large: float, triples: tuple[int, int]) -> float:
    """Return the exponent by which a figure grows with the number of triples: 1 is in proportion.

    >>> growth(10, 200, (1000, 20000))
    1.0
    >>> growth(10, 10, (1000, 20000))
    0.0
    """
    return round(math.log(large / small) / math.log(triples[1] / triples[0]), 2) if small and large else math.nan


def time_question(engine: Engine, question: Question, runs: int) -> Timing:
    """Ask the question once to count its rows, then `runs` times against the clock."""
    query = Query(bind(question.sparql, question.parameters, {}))
    form = FORMATS[question.kind]
    assert isinstance(form, Format)
    rows = len(engine.table(query, MANY_ROWS).rows)
    return Timing(len(engine), rows, tuple(_timed(lambda: engine.answer(query, form), runs)))


def _timed(ask: Callable[[], object], runs: int) -> Iterator[float]:
    for _ in range(runs):
        start = time.perf_counter()
        ask()
        seconds = time.perf_counter() - start
        yield seconds * 1000
        if seconds > PATIENCE_S:
            return


@contextmanager
def engine_on(dataset: Path, *, in_memory: bool) -> Iterator[Engine]:
    """Open a snapshot's store, or load an N-Quads file in a store that lasts as long as the context."""
    if dataset.is_dir() and not in_memory:
        yield Engine.open(dataset / "store")
    elif in_memory:
        yield Engine(_filled(Store(), dataset))
    else:
        with TemporaryDirectory() as folder:
            # The store that writes must be closed before one opens it to read only.
            _filled(Store(folder), dataset).optimize()
            yield Engine.open(Path(folder))


def _filled(store: Store, dataset: Path) -> Store:
    with open_dataset(dataset) as file:
        store.bulk_load(file, format=RdfFormat.N_QUADS)
    return store


def table(names: Sequence[str], timings: Sequence[Sequence[Timing]]) -> Iterator[str]:
    """Yield the lines of a Markdown table: a row a question, three columns a dataset, growth between first and last."""
    sizes = [column[0].triples for column in timings]
    heads = [f"rows | min ms | median ms on {size:,} triples" for size in sizes]
    growths = ["rows grow", "time grows"] if len(sizes) > 1 else []
    yield "| " + " | ".join(["question", *heads, *growths]) + " |"
    yield "|---" + "|--:" * (3 * len(sizes) + len(growths)) + "|"
    for name, *row in zip(names, *timings, strict=True):
        cells = [f"{each.rows} | {each.best_ms:.1f} | {each.median_ms:.1f}" for each in row]
        yield "| " + " | ".join([f"`{name}`", *cells, *(_growths(row[0], row[-1]) if growths else [])]) + " |"


def _growths(small: Timing, large: Timing) -> list[str]:
    sizes = (small.triples, large.triples)
    rows, best = growth(small.rows, large.rows, sizes), growth(small.best_ms, large.best_ms, sizes)
    return [f"{rows:.2f}", f"{best:.2f}"]


def _chosen(folder: Traversable, names: Sequence[str]) -> list[Question]:
    questions = read_questions(folder)
    return [each for name, each in questions.items() if not names or name in names]


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("datasets", nargs="+", type=Path, help="snapshot folders or .nq.gz files, the smallest first")
    parser.add_argument("--runs", type=int, default=5, help="runs against the clock (5)")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="these questions only")
    parser.add_argument("--queries", type=Path, help="another folder of .rq files, to compare two forms")
    parser.add_argument("--memory", action="store_true", help="keep the stores in memory")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print the table of the datasets and questions that the command line names."""
    arguments = _arguments(given)
    questions = _chosen(arguments.queries or saved_questions(), arguments.only)
    timings = []
    for dataset in arguments.datasets:
        with engine_on(dataset, in_memory=arguments.memory) as engine:
            timings.append([time_question(engine, each, arguments.runs) for each in questions])
    print("\n".join(table([each.name for each in questions], timings)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
