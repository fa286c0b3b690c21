"""The search index: what can be found, numbered kind by kind, the same bytes for the same graph."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from small_territories import AXES, PLAN_ROW, load_small

from loader.dataset import DATASET, write_dataset
from loader.search.entries import KINDS, Entry, Said, entries
from loader.search.french import stems
from loader.search.index import INDEX, write_index

GRAPH = """
@prefix fil: <https://w3id.org/filrouge/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix : <https://e.example/> .

:graph {
  :document a fil:Document ; dct:title "Le plan"@fr ; dct:identifier "plan" .
  :row a fil:SourceRow ; fil:document :document ; fil:line 12 ; fil:cell :cell-2 , :cell-1 .
  :cell-1 fil:rawValue "Mobilité" . :cell-2 fil:rawValue "Plan velo" .
  :blank a fil:SourceRow ; fil:document :document ; fil:line 13 .
  :measure a fil:Measure , skos:Concept ; skos:prefLabel "Réseau cyclable"@fr ; fil:code "4.3.2" .
  :action a fil:Action ; dct:title "Plan vélo"@fr ; dct:description "Des pistes"@fr ; fil:implements :measure ;
    fil:theme :theme .
  :theme a skos:Concept ; skos:prefLabel "Mobilité"@fr , "Mobility"@en ; skos:altLabel "Mobilites"@fr .
  :objective a fil:Objective ; skos:prefLabel "Aller à vélo"@fr ; prov:wasDerivedFrom :row ; fil:annotation :words .
  :words oa:hasTarget :target . :target oa:hasSelector :selector . :selector oa:exact "pédaler en ville"@fr .
  :link a sssom:Mapping ; sssom:subject_label "Plan vélo"@fr ; sssom:object_label "Réseau"@fr ;
    sssom:comment "« vélo » (plan:12)"@fr ; sssom:predicate_modifier "Not" .
  :discrepancy a fil:Discrepancy ; fil:about :action ; fil:column "title" ;
    fil:reason "deux titres"@fr ; fil:side :side .
  :side fil:rawValue "Plan velours" .
}
"""


@pytest.fixture
def found() -> dict[str, Entry]:
    return {each.iri.removeprefix("https://e.example/"): each for each in entries(Said(quads()))}


def quads() -> Iterator[ox.Quad]:
    return ox.parse(GRAPH.encode(), ox.RdfFormat.TRIG)


def nquads() -> bytes:
    return "".join(sorted(f"{quad} .\n" for quad in quads())).encode()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    write_dataset(tmp_path / DATASET, [nquads()])
    write_index(tmp_path / INDEX, tmp_path)
    with closing(sqlite3.connect(tmp_path / INDEX)) as database:
        yield database


def test_a_thing_is_found_by_its_name_its_code_and_all_else_that_it_says(found: dict[str, Entry]) -> None:
    assert found["action"] == Entry("action", "https://e.example/action", "Plan vélo", "4.3.2", ("Des pistes",))
    assert (found["measure"].label, found["measure"].note) == ("Réseau cyclable", "4.3.2")


def test_a_statement_is_found_by_its_quotation_and_tells_its_line(found: dict[str, Entry]) -> None:
    assert (found["objective"].note, found["objective"].texts) == ("plan:12", ("pédaler en ville",))


def test_a_line_is_found_by_its_cells_in_their_order_and_not_by_its_document(found: dict[str, Entry]) -> None:
    line = found["row"]
    assert (line.kind, line.label, line.note, line.texts) == ("line", "Le plan", "12", ("Mobilité", "Plan velo"))
    assert "blank" not in found


def test_a_theme_is_what_an_action_has_as_its_theme_in_french(found: dict[str, Entry]) -> None:
    assert (found["theme"].kind, found["theme"].label, found["theme"].texts) == ("theme", "Mobilité", ("Mobilites",))


def test_links_and_discrepancies_go_by_what_they_are_about(found: dict[str, Entry]) -> None:
    assert (found["link"].label, found["link"].note) == ("Plan vélo → Réseau", "Not")
    assert found["discrepancy"].label == "Plan vélo"
    assert found["discrepancy"].texts == ("deux titres", "Plan velours")


def test_entries_are_numbered_kind_by_kind(index: sqlite3.Connection) -> None:
    ranges = index.execute("SELECT name, first, last FROM kind ORDER BY first").fetchall()
    assert [name for name, _, _ in ranges] == [kind for kind in KINDS if kind in {name for name, _, _ in ranges}]
    numbers = [number for _, first, last in ranges for number in range(first, last + 1)]
    assert numbers == list(range(1, index.execute("SELECT count(*) FROM entry").fetchone()[0] + 1))


def test_words_and_stems_are_searched_without_accents(index: sqlite3.Connection) -> None:
    def search(query: str) -> set[str]:
        rows = index.execute("SELECT iri FROM word JOIN entry ON id = word.rowid WHERE word MATCH ?", (query,))
        return {iri.removeprefix("https://e.example/") for (iri,) in rows}

    assert search("name : velo") == {"action", "objective", "link", "discrepancy"}
    assert search("rest_stems : mobilit") == {"row", "theme"}
    assert search('name : "4 3 2"') == {"action", "measure"}


def test_a_reference_to_a_line_is_no_word_of_a_comment(index: sqlite3.Connection) -> None:
    assert index.execute("SELECT count(*) FROM word WHERE word MATCH 'rest : plan'").fetchone() == (2,)


def test_the_vocabulary_is_that_of_things_as_they_are_written_most_often(index: sqlite3.Connection) -> None:
    words = {word: (shown, count) for _, word, shown, count in index.execute("SELECT * FROM vocabulary")}
    assert words["velo"] == ("vélo", 3)
    assert words["mobilites"] == ("mobilites", 1)
    # What only a raw cell or a discrepancy has may be misread; a short word is as like another as a mistyped one.
    assert {"velours", "des"} & set(words) == set()


def test_names_with_an_apostrophe_inside_are_found_without_it() -> None:
    assert "citerg" in list(stems("le label Cit’ergie"))
    assert "leau" not in list(stems("l'eau"))


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    write_dataset(tmp_path / DATASET, [nquads()])
    for name in ("one", "other"):
        write_index(tmp_path / name, tmp_path)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_snapshot_has_an_index_on_which_its_version_does_not_depend(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"plan.tsv": PLAN_ROW, "axes.txt": AXES}
    snapshot = load_small(tmp_path, files)
    manifest = json.loads((snapshot / "manifest.json").read_text("utf-8"))
    assert manifest["files"][INDEX]["bytes"] == (snapshot / INDEX).stat().st_size
    (snapshot / INDEX).unlink()
    assert load_small(tmp_path, files).resolve().name == manifest["version"]
    expected = tmp_path / "expected.sqlite"
    write_index(expected, snapshot)
    assert (snapshot / INDEX).read_bytes() == expected.read_bytes()
