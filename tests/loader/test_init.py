"""`filrouge-load init`: a folder that loads at once with the documents given, or says what to put where."""

from pathlib import Path

import pytest
from citergie_samples import DIJON, HEADER, line, page, row
from sheet_files import xlsx
from small_territories import AXES

from loader.cli import main
from loader.errors import SourceError
from loader.preparation.kinds import Guess, guess
from loader.territory import read_territory

NAME = 'Val-de-Brume « du "haut" »'


def init(folder: Path, *documents: Path, name: str = NAME) -> int:
    words = ["init", "--sources", str(folder / "sources"), "--territory", "val", "--siren", "200000024", "--name", name]
    return main([*words, *map(str, documents)])


def given(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path) -> int:
    return main(["--sources", str(folder / "sources"), "--out", str(folder / "build")])


def test_the_folder_has_a_template_of_each_table(tmp_path: Path) -> None:
    assert init(tmp_path) == 0
    made = {path.relative_to(tmp_path / "sources" / "val").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    tables = {"actors.csv", "corrections.csv", "discrepancies.csv", "alignments/liens.sssom.tsv"}
    assert made == {"territory.toml", "README.md", *tables}


def test_a_name_may_hold_any_sign(tmp_path: Path) -> None:
    init(tmp_path, given(tmp_path, "axes.txt", AXES))
    assert read_territory(tmp_path / "sources" / "val").name == NAME


def test_documents_are_copied_and_load_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = "Intitulé;Pilote;Budget (k€)\nPlanter;Service Haies;12\n"
    documents = [given(tmp_path, "axes.txt", AXES), given(tmp_path, "Plan climat.csv", table)]
    assert (init(tmp_path, *documents), load(tmp_path)) == (0, 0)
    assert "actions 1, measures 0, actors 1, axes 2" in capsys.readouterr().out


def test_without_documents_the_load_says_what_to_put_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (init(tmp_path), load(tmp_path)) == (0, 1)
    said = capsys.readouterr()
    assert "put your documents there" in said.out
    assert "names no document; put yours in" in said.err


def test_what_stands_already_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "sources" / "val"
    folder.mkdir(parents=True)
    given(folder, "actors.csv", "name,kind,siren,surface_forms\nADEME,agency,,\n")
    assert init(tmp_path) == 0
    assert "ADEME" in (folder / "actors.csv").read_text("utf-8")
    assert init(tmp_path) == 1
    assert "stands already" in capsys.readouterr().err


def test_a_document_that_is_not_there_makes_no_folder(tmp_path: Path) -> None:
    assert init(tmp_path, tmp_path / "absent.csv") == 1
    assert not (tmp_path / "sources").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["--territory", "val", "--siren", "200000025", "--name", "Val"],
        ["--territory", "../val", "--siren", "200000024", "--name", "Val"],
        ["--siren", "200000024", "--name", "Val"],
        ["--territory", "val", "--siren", "200000024"],
    ],
    ids=["wrong SIREN", "a path", "no folder", "no name"],
)
def test_wrong_usage_ends_with_2(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TERRITORY", "SIREN", "NAME"):
        monkeypatch.delenv(f"FILROUGE_{name}", raising=False)
    with pytest.raises(SystemExit) as ended:
        main(["init", *words])
    assert ended.value.code == 2


def test_the_kind_of_a_document_is_guessed(tmp_path: Path) -> None:
    export = "Id_action;Id_demarche;Intitule_action;Collectivites_coporteuses\n"
    guesses = {
        DIJON / "citergie.tsv": "citergie-table",
        DIJON / "crte.txt": "crte-notice",
        DIJON / "projet-metropolitain.txt": "axes-list",
        DIJON / "presse-2013.csv": "statements",
        given(tmp_path, "export.csv", export): "pcaet-export",
        given(tmp_path, "export.json", "[]"): "pcaet-export",
        given(tmp_path, "plan.csv", "Action,Porteur\nPlanter,Moi\n"): "action-table",
    }
    assert {path: guess(path).kind for path in guesses} == guesses


def test_the_columns_of_a_table_are_guessed(tmp_path: Path) -> None:
    header = "N°;Intitulé de l'action;Pilote;Financeurs;Échéance;Coût (€ HT);État d'avancement;Météo"
    found = guess(given(tmp_path, "plan.csv", f"Plan climat, air, énergie\n\n{header}\n"))
    assert found.columns == {
        **{"N°": "code", "Intitulé de l'action": "title", "Pilote": "lead", "Financeurs": "funders"},
        **{"Échéance": "end", "Coût (€ HT)": "budget", "État d'avancement": "status"},
    }
    assert found.others == ("Météo",)


def test_the_sheet_with_the_actions_is_guessed(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "plan.xlsx", [["Action", "Porteur"], ["Planter", "Moi"]], sheets=("Notice",))
    assert (guess(path).sheet, list(guess(path).columns)) == ("Plan", ["Action", "Porteur"])


def test_a_typed_template_leaves_open_what_it_does_not_name(tmp_path: Path) -> None:
    rows = [[*HEADER[:7], "Public visé", *HEADER[8:]], page(row())[1].split("\t")]
    assert guess(xlsx(tmp_path / "plan.xlsx", rows)) == Guess("citergie-table", "", {}, ("Public visé",))
    assert guess(given(tmp_path, "plan.tsv", line(*HEADER) + "\n")) == Guess("citergie-table")


def test_a_picture_or_a_pdf_is_no_document_yet(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"save its text as \.txt"):
        guess(given(tmp_path, "crte.pdf", "%PDF"))
