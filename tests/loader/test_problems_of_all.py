"""What is wrong with several territories, in their sources and in the graphs made of them, is told in one run."""

from dataclasses import replace
from pathlib import Path

import pytest
from small_territories import AXES, describe, settings, write

from loader.errors import GraphError, LoadError, SourceError, broken_rules, together
from loader.load import load

SIRENS = {"amont": "200000024", "aval": "200000032", "est": "200000040"}
# No table refuses an address in a title; the graph may hold none.
PRIVATE = "Document axes (agent@brume.example)"


def write_territory(folder: Path, name: str, title: str = "Document axes", axes: str = AXES) -> None:
    toml = describe({"axes.txt": axes}, SIRENS[name], name).replace("Document axes", title)
    write(folder / "sources" / name, {"territory.toml": toml, "axes.txt": axes})


def told(folder: Path, jobs: int) -> list[str]:
    with pytest.raises(LoadError) as refused:
        load(replace(settings(folder), jobs=jobs))
    assert not (folder / "build" / "current").exists()
    return str(refused.value).replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_graph_that_breaks_a_rule_is_told_with_its_territory(tmp_path: Path, jobs: int) -> None:
    write_territory(tmp_path, "amont", PRIVATE)
    write_territory(tmp_path, "aval")
    write_territory(tmp_path, "est", PRIVATE)
    lines = told(tmp_path, jobs)
    places = [line.partition(":")[0] for line in lines if line.startswith("sources/")]
    assert places == ["sources/amont", "sources/est"]
    things = {siren for siren in SIRENS.values() for line in lines if f"id/{siren}/document/axes" in line}
    assert things == {SIRENS["amont"], SIRENS["est"]}


@pytest.mark.parametrize("jobs", [1, 2])
def test_sources_and_graphs_are_told_together(tmp_path: Path, jobs: int) -> None:
    write_territory(tmp_path, "amont", PRIVATE)
    write_territory(tmp_path, "aval", axes="")
    lines = told(tmp_path, jobs)
    assert lines[0].startswith("sources/aval/axes.txt: is empty")
    assert lines[1] == "1 problem in the sources"
    assert lines[2].startswith("sources/amont: the graph breaks its rules:")
    assert "e-mail address" in lines[3]


def test_what_is_wrong_once_is_told_once() -> None:
    assert isinstance(together([SourceError("a.csv", "is wrong"), SourceError("a.csv", "is wrong")]), SourceError)
    assert str(together([GraphError("one"), GraphError("two"), GraphError("one")])) == "one\ntwo"


def test_of_many_broken_rules_twenty_are_told_and_the_others_counted() -> None:
    lines = str(broken_rules("the graph breaks its rules:", (f"rule {n:02}" for n in range(30)))).splitlines()
    assert (len(lines), lines[1], lines[20], lines[21]) == (22, "  rule 00", "  rule 19", "  … and 10 more")


def test_of_many_graphs_a_hundred_lines_are_told_and_the_others_counted() -> None:
    lines = str(together(broken_rules(f"graph {n}:", [f"rule {n}"]) for n in range(60))).splitlines()
    assert (len(lines), lines[-1]) == (101, "… and 20 more")
