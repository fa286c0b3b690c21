"""The optional columns of actors.csv: which body is part of which, which came from which, and on what grounds."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from small_territories import ACTORS, AXES, BASE, describe, fil, load_small, quads_about, settings, write

from loader.addresses import Addresses
from loader.authority import read_authority
from loader.errors import SourceError
from loader.load import load
from loader.organisations import Link, read_links

ADDRESSES = Addresses("200000024")
HEADER = "name,kind,siren,surface_forms,part_of,part_of_reason,predecessors,predecessors_reason,changed_on\n"
TABLE = HEADER + (
    "Val-de-Brume,intercommunality,200000024,,,,Brume Agglo | Val Agglo,fusion : « Val Agglo » (axes:1),2017-01\n"
    "Brume Agglo,intercommunality,,,,,,,\n"
    "Val Agglo,intercommunality,,,,,,,\n"
    "ADEME,agency,,,,,,,\n"
    "ADEME Ponant,agency,,,ADEME,direction régionale,,,\n"
    "Service Eau,service,,,Val-de-Brume,régie de l'intercommunalité,,,\n"
    "Habitants,group,,,,,,,\n"
    "thématique,none,,,,,,,\n"
)
TEXTS = {("axes", 1): "Rendre le fleuve à Val Agglo", ("axes", 2): ""}
FLEUVE = "• Rendre le fleuve à Val Agglo\n"


def org(name: str) -> ox.NamedNode:
    return ox.NamedNode("http://www.w3.org/ns/org#" + name)


def links_of(folder: Path, table: str) -> list[Link]:
    path = folder / "actors.csv"
    path.write_text(table, "utf-8")
    return read_links(path, read_authority(path, ADDRESSES, "Val-de-Brume"), TEXTS)


def loaded(folder: Path) -> Path:
    return load_small(folder, {"actors.csv": TABLE, "axes.txt": FLEUVE})


def ends(snapshot: Path, name: str) -> list[tuple[str, str]]:
    found = quads_about(snapshot, org(name))
    return sorted((q.subject.value.removeprefix(BASE), q.object.value.removeprefix(BASE)) for q in found)


def texts(snapshot: Path, predicate: ox.NamedNode) -> list[str]:
    return sorted(quad.object.value for quad in quads_about(snapshot, predicate))


# A table that says nothing of links


def test_a_table_of_the_four_contract_columns_gives_no_link(tmp_path: Path) -> None:
    assert ACTORS.splitlines()[0] == "name,kind,siren,surface_forms"
    assert links_of(tmp_path, ACTORS) == []


def test_a_territory_without_table_has_no_link(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    assert read_links(path, read_authority(path, ADDRESSES, "Val-de-Brume"), TEXTS) == []


def test_a_territory_with_the_four_columns_loads_beside_one_with_links(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"axes.txt": FLEUVE, "actors.csv": TABLE}
    plain: dict[str, str | bytes] = {"axes.txt": AXES, "actors.csv": ACTORS}
    snapshot = load_two(tmp_path, files, plain)
    assert len(ends(snapshot, "subOrganizationOf")) == 1


# What links give


def test_a_service_is_a_unit_and_another_part_a_sub_organisation(tmp_path: Path) -> None:
    snapshot = loaded(tmp_path)
    assert ends(snapshot, "unitOf") == [("id/200000024/service/service-eau", "id/200000024")]
    assert ends(snapshot, "subOrganizationOf") == [("id/actor/ademe-ponant", "id/actor/ademe")]


def test_a_body_leads_through_one_change_to_all_that_it_came_from(tmp_path: Path) -> None:
    snapshot = loaded(tmp_path)
    change = "id/200000024/change"
    assert ends(snapshot, "resultedFrom") == [("id/200000024", change)]
    assert ends(snapshot, "originalOrganization") == [
        (change, "id/actor/brume-agglo"),
        (change, "id/actor/val-agglo"),
    ]
    assert ends(snapshot, "resultingOrganization") == [(change, "id/200000024")]
    assert ends(snapshot, "changedBy") == [("id/actor/brume-agglo", change), ("id/actor/val-agglo", change)]


def test_a_change_keeps_its_date_no_finer_than_written(tmp_path: Path) -> None:
    assert texts(loaded(tmp_path), ox.NamedNode("http://purl.org/dc/terms/date")) == ["2017-01"]


def test_each_link_keeps_its_reason(tmp_path: Path) -> None:
    about = {quad.subject.value: quad.object.value for quad in quads_about(loaded(tmp_path), fil("reason"))}
    assert about[f"{BASE}id/actor/ademe-ponant/part-of/ademe"] == "direction régionale"
    assert about[f"{BASE}id/200000024/change"] == "fusion : « Val Agglo » (axes:1)"


def test_cited_words_become_a_quotation_with_its_row(tmp_path: Path) -> None:
    snapshot = loaded(tmp_path)
    assert texts(snapshot, ox.NamedNode("http://www.w3.org/ns/oa#exact")) == ["Val Agglo"]
    derived = quads_about(snapshot, ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"))
    rows = [q.object.value for q in derived if q.subject.value == f"{BASE}id/200000024/change"]
    assert rows == [f"{BASE}id/200000024/document/axes/row/1"]


def test_a_part_may_belong_to_two_bodies(tmp_path: Path) -> None:
    table = TABLE.replace("Val-de-Brume,régie", "Val-de-Brume | ADEME,régie")
    [link] = [link for link in links_of(tmp_path, table) if link.actor.name == "Service Eau"]
    assert [other.name for other in link.others] == ["Val-de-Brume", "ADEME"]


def test_the_territory_may_be_named_without_a_row_of_its_own(tmp_path: Path) -> None:
    table = HEADER + "Service Eau,service,,,Val-de-Brume,régie,,,\n"
    assert [link.others[0].path for link in links_of(tmp_path, table)] == ["id/200000024"]


# What is refused


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "value", "remedy"),
    [
        ("ADEME,direction", "ADEMES,direction", 6, "part_of", "ADEMES", "likely: ADEME"),
        ("Brume Agglo | Val", "Brume Aglo | Val", 2, "predecessors", "Brume Aglo", "likely: Brume Agglo"),
        ("ADEME,direction régionale", "ADEME,", 6, "part_of_reason", "", "say why"),
        ("ADEME,direction régionale", ",direction régionale", 6, "part_of_reason", "direction régionale", "part_of"),
        ("fusion : « Val Agglo » (axes:1)", "", 2, "predecessors_reason", "", "say why"),
        ("Brume Agglo | Val Agglo,fusion : « Val Agglo » (axes:1)", ",", 2, "changed_on", "2017-01", "predecessors"),
        ("2017-01", "au printemps dernier", 2, "changed_on", "au printemps dernier", "ISO 8601"),
        ("2017-01", "/", 2, "changed_on", "/", "ISO 8601"),
        ("ADEME,direction", "ADEME Ponant,direction", 6, "part_of", "ADEME Ponant", "name another body"),
        ("ADEME,direction", "ADEME | ,direction", 6, "part_of", "", "write the `name`"),
        ("ADEME,direction", "Habitants,direction", 6, "part_of", "Habitants", "an organisation"),
        ("ADEME,direction", "thématique,direction", 6, "part_of", "thématique", "an organisation"),
        ("Habitants,group,,,,", "Habitants,group,,,ADEME,", 8, "part_of_reason", "", "say why"),
        ("Habitants,group,,,,", "Habitants,group,,,ADEME,oui", 8, "part_of", "ADEME", "only organisations"),
        ("« Val Agglo »", "« Val-Agglo »", 2, "predecessors_reason", "Val-Agglo", "cite the words exactly"),
        ("(axes:1)", "(axes:2)", 2, "predecessors_reason", "Val Agglo", "cite the words exactly"),
        ("(axes:1)", "(carte:1)", 2, "predecessors_reason", "Val Agglo", "cite the words exactly"),
    ],
)
def test_a_bad_link_is_refused_with_its_place_and_a_remedy(
    tmp_path: Path, old: str, new: str, line: int, column: str, value: str, remedy: str
) -> None:
    assert old in TABLE
    with pytest.raises(SourceError) as refused:
        links_of(tmp_path, TABLE.replace(old, new, 1))
    error = refused.value
    assert (error.file, error.line, error.column, error.value) == (str(tmp_path / "actors.csv"), line, column, value)
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("ADEME,agency,,,,,", "ADEME,agency,,,ADEME Ponant,siège,", "part_of"),
        ("Val Agglo,intercommunality,,,,,,", "Val Agglo,intercommunality,,,,,Val-de-Brume,scission", "predecessors"),
    ],
)
def test_a_circle_is_refused(tmp_path: Path, old: str, new: str, column: str) -> None:
    with pytest.raises(SourceError, match="leads back to its own row") as refused:
        links_of(tmp_path, TABLE.replace(old, new, 1))
    assert refused.value.column == column


def test_a_part_that_became_its_whole_is_no_circle(tmp_path: Path) -> None:
    """A body that went into another one may live on as its part: two kinds of link, two directions."""
    table = TABLE.replace("Val Agglo,intercommunality,,,,,", "Val Agglo,intercommunality,,,Val-de-Brume,pôle,", 1)
    assert len(links_of(tmp_path, table)) == 4


def test_a_name_that_two_rows_bear_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="two actors have this name"):
        links_of(tmp_path, TABLE + "ADEME,service,,,,,,,\n")


# Territories together


def load_two(folder: Path, amont: dict[str, str | bytes], aval: dict[str, str | bytes]) -> Path:
    for siren, name, files in (("200000024", "amont", amont), ("200000032", "aval", aval)):
        write(folder / "sources" / name, {"territory.toml": describe(files, siren, name), **files})
    load(settings(folder))
    return folder / "build" / "current"


def agency(part: str, whole: str, reason: str) -> dict[str, str | bytes]:
    table = HEADER + f"{part},agency,,,{whole},{reason},,,\n{whole},agency,,,,,,,\n"
    return {"axes.txt": AXES, "actors.csv": table}


def test_two_territories_that_make_one_link_give_one_triple_and_both_reasons(tmp_path: Path) -> None:
    amont = agency("ADEME Ponant", "ADEME", "« fleuve » (axes:1)")
    snapshot = load_two(tmp_path, amont, agency("ADEME Ponant", "ADEME", "« énergie » (axes:3)"))
    assert len(ends(snapshot, "subOrganizationOf")) == 1
    assert texts(snapshot, ox.NamedNode("http://www.w3.org/ns/oa#exact")) == ["fleuve", "énergie"]
    assert {"« fleuve » (axes:1)", "« énergie » (axes:3)"} <= set(texts(snapshot, fil("reason")))
