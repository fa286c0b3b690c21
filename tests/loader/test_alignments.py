"""SSSOM files: each mapping leads to things that are in the graph, or the load stops with its line."""

from pathlib import Path

import pytest
from small_territories import AXES, BASE, fil, load_small, quads_about

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


LABELLED = COLUMNS.replace("predicate_id", "subject_label\tpredicate_id", 1)
FIRST_AXIS = AXES.splitlines()[0].lstrip("• -")


def load_rows(folder: Path, *rows: tuple[str, ...], columns: str = COLUMNS) -> Path:
    text = HEAD + columns + "".join("\t".join(cells) + "\n" for cells in rows)
    return load_small(folder, {"axes.txt": AXES, "alignments/axes.sssom.tsv": text})


def test_a_label_that_the_graph_has_no_more_is_refused_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not its label any more") as refused:
        load_rows(tmp_path, (GOOD[0], "Ancien libellé", *GOOD[1:]), columns=LABELLED)
    assert (refused.value.line, refused.value.column) == (7, "subject_label")
    assert FIRST_AXIS.rstrip(" ,;.") in str(refused.value)


def test_a_pair_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="this pair stands twice"):
        load_rows(tmp_path, GOOD, (*GOOD[:1], "skos:relatedMatch", *GOOD[2:]))


def test_a_pair_that_is_linked_and_rejected_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="this pair is linked and rejected") as refused:
        load_rows(tmp_path, GOOD, (*GOOD[:2], "Not", *GOOD[3:]))
    assert refused.value.line == 8


def test_words_that_the_document_does_not_hold_are_refused_with_their_place(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="these words do not stand in axes:1") as refused:
        load_mapping(tmp_path, *changed(6, "« mots inventés » (axes:1)"))
    assert (refused.value.column, refused.value.value) == ("comment", "mots inventés")


def test_words_of_the_document_become_a_quotation_of_their_row(tmp_path: Path) -> None:
    import pyoxigraph as ox

    words = " ".join(FIRST_AXIS.split()[:2])
    snapshot = load_mapping(tmp_path, *changed(6, f"« {words} » (axes:1)"))
    exact = quads_about(snapshot, ox.NamedNode("http://www.w3.org/ns/oa#exact"))
    assert [quad.object.value for quad in exact] == [words]


def test_a_rejected_pair_has_no_plain_link_and_no_strength(tmp_path: Path) -> None:
    import pyoxigraph as ox

    snapshot = load_mapping(tmp_path, *changed(2, "Not"))
    assert quads_about(snapshot, fil("strength")) == []
    # The ontology has ties of its own to other vocabularies.
    plain = quads_about(snapshot, ox.NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch"))
    assert [quad for quad in plain if quad.graph_name != ox.NamedNode(f"{BASE}graph/vocabulary")] == []


@pytest.mark.parametrize(
    ("predicate", "confidence", "strength"),
    [
        ("skos:broadMatch", "0.8", "strong"),
        ("skos:broadMatch", "0.79", "medium"),
        ("skos:broadMatch", "0.59", "weak"),
        ("skos:relatedMatch", "0.95", "weak"),
    ],
)
def test_strength_follows_predicate_and_confidence(
    tmp_path: Path, predicate: str, confidence: str, strength: str
) -> None:
    cells = changed(5, confidence)
    snapshot = load_mapping(tmp_path, cells[0], predicate, *cells[2:])
    assert [str(quad.object.value).rsplit("/", 1)[1] for quad in quads_about(snapshot, fil("strength"))] == [strength]
