"""How long a question lasts on a dataset, and how that grows with the dataset."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from endpoint.engine import Engine, Query
from endpoint.formats import Format, Kind, format_named
from endpoint.parameters import bind
from endpoint.questions import Question

FORMATS = {Kind.TABLE: format_named(Kind.TABLE, "csv"), Kind.TRIPLES: format_named(Kind.TRIPLES, "nt")}
# A question that lasts longer than this is not asked again: one run says enough.
PATIENCE_S = 3.0
MANY_ROWS = 10**9


@dataclass(frozen=True)
class Timing:
    """Milliseconds of processor that a question took on a dataset of `triples` triples, and how many rows it gave."""

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
    """Return the exponent by which a figure grows with the number of triples; 1 is in proportion.

    >>> growth(10, 200, (1000, 20000))
    1.0
    >>> growth(10, 10, (1000, 20000))
    0.0
    >>> growth(10, 10, (1000, 1000)), growth(0, 10, (1000, 20000))
    (nan, nan)
    """
    if not small or not large or triples[0] == triples[1]:
        return math.nan
    return round(math.log(large / small) / math.log(triples[1] / triples[0]), 2)


def time_question(engine: Engine, question: Question, runs: int) -> Timing:
    """Ask the question with its default parameters, once to count its rows, then `runs` times against the clock."""
    query = Query(bind(question.sparql, question.parameters, {}))
    form = FORMATS[question.kind]
    assert isinstance(form, Format)
    rows = len(engine.table(query, MANY_ROWS).rows)
    return Timing(len(engine), rows, tuple(_timed(lambda: engine.answer(query, form)(_forget), runs)))


def _forget(_piece: bytes) -> None:
    """Take a piece of the answer and keep nothing."""


def _timed(ask: Callable[[], None], runs: int) -> Iterator[float]:
    for _ in range(runs):
        # Time of this thread's processor: what others do on the machine is not in it.
        start = time.thread_time()
        ask()
        seconds = time.thread_time() - start
        yield seconds * 1000
        if seconds > PATIENCE_S:
            return
