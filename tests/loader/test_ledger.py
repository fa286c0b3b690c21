"""The ledger: each physical line once, with its fate; sums that add up, or no load."""

import csv
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_territories import AXES, PLAN_ROW, describe, fil, load_small, settings, write

from loader.errors import GraphError
from loader.load import load
from loader.rows import Fate, Row, check_ledger

ROOT = Path(__file__).parents[2]


def ledger(snapshot: Path) -> list[dict[str, str]]:
    with (snapshot / "ledger.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def physical_lines(name: str) -> int:
    return len((ROOT / "sources" / "dijon-metropole" / name).read_text("utf-8").splitlines())


def mapped(line: int) -> Row:
    return Row(line, fate=Fate.MAPPED, describes=["id/x"])


@pytest.mark.parametrize(
    ("document", "file"),
    [("citergie", "citergie.tsv"), ("crte", "crte.txt"), ("projet-metropolitain", "projet-metropolitain.txt")],
)
def test_each_line_of_a_document_stands_in_the_ledger_once(dijon: Path, document: str, file: str) -> None:
    lines = [int(entry["line"]) for entry in ledger(dijon) if entry["document"] == document]
    assert lines == list(range(1, physical_lines(file) + 1))


@pytest.mark.parametrize(("document", "lines"), [("politique-sociale", 40), ("presse-2013", 74)])
def test_a_document_that_may_not_be_kept_has_all_its_lines_too(dijon: Path, document: str, lines: int) -> None:
    assert [int(e["line"]) for e in ledger(dijon) if e["document"] == document] == list(range(1, lines + 1))


def test_a_merged_line_names_the_line_that_it_repeats(dijon: Path) -> None:
    merged = [entry for entry in ledger(dijon) if entry["fate"] == "merged"]
    assert merged
    assert all("répète la ligne" in entry["reason"] for entry in merged)


def test_a_line_to_correct_says_column_and_value(dijon: Path) -> None:
    doubted = [entry for entry in ledger(dijon) if entry["fate"] == "to-correct"]
    assert all("colonne " in entry["reason"] and "«" in entry["reason"] for entry in doubted)


def test_a_mapped_line_says_to_which_thing(dijon: Path) -> None:
    assert all(entry["subject"] for entry in ledger(dijon) if entry["fate"] in ("mapped", "merged"))


def test_structure_and_withheld_lines_say_why(dijon: Path) -> None:
    assert all(e["reason"] for e in ledger(dijon) if e["fate"] in ("structure", "withheld", "rejected"))


def test_the_ledger_as_triples_says_the_same(dijon: Path, graph: ox.Store) -> None:
    fates = Counter(q.object.value.rsplit("/", 1)[1] for q in graph.quads_for_pattern(None, fil("fate"), None))
    assert fates == Counter(entry["fate"] for entry in ledger(dijon))


def test_the_summary_adds_up(tmp_path: Path) -> None:
    write(tmp_path / "sources" / "t", {"plan.tsv": PLAN_ROW, "axes.txt": AXES})
    summary = load(settings(tmp_path)).summary
    assert summary["lines"] == sum(summary[str(fate)] for fate in Fate) == 5


def test_two_territories_with_documents_of_one_name_both_stand_in_the_ledger(tmp_path: Path) -> None:
    for siren, name in (("200000024", "amont"), ("200000032", "aval")):
        files: dict[str, str | bytes] = {"axes.txt": AXES}
        write(tmp_path / "sources" / name, {"territory.toml": describe(files, siren, name), **files})
    load(settings(tmp_path))
    assert len(ledger(tmp_path / "build" / "current")) == 6


def test_a_whole_ledger_passes() -> None:
    check_ledger("plan", [mapped(1), mapped(2)], 2)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([mapped(1)], "lost: \\[2\\]"),
        ([mapped(1), mapped(1)], "2 rows for 2 lines; lost: \\[2\\]"),
        ([mapped(1), mapped(2), mapped(3)], "3 rows for 2 lines"),
        ([mapped(1), Row(2)], "without fate: \\[2\\]"),
        ([mapped(1), Row(2, fate=Fate.MAPPED)], "line 2 is mapped to nothing"),
    ],
    ids=["lost", "doubled", "too many", "no fate", "mapped to nothing"],
)
def test_a_line_that_is_nowhere_stops_the_load(rows: list[Row], message: str) -> None:
    with pytest.raises(GraphError, match=message):
        check_ledger("plan", rows, 2)


def test_a_reader_that_forgets_a_line_publishes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import loader.read_document as module

    whole = module.read_axes

    def forgetful(*arguments: object) -> object:
        reading = whole(*arguments)  # type: ignore[arg-type]
        reading.rows.pop()
        return reading

    monkeypatch.setattr(module, "read_axes", forgetful)
    with pytest.raises(GraphError, match="ledger of axes: 2 rows for 3 lines; lost: \\[3\\]"):
        load_small(tmp_path, {"axes.txt": AXES})
    assert not (tmp_path / "build" / "current").exists()
