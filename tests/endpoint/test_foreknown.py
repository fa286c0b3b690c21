"""What the reports ask of a small graph is asked before the first worker is forked; its answers stay the same."""

from pathlib import Path

import pytest

from endpoint import foreknown
from endpoint.audit.asking import ask
from endpoint.engine import Engine, Query
from endpoint.questions import read_questions, saved_questions
from endpoint.service import Service
from endpoint.settings import Settings
from endpoint.snapshot import current_snapshot

AXES = Query("SELECT ?axis WHERE { ?axis a fil:PolicyAxis } ORDER BY ?axis")


@pytest.fixture
def service(dijon: Path) -> Service:
    snapshot = current_snapshot(dijon.parent)
    bare = Service(Settings(data=dijon.parent), snapshot, read_questions(saved_questions()), in_memory=True)
    return bare.with_engine(Engine.open(snapshot, in_memory=True))


def evaluated(service: Service, monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """The queries that the engine evaluates from now on."""
    asked: list[Query] = []
    evaluate = service.engine._evaluate
    monkeypatch.setattr(service.engine, "_evaluate", lambda query: asked.append(query) or evaluate(query))
    return asked


def test_a_known_answer_is_the_one_that_the_engine_gives(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ask(service, "budget-by-axis").table
    foreknown.foreknow(service)
    asked = evaluated(service, monkeypatch)
    assert ask(service, "budget-by-axis").table == before
    assert asked == []


def test_what_speaks_of_a_day_is_asked_each_time(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    foreknown.foreknow(service)
    asked = evaluated(service, monkeypatch)
    late = [len(ask(service, "actions-overdue", at=day).rows) for day in ("2015-01-01", "2026-01-01")]
    assert late[0] < late[1]
    assert len(asked) == 2


def test_of_a_known_answer_the_first_rows_are_given(service: Service) -> None:
    service.engine.remember(AXES, 100)
    first = service.engine.table(AXES, 5)
    assert len(first.rows) == 5
    assert not first.complete
    assert service.engine.table(AXES, 37).complete


def test_of_a_large_graph_nothing_is_asked_beforehand(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("endpoint.audit.replies.SMALL", 10)
    asked = evaluated(service, monkeypatch)
    foreknown.foreknow(service)
    assert asked == []
