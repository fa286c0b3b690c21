"""Ask a store of another engine every saved question: which answers differ from ours, and how long each takes.

    python -m benchmarks.stores --data build --store http://127.0.0.1:7878/query

The store must have been filled by filrouge-load push.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from endpoint.engine import Engine, Query, Table
from endpoint.errors import RequestError
from endpoint.questions import read_questions, saved_questions
from endpoint.remote.engine import RemoteEngine
from endpoint.snapshot import current_snapshot

MOST_ROWS = 10**6


@dataclass(frozen=True)
class Compared:
    """One question asked of both; `verdict` is same, order, differs or what went wrong."""

    name: str
    verdict: str
    ours: float
    theirs: float


def compare(ours: Engine, theirs: Engine) -> Iterator[Compared]:
    """Yield each saved question with its default parameters, compared; seconds."""
    for name, question in sorted(read_questions(saved_questions()).items()):
        query = Query(question.sparql)
        expected, local = _timed(lambda query=query: ours.table(query, MOST_ROWS))  # type: ignore[misc]
        theirs.begin()
        try:
            found, remote = _timed(lambda query=query: theirs.table(query, MOST_ROWS))  # type: ignore[misc]
        except RequestError as error:
            yield Compared(name, str(error), local, float("nan"))
        else:
            yield Compared(name, judge(expected, found), local, remote)


def judge(expected: Table, found: Table) -> str:
    """Say how two answers compare."""
    if found.rows == expected.rows:
        return "same"
    return "order" if sorted(map(str, found.rows)) == sorted(map(str, expected.rows)) else "differs"


def _timed(ask: Callable[[], Table]) -> tuple[Table, float]:
    begun = time.perf_counter()
    return ask(), time.perf_counter() - begun


def main(given: Sequence[str] | None = None) -> int:
    """Print a table, and leave with 1 when an answer differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stores", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("build"), help="what filrouge-load wrote (build)")
    parser.add_argument("--store", required=True, help="where the store answers queries")
    arguments = parser.parse_args(given)
    snapshot = current_snapshot(arguments.data)
    theirs = RemoteEngine(snapshot, (arguments.store,))
    theirs.require()
    answers = list(compare(Engine.open(snapshot, in_memory=True), theirs))
    print("| question | answer | ours, ms | theirs, ms |\n|---|---|--:|--:|")
    for each in answers:
        print(f"| `{each.name}` | {each.verdict} | {each.ours * 1000:.1f} | {each.theirs * 1000:.1f} |")
    same = sum(each.verdict == "same" for each in answers)
    print(f"\n{same} of {len(answers)} answers are the same.")
    return int(same < len(answers))


if __name__ == "__main__":
    sys.exit(main())
