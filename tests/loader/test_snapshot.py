"""Snapshots: same input, same bytes; published by one rename; a load that fails changes nothing."""

import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest
from small_territories import AXES, PLAN_ROW, describe, load_small, settings, write

from loader.cli import main
from loader.errors import LoadError
from loader.load import load

FILES: dict[str, str | bytes] = {"plan.tsv": PLAN_ROW, "axes.txt": AXES}
BROKEN: dict[str, str | bytes] = {**FILES, "plan.tsv": "pas d'en-tête\tici\n"}


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def arguments(folder: Path) -> list[str]:
    return ["--sources", str(folder / "sources"), "--out", str(folder / "build")]


def rewrite(folder: Path, files: dict[str, str | bytes]) -> None:
    write(folder / "sources" / "val-de-brume", files)


@pytest.mark.parametrize("file", ["dataset.nq.gz", "ledger.csv", "manifest.json"])
def test_the_same_sources_give_the_same_bytes_in_any_folder(tmp_path: Path, file: str) -> None:
    one, other = load_small(tmp_path / "one", FILES), load_small(tmp_path / "other", FILES)
    assert (one / file).read_bytes() == (other / file).read_bytes()


def test_the_same_sources_give_the_same_version(tmp_path: Path) -> None:
    one, other = load_small(tmp_path / "one", FILES), load_small(tmp_path / "other", FILES)
    assert one.resolve().name == other.resolve().name


def test_the_version_is_the_head_of_the_hash_of_the_sorted_quads(tmp_path: Path) -> None:
    snapshot = load_small(tmp_path, FILES)
    quads = gzip.decompress((snapshot / "dataset.nq.gz").read_bytes())
    assert quads.splitlines() == sorted(quads.splitlines())
    assert hashlib.sha256(quads).hexdigest().startswith(snapshot.resolve().name)


