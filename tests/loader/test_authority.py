"""Who is who: the authority table decides, and likeness alone merges nobody."""

from pathlib import Path

import pytest

from loader.addresses import Addresses
from loader.authority import Authority, Naming, read_authority
from loader.errors import SourceError

ADDRESSES = Addresses("200000024")
TABLE = """name,kind,siren,surface_forms
Région BFC,region,,Region BFC | Conseil Régional
ADEME,agency,,Ademe
ADEME BFC,agency,,Ademe BFC
Anah,agency,,ANAH
État,state,,Etat
Service Écologie urbaine,service,,Sce Ecologie Urbaine | See Ecologie Urbaine | SEU
Service Écologie,service,,
CCI 21,chamber,,CCI21 | CC121
Restau'Co,association,,Restau/co
Préfet de région,state,,Préfet de la région et du département
Préfet de département,state,,Préfet de la région et du département
Club du vélo,group,,
Personne,none,,thématique | En cours de choix | Tous service concerné par le patrimoine
Val-de-Brume Agglomération,intercommunality,200000024,VBA
"""


@pytest.fixture
def known(tmp_path: Path) -> Authority:
    return authority_of(tmp_path, TABLE)


def authority_of(folder: Path, table: str) -> Authority:
    (folder / "actors.csv").write_text(table, "utf-8")
    return read_authority(folder / "actors.csv", ADDRESSES, "Val-de-Brume Agglomération")


def names(known: Authority, cell: str) -> list[str]:
    return [actor.name for actor in known.resolve(cell).actors]


def test_many_names_without_separators_are_all_found(known: Authority) -> None:
    assert names(known, "Region BFC Ademe BFC Anah Etat") == ["Région BFC", "ADEME BFC", "Anah", "État"]


@pytest.mark.parametrize("separator", [" ", ", ", " ; ", " / ", " - ", " + ", " et ", " | ", "\n", ". "])
def test_any_separator_parts_names(known: Authority, separator: str) -> None:
    assert names(known, f"Anah{separator}Etat") == ["Anah", "État"]


def test_names_in_list_items_are_found(known: Authority) -> None:
    assert names(known, "<ul> <li>Anah</li> <li>CCI 21</li> </ul>") == ["Anah", "CCI 21"]


@pytest.mark.parametrize("form", ["Sce Ecologie Urbaine", "See Ecologie Urbaine", "SEU", "service écologie urbaine"])
def test_forms_and_acronyms_of_one_body_are_that_body(known: Authority, form: str) -> None:
    assert names(known, form) == ["Service Écologie urbaine"]


def test_the_longest_form_wins_over_a_shorter_one_inside_it(known: Authority) -> None:
    assert names(known, "Ademe BFC") == ["ADEME BFC"]


def test_bodies_whose_names_look_alike_stay_two(known: Authority) -> None:
    assert names(known, "Service Ecologie, Service Ecologie Urbaine") == [
        "Service Écologie",
        "Service Écologie urbaine",
    ]


def test_a_misspelt_name_is_nobody_and_is_told(known: Authority) -> None:
    naming = known.resolve("ADENE, Anah")
    assert ([actor.name for actor in naming.actors], naming.unresolved) == (["Anah"], ("ADENE",))


def test_a_likely_form_is_proposed_for_a_misspelt_name(known: Authority) -> None:
    assert known.likely("ADENE") in ("ADEME", "Ademe")


def test_nothing_is_proposed_for_a_name_unlike_all(known: Authority) -> None:
    assert known.likely("Fondation Lanterne") is None


def test_a_form_of_two_rows_names_both(known: Authority) -> None:
    assert names(known, "Préfet de la région et du département") == ["Préfet de région", "Préfet de département"]


@pytest.mark.parametrize("cell", ["thématique", "En cours de choix", "Tous service concerné par le patrimoine"])
def test_a_cell_that_names_nobody_makes_no_actor(known: Authority, cell: str) -> None:
    naming = known.resolve(cell)
    assert (naming.actors, naming.unresolved, naming.says_nobody) == ((), (), True)


def test_an_actor_named_twice_is_one(known: Authority) -> None:
    assert names(known, "Anah ; ANAH") == ["Anah"]


def test_an_empty_cell_names_nobody(known: Authority) -> None:
    assert known.resolve("").unresolved == ()


@pytest.mark.parametrize("cell", [";", " . ", "et", "( )"])
def test_a_cell_without_a_name_that_is_not_empty_is_told(known: Authority, cell: str) -> None:
    assert known.resolve(cell) == Naming((), (cell.strip(),))


def test_services_and_groups_belong_to_the_territory_and_others_are_shared(known: Authority) -> None:
    paths = {actor.name: actor.path for actor in known.actors}
    assert paths["Service Écologie"] == "id/200000024/service/service-ecologie"
    assert paths["Club du vélo"] == "id/200000024/group/club-du-velo"
    assert paths["Anah"] == "id/actor/anah"


def test_the_row_with_the_siren_of_the_territory_is_the_territory(known: Authority) -> None:
    assert [actor.path for actor in known.resolve("VBA").actors] == ["id/200000024"]


def test_without_a_table_only_the_territory_is_known(tmp_path: Path) -> None:
    known = read_authority(tmp_path / "actors.csv", ADDRESSES, "Val-de-Brume Agglomération")
    assert [actor.name for actor in known.actors] == ["Val-de-Brume Agglomération"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Anah,agency,123456789,", "siren"),
        ("Anah,agency,12345,", "siren"),
        ("Anah,club,,", "kind"),
        (",agency,,", "name"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_column(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(SourceError) as refused:
        authority_of(tmp_path, f"name,kind,siren,surface_forms\nEtat,state,,\n{row}\n")
    assert (refused.value.line, refused.value.column) == (3, column)


def test_two_rows_of_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="line 3, column name: the same address as line 2"):
        authority_of(tmp_path, "name,kind,siren,surface_forms\nÉtat,state,,\nEtat,state,,\n")
