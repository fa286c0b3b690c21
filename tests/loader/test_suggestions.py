"""Suggested pairs: ranked by common stems, never one that a person judged, never loaded."""

import csv
from pathlib import Path

import pytest
from small_territories import AXES, load_small

from loader.alignments.suggest import Thing, rank, stems, things_to_align
from loader.cli import main
from loader.territory import read_territory
from loader.territory_load import read_all

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


def test_what_reviewers_linked_to_an_axis_says_it_in_other_words() -> None:
    axis = {"record": "axis", "path": "id/1/axis/1.1", "label": "Mobilités douces"}
    link = {"record": "mapping", "subject": "id/1/objective/o", "object": axis["path"], "modifier": None}
    labels = {"subjectLabel": "Doubler les pistes cyclables", "objectLabel": axis["label"]}
    _, (alone,) = things_to_align([axis])
    _, (linked,) = things_to_align([axis, {**link, **labels}])
    _, (rejected,) = things_to_align([axis, {**link, **labels, "modifier": "Not"}])
    assert rank([VELO], [alone]) == rank([VELO], [rejected]) == {"m": []}
    assert [c.object.path for c in rank([VELO], [linked])["m"]] == [axis["path"]]


def test_four_linked_pairs_of_five_stand_among_the_first_ten_of_their_kind() -> None:
    territory = read_all(read_territory(Path(__file__).parents[2] / "sources" / "dijon-metropole"))
    records = [record for found in territory.graphs.values() for record in found]
    first: set[tuple[str, str]] = set()
    for subject, candidates in rank(*things_to_align(records)).items():
        for kind in ("/axis/", "/orientation/"):
            best = [c.object.path for c in candidates if kind in c.object.path][:10]
            first |= {(subject, path) for path in best}
    links = {
        (str(record["subject"]), str(record["object"]))
        for record in records
        if record["record"] == "mapping" and not record.get("modifier") and "/measure/" in str(record["subject"])
    }
    linked = {pair for pair in links if "/axis/" in pair[1] or "/orientation/" in pair[1]}
    assert len(linked & first) / len(linked) > 0.8
