"""Tables of one action a row, with the columns that territory.toml names: what is read, and what goes to a person."""

from datetime import datetime
from pathlib import Path

import pytest
from citergie_samples import ADDRESSES, action_named, actions, authority, decision, fates, titles
from sheet_files import xlsx

from loader.corrections import Correction, Corrections
from loader.errors import SourceError
from loader.readers.action_rows import unit_of
from loader.readers.action_table import read_action_table
from loader.readers.citergie.placing import Context
from loader.records import Reading
from loader.rows import check_ledger
from loader.sheets.lines import Line
from loader.sheets.workbook import read_workbook

COLUMNS = {
    **{"N°": "code", "Intitulé": "title", "Axe": "theme", "Détail": "description", "Pilote": "lead"},
    **{"Début": "start", "Fin": "end", "Budget (k€ HT)": "budget", "État": "status"},
}
HEADER = (*COLUMNS, "Notes")
WHOLE = {"N°": "A1", "Intitulé": "Planter des haies", "Pilote": "Service Mobilité", "Début": "2024", "État": "En cours"}


def row(**changed: str) -> Line:
    filled = {**WHOLE, **{{"Budget": "Budget (k€ HT)"}.get(name, name): text for name, text in changed.items()}}
    return Line(tuple(filled.get(name, "") for name in HEADER))


def read(lines: list[Line], *decisions: Correction, columns: dict[str, str] = COLUMNS) -> Reading:
    context = Context("plan.xlsx", "plan", ADDRESSES, authority(), Corrections(list(decisions)))
    reading = read_action_table(lines, context, columns)
    check_ledger("plan", reading.rows, len(lines))
    return reading


def budget(text: str) -> tuple[str, str, str]:
    [action] = actions(read([Line(HEADER), row(Budget=text)]))
    money = action["budget"]
    assert isinstance(money, dict)
    return str(money["minimum"]), str(money["maximum"]), str(money["basis"])


def test_each_row_is_an_action_with_its_own_code() -> None:
    reading = read([Line(HEADER), row(), row(**{"N°": "A2", "Intitulé": "Semer"})])
    assert [(action["code"], action["path"]) for action in actions(reading)] == [
        ("A1", "id/200000024/action/a1/planter-des-haies"),
        ("A2", "id/200000024/action/a2/semer"),
    ]


def test_columns_may_stand_in_any_order_and_others_are_kept_unread() -> None:
    names = tuple(reversed(HEADER))
    reading = read([Line(names), Line(tuple({**WHOLE, "Notes": "2031"}.get(name, "") for name in names))])
    assert titles(reading) == ["Planter des haies"]
    assert [(cell.header, cell.raw, cell.reading) for cell in reading.rows[1].cells if cell.header == "Notes"] == [
        ("Notes", "2031", "unplaced")
    ]


def test_what_stands_above_the_header_and_a_header_again_are_structure() -> None:
    reading = read([Line(("Plan climat", "", "")), Line(), Line(HEADER), row(), Line(HEADER), row(Intitulé="Semer")])
    assert fates(reading) == ["structure", "structure", "structure", "mapped", "structure", "mapped"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("350", ("350000", "350000", "excl")),
        ("24,5", ("24500", "24500", "excl")),
        ("1 200 à 1 500", ("1200000", "1500000", "excl")),
        ("12 000 €", ("12000", "12000", "unknown")),
    ],
)
def test_a_bare_number_has_the_unit_of_its_header(text: str, found: tuple[str, str, str]) -> None:
    assert budget(text) == found


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Budget en M€", "M€"),
        ("Coût (€ TTC)", "€ TTC"),
        ("Montant en euros HT", "€ HT"),
        ("Budget 2024", ""),
        ("Takt", ""),
    ],
)
def test_a_header_may_state_the_unit(header: str, unit: str) -> None:
    assert unit_of(header) == unit


def test_a_bare_number_under_a_header_without_unit_goes_to_a_person() -> None:
    columns = {"Intitulé": "title", "Budget": "budget"}
    reading = read([Line(tuple(columns)), Line(("Semer", "350"))], columns=columns)
    assert (fates(reading), reading.rows[1].doubts[0].likely) == (["structure", "to-correct"], "350 €")


