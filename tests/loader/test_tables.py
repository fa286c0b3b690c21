"""CSV and TSV tables: records with the line where they begin."""

from pathlib import Path

import pytest

from loader.errors import SourceError
from loader.tables import Record, read_table


def table(folder: Path, text: str, **options: str) -> list[Record]:
    (folder / "t.csv").write_text(text, "utf-8")
    return read_table(folder / "t.csv", ("a", "b"), **options)


def test_a_record_gives_its_cells_by_column_name(tmp_path: Path) -> None:
    assert table(tmp_path, "a,b\n1, deux \n")[0]["b"] == "deux"


def test_columns_may_stand_in_any_order_and_be_more_than_needed(tmp_path: Path) -> None:
    assert table(tmp_path, "c,b,a\n3,2,1\n")[0]["a"] == "1"


def test_a_short_record_has_empty_cells(tmp_path: Path) -> None:
    assert table(tmp_path, "a,b\n1\n")[0]["b"] == ""


def test_lines_are_counted_over_blank_lines_and_quoted_line_ends(tmp_path: Path) -> None:
    assert [r.line for r in table(tmp_path, 'a,b\n\n"deux\nlignes",x\n1,2\n')] == [3, 5]


def test_a_cell_in_quotation_marks_may_hold_a_comma(tmp_path: Path) -> None:
    assert table(tmp_path, 'a,b\n"1,5",x\n')[0]["a"] == "1,5"


def test_comments_are_passed_over_and_still_counted(tmp_path: Path) -> None:
    found = table(tmp_path, "# dit\na\tb\n1\t2\n", delimiter="\t", comment="#")
    assert (found[0].line, found[0]["b"]) == (3, "2")


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a,c\n1,2\n", 1, "no column b"),
        ("", 1, "has no header row"),
        ("a,b\n1,2\n1,2,3\n", 3, "3 cells under 2 columns"),
        ('a,b\n1,2\n"x" y,2\n', 3, "is not valid CSV"),
        ('a,b\n1,2\n"x,2\n', 3, "is not valid CSV"),
    ],
)
def test_a_bad_table_is_refused_with_its_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    with pytest.raises(SourceError) as refused:
        table(tmp_path, text)
    assert refused.value.line == line
    assert problem in refused.value.problem


def test_a_record_makes_an_error_that_names_its_cell(tmp_path: Path) -> None:
    said = str(table(tmp_path, "a,b\n1,x\n")[0].error("b", "is no number", "write digits"))
    assert said.endswith("t.csv, line 2, column b: is no number (found 'x'); write digits")
