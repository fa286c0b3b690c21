from collections.abc import Callable
from pathlib import Path

import pytest

from endpoint.engine import Engine
from endpoint.errors import SnapshotError
from endpoint.snapshot import DEFAULT_BASE, Snapshot, current_snapshot


def test_a_missing_snapshot_says_to_run_the_loader(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="run filrouge-load"):
        current_snapshot(tmp_path)


def test_the_manifest_is_read(data: Path) -> None:
    snapshot = current_snapshot(data)
    assert (snapshot.version, snapshot.base, snapshot.triples) == ("abc123", "https://data.example/", 27)


def test_an_empty_manifest_leaves_the_defaults(tmp_path: Path, write_snapshot: Callable[..., Path]) -> None:
    write_snapshot(tmp_path, manifest={})
    snapshot = current_snapshot(tmp_path)
    assert (snapshot.version, snapshot.base, snapshot.triples, snapshot.summary) == ("abc123", DEFAULT_BASE, None, {})


@pytest.mark.parametrize("text", ["", "[]", "{"])
def test_a_broken_manifest_is_named(tmp_path: Path, write_snapshot: Callable[..., Path], text: str) -> None:
    (write_snapshot(tmp_path) / "manifest.json").write_text(text)
    with pytest.raises(SnapshotError, match=r"manifest\.json"):
        current_snapshot(tmp_path)


def test_a_store_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="run filrouge-load again"):
        Engine.open(Snapshot(tmp_path, "v"))


def test_the_folder_is_the_version_and_not_the_link_to_it(data: Path) -> None:
    assert current_snapshot(data).folder.name == "abc123"
