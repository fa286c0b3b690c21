"""Statements: a table made by hand from prose, each with its line and a short quotation."""

from pathlib import Path

import pytest
from citergie_samples import ADDRESSES, authority
from small_territories import AXES, describe, load_small

from loader.errors import SourceError
from loader.readers.statements import read_statements
from loader.records import Reading
from loader.territory import Document

HEADER = "id,kind,label,value,unit,actor,date,line,quote\n"
GOOD = "bus,device,Pass bus,,,ADEME,2021,2,un pass pour tous\n"


def read(folder: Path, rows: str, **known: object) -> Reading:
    path = folder / "page.csv"
    path.write_text(HEADER + rows, "utf-8")
    document = Document("page", "statements", path, "Page", **{"lines": 4, **known})  # type: ignore[arg-type]
    return read_statements(path, document, ADDRESSES, authority())


@pytest.mark.parametrize(
    ("kind", "path"),
    [("objective", "objective"), ("device", "device"), ("cooperation", "cooperation"), ("number", "fact")],
)
def test_each_kind_has_its_address(tmp_path: Path, kind: str, path: str) -> None:
    record = read(tmp_path, GOOD.replace("device", kind)).records[0]
    assert record["path"] == f"id/200000024/{path}/page/bus"


def test_a_statement_keeps_its_quotation_and_its_line(tmp_path: Path) -> None:
    record = read(tmp_path, GOOD).records[0]
    assert (record["quote"], record["row"]) == ("un pass pour tous", "id/200000024/document/page/row/2")


def test_absent_values_are_absent(tmp_path: Path) -> None:
    record = read(tmp_path, "bus,device,Pass bus,,,,,2,un pass\n").records[0]
    assert (record["value"], record["unit"], record["date"], record["subject"]) == (None, None, None, [])


def test_each_line_of_the_document_stands_in_the_ledger(tmp_path: Path) -> None:
    assert [str(r.fate) for r in read(tmp_path, GOOD).rows] == ["structure", "mapped", "structure", "structure"]


def test_page_noise_says_why_it_is_left_out(tmp_path: Path) -> None:
    assert "bruit de page" in read(tmp_path, GOOD, noise=(range(3, 5),)).rows[3].reason


def test_an_unknown_actor_sends_the_line_to_a_person(tmp_path: Path) -> None:
    assert str(read(tmp_path, GOOD.replace("ADEME", "Fondation Lanterne")).rows[1].fate) == "to-correct"


@pytest.mark.parametrize("date", ["2021", "2021-03", "2021-03-04", "2022/2030"])
def test_an_iso_date_is_kept(tmp_path: Path, date: str) -> None:
    assert read(tmp_path, GOOD.replace("2021", date)).records[0]["date"] == date


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (GOOD + GOOD, "id"),
        (GOOD.replace("bus,", "le bus,", 1), "id"),
        (GOOD.replace(",2,", ",9,"), "line"),
        (GOOD.replace(",2,", ",0,"), "line"),
        (GOOD.replace(",2,", ",deux,"), "line"),
        (GOOD.replace("Pass bus", ""), "label"),
        (GOOD.replace("un pass pour tous", ""), "quote"),
        (GOOD.replace("un pass pour tous", "mot " * 26), "quote"),
        (GOOD.replace("2021", "bientôt"), "date"),
        (GOOD.replace("2021", "2021-13"), "date"),
    ],
)
def test_a_bad_statement_is_refused_by_column(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(tmp_path, row)
    assert refused.value.column == column


def test_a_quotation_of_twenty_five_words_is_allowed(tmp_path: Path) -> None:
    assert len(read(tmp_path, GOOD.replace("un pass pour tous", "mot " * 25)).records) == 1


def beside_axes(line: int) -> dict[str, str | bytes]:
    """An axes list with statements made from its prose."""
    toml = describe({"axes.txt": ""}) + 'statements = "prose.csv"\n'
    rows = f"but,objective,Un but,,,,,{line},un but\n"
    return {"territory.toml": toml, "axes.txt": "\n" + AXES, "prose.csv": HEADER + rows}


def test_statements_account_for_the_emptied_lines_of_a_document(tmp_path: Path) -> None:
    ledger = (load_small(tmp_path, beside_axes(1)) / "ledger.csv").read_text("utf-8")
    assert "axes,1,mapped,https://w3id.org/filrouge/id/200000024/objective/axes/but," in ledger


def test_a_statement_beyond_the_end_of_its_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="line"):
        load_small(tmp_path, beside_axes(99))


def test_a_statement_on_a_doubted_line_does_not_hide_the_doubt(tmp_path: Path) -> None:
    toml = describe({"crte.txt": ""}) + 'statements = "prose.csv"\n'
    rows = "but,objective,Un but,,,,,3,un but\n"
    files = {"territory.toml": toml, "crte.txt": "Signataires\n\nvoir annexe\n", "prose.csv": HEADER + rows}
    assert "crte,3,to-correct" in (load_small(tmp_path, {**files}) / "ledger.csv").read_text("utf-8")
