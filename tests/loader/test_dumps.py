"""The downloads of a snapshot: what they hold, that they are what the manifest says, and that they never change."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
import zstandard
from small_territories import AXES, PLAN_ROW, load_small, settings

from loader.load import load

COLUMNS = (
    "subject_id subject_label predicate_id predicate_modifier object_id object_label "
    "mapping_justification confidence author_label comment"
)
MAPPING = (
    "axis:1.1",
    "Rendre le fleuve aux habitants",
    "skos:relatedMatch",
    "",
    "axis:2.1",
    "Produire notre énergie",
    "semapv:ManualMappingCuration",
    "0.5",
    "Filrouge",
    "« Rendre le fleuve » (axes:1) : « notre énergie » (axes:3)",
)
SSSOM = """#mapping_set_id: https://example.org/set
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  axis: https://w3id.org/filrouge/id/200000024/axis/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
""" + "\n".join(["\t".join(COLUMNS.split()), "\t".join(MAPPING), ""])
ALIGNMENTS = "alignments/axes.sssom.tsv"
FILES: dict[str, str | bytes] = {"plan.tsv": PLAN_ROW, "axes.txt": AXES, ALIGNMENTS: SSSOM}
FORMATS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return load_small(tmp_path_factory.mktemp("load"), FILES)


def listed(snapshot: Path) -> dict[str, dict[str, Any]]:
    dumps: dict[str, dict[str, Any]] = json.loads((snapshot / "manifest.json").read_text("utf-8"))["dumps"]
    return dumps


def nquads(snapshot: Path) -> bytes:
    return gzip.decompress((snapshot / "dataset.nq.gz").read_bytes())


def unpacked(archive: Path) -> bytes:
    return zstandard.ZstdDecompressor().stream_reader(archive.read_bytes()).read()


def every_file(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_graph_is_there_in_four_formats(snapshot: Path) -> None:
    graphs = json.loads((snapshot / "manifest.json").read_text("utf-8"))["counts"]["graphs"]
    names = {graph.removeprefix("https://w3id.org/filrouge/graph/") for graph in graphs}
    assert {
        "vocabulary",
        "provenance",
        "200000024/provenance",
        "200000024/plan",
        "200000024/axes",
        "200000024/alignments",
    } <= names
    assert {f"{name}.{extension}" for name in names for extension in FORMATS} <= set(listed(snapshot))


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize(
    "name", ["vocabulary", "200000024/plan", "200000024/alignments", "200000024/provenance", "provenance"]
)
def test_another_library_reads_the_triples_of_the_graph(snapshot: Path, name: str, extension: str) -> None:
    read = rdflib.Graph().parse(snapshot / "dumps" / f"{name}.{extension}", format=FORMATS[extension])
    dataset = rdflib.Dataset()
    dataset.parse(data=nquads(snapshot), format="nquads")
    assert set(read) == set(dataset.graph(rdflib.URIRef(f"https://w3id.org/filrouge/graph/{name}")))


def test_the_whole_is_the_same_in_both_formats_and_both_archives(snapshot: Path) -> None:
    dumps = snapshot / "dumps"
    trig = gzip.decompress((dumps / "dataset.trig.gz").read_bytes())
    assert unpacked(dumps / "dataset.trig.zst") == trig
    assert unpacked(dumps / "dataset.nq.zst") == nquads(snapshot)
    assert set(ox.parse(trig, ox.RdfFormat.TRIG)) == set(ox.parse(nquads(snapshot), ox.RdfFormat.N_QUADS))


def test_an_archive_holds_no_date(snapshot: Path) -> None:
    assert (snapshot / "dumps" / "dataset.trig.gz").read_bytes()[4:8] == bytes(4)


def test_a_table_is_the_answer_to_its_question(snapshot: Path) -> None:
    lines = (snapshot / "dumps" / "tables" / "axes.csv").read_text("utf-8").splitlines()
    assert lines[0] == "axis,group,order,label"
    assert [line.rsplit(",", 1)[1] for line in lines[1:]] == [
        "Rendre le fleuve aux habitants",
        "Produire notre énergie",
    ]


def test_an_alignment_file_is_given_as_received(snapshot: Path) -> None:
    assert (snapshot / "dumps" / "200000024" / ALIGNMENTS).read_text("utf-8") == SSSOM


def test_an_address_of_a_person_in_an_alignment_file_is_not_given_away(tmp_path: Path) -> None:
    files = {**FILES, ALIGNMENTS: "#creator: a.b@exemple.fr\n" + SSSOM}
    given = (load_small(tmp_path, files) / "dumps" / "200000024" / ALIGNMENTS).read_text("utf-8")
    assert given == "#creator: [donnée personnelle]\n" + SSSOM


def test_the_manifest_lists_every_download_with_its_size_and_checksums(snapshot: Path) -> None:
    on_disk = {f"dumps/{name}": data for name, data in every_file(snapshot / "dumps").items()}
    on_disk["dataset.nq.gz"] = (snapshot / "dataset.nq.gz").read_bytes()
    assert {said["path"]: (said["bytes"], said["sha256"], said["sha512"]) for said in listed(snapshot).values()} == {
        path: (len(data), hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())
        for path, data in on_disk.items()
    }


def test_the_same_sources_give_the_same_downloads(tmp_path: Path, snapshot: Path) -> None:
    assert every_file(load_small(tmp_path, FILES) / "dumps") == every_file(snapshot / "dumps")


def test_a_second_load_of_the_same_graph_changes_no_download(tmp_path: Path) -> None:
    snapshot = load_small(tmp_path, FILES).resolve()
    before = every_file(snapshot / "dumps")
    file = tmp_path / "sources" / "val-de-brume" / ALIGNMENTS
    file.write_text("#comment: relu\n" + SSSOM, "utf-8")
    load(settings(tmp_path))
    assert (tmp_path / "build" / "current").resolve() == snapshot
    assert every_file(snapshot / "dumps") == before


def test_a_snapshot_of_before_gets_the_downloads_that_it_lacks(tmp_path: Path) -> None:
    snapshot = load_small(tmp_path, FILES).resolve()
    (snapshot / "dumps" / "vocabulary.ttl").unlink()
    load(settings(tmp_path))
    assert (snapshot / "dumps" / "vocabulary.ttl").is_file()
    assert "vocabulary.ttl" in listed(snapshot)
