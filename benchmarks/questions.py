"""Time every saved question on one or several datasets, and tell how the time grows with the dataset.

    python -m benchmarks.questions build/current corpus-22.nq.gz

A dataset is a snapshot folder or an N-Quads file. Questions are asked in this process, as the service's workers ask
them, with their default parameters; the answer is serialised.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.datasets import engine_on
from benchmarks.timing import Timing, growth, time_question
from endpoint.questions import Question, read_questions, saved_questions


def table(names: Sequence[str], timings: Sequence[Sequence[Timing]]) -> Iterator[str]:
    """Yield the lines of a Markdown table: a row a question, three columns a dataset, growth between first and last."""
    heads = [f"rows | min ms | median ms on {column[0].triples:,} triples" for column in timings]
    growths = ["rows grow", "time grows"] if len(timings) > 1 else []
    yield "| " + " | ".join(["question", *heads, *growths]) + " |"
    yield "|---" + "|--:" * (3 * len(heads) + len(growths)) + "|"
    for name, *row in zip(names, *timings, strict=True):
        cells = [f"{each.rows} | {each.best_ms:.1f} | {each.median_ms:.1f}" for each in row]
        yield "| " + " | ".join([f"`{name}`", *cells, *(_growths(row[0], row[-1]) if growths else [])]) + " |"


def _growths(small: Timing, large: Timing) -> list[str]:
    sizes = (small.triples, large.triples)
    rows, best = growth(small.rows, large.rows, sizes), growth(small.best_ms, large.best_ms, sizes)
    return [f"{rows:.2f}", f"{best:.2f}"]


def chosen_questions(names: Sequence[str], *, not_exists: bool) -> list[Question]:
    """Return the questions of these names, or all; `not_exists` gives those with a MINUS, with NOT EXISTS instead."""
    questions = [each for name, each in read_questions(saved_questions()).items() if not names or name in names]
    if not not_exists:
        return questions
    return [_with_not_exists(each) for each in questions if "MINUS {" in each.sparql]


def _with_not_exists(question: Question) -> Question:
    return replace(question, sparql=question.sparql.replace("MINUS {", "FILTER NOT EXISTS {"))


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("datasets", nargs="+", type=Path, help="snapshot folders or .nq.gz files, the smallest first")
    parser.add_argument("--runs", type=int, default=5, help="runs against the clock (5)")
    parser.add_argument("--only", nargs="*", default=(), metavar="NAME", help="these questions only")
    parser.add_argument("--on-disk", action="store_true", help="ask a RocksDB store, not one in memory")
    parser.add_argument("--not-exists", action="store_true", help="the questions with MINUS, by NOT EXISTS instead")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> int:
    """Print the table of the datasets and questions that the command line names."""
    arguments = _arguments(given)
    questions = chosen_questions(arguments.only, not_exists=arguments.not_exists)
    timings = []
    for dataset in arguments.datasets:
        with engine_on(dataset, on_disk=arguments.on_disk) as engine:
            timings.append([time_question(engine, each, arguments.runs) for each in questions])
    print("\n".join(table([each.name for each in questions], timings)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
