"""Tables as territories have them: each line of a sheet or CSV, with its cells as a reader of the table sees them."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from sheet_files import ods, xlsx

from loader.errors import SourceError
from loader.sheets.delimited import read_delimited
from loader.sheets.looks import Look, look_of, shown
from loader.sheets.workbook import read_workbook

HEADERS = ("Action", "Budget")
MARCH = datetime(2021, 3, 1)


def cells(path: Path, sheet: str = "") -> list[tuple[str, ...]]:
    return [line.cells for line in read_workbook(path, sheet)]


def delimited(folder: Path, data: bytes) -> list[tuple[str, ...]]:
    (folder / "plan.csv").write_bytes(data)
    return [line.cells for line in read_delimited(folder / "plan.csv", HEADERS)]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (18, '0" k€"', "18 k€"),
        (18000.5, "# ##0.00 €", "18000,50 €"),
        (18000, "General", "18000"),
        (0.5, "0%", "50 %"),
        (0.125, "0.0%", "12,5 %"),
        (1234567, '# ##0," k€"', "1234,567 k€"),
        (1250, "#,##0 [$€-40C];[Red]-#,##0 [$€-40C]", "1250 €"),
        (0.1 + 0.2, "General", "0,3"),
        (1e15, "General", "1000000000000000"),
        (MARCH, "mmm-yy", "03/2021"),
        (MARCH, "yyyy", "2021"),
        (MARCH, "dd/mm/yyyy", "01/03/2021"),
        (MARCH, 'd" "mmmm" "yyyy', "01/03/2021"),
        (MARCH, "jj/mm/aaaa", "01/03/2021"),
        (True, "General", "VRAI"),
    ],
)
def test_a_value_is_read_as_its_format_shows_it(value: float, code: str, text: str) -> None:
    assert shown(value, look_of(code)) == text


def test_a_format_that_changes_nothing_is_plain() -> None:
    assert [look_of(code).is_plain for code in ("General", "0", "@", "mmm-yy")] == [True, True, True, False]
    assert Look().is_plain


def test_the_rows_of_a_workbook_are_numbered_as_in_the_sheet(tmp_path: Path) -> None:
    rows = [[], [None, "Action", "Fin"], [None, "Planter", (MARCH, "mmm-yy")]]
    assert cells(xlsx(tmp_path / "p.xlsx", rows)) == [("", "", ""), ("", "Action", "Fin"), ("", "Planter", "03/2021")]


def test_a_formula_gives_its_stored_result_an_error_says_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "p.xlsx", [["Action", "Budget"], ["Planter", ("=6*7", 42)], ["Semer", ("=1/0", "#DIV/0!")]])
    assert [row[1] for row in cells(path)] == ["Budget", "42", "#DIV/0!"]


def test_a_formula_that_no_spreadsheet_computed_is_not_lost(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Action", "Budget"])
    book.active["B9"] = "=B2*2"
    book.save(tmp_path / "p.xlsx")
    lines = cells(tmp_path / "p.xlsx")
    assert (len(lines), lines[8]) == (9, ("", "=B2*2"))


def test_what_is_merged_downwards_stands_on_each_row(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "p.xlsx", [["Action", "Axe"], ["Planter", "Nature"], ["Semer", None]], merged=("B2:B3",))
    lines = read_workbook(path)
    assert [(line.cells[1], sorted(line.covered)) for line in lines] == [("Axe", []), ("Nature", []), ("Nature", [1])]


def test_one_cell_across_the_row_is_a_heading(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "p.xlsx", [["Axe 1", None, None], ["Planter", "x", "y"]], merged=("A1:C1",))
    assert [line.is_heading for line in read_workbook(path)] == [True, False]


def test_hidden_and_empty_sheets_are_not_chosen_from(tmp_path: Path) -> None:
    assert cells(xlsx(tmp_path / "p.xlsx", [["Action"]], hidden="Listes")) == [("Action",)]


def test_several_sheets_need_a_name(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "p.xlsx", [["Action"]], sheets=("Suivi",))
    with pytest.raises(SourceError, match=r"« Plan », « Suivi ».*say which"):
        read_workbook(path)
    assert cells(path, "Suivi") == [("autre chose",)]
    with pytest.raises(SourceError, match="no such sheet") as refused:
        read_workbook(path, "Plans")
    assert refused.value.value == "Plans"


@pytest.mark.parametrize(("name", "data"), [("p.xlsx", b"PK\x03\x04cut"), ("p.ods", b""), ("p.xls", b"Action;Fin\n")])
def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SourceError, match="is no workbook"):
        read_workbook(tmp_path / name)


def test_a_workbook_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_workbook(tmp_path / "p.xlsx")


def ods_cell(text: str = "", attributes: str = "") -> str:
    return f"<table:table-cell {attributes}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def ods_row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def test_an_ods_sheet_is_read_as_it_shows(tmp_path: Path) -> None:
    rows = "".join(
        (
            ods_row(ods_cell(), times=2),
            ods_row(
                ods_cell("Nature", 'office:value-type="string" table:number-rows-spanned="2"'),
                ods_cell("mars 21", 'office:value-type="date" office:date-value="2021-03-01"'),
                ods_cell("18 000,50 €", 'office:value-type="currency" office:value="18000.5"'),
            ),
            ods_row(
                "<table:covered-table-cell/>",
                ods_cell("15/03/21", 'office:value-type="date" office:date-value="2021-03-15"'),
                ods_cell("", 'table:formula="of:=[.A1]*2"'),
            ),
            ods_row(ods_cell("", 'table:number-columns-repeated="16384"'), times=1048000),
        )
    )
    assert cells(ods(tmp_path / "p.ods", rows)) == [
        ("", "", ""),
        ("", "", ""),
        ("Nature", "03/2021", "18 000,50 €"),
        ("Nature", "15/03/2021", "=[.A1]*2"),
    ]


def test_a_document_type_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path = ods(tmp_path / "p.ods", ods_row(ods_cell("x", 'office:value-type="string"')))
    with zipfile.ZipFile(tmp_path / "q.ods", "w") as package, zipfile.ZipFile(path) as given:
        for name in given.namelist():
            text = given.read(name).decode()
            package.writestr(
                name, text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1) if "content" in name else text
            )
    with pytest.raises(SourceError, match="document type"):
        read_workbook(tmp_path / "q.ods")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_of_the_header(tmp_path: Path, delimiter: str) -> None:
    title = '"Plan climat, air ; énergie"'
    text = f"{title}\nAction{delimiter}Budget\nPlanter{delimiter}12 €\n"
    assert delimited(tmp_path, text.encode())[1:] == [("Action", "Budget"), ("Planter", "12 €")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_says_what_it_is_is_read(tmp_path: Path, encoding: str) -> None:
    assert delimited(tmp_path, "Action;Budget\r\nÉté;1\r\n".encode(encoding)) == [("Action", "Budget"), ("Été", "1")]


def test_another_encoding_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not UTF-8") as refused:
        delimited(tmp_path, "Action;Budget\nÉté;1\n".encode("cp1252"))
    assert refused.value.line == 2


def test_the_lines_inside_a_cell_name_the_line_where_it_begins(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").write_text('Action;Budget\n"Planter\n\nune haie";12 €\n\nSemer;\n', "utf-8")
    lines = read_delimited(tmp_path / "plan.csv", HEADERS)
    assert [line.head for line in lines] == [0, 0, 2, 2, 0, 0]
    assert lines[1].cells == ("Planter\n\nune haie", "12 €")


def test_a_quotation_mark_that_never_closes_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not valid CSV") as refused:
        delimited(tmp_path, b'Action;Budget\nPlanter;1\n"Semer;2\n')
    assert refused.value.line == 3