def test_a_row_without_title_makes_no_action() -> None:
    reading = read([Line(HEADER), row(), Line(("Total", "", "", "", "", "", "", "", "", ""))])
    assert (fates(reading)[2], len(actions(reading))) == ("to-correct", 1)


def test_doubled_rows_are_one_action_also_when_one_is_corrected() -> None:
    reading = read([Line(HEADER), row(), row()], decision(2, "start", "2024", "2025"))
    assert (fates(reading), actions(reading)[0]["startEdtf"]) == (["structure", "mapped", "merged"], "2025")


def test_a_correction_names_a_field_or_a_header() -> None:
    for column in ("lead", "Pilote"):
        reading = read([Line(HEADER), row(Pilote="Inconnu")], decision(2, column, "Inconnu", "Service Mobilité"))
        assert fates(reading)[1] == "mapped"


@pytest.mark.parametrize("text", ["#DIV/0!", "#REF!", "#NOM?", "=B2*2", "Err:502"])
def test_a_formula_without_result_is_no_value(text: str) -> None:
    reading = read([Line(HEADER), row(Budget=text)])
    assert (fates(reading)[1], actions(reading)[0]["budget"]) == ("to-correct", None)


def test_a_title_merged_over_two_rows_makes_one_action_and_a_line_to_correct() -> None:
    second = Line(row(Détail="la suite").cells, covered=frozenset({1}))
    reading = read([Line(HEADER), row(), second])
    assert (fates(reading), len(actions(reading))) == (["structure", "mapped", "to-correct"], 1)


def test_line_breaks_in_a_cell_share_the_fate_of_its_line() -> None:
    reading = read([Line(HEADER), row(Détail="un\ndeux"), Line(head=2), row(Intitulé="Semer")])
    assert fates(reading) == ["structure", "mapped", "mapped", "mapped"]
    assert (reading.rows[2].describes, reading.rows[2].reason) == (reading.rows[1].describes, "suite de la ligne 2")


def test_a_list_parted_by_bars_is_several_themes() -> None:
    [action] = actions(read([Line(HEADER), row(Axe="Eau | Énergie")]))
    assert action["theme"] == ["id/200000024/theme/eau", "id/200000024/theme/energie"]


def test_a_missing_header_is_named_with_the_nearest() -> None:
    with pytest.raises(SourceError, match=r"no column « Pilote ».*perhaps « Pilotes »") as refused:
        read([Line(("Plan",)), Line(tuple({"Pilote": "Pilotes"}.get(name, name) for name in HEADER))])
    assert refused.value.line == 2


def test_a_table_without_any_of_the_headers_is_refused() -> None:
    with pytest.raises(SourceError, match="no row holds the headers"):
        read([Line(("Titre", "Coût"))])
    with pytest.raises(SourceError, match="no row holds the headers"):
        read([])


def test_a_header_that_stands_twice_is_refused() -> None:
    with pytest.raises(SourceError, match="two columns have this header"):
        read([Line((*HEADER, "Pilote")), row()])


def test_headers_are_found_whatever_their_case_and_accents() -> None:
    assert titles(read([Line(tuple(name.upper() for name in HEADER)), row()])) == ["Planter des haies"]


def test_personal_data_of_a_cell_is_not_kept(tmp_path: Path) -> None:
    from small_territories import describe, load_small

    toml = describe({"plan.csv": ""}).replace("statements", "action-table")
    toml += '[documents.columns]\n"Action" = "title"\n"Contact" = "description"\n'
    table = "Action;Contact\nPlanter;a.b@exemple.fr ou 03 80 00 00 00\n"
    snapshot = load_small(tmp_path, {"territory.toml": toml, "plan.csv": table})
    assert "donnée personnelle" in (snapshot / "ledger.csv").read_text("utf-8")


def test_a_workbook_is_read_to_values(tmp_path: Path) -> None:
    march = datetime(2024, 3, 1)
    rows = [list(COLUMNS), ["A1", "Planter", "Nature", "", "Service Mobilité", (march, "mmm-yy"), 2026, 18, "En cours"]]
    action = action_named(read(read_workbook(xlsx(tmp_path / "plan.xlsx", rows))), "Planter")
    assert (action["startEdtf"], action["endEdtf"], action["status"]) == ("2024-03", "2026", "in-progress")
    assert isinstance(action["budget"], dict)
    assert str(action["budget"]["minimum"]) == "18000"
