"""Work shared out to processes gives what one process gives, and says when one of them dies."""

import os
import signal
from pathlib import Path

import pytest

from loader.errors import GraphError, LoadError
from loader.workers import Workers


def doubled(number: int) -> int:
    return number * 2


def wrong(number: int) -> int:
    if number == 3:
        raise GraphError("three")
    return number


def killed(number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    with Workers(jobs) as workers:
        assert list(workers.map(doubled, range(50))) == list(range(0, 100, 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_comes_where_its_result_would(jobs: int) -> None:
    with Workers(jobs) as workers, pytest.raises(GraphError, match="three"):
        list(workers.map(wrong, range(9)))


def test_no_more_items_are_taken_than_processes_need_soon() -> None:
    taken: list[int] = []
    with Workers(2) as workers:
        results = workers.map(doubled, (taken.append(n) or n for n in range(1000)))
        next(results)
        assert len(taken) < 20


def test_a_process_that_is_killed_ends_the_load_with_a_message() -> None:
    with Workers(2) as workers, pytest.raises(LoadError, match="use fewer --jobs"):
        workers.start(killed, 1)()


def test_one_job_starts_no_process(tmp_path: Path) -> None:
    with Workers() as workers:
        assert workers.start(os.getpid)() == os.getpid()
