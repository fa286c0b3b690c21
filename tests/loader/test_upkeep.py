"""The commands on snapshots: list, verify, roll back, prune, compare."""

import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from publishing_process import BASE, publish_things
from small_territories import AXES, PLAN_ROW, load_small, write

from loader.cli import main
from loader.manifest import sha256


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "build"


def publish(out: Path, *names: str) -> str:
    return publish_things(out, list(names), "ttl")


def run(capsys: pytest.CaptureFixture[str], out: Path, *words: str) -> tuple[int, str]:
    """Run a command; give its exit code and what it said."""
    capsys.readouterr()
    code = main([words[0], "--out", str(out), *words[1:]])
    said = capsys.readouterr()
    return code, said.out + said.err


def current(out: Path) -> str:
    return (out / "current").readlink().name


def versions(capsys: pytest.CaptureFixture[str], out: Path) -> list[str]:
    return [each["version"] for each in json.loads(run(capsys, out, "list", "--json")[1])]


def test_the_list_has_the_latest_first_and_marks_the_current_one(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = publish(out, "a"), publish(out, "b", "c")
    code, said = run(capsys, out, "list")
    first, second = said.splitlines()
    assert code == 0
    assert first.startswith(two)
    assert first.endswith("current")
    assert "2 triples" in first
    assert second.startswith(one)
    assert "current" not in second


def test_the_order_is_that_of_publication_whatever_the_clock_said(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = publish(out, "a"), publish(out, "b")
    published = out / "published.jsonl"
    published.write_text(published.read_text("utf-8").replace('"published": "2', '"published": "9', 1), "utf-8")
    assert versions(capsys, out) == [two, one]
    assert run(capsys, out, "prune", "--keep", "1") == (0, f"removed 1: {one}\n")


def test_no_snapshot_is_an_empty_list(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, out, "list") == (0, f"no snapshot in {out}\n")


def test_a_snapshot_as_published_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    version = load_small(tmp_path, {"plan.tsv": PLAN_ROW, "axes.txt": AXES}).readlink().name
    said = run(capsys, tmp_path / "build", "verify")
    assert said == (0, f"{version} is as it was published: files, version and store\n")


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("ledger.csv", "ledger.csv has 31 bytes, not 34"),
        ("manifest.json", "manifest.json cannot be read"),
        ("dumps/1/plan.nt", "plan.nt has 78 bytes, not 81"),
        ("dataset.nq.gz", "cannot be read"),
        ("store/CURRENT", "store cannot be read"),
    ],
)
def test_a_file_that_was_cut_is_told(out: Path, capsys: pytest.CaptureFixture[str], file: str, told: str) -> None:
    publish(out, "a")
    path = out / "current" / file
    path.write_bytes(path.read_bytes()[:-3])
    code, said = run(capsys, out, "verify")
    assert code == 1
    assert told in said


def test_a_file_of_the_same_size_with_other_bytes_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(out, "a")
    ledger = out / "current" / "ledger.csv"
    ledger.write_bytes(ledger.read_bytes()[:-2] + b"X\n")
    code, said = run(capsys, out, "verify")
    assert (code, "ledger.csv has other bytes than those published" in said) == (1, True)


