"""A running filrouge-serve on the Dijon graph, as a person starts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running_service import Served

from endpoint.engine import Engine
from endpoint.snapshot import Snapshot, current_snapshot


@pytest.fixture(scope="session")
def running(dijon: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One service for tests that leave it as it was."""
    service = Served(dijon.parent, tmp_path_factory.mktemp("service") / "log")
    yield service
    service.stop()


@pytest.fixture(scope="session")
def served(running: Served) -> str:
    """The address of that service."""
    return running.url


@pytest.fixture
def own(dijon: Path, tmp_path: Path) -> Iterator[Served]:
    """A service of one's own, for tests that hurt it."""
    service = Served(dijon.parent, tmp_path / "log")
    yield service
    service.stop()


@pytest.fixture(scope="session")
def snapshot(dijon: Path) -> Snapshot:
    """What these services serve."""
    return current_snapshot(dijon.parent)


@pytest.fixture(scope="session")
def embedded(snapshot: Snapshot) -> Engine:
    """Our own engine on it, for what another answers to be compared with."""
    return Engine.open(snapshot)
