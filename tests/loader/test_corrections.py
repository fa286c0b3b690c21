"""Decisions of people: each on a cell that exists, used once, with a reason, and visible in the graph."""

from pathlib import Path

import pytest
from small_territories import PLAN_ROW, fil, load_small, quads_about

from loader.corrections import check_all_used, read_corrections
from loader.errors import SourceError

HEADER = "document,line,column,read,corrected,reason\n"


def corrections_of(folder: Path, rows: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text(HEADER + rows, "utf-8")
    return path


def test_an_absent_table_holds_no_decision(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "corrections.csv", {"plan"}).items == []


def test_decisions_are_found_by_document_and_line(tmp_path: Path) -> None:
    path = corrections_of(tmp_path, "plan,2,title,pisle,piste,relu\nplan,3,title,a,b,relu\n")
    assert [c.corrected for c in read_corrections(path, {"plan"}).on("plan", 2)] == ["piste"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("autre,2,title,a,b,relu", "document"),
        ("plan,deux,title,a,b,relu", "line"),
        ("plan,2,,a,b,relu", "column"),
        ("plan,2,title,a,b,", "reason"),
    ],
)
def test_a_bad_decision_is_refused_with_its_line_and_column(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_corrections(corrections_of(tmp_path, row + "\n"), {"plan"})
    assert (refused.value.line, refused.value.column) == (2, column)


def test_an_unused_decision_stops_the_load(tmp_path: Path) -> None:
    found = read_corrections(corrections_of(tmp_path, "plan,2,title,absent,b,relu\n"), {"plan"})
    with pytest.raises(SourceError, match=r"corrections.csv, line 2, column read: no such text in line 2"):
        check_all_used(found, {"plan"})


def test_white_space_does_not_part_what_was_read_from_the_cell(tmp_path: Path) -> None:
    found = read_corrections(corrections_of(tmp_path, "plan,2,title,le  canal,le quai,relu\n"), {"plan"}).items[0]
    assert found.matches("Piste sur le\u00a0canal")


@pytest.mark.parametrize("column", ["lead", "Porteur de l'action", "5"])
def test_a_decision_is_visible_in_the_graph_however_its_column_is_named(tmp_path: Path, column: str) -> None:
    decision = f"plan,2,{column},Service Mobilité,ADEME,relu sur l'original\n"
    snapshot = load_small(tmp_path, {"plan.tsv": PLAN_ROW, "corrections.csv": HEADER + decision})
    assert [str(q.object.value) for q in quads_about(snapshot, fil("correctedValue"))] == ["ADEME"]


def test_a_decision_that_read_nothing_does_not_rewrite_a_line_of_text(tmp_path: Path) -> None:
    files = {"axes.txt": "• Rendre le fleuve\n", "corrections.csv": HEADER + "axes,1,label,,Z,relu\n"}
    with pytest.raises(SourceError, match="line 2"):
        load_small(tmp_path, files)


def test_a_decision_on_a_line_of_text_keeps_what_was_read(tmp_path: Path) -> None:
    files = {"axes.txt": "• Rendre le fieuve\n", "corrections.csv": HEADER + "axes,1,label,fieuve,fleuve,relu\n"}
    snapshot = load_small(tmp_path, files)
    assert "• Rendre le fieuve" in [q.object.value for q in quads_about(snapshot, fil("rawValue"))]


def test_a_decision_on_a_statements_document_is_refused(tmp_path: Path) -> None:
    table = "id,kind,label,value,unit,actor,date,line,quote\na,objective,But,,,,,1,un but\n"
    files = {"page.csv": table, "corrections.csv": HEADER + "page,1,label,But,Cap,relu\n"}
    with pytest.raises(SourceError):
        load_small(tmp_path, files)


def test_a_doubt_about_a_line_of_text_is_told_in_the_ledger(tmp_path: Path) -> None:
    head = "document,line,column,read,corrected,reason\n"
    files = {"axes.txt": "• Premier axe\n", "corrections.csv": head + "axes,1,label,Premier,?,à relire\n"}
    ledger = (load_small(tmp_path, files) / "ledger.csv").read_text("utf-8")
    assert "axes,1,to-correct" in ledger
    assert "à relire" in ledger
