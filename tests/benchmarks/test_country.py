"""The generated sources load, and are the same for the same seed."""

import json
from pathlib import Path

from benchmarks.loading.__main__ import Measured, growth
from benchmarks.loading.country import write_country
from loader.load import load
from loader.settings import Settings


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_sources_and_another_gives_others(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_country(tmp_path / name, 3, seed)
    assert files(tmp_path / "one") == files(tmp_path / "again") != files(tmp_path / "other")


def test_more_territories_are_added_to_the_same_ones(tmp_path: Path) -> None:
    write_country(tmp_path / "two", 2)
    write_country(tmp_path / "three", 3)
    assert files(tmp_path / "two").items() < files(tmp_path / "three").items()


def test_the_sources_load_with_all_that_people_decide(tmp_path: Path) -> None:
    write_country(tmp_path / "sources", 9)
    load(Settings(tmp_path / "sources", tmp_path / "build", "https://w3id.org/filrouge/"))
    manifest = json.loads((tmp_path / "build" / "current" / "manifest.json").read_text("utf-8"))
    kinds = {Path(name).name for name in manifest["inputs"]}
    assert {
        "actors.csv",
        "corrections.csv",
        "m.sssom.tsv",
        "citergie.tsv",
        "plan.csv",
        "crte.txt",
        "projet.txt",
    } <= kinds
    summary = manifest["summary"]
    assert all(summary[name] for name in ("actions", "measures", "axes", "orientations", "corrections", "to-correct"))
    assert summary["rejected"] == 0


def test_time_in_proportion_to_the_triples_has_the_exponent_one() -> None:
    one, other = (Measured("processes", n, 1, n * 10, n * 2.0, n * 4.0, 100.0, {}) for n in (1, 10))
    assert growth([one, other]) == [
        "processes, 1 to 10 territories: CPU time 1.00, time 1.00, peak memory 0.00",
    ]
