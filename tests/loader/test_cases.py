"""Small territories of tests/cases/: each is loaded whole, and what it gives is what a person expects of its lines."""

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from loader.load import load
from loader.settings import Settings

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
EXPECTED = sorted(CASES.glob("*/expected/*.csv"))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The snapshots of the cases that were loaded so far."""
    return {}


def snapshot_of(case: str, loaded: dict[str, Path], factory: pytest.TempPathFactory) -> Path:
    if case not in loaded:
        out = factory.mktemp(case)
        load(Settings(CASES / case, out, "https://w3id.org/filrouge/"))
        loaded[case] = out / "current"
    return loaded[case]


def read_csv(text: str) -> tuple[list[str], list[dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    return list(reader.fieldnames or ()), list(reader)


def found_rows(snapshot: Path, question: str) -> list[dict[str, str]]:
    if question == "ledger":
        return read_csv((snapshot / "ledger.csv").read_text("utf-8"))[1]
    query = (ROOT / "queries" / f"{question}.rq").read_text("utf-8")
    store = ox.Store.read_only(str(snapshot / "store"))
    answer = store.query(query, use_default_graph_as_union=True)
    names = [variable.value for variable in answer.variables]
    return [{name: getattr(row[name], "value", "") for name in names} for row in answer]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_case_gives_what_its_lines_say(
    expected: Path, loaded: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    snapshot = snapshot_of(expected.parts[-3], loaded, tmp_path_factory)
    columns, rows = read_csv(expected.read_text("utf-8"))
    found = [{name: row[name] for name in columns} for row in found_rows(snapshot, expected.stem)]
    if expected.stem != "ledger":
        found, rows = sorted(found, key=str), sorted(rows, key=str)
    assert found == rows


def test_there_are_at_least_twelve_cases() -> None:
    assert len({path.parts[-3] for path in EXPECTED}) >= 12
