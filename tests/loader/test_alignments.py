"""SSSOM files: each mapping leads to things that are in the graph, or the load stops with its line."""

from pathlib import Path

import pytest
from small_territories import AXES, fil, load_small, quads_about

from loader.errors import LoadError, SourceError

HEAD = (
    "#curie_map:\n"
    "#  fil: https://w3id.org/filrouge/ontology#\n"
    "#  skos: http://www.w3.org/2004/02/skos/core#\n"
    "#  semapv: https://w3id.org/semapv/vocab/\n"
    "#  t: https://w3id.org/filrouge/id/200000024/\n"
)
COLUMNS = "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\tcomment\n"
GOOD = ("t:axis/1.1", "skos:closeMatch", "", "t:axis/2.1", "semapv:ManualMappingCuration", "0.8", "axes, lignes 1 et 3")


def load_mapping(folder: Path, *cells: str, head: str = HEAD) -> Path:
    text = head + COLUMNS + "\t".join(cells) + "\n"
    return load_small(folder, {"axes.txt": AXES, "alignments/axes.sssom.tsv": text})


def changed(at: int, text: str) -> list[str]:
    return [*GOOD[:at], text, *GOOD[at + 1 :]]


def confidences(snapshot: Path) -> list[str]:
    import pyoxigraph as ox

    found = quads_about(snapshot, ox.NamedNode("https://w3id.org/sssom/confidence"))
    return [str(quad.object.value) for quad in found]


def test_a_mapping_keeps_its_confidence(tmp_path: Path) -> None:
    assert confidences(load_mapping(tmp_path, *GOOD)) == ["0.8"]


def test_a_mapping_between_axes_is_no_contribution(tmp_path: Path) -> None:
    assert quads_about(load_mapping(tmp_path, *GOOD), fil("contributesTo")) == []


@pytest.mark.parametrize(
    ("at", "text"),
    [
        (0, "t:axis/9.9"),
        (0, "x:axis/1.1"),
        (3, "axis/2.1"),
        (5, "beaucoup"),
        (5, "1.5"),
        (5, "-0.1"),
        (5, "NaN"),
        (5, ""),
    ],
)
def test_a_bad_mapping_is_refused(tmp_path: Path, at: int, text: str) -> None:
    with pytest.raises(SourceError):
        load_mapping(tmp_path, *changed(at, text))


def test_a_predicate_that_is_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadError):
        load_mapping(tmp_path, *changed(1, "skos:close Match"))


@pytest.mark.parametrize("head", ["#curie_map:\n", "#rien\n", "#- un\n", "# a: b: c\n"])
def test_a_header_without_prefixes_is_refused(tmp_path: Path, head: str) -> None:
    with pytest.raises(SourceError):
        load_mapping(tmp_path, *GOOD, head=head)
