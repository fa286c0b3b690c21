"""Bad input: each case of tests/cases/bad-input/ loads with its lines in the ledger, or is told by one message."""

import csv
import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from bad_input import BASE, Case, make_territory, read_cases

from loader.cli import main

CASES = read_cases()
REFUSED = [case for case in CASES if case.refused]
LOADED = [case for case in CASES if not case.refused]
ROOT = Path(__file__).parents[2]
FATES = {"mapped", "merged", "structure", "withheld", "to-correct", "rejected"}


def run(case: Case, folder: Path) -> int:
    sources = make_territory(case, folder / "val")
    return main(["--sources", str(sources), "--out", str(folder / "build"), *case.flags])


def told(said: str) -> list[str]:
    """Give the messages, without the line that counts them."""
    lines = [line.removeprefix("filrouge-load: ") for line in said.splitlines()]
    return [line for line in lines if not re.fullmatch(r"\d+ problems in the sources", line)]


def place_of(folder: Path, expected: dict[str, object]) -> str:
    text = str(folder / "val" / str(expected["file"]))
    text += f", line {expected['line']}" if "line" in expected else ""
    return text + (f", column {expected['column']}" if "column" in expected else "") + ": "


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_cannot_be_loaded_is_told_with_place_value_and_remedy(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(case, tmp_path) == 1
    said = told(capsys.readouterr().err)
    assert len(said) == len(case.refused), said
    for message, expected in zip(said, case.refused, strict=True):
        assert message.startswith(place_of(tmp_path, expected)), message
        if "found" in expected:
            assert f"(found {expected['found']!r})" in message, message
        for words in expected["says"]:
            assert words in message, message
        assert expected["remedy"] in message.partition("; ")[2], message
        assert len(message) < 1000
    assert not (tmp_path / "build" / "current").exists()


@pytest.mark.parametrize("case", LOADED, ids=str)
def test_what_can_be_loaded_has_each_line_in_the_ledger(case: Case, tmp_path: Path) -> None:
    assert run(case, tmp_path) == 0
    rows = ledger(tmp_path)
    for document, fates in case.fates.items():
        assert [row["fate"] for row in rows if row["document"] == document] == fates.split()
    reasons = {f"{row['document']}:{row['line']}": row["reason"] for row in rows}
    for place, words in case.reasons.items():
        assert words in reasons[place], reasons[place]
    check_actions(case, tmp_path)


def ledger(folder: Path) -> list[dict[str, str]]:
    with (folder / "build" / "current" / "ledger.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def check_actions(case: Case, folder: Path) -> None:
    if not case.actions:
        return
    store = ox.Store.read_only(str(folder / "build" / "current" / "store"))
    answer = store.query((ROOT / "queries" / "actions.rq").read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    found = {row["title"].value: {name: getattr(row[name], "value", "") for name in names} for row in answer}
    for title, expected in case.actions.items():
        assert {name: found[title][name] for name in expected} == expected


def test_what_a_control_character_leaves_can_be_written_in_every_format(tmp_path: Path) -> None:
    [case] = (case for case in CASES if case.name.startswith("control characters"))
    run(case, tmp_path)
    downloads = list((tmp_path / "build" / "current" / "dumps").rglob("*.rdf"))
    assert [path.name for path in downloads if not list(ox.parse(path.read_bytes(), ox.RdfFormat.RDF_XML))] == []
    assert len(downloads) > 3


def test_the_territory_of_the_cases_is_whole_without_them(tmp_path: Path) -> None:
    whole = Case("whole", "none", ())
    assert run(whole, tmp_path) == 0
    assert Counter(row["fate"] for row in ledger(tmp_path)) == {"mapped": 11, "structure": 12}


def test_there_are_at_least_sixty_cases_each_with_a_name_of_its_own() -> None:
    assert len({str(case) for case in CASES}) == len(CASES) >= 60


def test_each_case_expects_something() -> None:
    assert [str(case) for case in CASES if not (case.refused or case.fates)] == []
    assert {fate for case in CASES for fates in case.fates.values() for fate in fates.split()} <= FATES
    assert (BASE / "territory.toml").is_file()
