"""A territory that did not change is not read, mapped and judged again, and what is published has the same bytes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from bad_input import BASE
from test_kept_readings import HARM, bytes_of, change, load

import loader.parts.kept
import loader.parts.territory
from loader.cli import main
from loader.kept import KEPT

SIRENS = {"aval": "200000032", "val": "200000024"}


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name, siren in SIRENS.items():
        shutil.copytree(BASE, tmp_path / "sources" / name)
        for file in ("territory.toml", "alignments/liens.sssom.tsv"):
            path = tmp_path / "sources" / name / file
            path.write_text(path.read_text("utf-8").replace("200000024", siren), "utf-8")
    return tmp_path / "sources"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The territories of which a part is really made, in their order."""
    found: list[str] = []
    whole = loader.parts.territory._content

    def noted(records, base):  # type: ignore[no-untyped-def]
        found.append(records.territory.folder.name)
        return whole(records, base)

    monkeypatch.setattr(loader.parts.territory, "_content", noted)
    return found


def parts(sources: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (sources.parent / "build" / KEPT).glob("*.part")}


def test_what_did_not_change_is_not_made_again(sources: Path, made: list[str]) -> None:
    first = bytes_of(load(sources))
    assert made == ["aval", "val"]
    made.clear()
    assert bytes_of(load(sources)) == first
    assert made == []


CHANGES = {
    "a document": ("axes.txt", "Loger chacun", "Loger tout le monde"),
    "a decision on a cell": ("corrections.csv", "95 000 €", "96 000 €"),
    "who is who": ("actors.csv", "Service Voirie,service,,", "Service Voirie,service,,Voirie"),
    "an alignment": ("alignments/liens.sssom.tsv", "0.8", "0.7"),
    "the name of the territory": ("territory.toml", "Val-de-Brume", "Val-de-Lune"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_the_territory_that_changed_is_made_again(what: str, sources: Path, made: list[str]) -> None:
    file, old, new = CHANGES[what]
    load(sources)
    change(sources / "val" / file, old, new)
    made.clear()
    again = bytes_of(load(sources))
    assert made == ["val"]
    assert again == bytes_of(load(sources, "--fresh", out="whole"))


def test_a_file_that_no_document_names_is_told_in_the_manifest(sources: Path) -> None:
    load(sources)
    (sources / "val" / "lisez-moi.md").write_text("Reçu en mars.\n", "utf-8")
    assert bytes_of(load(sources)) == bytes_of(load(sources, "--fresh", out="whole"))


def test_another_base_is_another_part(sources: Path, made: list[str]) -> None:
    load(sources)
    other = ("--base", "https://donnees.example/")
    assert bytes_of(load(sources, *other)) == bytes_of(load(sources, *other, "--fresh", out="whole"))
    assert made == ["aval", "val"] * 3


def test_other_mappings_make_all_parts_again(
    sources: Path, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("loader", "ontology", "mappings"):
        shutil.copytree(Path(__file__).parents[2] / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(loader.kept, "files", lambda name: tmp_path / name)
    monkeypatch.setattr(loader.parts.kept, "code_hash", loader.kept.code_hash.__wrapped__)
    load(sources)
    with (tmp_path / "mappings" / "budgets.rq").open("a", encoding="utf-8") as mapping:
        mapping.write("\n# another\n")
    made.clear()
    load(sources)
    assert made == ["aval", "val"]


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_damaged_part_is_made_anew(sources: Path, made: list[str], harm: Callable[[bytes], bytes]) -> None:
    first = bytes_of(load(sources))
    for name in parts(sources):
        path = sources.parent / "build" / KEPT / name
        path.write_bytes(harm(path.read_bytes()))
    made.clear()
    assert bytes_of(load(sources)) == first
    assert made == ["aval", "val"]
    made.clear()
    load(sources)
    assert made == []


def test_a_strict_load_tells_the_lines_of_a_part_that_is_kept(
    sources: Path, made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    change(sources / "val" / "fiches.csv", "Nouveau", "Presque fini")
    load(sources)
    capsys.readouterr()
    made.clear()
    assert main(["--sources", str(sources), "--out", str(sources.parent / "build"), "--strict"]) == 1
    assert "line 3, column status: statut inconnu (found 'Presque fini')" in capsys.readouterr().err
    assert made == []


def test_a_strict_load_takes_a_part_without_such_lines(sources: Path, made: list[str]) -> None:
    load(sources)
    made.clear()
    load(sources, "--strict")
    assert made == []


def test_the_part_of_a_territory_that_is_gone_goes(sources: Path) -> None:
    load(sources)
    before = parts(sources)
    shutil.rmtree(sources / "aval")
    load(sources)
    assert len(before) == 2
    assert len(parts(sources)) == 1
    assert parts(sources).items() <= before.items()


def test_a_load_of_one_territory_keeps_the_parts_of_the_others(sources: Path) -> None:
    load(sources)
    before = parts(sources)
    load(sources, "--territory", "val")
    assert parts(sources) == before


def test_the_readings_that_a_kept_part_rests_on_stay(sources: Path, made: list[str]) -> None:
    load(sources)
    readings = {path.name for path in (sources.parent / "build" / KEPT).glob("*.reading")}
    load(sources)
    assert {path.name for path in (sources.parent / "build" / KEPT).glob("*.reading")} == readings
    assert len(readings) == 8


def test_a_territory_that_changes_while_it_is_read_is_not_kept(
    sources: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its old files, put back, would be taken for what was made of the new ones."""
    axes, whole = sources / "val" / "axes.txt", loader.parts.territory._content
    old = axes.read_bytes()

    def changing(records, base):  # type: ignore[no-untyped-def]
        change(axes, "Loger chacun", "Loger tout le monde")
        return whole(records, base)

    monkeypatch.setattr(loader.parts.territory, "_content", changing)
    load(sources, "--territory", "val")
    assert parts(sources) == {}
    monkeypatch.setattr(loader.parts.territory, "_content", whole)
    axes.write_bytes(old)
    assert bytes_of(load(sources)) == bytes_of(load(sources, "--fresh", out="whole"))


def test_a_territory_whose_folder_leads_elsewhere_is_not_kept(sources: Path, tmp_path: Path) -> None:
    (sources / "val" / "alignments").rename(tmp_path / "elsewhere")
    (sources / "val" / "alignments").symlink_to(tmp_path / "elsewhere")
    load(sources)
    assert len(parts(sources)) == 1
    change(tmp_path / "elsewhere" / "liens.sssom.tsv", "0.8", "0.7")
    assert bytes_of(load(sources)) == bytes_of(load(sources, "--fresh", out="whole"))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_is_right_beside_a_territory_that_is_wrong_is_kept(sources: Path, made: list[str], jobs: str) -> None:
    change(sources / "val" / "territory.toml", SIRENS["val"], SIRENS["aval"])
    words = ["--sources", str(sources), "--out", str(sources.parent / "build"), "--jobs", jobs]
    assert main(words) == 1
    change(sources / "val" / "territory.toml", SIRENS["aval"], SIRENS["val"])
    made.clear()
    assert bytes_of(load(sources)) == bytes_of(load(sources, "--fresh", out="whole"))
    assert made == ["val", "aval", "val"]


def test_a_part_is_kept_whoever_made_it(sources: Path, made: list[str]) -> None:
    first = bytes_of(load(sources, "--jobs", "2"))
    before = parts(sources)
    assert bytes_of(load(sources)) == first
    assert made == []
    assert parts(sources) == before
