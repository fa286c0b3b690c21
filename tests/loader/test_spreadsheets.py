"""The base tables as CSVW and as workbooks: described column by column, and the same as the CSV."""

import csv
import tomllib
import warnings
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
from csvw import CSVW
from openpyxl import load_workbook

from loader import spreadsheets
from loader.dumps import TABLES
from loader.spreadsheets import columns_of, describe_table, write_workbook

AXES = ("axis,group,order,label", "http://e/axis/1.1,1,1,Rendre le fleuve", "http://e/axis/1.2,1,2,Produire")
FACTS = "document,line,kind,subject,label,value,unit"


def table(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text("".join(f"{line}\r\n" for line in lines), "utf-8", newline="")
    return path


def faults(path: Path) -> list[str]:
    """What a validator says of a table with its description."""
    with warnings.catch_warnings():
        # The validator tells by warnings what it finds.
        warnings.simplefilter("always")
        try:
            read = CSVW(str(path), md_url=f"{path}-metadata.json", validate=True)
            assert read.is_valid is not bool(read.warnings)
        except ValueError as error:
            return [str(error)]
    return [str(each.message) for each in read.warnings]


def cells(path: Path) -> list[tuple[object, ...]]:
    return list(load_workbook(path.with_suffix(".xlsx")).active.values)


@pytest.mark.parametrize("name", TABLES)
def test_the_described_columns_are_those_of_the_question(name: str) -> None:
    query = (files("queries") / f"{name}.rq").read_text("utf-8")
    answer = ox.Store().query(query, use_default_graph_as_union=True)
    assert isinstance(answer, ox.QuerySolutions)
    assert [column.name for column in columns_of(name)] == [variable.value for variable in answer.variables]


def test_there_is_no_description_of_a_table_that_is_not_there() -> None:
    described = tomllib.loads((files("loader") / "columns.toml").read_text("utf-8"))
    assert set(described) == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_validator_takes_each_table_of_dijon_with_its_description(dijon: Path, name: str) -> None:
    assert faults(dijon / "dumps" / "tables" / f"{name}.csv") == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("http://e/axis/1.3,eins,3,Un groupe qui n'est pas un nombre", "Invalid column value: eins"),
        ("http://e/axis/1.3,1,0,Un rang trop bas", "Invalid column value: 0"),
        (",1,3,Aucun axe", "required column value is missing"),
        ("http://e/axis/1.1,1,3,Un axe déjà nommé", "duplicate primary key"),
        ("http://e/axis/1.3,1,3", "label"),
    ],
)
def test_a_validator_finds_what_the_description_forbids(tmp_path: Path, line: str, fault: str) -> None:
    path = table(tmp_path, "axes", *AXES)
    describe_table(path)
    assert faults(path) == []
    table(tmp_path, "axes", *AXES, line)
    assert fault in " ".join(faults(path))


def test_a_list_in_a_cell_is_a_list_for_readers_of_csvw(dijon: Path) -> None:
    path = dijon / "dumps" / "tables" / "actors.csv"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        rows = CSVW(str(path), md_url=f"{path}-metadata.json").to_json(minimal=True)
    (ademe,) = (row for row in rows if row["name"] == "ADEME")
    assert ademe["documents"] == ["citergie", "crte"]


@pytest.mark.parametrize("name", TABLES)
def test_a_workbook_holds_what_the_csv_holds(dijon: Path, name: str) -> None:
    path = dijon / "dumps" / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    read = [["" if cell is None else cell for cell in row] for row in cells(path)]
    assert read[0] == rows[0]
    numbers = [column.datatype in ("decimal", "positiveInteger", "nonNegativeInteger") for column in columns_of(name)]
    for shown, row in zip(read[1:], rows[1:], strict=True):
        expected = [float(text) if is_number and text else text for text, is_number in zip(row, numbers, strict=True)]
        assert shown == expected


def test_what_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    path = table(tmp_path, "facts", FACTS, 'a,1,fact,,"=1+1",@x,+3')
    write_workbook(path)
    sheet = load_workbook(path.with_suffix(".xlsx")).active
    assert [cell.value for cell in sheet[2]] == ["a", 1, "fact", None, "=1+1", "@x", "+3"]
    assert {cell.data_type for cell in sheet[2] if cell.column != 2 and cell.value} == {"s"}


def test_a_text_that_no_cell_holds_is_cut_and_says_so(tmp_path: Path) -> None:
    path = table(tmp_path, "facts", FACTS, f"a,1,fact,,{'x' * 40_000},,")
    write_workbook(path)
    text = str(cells(path)[1][4])
    assert len(text) == 32_767
    assert text.endswith("[coupé : voir le CSV / cut: see the CSV]")


def test_a_table_too_long_for_spreadsheets_gets_no_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "MOST_ROWS", 1)
    path = table(tmp_path, "axes", *AXES)
    write_workbook(path)
    assert not path.with_suffix(".xlsx").exists()
    write_workbook(table(tmp_path, "axes", *AXES[:2]))
    assert path.with_suffix(".xlsx").exists()


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        path = table(tmp_path / name, "axes", *AXES)
        describe_table(path)
        write_workbook(path)
        written.append([each.read_bytes() for each in sorted((tmp_path / name).iterdir())])
    assert written[0] == written[1]
