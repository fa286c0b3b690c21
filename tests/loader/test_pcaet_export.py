"""The open files of « Territoires & Climat »: the actions of one territory out of all of France, no person's name."""

import json
from pathlib import Path
from typing import Any

import pytest
from citergie_samples import ADDRESSES, SIREN, actions, authority, fates, titles

from loader.authority import Actor
from loader.corrections import Corrections
from loader.errors import SourceError
from loader.readers.citergie.placing import Context
from loader.readers.pcaet_export import read_pcaet_export
from loader.records import Reading, Record
from loader.rows import check_ledger

# The header as the portal publishes it.
HEADER = (
    "Id_action;Id_demarche;Nom_demarche;Intitule_action;Description_action;Date_lancement;Collectivites_coporteuses;"
    "Population_couverte;Contact_principal;Contact;Commentaire_statut;Commentaire_conclusion;Secteur;Type_de_porteur;"
    "Type_action;Cible_action"
)
OURS = f"{SIREN}-CC du Val-de-Brume"
OWN = Actor("Val-de-Brume", "intercommunality", SIREN, (), ADDRESSES.territory)


def row(**changed: str) -> str:
    cells = {name: "" for name in HEADER.split(";")}
    cells |= {"Id_action": "11", "Id_demarche": "7", "Intitule_action": "Planter", "Collectivites_coporteuses": OURS}
    return ";".join(f'"{text}"' for text in {**cells, **changed}.values())


def read(path: Path, *procedures: str) -> Reading:
    known = authority()
    known.add(OWN)
    reading = read_pcaet_export(path, Context(str(path), "pcaet", ADDRESSES, known, Corrections()), procedures)
    check_ledger("pcaet", reading.rows, len(reading.rows))
    return reading


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "Fiches_Action.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8-sig")
    return path


def leads(action: Record) -> list[str]:
    found = action["involvement"]
    assert isinstance(found, list)
    return [str(each["actor"]) for each in found if isinstance(each, dict) and each["role"] == "lead"]


def test_an_action_has_what_its_line_says(tmp_path: Path) -> None:
    line = row(
        Date_lancement="15/03/2025",
        Secteur="Eau | Forêt",
        Cible_action="grand public",
        Type_de_porteur="Collectivité porteuse",
        Description_action="Deux étapes :\n- étudier\n- planter",
    )
    reading = read(table(tmp_path, line))
    [action] = actions(reading)
    assert (action["code"], action["title"], action["startEdtf"]) == ("11", "Planter", "2025-03-15")
    assert action["theme"] == [f"id/{SIREN}/theme/eau", f"id/{SIREN}/theme/foret"]
    assert action["audience"] == [f"id/{SIREN}/audience/grand-public"]
    assert leads(action) == [f"id/{SIREN}"]
    assert fates(reading) == ["structure", "mapped", "mapped", "mapped"]


def test_a_body_is_known_by_its_siren_whatever_its_name(tmp_path: Path) -> None:
    line = row(
        Collectivites_coporteuses=f"{SIREN}00015-Ancien nom | ", Type_de_porteur="Collectivité porteuse | Entreprise"
    )
    [action] = actions(read(table(tmp_path, line)))
    assert leads(action) == [f"id/{SIREN}"]


def test_another_body_that_nobody_knows_goes_to_a_person(tmp_path: Path) -> None:
    line = row(Collectivites_coporteuses=f"{OURS} | 200000032-Syndicat d'Aval", Type_de_porteur="Collectivité porteuse")
    reading = read(table(tmp_path, line))
    assert [doubt.value for doubt in reading.rows[1].doubts] == ["Syndicat d Aval"]


@pytest.mark.parametrize("kind", ["", "Entreprise", "Association | Entreprise"])
def test_who_carries_the_plan_leads_no_action_that_another_carries(tmp_path: Path, kind: str) -> None:
    [action] = actions(read(table(tmp_path, row(Type_de_porteur=kind))))
    assert leads(action) == []


def test_the_actions_of_other_bodies_state_nothing(tmp_path: Path) -> None:
    reading = read(
        table(tmp_path, row(Collectivites_coporteuses="200000032-CC d'Aval", Intitule_action="Autre"), row())
    )
    assert (titles(reading), fates(reading)) == (["Planter"], ["structure", "structure", "mapped"])


def test_a_procedure_may_be_chosen(tmp_path: Path) -> None:
    path = table(tmp_path, row(), row(Id_demarche="8", Intitule_action="Planter encore"))
    assert titles(read(path, "8")) == ["Planter encore"]


def test_the_names_of_persons_are_not_kept(tmp_path: Path) -> None:
    reading = read(table(tmp_path, row(Contact_principal="Camille-EXEMPLE", Contact="Dominique-EXEMPLE | ")))
    assert not any("EXEMPLE" in cell.raw for found in reading.rows for cell in found.cells)
    assert "Contact_principal : donnée personnelle non publiée" in reading.rows[1].reason


def test_an_export_without_our_actions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=f"holds no action of {SIREN}"):
        read(table(tmp_path, row(Collectivites_coporteuses="200000032-CC d'Aval")))


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no column Intitule_action"):
        read(table(tmp_path, "1;2", header="Id;Nom"))


def exported(folder: Path, data: Any) -> Path:
    path = folder / "Demarches_PCAET_Programme_Actions_V2.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8-sig")
    return path


def procedure(number: int, *names: str) -> dict[str, Any]:
    known = {"secteurs": [{"secteur": {"libelle": "Eau"}}], "volets": [], "typesPorteur": [{"libelle": "Entreprise"}]}
    return {
        "id": number,
        "typesDemarche": [{"libcourt": "PCAET"}],
        "actions": [{"intitule": n, **known} for n in names],
    }


def test_a_json_export_gives_the_actions_of_the_procedures_named(tmp_path: Path) -> None:
    reading = read(exported(tmp_path, [procedure(7, "Planter", "Semer"), procedure(8, "Autre")]), "7")
    assert titles(reading) == ["Planter", "Semer"]
    assert [action["theme"] for action in actions(reading)] == [[f"id/{SIREN}/theme/eau"]] * 2
    assert fates(reading) == ["structure", "mapped", "mapped", "structure"]


def test_a_json_export_needs_the_number_of_a_procedure(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="only procedures") as refused:
        read(exported(tmp_path, [procedure(7, "Planter")]))
    assert refused.value.column == "procedures"


@pytest.mark.parametrize("data", [{"a": 1}, [1], [{"id": 7}], [{"id": 7, "actions": [{"secteurs": [{}]}]}]])
def test_another_json_is_refused(tmp_path: Path, data: Any) -> None:
    with pytest.raises(SourceError, match="is no list of procedures"):
        read(exported(tmp_path, data), "7")


def test_json_that_is_cut_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "actions.json"
    path.write_text('[\n{"id": 7,\n', "utf-8")
    with pytest.raises(SourceError, match="is not valid JSON") as refused:
        read(path, "7")
    assert refused.value.line is not None
