"""What a version changed is noted beside the snapshots: counted by class, and thing by thing."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_territories import AXES, PLAN_ROW, load_small, settings, write

from loader.load import load
from loader.snapshot import Draft, publish
from loader.upkeep.shelf import roll_back

BASE = "https://data.example/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
TITLE = "<http://purl.org/dc/terms/title>"
FIL = "https://w3id.org/filrouge/ontology#"
FILES: dict[str, str | bytes] = {"plan.tsv": PLAN_ROW, "axes.txt": AXES}


def publish_titles(out: Path, titles: dict[str, str]) -> str:
    """Publish a graph of actions with these titles."""
    graph = f"<{BASE}graph/1>"
    lines = [f"<{BASE}id/1/action/{name}> {TITLE} {title} {graph} .\n" for name, title in titles.items()]
    lines += [f"<{BASE}id/1/action/{name}> {TYPE} <{FIL}Action> {graph} .\n" for name in titles]
    manifest = {"tool": {"name": "t", "version": "1"}, "base": BASE}
    nquads = (line.encode() for line in sorted(lines))
    return publish(out, Draft(nquads, [], lambda counts: manifest, lambda folder, *_: folder.mkdir()))


def noted(out: Path, before: str, version: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    head, *things = (out / "changes" / f"{before}-{version}.jsonl").read_text("utf-8").splitlines()
    return json.loads(head), [json.loads(each) for each in things]


def test_the_first_version_changes_nothing(tmp_path: Path) -> None:
    publish_titles(tmp_path, {"velo": '"Vélo"'})
    assert not (tmp_path / "changes").exists()


def test_what_was_added_removed_and_changed_is_counted_and_named(tmp_path: Path) -> None:
    one = publish_titles(tmp_path, {"bus": '"Bus"', "tram": '"Tram"', "velo": '"Plan \\"vélo\\""@fr'})
    two = publish_titles(tmp_path, {"tram": '"Tramway"', "velo": '"Plan \\"vélo\\""@fr', "train": '"Train"'})
    head, things = noted(tmp_path, one, two)
    assert head["things"] == {"added": 1, "removed": 1, "changed": 1}
    assert head["classes"] == {f"{FIL}Action": {"added": 1, "removed": 1, "changed": 1}}
    assert head["listed"] == 3
    assert [(each["how"], each["iri"].rpartition("/")[2], each["label"], each["classes"]) for each in things] == [
        ("removed", "bus", "Bus", [f"{FIL}Action"]),
        ("added", "train", "Train", [f"{FIL}Action"]),
        ("changed", "tram", "Tramway", [f"{FIL}Action"]),
    ]


def test_a_thing_goes_by_its_french_name_and_quotation_marks_stay(tmp_path: Path) -> None:
    one = publish_titles(tmp_path, {"bus": '"Bus"'})
    two = publish_titles(tmp_path, {"bus": '"Bus"', "velo": '"Plan \\"vélo\\" \\\\ é"@fr'})
    assert noted(tmp_path, one, two)[1][0]["label"] == 'Plan "vélo" \\ é'


def test_the_same_graph_again_notes_nothing(tmp_path: Path) -> None:
    publish_titles(tmp_path, {"bus": '"Bus"'})
    publish_titles(tmp_path, {"bus": '"Bus"'})
    assert not (tmp_path / "changes").exists()


def test_going_back_notes_the_way_back(tmp_path: Path) -> None:
    one = publish_titles(tmp_path, {"bus": '"Bus"'})
    two = publish_titles(tmp_path, {"tram": '"Tram"'})
    roll_back(tmp_path, one)
    assert noted(tmp_path, one, two)[0]["things"] == {"added": 1, "removed": 1}
    assert [(each["how"], each["label"]) for each in noted(tmp_path, two, one)[1]] == [
        ("added", "Bus"),
        ("removed", "Tram"),
    ]


def test_a_version_that_cannot_be_read_any_more_does_not_stop_the_next(tmp_path: Path) -> None:
    publish_titles(tmp_path, {"bus": '"Bus"'})
    (tmp_path / "current" / "dataset.nq.gz").write_bytes(b"damaged")
    two = publish_titles(tmp_path, {"tram": '"Tram"'})
    assert (tmp_path / "current").readlink().name == two
    assert not (tmp_path / "changes").exists()


def test_all_are_counted_though_not_all_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loader.changes.MOST_LISTED", 2)
    one = publish_titles(tmp_path, {"bus": '"bus"'})
    two = publish_titles(tmp_path, {name: f'"{name}"' for name in ("bus", "tram", "velo", "train")})
    head, things = noted(tmp_path, one, two)
    assert (head["things"], head["listed"], len(things)) == ({"added": 3}, 2, 2)


def test_a_whole_load_notes_what_a_document_lost(tmp_path: Path) -> None:
    one = load_small(tmp_path, FILES).resolve().name
    write(tmp_path / "sources" / "val-de-brume", {**FILES, "axes.txt": AXES.partition("\n")[0] + "\n"})
    load(settings(tmp_path))
    two = (tmp_path / "build" / "current").resolve().name
    head, things = noted(tmp_path / "build", one, two)
    assert head["classes"][f"{FIL}PolicyAxis"] == {"removed": 1}
    assert "Produire notre énergie" in [each["label"] for each in things if each["how"] == "removed"]
