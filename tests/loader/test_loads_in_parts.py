"""A load of several territories is the same, however many processes read and however small the pieces."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from citergie_samples import page, row
from small_territories import AXES, BASE, describe, fil, quads_about, settings, write
from test_alignments import COLUMNS, HEAD

from loader import dumps, store
from loader.errors import GraphError, LoadError
from loader.load import load
from loader.parts import merge
from loader.shapes import check_shapes

NAMES = {"200000024": "amont", "200000032": "aval", "200000040": "est", "200000057": "ouest"}
MEASURES = ("1.1.1. Développer les déplacements à vélo", "1.1.2. Marcher davantage")
ACTOR_LINKS = """name,kind,siren,surface_forms,part_of,part_of_reason
Service Mobilité,service,,,Région Ponant,« Service Mobilité » (plan:2)
ADEME,agency,,Ademe,,
Vélo-Brume,association,,,Région Ponant,« Vélo-Brume » (plan:2)
Région Ponant,region,,,,
"""
RELATED = "skos:relatedMatch"


def write_country(folder: Path, **added: str) -> None:
    """Four territories with a plan each, and axes, and what is added to each."""
    for number, (siren, name) in enumerate(NAMES.items()):
        plan = "\n".join(page(row(measure=MEASURES[0], title=f"Action {number}"), row(measure=MEASURES[1]))) + "\n"
        files: dict[str, str | bytes] = {"plan.tsv": plan, "axes.txt": AXES, **added}
        write(folder / "sources" / name, {"territory.toml": describe(files, siren, name), **files})


def files_of(folder: Path, out: str) -> dict[str, bytes]:
    """All files of the snapshot but the store's, which differ from run to run."""
    current = folder / out / "current"
    paths = [path for path in current.rglob("*") if path.is_file() and "store" not in path.parts]
    return {path.relative_to(current).as_posix(): path.read_bytes() for path in paths}


def test_the_same_bytes_whatever_the_jobs_and_the_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_country(tmp_path, **{"actors.csv": ACTOR_LINKS})
    one = settings(tmp_path)
    load(one)
    load(replace(one, out=tmp_path / "two", jobs=2))
    for module, name, value in ((store, "_LINES", 100), (dumps, "_LINES", 70), (merge, "_PIECE", 300)):
        monkeypatch.setattr(module, name, value)
    load(replace(one, out=tmp_path / "small"))
    assert files_of(tmp_path, "build") == files_of(tmp_path, "two") == files_of(tmp_path, "small")


def test_a_store_written_in_pieces_holds_the_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_LINES", 100)
    write_country(tmp_path)
    load(settings(tmp_path))
    current = tmp_path / "build" / "current"
    quads = ox.parse(gzip.decompress((current / "dataset.nq.gz").read_bytes()), ox.RdfFormat.N_QUADS)
    assert set(ox.Store.read_only(str(current / "store"))) == set(quads)


def test_what_two_territories_say_of_two_measures_is_said_once_by_the_first(tmp_path: Path) -> None:
    head = HEAD + "#  m: https://w3id.org/filrouge/id/measure/citergie/\n"
    cells = ("m:1.1.1", RELATED, "", "m:1.1.2", "semapv:ManualMappingCuration", "0.8", "relu")
    write_country(tmp_path, **{"alignments/m.sssom.tsv": head + COLUMNS + "\t".join(cells) + "\n"})
    load(settings(tmp_path))
    current = tmp_path / "build" / "current"
    [said] = [
        quad
        for quad in quads_about(current, ox.NamedNode("http://www.w3.org/2004/02/skos/core#relatedMatch"))
        if quad.subject == ox.NamedNode(f"{BASE}id/measure/citergie/1.1.1")
    ]
    assert said.graph_name == ox.NamedNode(f"{BASE}graph/200000024/alignments")
    line = f"{said.triple} .\n"
    having = [siren for siren in NAMES if line in (current / "dumps" / siren / "alignments.nt").read_text("utf-8")]
    assert having == ["200000024"]


def test_each_row_of_a_shared_measure_is_kept(tmp_path: Path) -> None:
    write_country(tmp_path)
    load(settings(tmp_path))
    derived = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")
    measure = ox.NamedNode(f"{BASE}id/measure/citergie/1.1.1")
    rows = [quad.object for quad in quads_about(tmp_path / "build" / "current", derived) if quad.subject == measure]
    assert sorted(rows, key=str) == [ox.NamedNode(f"{BASE}id/{siren}/document/plan/row/2") for siren in NAMES]


def test_a_run_used_the_documents_of_all(tmp_path: Path) -> None:
    write_country(tmp_path)
    load(settings(tmp_path))
    used = quads_about(tmp_path / "build" / "current", ox.NamedNode("http://www.w3.org/ns/prov#used"))
    assert len(used) == 2 * len(NAMES)


def test_what_is_wrong_in_sources_read_by_another_process_is_told(tmp_path: Path) -> None:
    write_country(tmp_path, **{"territory.toml": 'siren = "1"\n'})
    with pytest.raises(LoadError, match=r"territory\.toml"):
        load(replace(settings(tmp_path), jobs=2))


def test_what_stands_beside_a_graph_is_not_judged_again() -> None:
    def node(name: str) -> ox.NamedNode:
        return ox.NamedNode(f"https://e.example/{name}")

    plan, document = node("plan"), node("document")
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    untitled = [ox.Quad(plan, kind, fil("Plan"))]
    check_shapes([], beside=untitled)
    with pytest.raises(GraphError) as told:
        check_shapes(untitled, beside=[ox.Quad(document, kind, fil("Document"))])
    assert "example/plan" in str(told.value)
    assert "example/document" not in str(told.value)


def test_a_load_leaves_no_part_behind(tmp_path: Path) -> None:
    (tmp_path / "build" / ".writing-killed").mkdir(parents=True)
    (tmp_path / "build" / ".writing-killed" / "200000024.nq").write_bytes(b"")
    write_country(tmp_path)
    load(settings(tmp_path))
    left = {path.name for path in (tmp_path / "build").iterdir()}
    assert left == {".lock", ".kept", "current", "published.jsonl", "snapshots"}
    told = json.loads((tmp_path / "build" / "current" / "manifest.json").read_text("utf-8"))
    assert "shared.nq" not in told["files"]
