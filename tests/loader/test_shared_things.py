"""Territories and documents in one graph: what they share is made once, and nothing of either is lost."""

from pathlib import Path

import pyoxigraph as ox
from citergie_samples import page, row
from small_territories import ACTORS, AXES, describe, fil, load_small, quads_about, settings, write

from loader.load import load

REGION = "Signataires\n\nNature des signataires du CRTE :\n- nom : Région Ponant, SIREN : 53, nature : region\n"


def load_two(folder: Path, amont: dict[str, str | bytes], aval: dict[str, str | bytes]) -> Path:
    for siren, name, files in (("200000024", "amont", amont), ("200000032", "aval", aval)):
        write(folder / "sources" / name, {"territory.toml": describe(files, siren, name), **files})
    load(settings(folder))
    return folder / "build" / "current"


def values(snapshot: Path, predicate: ox.NamedNode) -> list[str]:
    return sorted(str(quad.object.value) for quad in quads_about(snapshot, predicate))


def test_two_territories_may_name_one_region(tmp_path: Path) -> None:
    snapshot = load_two(tmp_path, {"crte.txt": REGION}, {"crte.txt": REGION})
    assert values(snapshot, fil("inseeCode")) == ["53"]


def test_a_siren_that_only_one_territory_knows_is_kept(tmp_path: Path) -> None:
    known = ACTORS.replace("ADEME,agency,,", "ADEME,agency,385290309,")
    snapshot = load_two(tmp_path, {"axes.txt": AXES}, {"axes.txt": AXES, "actors.csv": known})
    assert "385290309" in values(snapshot, fil("siren"))


def test_two_territories_share_a_measure_and_no_action(tmp_path: Path) -> None:
    plan: dict[str, str | bytes] = {"plan.tsv": "\n".join(page(row())) + "\n"}
    snapshot = load_two(tmp_path, plan, plan)
    assert [len(set(values(snapshot, fil("code")))), len(quads_about(snapshot, fil("implements")))] == [1, 2]


def test_two_plans_of_one_territory_may_name_one_theme(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "plan.tsv": "\n".join(page(row())) + "\n",
        "suite.tsv": "\n".join(page(row(theme="VÉLO", title="Former les enfants"))) + "\n",
    }
    assert len(quads_about(load_small(tmp_path, files), fil("theme"))) == 2


def test_an_action_that_two_plans_of_a_territory_name_is_loaded(tmp_path: Path) -> None:
    plan = "\n".join(page(row())) + "\n"
    assert load_small(tmp_path, {"plan.tsv": plan, "suite.tsv": plan}).exists()


def test_a_budget_with_two_parts_of_one_label_is_loaded(tmp_path: Path) -> None:
    table = "\n".join(page(row(budget="1 000 € (étude) + 2 000 € (étude)"))) + "\n"
    assert "1000" in values(load_small(tmp_path, {"plan.tsv": table}), fil("minimumAmount"))
