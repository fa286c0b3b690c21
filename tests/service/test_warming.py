"""Before the first worker is forked the service reads what every page needs, and nothing of each territory."""

from pathlib import Path

import pytest
from territories_made import load_territories, queries_asked, service_of_worker, visit

from endpoint.catalogue import facts, routes
from endpoint.catalogue.collection import collection_of
from endpoint.territories import territories
from endpoint.warming import warm


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_territories(tmp_path_factory.mktemp("warm"))


def test_what_the_graphs_of_territories_hold_is_not_read_at_the_start(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("endpoint.audit.replies.SMALL", 10)
    service = service_of_worker(data)
    queries = queries_asked(service, monkeypatch)
    warm(service)
    assert queries
    assert [each for each in queries if each.named_graphs or each.text in (facts.DATES, facts.THEMES)] == []


def test_what_every_page_needs_is_known_from_the_start(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    service = service_of_worker(data)
    warm(service)
    queries = queries_asked(service, monkeypatch)
    territories(service)
    collection_of(service)
    assert queries == []
    # A page of the catalogue asks for its documents, their dates, things and themes, and nothing else.
    assert visit(service, routes.catalogue, "/catalogue").status_code == 200
    assert len(queries) <= 5