def test_a_dataset_that_was_replaced_with_its_entry_in_the_manifest_is_told(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    version = publish(out, "a")
    snapshot = out / "current"
    other = f'<{BASE}id/1/z> <https://e/p> "x" <{BASE}graph/1> .\n'.encode()
    (snapshot / "dataset.nq.gz").write_bytes(gzip.compress(other, mtime=0))
    manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    for listed in (manifest["files"], manifest["dumps"]):
        size = (snapshot / "dataset.nq.gz").stat().st_size
        listed["dataset.nq.gz"] |= {"sha256": sha256(snapshot / "dataset.nq.gz"), "bytes": size}
    (snapshot / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    code, said = run(capsys, out, "verify")
    assert code == 1
    assert f"not {version}" in said
    assert "lacks 1 triples of the dataset" in said


def test_a_store_that_lacks_a_triple_is_told(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(out, "a", "b")
    store = ox.Store(str(out / "current" / "store"))
    store.remove(next(iter(store)))
    store.flush()
    del store
    code, said = run(capsys, out, "verify")
    assert (code, "store holds 1 triples, not 2" in said) == (1, True)


def test_a_rollback_makes_an_earlier_version_current_and_notes_it(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = publish(out, "a"), publish(out, "b")
    assert run(capsys, out, "rollback", one[:6]) == (0, f"snapshot {one} is current\n")
    assert current(out) == one
    assert versions(capsys, out) == [one, two]
    entries = [json.loads(line) for line in (out / "published.jsonl").read_text("utf-8").splitlines()]
    assert [(entry["version"], entry.get("by")) for entry in entries] == [(one, None), (two, None), (one, "rollback")]
    assert json.loads((out / "retired.jsonl").read_text("utf-8").splitlines()[-1]) == {
        "iri": f"{BASE}id/1/b",
        "version": two,
    }


def test_a_rollback_to_a_damaged_snapshot_changes_nothing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = publish(out, "a"), publish(out, "b")
    (out / "snapshots" / one / "ledger.csv").unlink()
    code, said = run(capsys, out, "rollback", one)
    assert code == 1
    assert "ledger.csv is missing" in said
    assert current(out) == two


@pytest.mark.parametrize("command", ["verify", "rollback", "diff"])
def test_a_version_that_is_not_there_is_told_with_those_that_are(
    out: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    version = publish(out, "a")
    code, said = run(capsys, out, command, "zzz")
    assert code == 1
    assert said == f"filrouge-load: zzz is no snapshot of {out / 'snapshots'}; there are: {version}\n"


def test_pruning_keeps_the_latest_and_the_current_one(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, three, four = (publish(out, name) for name in "abcd")
    run(capsys, out, "rollback", one)
    publish_things(out, ["c"], "ttl")
    run(capsys, out, "rollback", two)
    assert versions(capsys, out) == [two, three, one, four]
    (out / "current").unlink()
    (out / "current").symlink_to(f"snapshots/{four}")
    code, said = run(capsys, out, "prune", "--keep", "1")
    assert code == 0
    assert set(said.removeprefix("removed 2: ").strip().split(", ")) == {three, one}
    assert sorted(path.name for path in (out / "snapshots").iterdir()) == sorted((two, four))
    assert run(capsys, out, "verify", four)[0] == 0


def test_a_difference_is_told_by_class_and_by_thing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = load_small(tmp_path, {"axes.txt": "• Rendre le fleuve\n• Produire notre énergie\n"}).readlink().name
    write(tmp_path / "sources" / "val-de-brume", {"axes.txt": "• Rendre la rivière\n"})
    main(["--sources", str(tmp_path / "sources"), "--out", str(tmp_path / "build")])
    code, said = run(capsys, tmp_path / "build", "diff", before)
    lines = said.splitlines()
    assert code == 0
    assert lines[0] == f"from {before} to {current(tmp_path / 'build')}"
    table = {line.split()[0]: line.split()[1:] for line in lines[2:] if line and not line.startswith(("+", "-", "~"))}
    assert table["PolicyAxis"] == ["0", "1", "1"]
    # The row of line 1 still stands there and states the same axis; what its cell says has changed.
    assert (table["SourceRow"], table["Cell"]) == (["0", "1", "0"], ["0", "1", "1"])
    axis = "https://w3id.org/filrouge/id/200000024/axis"
    assert f"- Concept/PolicyAxis {axis}/1.2 Produire notre énergie" in lines
    assert f"~ Concept/PolicyAxis {axis}/1.1 Rendre la rivière" in lines


def test_a_difference_as_json_has_the_triples_of_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = load_small(tmp_path, {"axes.txt": "• Rendre le fleuve\n"}).readlink().name
    write(tmp_path / "sources" / "val-de-brume", {"axes.txt": "• Rendre la rivière\n"})
    main(["--sources", str(tmp_path / "sources"), "--out", str(tmp_path / "build")])
    told = json.loads(run(capsys, tmp_path / "build", "diff", before, "current", "--json")[1])
    [axis] = [thing for thing in told["things"] if thing["iri"].endswith("/axis/1.1")]
    assert axis["how"] == "changed"
    assert '"Rendre le fleuve"@fr' in axis["lost"][0]
    assert '"Rendre la rivière"@fr' in axis["gained"][0]


def test_two_equal_snapshots_differ_in_nothing(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    version = publish(out, "a")
    assert run(capsys, out, "diff", version)[1].splitlines()[-1].split() == ["things", "0", "0", "0"]


@pytest.mark.parametrize(
    "wrong", [["rollback"], ["prune", "--keep", "0"], ["diff"], ["verify", "--nothing"], ["list", "x"]]
)
def test_wrong_usage_of_a_command_exits_2(out: Path, wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([wrong[0], "--out", str(out), *wrong[1:]])
    assert end.value.code == 2
