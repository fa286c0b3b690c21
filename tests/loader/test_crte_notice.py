"""The CRTE notice: labels, lists, nested entries, empty values, personal data."""

from pathlib import Path

import pytest
from citergie_samples import ADDRESSES, authority
from small_territories import load_small

from loader.readers.crte_notice import read_notice
from loader.records import Reading, Record
from loader.rows import check_ledger

SIGNATORIES = "Signataires\n\nNature des signataires du CRTE :\n"
CONTRACTS = "Stratégie\n\nListe des contrats figurant dans le CRTE :\n"


def read(text: str) -> Reading:
    lines = text.split("\n")
    reading = read_notice(lines, "crte", ADDRESSES, authority())
    check_ledger("crte", reading.rows, len(lines))
    return reading


def of_kind(text: str, kind: str) -> list[Record]:
    return [record for record in read(text).records if record["record"] == kind]


def fates(text: str) -> list[str]:
    return [str(found.fate) for found in read(text).rows]


def test_a_label_with_a_value_is_a_fact() -> None:
    fact = of_kind("Informations générales\nNature juridique : Métropole", "statement")[0]
    assert (fact["label"], fact["value"]) == ("Nature juridique", "Métropole")


def test_a_date_in_words_is_a_fact_with_a_date() -> None:
    fact = of_kind("Date de signature du CRTE : 07 avril 2022", "statement")[0]
    assert (fact["value"], fact["date"]) == ("2022-04-07", "2022-04-07")


@pytest.mark.parametrize("value", ["None", "-", "–", "-€", "- €", "€", "néant"])
def test_an_empty_value_is_structure_and_states_nothing(value: str) -> None:
    reading = read(f"Informations générales\nMontant de l'ingénierie : {value}")
    assert (reading.records, str(reading.rows[1].fate)) == ([], "structure")


def test_an_empty_value_cut_over_two_lines_states_nothing() -> None:
    assert read("Informations générales\nMontant : -\n€").records == []


@pytest.mark.parametrize("item", ["- None", "- -", "- néant", "- -€"])
def test_an_empty_item_of_a_list_states_nothing(item: str) -> None:
    assert of_kind(CONTRACTS + item, "contract") == []


def test_a_label_may_hold_a_colon() -> None:
    text = "Si protocole de préfiguration : date de signature : 2021-03-04"
    assert of_kind(text, "statement")[0]["label"] == "Si protocole de préfiguration : date de signature"


def test_an_amount_is_also_a_budget_of_the_plan() -> None:
    plan = of_kind("Montant prévisionnel : 12,5 millions €", "plan")[0]["budget"]
    assert (plan["minimum"], plan["certainty"]) == (12_500_000, "estimated")  # type: ignore[call-overload,index]


def test_items_of_a_list_belong_to_the_label_above() -> None:
    assert [r["label"] for r in of_kind(CONTRACTS + "\n- Contrat de ville\n- Contrat local", "contract")] == [
        "Contrat de ville",
        "Contrat local",
    ]


def test_a_blank_line_inside_a_list_does_not_end_it() -> None:
    assert len(of_kind(CONTRACTS + "- Un\n\n\n- Deux", "contract")) == 2


def test_orientations_keep_their_order() -> None:
    text = "Liste des orientations stratégiques, axes, ambitions... :\n- Habiter\n- Produire"
    assert [(r["order"], r["label"]) for r in of_kind(text, "orientation")] == [(1, "Habiter"), (2, "Produire")]


def test_a_nested_entry_is_an_involvement_of_the_body_that_it_names() -> None:
    plan = of_kind(SIGNATORIES + "- nom : ADEME, SIREN : 385290309, nature : agence", "plan")[0]
    assert [(i["role"], i["actor"]) for i in plan["involvement"]] == [  # type: ignore[union-attr,index,call-overload]
        ("signatory", "id/actor/ademe")
    ]


def test_a_valid_siren_is_kept() -> None:
    found = of_kind(SIGNATORIES + "- nom : ADEME, SIREN : 385290309, nature : agence", "identifier")
    said = {"document": "crte", "line": 4, "column": "SIREN"}
    assert found == [{"record": "identifier", "actor": "id/actor/ademe", "siren": "385290309", "said": said}]


def test_the_code_of_a_region_is_an_insee_code() -> None:
    found = of_kind(SIGNATORIES + "- nom : Région Ponant, SIREN : 27, nature : region", "identifier")
    assert [(record["actor"], record["insee"]) for record in found] == [("id/actor/region-ponant", "27")]


@pytest.mark.parametrize("number", ["123456789", "27", "38529030"])
def test_an_invalid_siren_goes_to_a_person(number: str) -> None:
    text = SIGNATORIES + f"- nom : ADEME, SIREN : {number}, nature : agence"
    assert of_kind(text, "identifier") == []
    assert fates(text)[-1] == "to-correct"


def test_an_entry_without_siren_is_no_error() -> None:
    assert fates(SIGNATORIES + "- nom : ADEME, SIREN : None, nature : agence")[-1] == "mapped"


def test_an_unknown_body_goes_to_a_person() -> None:
    assert fates(SIGNATORIES + "- Fondation Lanterne")[-1] == "to-correct"


def test_a_value_that_names_nobody_goes_to_a_person() -> None:
    row = read("Signataires\nNature des signataires du CRTE : ;").rows[1]
    assert (str(row.fate), "« ; »" in row.reason) == ("to-correct", True)


@pytest.mark.parametrize("text", ["Email de contact : a@b.fr", "Email de contact :"])
def test_the_address_of_a_person_is_withheld(text: str) -> None:
    found = read(text).rows[0]
    assert (str(found.fate), found.cells) == ("withheld", [])


def test_the_letterhead_is_structure() -> None:
    assert fates("**RÉPUBLIQUE\nFRANÇAISE**\nInformations générales") == ["structure"] * 3


def test_an_item_without_label_goes_to_a_person() -> None:
    assert fates("Signataires\n- Contrat de ville")[-1] == "to-correct"


def test_stray_text_goes_to_a_person() -> None:
    assert fates("Signataires\n\nvoir annexe")[-1] == "to-correct"


def test_two_values_of_one_label_are_both_kept() -> None:
    text = "Informations générales\nDate d'avenant : 2021-03-04\nDate d'avenant : 2022-05-06"
    assert {r["value"] for r in of_kind(text, "statement")} == {"2021-03-04", "2022-05-06"}


@pytest.mark.parametrize("line", ["Courriel du référent : a.b@exemple.fr", "Téléphone : 03 80 00 00 00"])
def test_personal_data_is_withheld_under_any_label(tmp_path: Path, line: str) -> None:
    snapshot = load_small(tmp_path, {"crte.txt": f"Informations générales\n\n{line}\n"})
    ledger = (snapshot / "ledger.csv").read_text("utf-8")
    assert "crte,3,withheld" in ledger
    assert "exemple.fr" not in ledger
