"""Documents that did not change are not read again, and the result has the same bytes as that of a whole load."""

import hashlib
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from bad_input import BASE, Case, make_territory, read_cases

import loader.kept
import loader.parts.kept
from loader.cli import main
from loader.kept import KEPT

# The store's own files hold dates and random names; all others are compared.
NOT_COMPARED = "store"
LOADED = [case for case in read_cases() if case.fates]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    shutil.copytree(BASE, tmp_path / "sources" / "val")
    return tmp_path / "sources"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are really read, in their order."""
    found: list[str] = []
    whole = loader.kept.read_document

    def noted(document, sources):  # type: ignore[no-untyped-def]
        found.append(document.id)
        return whole(document, sources)

    monkeypatch.setattr(loader.kept, "read_document", noted)
    return found


def load(sources: Path, *flags: str, out: str = "build") -> Path:
    folder = sources.parent / out
    assert main(["--sources", str(sources), "--out", str(folder), *flags]) == 0
    return folder


def bytes_of(out: Path) -> dict[str, str]:
    snapshot = (out / "current").resolve()
    files = (path for path in snapshot.rglob("*") if path.is_file())
    names = {path.relative_to(snapshot).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in names.items()
        if not name.startswith(NOT_COMPARED)
    }


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_a_second_load_reads_nothing_and_publishes_the_same_bytes(sources: Path, read: list[str]) -> None:
    first = bytes_of(load(sources))
    assert read == ["plan", "fiches", "projet", "page"]
    read.clear()
    assert bytes_of(load(sources)) == first
    assert read == []


CHANGES: dict[str, tuple[str, str, str, list[str]]] = {
    "a document": ("axes.txt", "Loger chacun", "Loger tout le monde", ["projet"]),
    "a decision on a cell": ("corrections.csv", "95 000 €", "96 000 €", ["plan"]),
    "who is who": ("actors.csv", "Service Voirie,service,,", "Service Voirie,service,,Voirie", ["all"]),
    "the name of the territory": ("territory.toml", "Val-de-Brume", "Val-de-Lune", ["all"]),
    "the title of a document": ("territory.toml", "Fiches du plan climat", "Fiches climat", ["fiches"]),
    "a column that is named": ("territory.toml", '"Pilote" = "lead"', '"Pilote" = "partners"', ["fiches"]),
    "the lines of a statement's document": ("territory.toml", "lines = 10", "lines = 12", ["page"]),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_is_read_again_and_the_bytes_are_those_of_a_whole_load(
    what: str, sources: Path, read: list[str]
) -> None:
    file, old, new, expected = CHANGES[what]
    load(sources)
    change(sources / "val" / file, old, new)
    read.clear()
    again = bytes_of(load(sources))
    assert read == (["plan", "fiches", "projet", "page"] if expected == ["all"] else expected)
    assert again == bytes_of(load(sources, "--fresh", out="whole"))


@pytest.mark.parametrize("case", LOADED[::4], ids=str)
def test_each_way_of_spoiling_the_sources_gives_the_bytes_of_a_whole_load(
    case: Case, sources: Path, tmp_path: Path
) -> None:
    load(sources)
    shutil.rmtree(sources)
    make_territory(case, sources / "val")
    assert bytes_of(load(sources)) == bytes_of(load(sources, "--fresh", out="whole"))


def test_other_code_reads_everything_again(sources: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load(sources)
    read.clear()
    for module in (loader.kept, loader.parts.kept):
        monkeypatch.setattr(module, "code_hash", lambda *more: "another")
    load(sources)
    assert len(read) == 4


def test_the_code_is_known_by_every_file_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("loader", "ontology"):
        shutil.copytree(Path(__file__).parents[2] / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(loader.kept, "files", lambda name: tmp_path / name)
    seen = {loader.kept.code_hash.__wrapped__()}
    for file in ("loader/values/money.py", "loader/rows.py", "ontology/vocabularies/status.ttl"):
        with (tmp_path / file).open("a", encoding="utf-8") as code:
            code.write("\n#\n")
        seen.add(loader.kept.code_hash.__wrapped__())
    assert len(seen) == 4


def test_a_fresh_load_reads_everything_and_keeps_nothing(sources: Path, read: list[str]) -> None:
    out = load(sources, "--fresh")
    load(sources, "--fresh")
    assert len(read) == 8
    assert not (out / KEPT).exists()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def of_something_else(data: bytes) -> bytes:
    content = zstandard.compress(pickle.dumps(Path("/")))
    return hashlib.sha256(content).digest() + content


def not_compressed(data: bytes) -> bytes:
    return hashlib.sha256(b"x").digest() + b"x"


HARM: dict[str, Callable[[bytes], bytes]] = {
    "cut": cut,
    "empty": lambda data: b"",
    "changed": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "of something else": of_something_else,
    "not compressed": not_compressed,
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_damaged_reading_is_made_anew(sources: Path, read: list[str], harm: Callable[[bytes], bytes]) -> None:
    first = bytes_of(load(sources))
    for path in (sources.parent / "build" / KEPT).iterdir():
        path.write_bytes(harm(path.read_bytes()))
    read.clear()
    assert bytes_of(load(sources)) == first
    assert len(read) == 4
    read.clear()
    load(sources)
    assert read == []


def test_what_is_wrong_in_a_document_is_told_each_time(sources: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(sources / "val" / "page.csv", "2022/2030", "bientôt")
    words = ["--sources", str(sources), "--out", str(sources.parent / "build")]
    told = []
    for _ in range(2):
        assert main(words) == 1
        told.append(capsys.readouterr().err)
    assert told[0] == told[1]
    assert "bientôt" in told[1]


def test_a_strict_load_tells_the_lines_of_what_was_not_read_again(
    sources: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(sources / "val" / "fiches.csv", "Nouveau", "Presque fini")
    load(sources)
    capsys.readouterr()
    assert main(["--sources", str(sources), "--out", str(sources.parent / "build"), "--strict"]) == 1
    assert "line 3, column status: statut inconnu (found 'Presque fini')" in capsys.readouterr().err


def test_readings_that_nothing_needs_any_more_go(sources: Path) -> None:
    out = load(sources)
    before = {path.name for path in (out / KEPT).glob("*.reading")}
    (out / KEPT / ".writing-left").write_bytes(b"")
    change(sources / "val" / "axes.txt", "Loger chacun", "Loger tout le monde")
    load(sources)
    after = {path.name for path in (out / KEPT).iterdir() if path.suffix != ".part"}
    assert len(after) == len(before) == 4
    assert len(after & before) == 3


def test_a_load_of_one_territory_keeps_the_readings_of_the_others(sources: Path, read: list[str]) -> None:
    shutil.copytree(sources / "val", sources / "aval")
    change(sources / "aval" / "territory.toml", "200000024", "200000032")
    change(sources / "aval" / "alignments" / "liens.sssom.tsv", "200000024", "200000032")
    load(sources)
    load(sources, "--territory", "val")
    read.clear()
    load(sources)
    assert read == []


def test_territories_read_at_the_same_time_share_what_is_kept(sources: Path) -> None:
    shutil.copytree(sources / "val", sources / "aval")
    change(sources / "aval" / "territory.toml", "200000024", "200000032")
    change(sources / "aval" / "alignments" / "liens.sssom.tsv", "200000024", "200000032")
    one = bytes_of(load(sources, "--jobs", "2"))
    kept = {path.name: path.stat().st_mtime_ns for path in (sources.parent / "build" / KEPT).iterdir()}
    assert len(kept) == 8 + 2
    assert bytes_of(load(sources, "--jobs", "2")) == one == bytes_of(load(sources, "--fresh", out="whole"))
    assert {path.name: path.stat().st_mtime_ns for path in (sources.parent / "build" / KEPT).iterdir()} == kept
