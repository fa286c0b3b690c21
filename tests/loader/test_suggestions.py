"""Suggested pairs: ranked by common stems, never one that a person judged, never loaded."""

import csv
from pathlib import Path

import pytest
from small_territories import AXES, load_small

from loader.alignments.suggest import Thing, rank, stems
from loader.cli import main

VELO = Thing("m", "Développer les aménagements cyclables", "Développer les aménagements cyclables")
AXIS_VELO = Thing("a1", "L'aménagement cyclable", "L'aménagement cyclable")
AXIS_EAU = Thing("a2", "Préserver la ressource en eau", "Préserver la ressource en eau")


def suggested(sources: Path, *more: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    assert main(["suggest", "--sources", str(sources), *more]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def test_words_of_one_family_have_one_stem() -> None:
    assert set(stems("aménagements cyclables")) == set(stems("l'aménagement cyclable"))


def test_what_shares_words_comes_first_and_what_shares_none_is_left_out() -> None:
    assert [c.object.path for c in rank([VELO], [AXIS_EAU, AXIS_VELO])["m"]] == ["a1"]


def test_a_score_lies_between_0_and_1() -> None:
    [candidate] = rank([VELO], [AXIS_VELO])["m"]
    assert 0 < candidate.score <= 1


def test_the_same_texts_score_1() -> None:
    same = Thing("a3", VELO.label, VELO.text)
    [candidate] = rank([VELO], [same])["m"]
    assert candidate.score == pytest.approx(1)


def test_a_judged_pair_is_not_proposed_again(capsys: pytest.CaptureFixture[str]) -> None:
    sources = Path(__file__).parents[2] / "sources"
    judged = set()
    for path in (sources / "dijon-metropole" / "alignments").glob("measures-to-*.tsv"):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        judged |= {(row["subject_label"], row["object_label"]) for row in csv.DictReader(lines, delimiter="\t")}
    proposed = suggested(sources, "--top", "50", capsys=capsys)
    assert judged
    assert not judged & {(row["subject_label"], row["object_label"]) for row in proposed}


def test_a_proposal_says_that_it_is_only_likeness(capsys: pytest.CaptureFixture[str]) -> None:
    rows = suggested(Path(__file__).parents[2] / "sources", "--top", "1", capsys=capsys)
    assert {row["mapping_justification"] for row in rows} == {"semapv:LexicalSimilarityThresholdMatching"}


def test_suggesting_publishes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    load_small(tmp_path, {"axes.txt": AXES})
    before = sorted(path.name for path in tmp_path.rglob("*"))
    suggested(tmp_path / "sources", capsys=capsys)
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_no_candidate_at_all_is_a_wrong_usage() -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["suggest", "--top", "0"])