def test_the_manifest_holds_the_hash_and_size_of_each_file(tmp_path: Path) -> None:
    snapshot = load_small(tmp_path, FILES)
    for name, said in json.loads((snapshot / "manifest.json").read_text("utf-8"))["files"].items():
        data = (snapshot / name).read_bytes()
        assert said == {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def test_the_manifest_counts_the_triples_of_each_graph(tmp_path: Path) -> None:
    snapshot = load_small(tmp_path, FILES)
    counts = json.loads((snapshot / "manifest.json").read_text("utf-8"))["counts"]
    lines = gzip.decompress((snapshot / "dataset.nq.gz").read_bytes()).splitlines()
    assert counts["triples"] == sum(counts["graphs"].values()) == len(lines)


def test_the_manifest_holds_the_hash_of_each_input(tmp_path: Path) -> None:
    inputs = json.loads((load_small(tmp_path, FILES) / "manifest.json").read_text("utf-8"))["inputs"]
    assert inputs["val-de-brume/plan.tsv"] == hashlib.sha256(PLAN_ROW.encode()).hexdigest()


def test_nothing_is_left_beside_a_published_snapshot(tmp_path: Path) -> None:
    version = load_small(tmp_path, FILES).resolve().name
    assert sorted(os.listdir(tmp_path / "build")) == [*(".kept", ".lock", "current", "published.jsonl", "snapshots")]
    assert os.listdir(tmp_path / "build" / "snapshots") == [version]


def test_current_is_a_link_to_the_snapshot(tmp_path: Path) -> None:
    snapshot = load_small(tmp_path, FILES)
    assert os.readlink(snapshot) == f"snapshots/{snapshot.resolve().name}"


def test_inputs_that_the_graph_does_not_hold_are_renewed_in_the_manifest(tmp_path: Path) -> None:
    first = load_small(tmp_path, FILES).resolve()
    before = (first / "manifest.json").read_bytes()
    toml = next((tmp_path / "sources").glob("*/territory.toml"))
    toml.write_text("# relu\n" + toml.read_text("utf-8"), "utf-8")
    load(settings(tmp_path))
    assert (tmp_path / "build" / "current").resolve() == first
    assert (first / "manifest.json").read_bytes() != before


def test_current_never_is_missing_while_it_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    current = load_small(tmp_path, FILES)
    former = current.resolve().name
    moved = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        if not Path(target).parent.name.startswith((".kept", ".writing-")):
            moved.append((Path(target).name, current.exists()))
        replace(source, target)

    monkeypatch.setattr("loader.snapshot.os.replace", watched)
    rewrite(tmp_path, {**FILES, "axes.txt": "• Autre axe\n"})
    load(settings(tmp_path))
    assert all(exists for _, exists in moved)
    changes = f"{former}-{current.resolve().name}.jsonl"
    assert [name for name, _ in moved] == [
        current.resolve().name,
        "retired.jsonl",
        changes,
        "published.jsonl",
        "current",
    ]


def test_a_new_load_keeps_the_former_snapshot(tmp_path: Path) -> None:
    former = load_small(tmp_path, FILES).resolve()
    rewrite(tmp_path, {**FILES, "axes.txt": "• Autre axe\n"})
    load(settings(tmp_path))
    assert (former / "dataset.nq.gz").is_file()
    assert (tmp_path / "build" / "current").resolve() != former


def test_each_publication_is_written_down_outside_the_snapshot(tmp_path: Path) -> None:
    version = load_small(tmp_path, FILES).resolve().name
    load(settings(tmp_path))
    entries = (tmp_path / "build" / "published.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(entry)["version"] for entry in entries] == [version, version]


def test_a_load_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    load_small(tmp_path, FILES)
    before, current = everything(tmp_path / "build"), os.readlink(tmp_path / "build" / "current")
    rewrite(tmp_path, BROKEN)
    assert main(arguments(tmp_path)) == 1
    assert everything(tmp_path / "build") == before
    assert os.readlink(tmp_path / "build" / "current") == current


def test_a_first_load_that_fails_publishes_nothing(tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        load_small(tmp_path, BROKEN)
    assert not (tmp_path / "build" / "current").exists()


@pytest.mark.parametrize(
    "step",
    [
        "write_dataset",
        "write_store",
        "write_index",
        "_write_manifest",
        "note_retired",
        "note_changes",
        "note_published",
        "point_current",
    ],
)
def test_a_load_cut_while_it_publishes_leaves_current_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    current = load_small(tmp_path, FILES).resolve()
    rewrite(tmp_path, {**FILES, "axes.txt": "• Autre axe\n"})

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(f"loader.snapshot.{step}", fail)
    with pytest.raises((OSError, LoadError)):
        load(settings(tmp_path))
    assert (tmp_path / "build" / "current").resolve() == current
    assert not list((tmp_path / "build" / "snapshots").glob(".writing-*"))


def test_a_successful_load_exits_0_and_prints_its_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(tmp_path, FILES)
    assert main(arguments(tmp_path)) == 0
    assert "lines read 5 in 2 documents" in capsys.readouterr().out


def test_an_error_is_one_line_on_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(tmp_path, BROKEN)
    main(arguments(tmp_path))
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("filrouge-load:")]
    assert len(said) == 1
    assert "plan.tsv, line 1: data before any header row" in said[0]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--base", "ftp://x/"],
        ["--base", "https://x"],
        ["--base", "https://x y/"],
        ["--base", "https://x/<y>/"],
        ["--jobs", "0"],
        ["--nothing"],
    ],
    ids=" ".join,
)
def test_a_usage_error_exits_2(tmp_path: Path, wrong: list[str]) -> None:
    rewrite(tmp_path, FILES)
    try:
        code = main([*arguments(tmp_path), *wrong])
    except SystemExit as end:
        code = end.code  # type: ignore[assignment]
    assert code == 2


def test_sources_that_are_not_there_are_an_error_of_the_sources(tmp_path: Path) -> None:
    assert main(arguments(tmp_path)) == 1


def test_an_out_folder_that_is_a_file_is_told_without_a_traceback(tmp_path: Path) -> None:
    rewrite(tmp_path, FILES)
    (tmp_path / "build").write_text("")
    assert main(arguments(tmp_path)) in (1, 2)


def test_a_setting_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite(tmp_path, FILES)
    monkeypatch.setenv("FILROUGE_SOURCES", str(tmp_path / "sources"))
    monkeypatch.setenv("FILROUGE_OUT", str(tmp_path / "build"))
    assert main([]) == 0
    assert (tmp_path / "build" / "current" / "manifest.json").is_file()


def test_jobs_change_no_byte(tmp_path: Path) -> None:
    for siren, name in (("200000024", "amont"), ("200000032", "aval")):
        files: dict[str, str | bytes] = {"territory.toml": describe(FILES, siren, name), **FILES}
        write(tmp_path / "sources" / name, files)
    assert main(arguments(tmp_path)) == 0
    one = (tmp_path / "build" / "current").resolve().name
    assert main([*arguments(tmp_path), "--jobs", "2"]) == 0
    assert (tmp_path / "build" / "current").resolve().name == one
