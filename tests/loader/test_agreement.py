"""Territories that say differently what they share are refused, with both files, lines, columns and values."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_territories import AXES, describe, settings, write

from loader.circles import find_circle
from loader.errors import SourceError, SourcesError
from loader.load import load

HEADER = "name,kind,siren,surface_forms,part_of,part_of_reason,predecessors,predecessors_reason,changed_on\n"
TERRITORIES = {"amont": "200000024", "aval": "200000032", "est": "200000040"}
NOTICE = "Signataires\n\nNature des signataires du CRTE :\n- nom : Région Ponant, SIREN : {}, nature : region\n"
REGION = "Région Ponant,region,,,,,,,\n"
ONE, TWO = "385290309", "552081317"


def write_territory(folder: Path, name: str, actors: str, notice: str = "") -> None:
    files: dict[str, str | bytes] = {"axes.txt": AXES, "actors.csv": HEADER + actors}
    if notice:
        files["crte.txt"] = notice
    write(folder / "sources" / name, {"territory.toml": describe(files, TERRITORIES[name], name), **files})


def told(folder: Path, jobs: int = 1) -> list[str]:
    """What the load says of each place, by their order, with paths below the sources."""
    with pytest.raises((SourceError, SourcesError)) as refused:
        load(replace(settings(folder), jobs=jobs))
    found = refused.value.found if isinstance(refused.value, SourcesError) else [refused.value]
    return [str(error).replace(f"{folder}/sources/", "") for error in found]


def siren(number: str) -> str:
    return f"ADEME,agency,{number},,,,,,\n"


def part(one: str, whole: str) -> str:
    return f"{one},agency,,,{whole},oui,,,\n{whole},agency,,,,,,,\n"


def test_two_numbers_of_one_organisation_are_told_with_both_places(tmp_path: Path) -> None:
    write_territory(tmp_path, "amont", REGION + siren(ONE))
    write_territory(tmp_path, "aval", siren(TWO))
    assert told(tmp_path) == [
        f"aval/actors.csv, line 2, column siren: another SIREN of ADEME than {ONE} in amont/actors.csv, line 3, "
        f"column siren (found '{TWO}'); correct the wrong one: in actors.csv, that of a document in corrections.csv"
    ]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_most_territories_say_is_taken_as_right(tmp_path: Path, jobs: int) -> None:
    write_territory(tmp_path, "amont", siren(TWO))
    write_territory(tmp_path, "aval", siren(ONE))
    write_territory(tmp_path, "est", siren(ONE))
    [message] = told(tmp_path, jobs)
    assert message.startswith(
        f"amont/actors.csv, line 2, column siren: another SIREN of ADEME than {ONE} in aval/actors.csv, line 2, "
    )


def test_the_number_of_a_notice_is_told_with_its_line(tmp_path: Path) -> None:
    write_territory(tmp_path, "amont", f"Région Ponant,region,{ONE},,,,,,\n")
    write_territory(tmp_path, "aval", REGION, NOTICE.format(TWO))
    [message] = told(tmp_path)
    assert message.startswith(
        f"aval/crte.txt, line 4, column SIREN: another SIREN of Région Ponant than {ONE} in amont/actors.csv, line 2"
    )


def test_a_notice_that_contradicts_itself_is_told_with_both_lines(tmp_path: Path) -> None:
    notice = NOTICE.format(ONE) + NOTICE.format(TWO).splitlines()[-1] + "\n"
    write_territory(tmp_path, "amont", REGION, notice)
    [message] = told(tmp_path)
    assert message.startswith("amont/crte.txt, line 5, column SIREN: another SIREN of Région Ponant than ")
    assert f"{ONE} in amont/crte.txt, line 4, column SIREN (found '{TWO}')" in message


def test_a_circle_that_two_territories_make_is_told_with_both_places(tmp_path: Path) -> None:
    write_territory(tmp_path, "amont", part("ADEME Ponant", "ADEME"))
    write_territory(tmp_path, "aval", REGION + part("ADEME", "ADEME Ponant"))
    assert told(tmp_path) == [
        "aval/actors.csv, line 3, column part_of: leads back to its own row through amont/actors.csv, line 2, "
        "column part_of (found 'ADEME Ponant'); break the circle: empty one of the cells"
    ]


def test_a_circle_that_three_territories_make_is_told_with_three_places(tmp_path: Path) -> None:
    for name, one, whole in (("amont", "A", "B"), ("aval", "B", "C"), ("est", "C", "A")):
        write_territory(tmp_path, name, part(one, whole))
    [message] = told(tmp_path)
    assert message.startswith("est/actors.csv, line 2, column part_of: leads back to its own row through ")
    assert {f"{name}/actors.csv, line 2" in message for name in ("amont", "aval")} == {True}


def test_two_dates_of_one_change_are_told_with_both_places(tmp_path: Path) -> None:
    for name, year in (("amont", 2019), ("aval", 2020)):
        write_territory(tmp_path, name, f"INRAE,organisation,,,,,INRA,fusion,{year}\nINRA,organisation,,,,,,,\n")
    [message] = told(tmp_path)
    assert message.startswith("aval/actors.csv, line 2, column changed_on: another date of the beginning of INRAE than")
    assert "than 2019 in amont/actors.csv, line 2, column changed_on (found '2020')" in message


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_disagreements_are_told_with_what_is_wrong_in_a_third_territory(tmp_path: Path, jobs: int) -> None:
    write_territory(tmp_path, "amont", siren(ONE) + part("A", "B"))
    write_territory(tmp_path, "aval", siren(TWO) + part("B", "A"))
    write_territory(tmp_path, "est", "Personne,nobody,,,,,,,\n")
    places = [message.partition(":")[0] for message in told(tmp_path, jobs)]
    assert places == [
        "aval/actors.csv, line 2, column siren",
        "aval/actors.csv, line 3, column part_of",
        "est/actors.csv, line 2, column kind",
    ]


def test_territories_that_say_the_same_are_loaded(tmp_path: Path) -> None:
    for name in TERRITORIES:
        write_territory(tmp_path, name, siren(ONE) + part("A", "B"), NOTICE.format("27"))
    assert load(settings(tmp_path)).triples > 0


def test_pairs_without_a_circle_give_none() -> None:
    assert find_circle([("a", "b"), ("a", "c"), ("b", "c")]) == []
