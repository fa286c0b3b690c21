"""Discrepancies that a person states: held against the words of the documents, and told in the graph."""

from pathlib import Path

import pyoxigraph as ox
import pytest
from citergie_samples import SIREN, page, row
from small_territories import AXES, fil, load_small, quads_about

from loader.errors import SourceError

COLUMNS = ("id", "kind", "about", "sides", "chosen", "reason")
PLAN = "\n".join(page(row(title="Créer une piste de six kilomètres", description=""))) + "\n"
GOOD = {
    "id": "longueur",
    "kind": "figure",
    "about": f"id/{SIREN}",
    "sides": "« six kilomètres » (plan:2) | « fleuve » (axes:1) « énergie » (axes:3)",
    "chosen": "",
    "reason": "à vérifier",
}


def stated(folder: Path, *entries: dict[str, str]) -> Path:
    lines = [",".join(COLUMNS), *(",".join(f'"{entry[column]}"' for column in COLUMNS) for entry in entries)]
    return load_small(folder, {"plan.tsv": PLAN, "axes.txt": AXES, "discrepancies.csv": "\n".join(lines) + "\n"})


def values(snapshot: Path, predicate: str) -> list[str]:
    return sorted(str(quad.object.value) for quad in quads_about(snapshot, fil(predicate)) if "/side/" in str(quad))


def test_each_side_keeps_its_words_and_the_rows_that_say_them(tmp_path: Path) -> None:
    snapshot = stated(tmp_path, GOOD)
    assert values(snapshot, "rawValue") == ["fleuve ; énergie", "six kilomètres"]
    derived = quads_about(snapshot, ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"))
    rows = {str(q.object.value).split("/document/")[1] for q in derived if "/side/" in str(q.subject)}
    assert rows == {"plan/row/2", "axes/row/1", "axes/row/3"}


def test_it_stands_in_the_graph_of_what_reviewers_say(tmp_path: Path) -> None:
    [kind] = quads_about(stated(tmp_path, GOOD), fil("discrepancyKind"))
    assert str(kind.graph_name.value).endswith(f"graph/{SIREN}/alignments")
    assert str(kind.subject.value).endswith(f"id/{SIREN}/discrepancy/longueur")


@pytest.mark.parametrize(
    ("sides", "between"),
    [
        (GOOD["sides"], "documents"),
        ("« six kilomètres » (plan:2) | « 450 000 € » (plan:2)", "fields"),
        ("« fleuve » (axes:1) | « énergie » (axes:3)", "rows"),
    ],
)
def test_what_parts_the_sides_follows_from_where_they_stand(tmp_path: Path, sides: str, between: str) -> None:
    [found] = quads_about(stated(tmp_path, GOOD | {"sides": sides}), fil("between"))
    assert str(found.object.value).endswith(f"/{between}")


def test_a_choice_names_its_side_by_its_words(tmp_path: Path) -> None:
    snapshot = stated(tmp_path, GOOD | {"chosen": "six kilomètres"})
    [chosen] = quads_about(snapshot, fil("chosen"))
    [text] = [quad for quad in quads_about(snapshot, fil("rawValue")) if quad.subject == chosen.object]
    assert str(text.object.value) == "six kilomètres"
    assert [str(q.object.value) for q in quads_about(snapshot, fil("chosenValue"))] == ["six kilomètres"]


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("id", "deux mots", "letters, digits and hyphens"),
        ("kind", "length", "unknown kind of discrepancy"),
        ("about", f"id/{SIREN}/axis/9.9", "is not in the graph"),
        ("about", "", "is not in the graph"),
        ("sides", "« sept kilomètres » (plan:2) | « fleuve » (axes:1)", "these words do not stand in plan:2"),
        ("sides", "« six kilomètres » (plan:99) | « fleuve » (axes:1)", "these words do not stand in plan:99"),
        ("sides", "« six kilomètres » (notice:2) | « fleuve » (axes:1)", "these words do not stand in notice:2"),
        ("sides", "« six kilomètres » (plan:2)", "two sides that differ"),
        ("sides", "« fleuve » (axes:1) | « fleuve » (axes:1)", "two sides that differ"),
        ("sides", "« fleuve » (axes:1) | la gare", "a side without words of a document"),
        ("chosen", "sept kilomètres", "is none of the sides"),
        ("reason", "", "is empty"),
    ],
)
def test_a_bad_line_stops_the_load_with_its_place(tmp_path: Path, column: str, value: str, problem: str) -> None:
    with pytest.raises(SourceError, match=problem) as refused:
        stated(tmp_path, GOOD, GOOD | {"id": "autre", column: value})
    assert (Path(refused.value.file).name, refused.value.line, refused.value.column) == ("discrepancies.csv", 3, column)
    assert not (tmp_path / "build" / "current").exists()


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="stands already on line 2"):
        stated(tmp_path, GOOD, GOOD)


def test_a_table_without_a_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no column reason"):
        load_small(tmp_path, {"axes.txt": AXES, "discrepancies.csv": "id,kind,about,sides,chosen\n"})


def test_a_territory_needs_no_such_table(tmp_path: Path) -> None:
    assert quads_about(load_small(tmp_path, {"axes.txt": AXES}), fil("discrepancyKind")) == []
