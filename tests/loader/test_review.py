"""`filrouge-load review`: names, cells and pairs to decide on, each as a line that can be pasted as it stands."""

import csv
import shutil
from pathlib import Path

import pytest
from citergie_samples import DIJON, HEADER, line, row
from small_territories import ACTORS, AXES, settings, write

from loader.cli import main
from loader.load import load
from loader.preparation.actors import likely_kind

SELENIE = Path(__file__).parents[1] / "territories" / "selenie"
PLAN = "\n".join((line(*HEADER), row(funders="ADEM", lead="Service Haies"), row(title="Semer", budget="24 000"))) + "\n"


def reviewed(sources: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, list[str]]:
    """The lines of each table, without their comments, by the table's name."""
    capsys.readouterr()
    assert main(["review", "--sources", str(sources), *words]) == 0
    parts = capsys.readouterr().out.split("\n\n")
    return {
        part.split(":")[0].rsplit("/", 1)[-1]: [text for text in part.splitlines() if text and not text.startswith("#")]
        for part in parts
    }


def small(folder: Path) -> Path:
    return write(folder / "sources" / "val", {"plan.tsv": PLAN, "axes.txt": AXES})


def paste(folder: Path, lines: dict[str, list[str]]) -> None:
    """Paste the lines; a row of actors.csv takes the place of the one with its name."""
    actors = {next(csv.reader([text]))[0]: text for text in (folder / "actors.csv").read_text("utf-8").splitlines()}
    actors |= {next(csv.reader([text]))[0]: text for text in lines["actors.csv"]}
    (folder / "actors.csv").write_text("\n".join(actors.values()) + "\n", "utf-8")
    corrections = ["document,line,column,read,corrected,reason", *lines["corrections.csv"]]
    (folder / "corrections.csv").write_text("\n".join(corrections) + "\n", "utf-8")
    if not lines["alignments"]:
        return
    (folder / "alignments").mkdir(exist_ok=True)
    head = (SELENIE / "alignments" / "liens.sssom.tsv").read_text("utf-8").splitlines()[:7]
    (folder / "alignments" / "liens.sssom.tsv").write_text("\n".join([*head, *lines["alignments"]]) + "\n", "utf-8")


def test_an_unknown_name_is_a_row_with_its_likely_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path)
    assert "Service Haies,service,," in reviewed(tmp_path / "sources", capsys)["actors.csv"]


def test_a_name_near_a_known_one_is_a_form_of_its_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path)
    assert "ADEME,agency,,Ademe | ADEM" in reviewed(tmp_path / "sources", capsys)["actors.csv"]


def test_a_cell_has_its_likely_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path)
    [correction] = reviewed(tmp_path / "sources", capsys)["corrections.csv"]
    assert correction.startswith("plan,3,budget,24 000,24 000 €,")


def test_the_lines_can_be_pasted_as_they_stand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small(tmp_path)
    before = load(settings(tmp_path)).summary
    paste(folder, reviewed(tmp_path / "sources", capsys))
    after = load(settings(tmp_path)).summary
    assert (before["to-correct"], after["to-correct"]) == (2, 0)
    again = reviewed(tmp_path / "sources", capsys)
    assert (again["actors.csv"], again["corrections.csv"]) == ([], [])


def test_documents_alone_give_lines_that_can_be_pasted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "sources" / "selenie"
    shutil.copytree(SELENIE, folder)
    for name in ("corrections.csv", "discrepancies.csv", "alignments/liens.sssom.tsv"):
        (folder / name).unlink()
    (folder / "actors.csv").write_text("name,kind,siren,surface_forms\n", "utf-8")
    before = load(settings(tmp_path)).summary
    lines = reviewed(tmp_path / "sources", capsys)
    paste(folder, lines)
    after = load(settings(tmp_path)).summary
    assert len(lines["actors.csv"]) == 12
    assert before["to-correct"] > after["to-correct"]
    assert after["actors"] == 12


def test_a_pair_cites_the_lines_of_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    axes = "• Développer les déplacements à vélo et à pied\n"
    write(tmp_path / "sources" / "val", {"plan.tsv": PLAN, "axes.txt": axes})
    header, pair = reviewed(tmp_path / "sources", capsys)["alignments"]
    found = dict(zip(header.split("\t"), pair.split("\t"), strict=True))
    assert found["object_id"] == "fil:id/200000024/axis/1.1"
    assert "(plan:2)" in found["comment"]
    assert "« Développer les déplacements à vélo et à pied » (axes:1)" in found["comment"]


def test_what_a_person_could_not_decide_is_not_asked_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small(tmp_path)
    given = "document,line,column,read,corrected,reason\nplan,3,budget,24 000,?,francs ou euros\n"
    (folder / "corrections.csv").write_text(given, "utf-8")
    assert reviewed(tmp_path / "sources", capsys)["corrections.csv"] == []


def test_other_columns_of_an_actor_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = small(tmp_path)
    table = ACTORS.replace("surface_forms\n", "surface_forms,part_of,part_of_reason\n")
    table = table.replace("Ademe\n", "Ademe,Région Ponant,Connaissance du relecteur\n")
    (folder / "actors.csv").write_text(table, "utf-8")
    lines = reviewed(tmp_path / "sources", capsys)["actors.csv"]
    assert "ADEME,agency,,Ademe | ADEM,Région Ponant,Connaissance du relecteur" in lines


def test_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small(tmp_path)
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    reviewed(tmp_path / "sources", capsys)
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


def test_a_reviewed_territory_has_hardly_a_line_left(capsys: pytest.CaptureFixture[str]) -> None:
    lines = reviewed(DIJON.parent, capsys, "--territory", "dijon-metropole", "--top", "1")
    assert (lines["actors.csv"], len(lines["alignments"]) > 1) == ([], True)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Service des espaces verts", "service"),
        ("Direction départementale des territoires", "state"),
        ("DREAL Ponant", "state"),
        ("Conseil régional du Ponant", "region"),
        ("Ville de Brume", "commune"),
        ("CCI du Ponant", "chamber"),
        ("Grand Brume agglomération", "intercommunality"),
        ("Association des cyclistes", "association"),
        ("Vélo-Brume", "organisation"),
        ("SA Les Eaux de Brume", "company"),
        ("Sablières de Brume", "organisation"),
    ],
)
def test_a_name_sounds_like_a_kind_of_actor(name: str, kind: str) -> None:
    assert likely_kind(name) == kind
