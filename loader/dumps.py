"""The downloads of a snapshot: each named graph in four formats, the whole in two, base tables, alignments as received.

A file is named for what it holds: `{siren}/citergie.ttl` is the graph `graph/{siren}/citergie`. The same graph gives
the same bytes: triples are sorted, and no archive holds a date.
"""

import gzip
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox
import zstandard

from loader.spreadsheets import describe_table, write_workbook
from loader.territory import Territory
from loader.text import without_personal_data

DUMPS = "dumps"
DATASET = "dataset.nq.gz"
# The questions whose columns others rely on.
TABLES = ("actions", "actors", "alignments", "axes", "facts", "ledger", "measures", "orientations")
_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
    "nt": ox.RdfFormat.N_TRIPLES,
}
_PREFIXES = {
    "fil": "https://w3id.org/filrouge/ontology#",
    "dct": "http://purl.org/dc/terms/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "prov": "http://www.w3.org/ns/prov#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
}
_GZIP_LEVEL, _ZSTD_LEVEL = 6, 10
_PIECE = 1 << 20


def received_alignments(territories: Iterable[Territory]) -> dict[str, Path]:
    """Give the SSSOM files of the territories, by the names that they have as downloads."""
    return {
        f"{territory.siren}/alignments/{path.name}": path
        for territory in territories
        for path in sorted((territory.folder / "alignments").glob("*.sssom.tsv"))
    }


def write_dumps(folder: Path, nquads: bytes, base: str, received: Mapping[str, Path]) -> None:
    """Write the downloads of sorted N-Quads; `dataset.nq.gz`, which stands beside the folder, is one of them too."""
    quads = list(ox.parse(nquads, ox.RdfFormat.N_QUADS))
    _write_whole(folder, nquads, quads)
    _write_graphs(folder, quads, base)
    _write_tables(folder, quads)
    for name, path in received.items():
        # What is published never holds an address or a number of a person, be it in a header that the graph leaves out.
        _place(folder, name).write_bytes(without_personal_data(path.read_bytes().decode("utf-8")).encode())


def list_dumps(snapshot: Path) -> dict[str, Any]:
    """Give path, size and checksums of each download of a snapshot, by name."""
    names = {path.relative_to(snapshot / DUMPS).as_posix(): path for path in (snapshot / DUMPS).rglob("*")}
    names[DATASET] = snapshot / DATASET
    return {name: _listed(snapshot, names[name]) for name in sorted(names) if names[name].is_file()}


def add_missing(new: Path, old: Path) -> None:
    """Move what the old folder lacks into it: a download that was published once keeps its bytes."""
    for path in sorted(path for path in new.rglob("*") if path.is_file()):
        target = _place(old, path.relative_to(new).as_posix())
        if not target.exists():
            path.replace(target)


def _write_whole(folder: Path, nquads: bytes, quads: list[ox.Quad]) -> None:
    by_graph = sorted(quads, key=lambda quad: str(quad.graph_name))
    with (
        _open(folder, "dataset.trig.gz") as file,
        gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0) as archive,
    ):
        ox.serialize(by_graph, cast(IO[bytes], archive), format=ox.RdfFormat.TRIG, prefixes=_PREFIXES)
    with _open(folder, "dataset.trig.zst") as file, _packer().stream_writer(file) as archive:
        ox.serialize(by_graph, archive, format=ox.RdfFormat.TRIG, prefixes=_PREFIXES)
    with _open(folder, "dataset.nq.zst") as file, _packer().stream_writer(file) as archive:
        archive.write(nquads)


def _packer() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL)


def _write_graphs(folder: Path, quads: list[ox.Quad], base: str) -> None:
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[str(getattr(quad.graph_name, "value", ""))].append(quad.triple)
    for graph, triples in graphs.items():
        for extension, form in _FORMATS.items():
            with _open(folder, f"{graph.removeprefix(base + 'graph/')}.{extension}") as file:
                ox.serialize(triples, file, format=form, prefixes=_PREFIXES)


def _write_tables(folder: Path, quads: list[ox.Quad]) -> None:
    store = ox.Store()
    store.bulk_extend(quads)
    for name in TABLES:
        query = (files("queries") / f"{name}.rq").read_text(encoding="utf-8")
        rows = store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        with _open(folder, f"tables/{name}.csv") as file:
            rows.serialize(file, format=ox.QueryResultsFormat.CSV)
        describe_table(folder / f"tables/{name}.csv")
        write_workbook(folder / f"tables/{name}.csv")


def _open(folder: Path, name: str) -> IO[bytes]:
    return _place(folder, name).open("wb")


def _place(folder: Path, name: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _listed(snapshot: Path, path: Path) -> dict[str, Any]:
    sha256, sha512 = hashlib.sha256(), hashlib.sha512()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            sha256.update(piece)
            sha512.update(piece)
    return {
        "path": path.relative_to(snapshot).as_posix(),
        "bytes": path.stat().st_size,
        "sha256": sha256.hexdigest(),
        "sha512": sha512.hexdigest(),
    }
