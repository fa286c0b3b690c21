"""Addresses that a version had and the next has not."""

import json
from pathlib import Path

from loader.snapshot import Draft, publish

BASE = "https://data.example/"


def load(out: Path, *names: str) -> str:
    lines = [f'<{BASE}id/1/{name}> <http://e/p> "x" <{BASE}graph/1> .\n' for name in names]
    lines.append('<http://elsewhere.example/id/1> <http://e/p> "x" <https://data.example/graph/1> .\n')
    manifest = {"tool": {"name": "t", "version": "1"}, "base": BASE}
    nquads = (line.encode() for line in sorted(lines))
    return publish(out, Draft(nquads, [], lambda counts: manifest, lambda folder, *_: folder.mkdir()))


def retired(out: Path) -> list[tuple[str, str]]:
    file = out / "retired.jsonl"
    entries = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    return [(entry["iri"], entry["version"]) for entry in entries]


def test_the_first_version_retires_nothing(tmp_path: Path) -> None:
    load(tmp_path, "axis/1.1")
    assert retired(tmp_path) == []


def test_what_the_new_version_lacks_is_kept_with_the_version_that_had_it(tmp_path: Path) -> None:
    first = load(tmp_path, "axis/1.1", "axis/1.2")
    load(tmp_path, "axis/1.2", "axis/1.3")
    assert retired(tmp_path) == [(f"{BASE}id/1/axis/1.1", first)]


def test_the_same_version_again_retires_nothing(tmp_path: Path) -> None:
    load(tmp_path, "axis/1.1")
    load(tmp_path, "axis/1.1")
    assert retired(tmp_path) == []
