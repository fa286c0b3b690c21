"""The downloads of a snapshot: each named graph in four formats, the whole in two, base tables, alignments as received.

A file is named for what it holds: `{siren}/citergie.ttl` is the graph `graph/{siren}/citergie`. The same graph gives
the same bytes: triples are sorted, and no archive holds a date.
"""

import gzip
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import IO, Any, cast

import pyoxigraph as ox
import zstandard

from loader.dataset import DATASET, read_pieces
from loader.graph import in_graph
from loader.spreadsheets import describe_table, write_workbook
from loader.territory import Territory
from loader.text import without_personal_data
from loader.workers import Workers

DUMPS = "dumps"
# The questions whose columns others rely on.
TABLES = ("actions", "actors", "alignments", "axes", "facts", "ledger", "measures", "orientations")
_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
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
_LINES = 100_000


def received_alignments(territories: Iterable[Territory]) -> dict[str, Path]:
    """Give the SSSOM files of the territories, by the names that they have as downloads."""
    return {
        f"{territory.siren}/alignments/{path.name}": path
        for territory in territories
        for path in sorted((territory.folder / "alignments").glob("*.sssom.tsv"))
    }


@dataclass(frozen=True)
class Downloads:
    """The downloads of graphs under a base, and of alignments as received, by the names that they have as downloads."""

    base: str
    received: Mapping[str, Path]

    def write(self, folder: Path, store: Path, workers: Workers) -> None:
        """Write them into the folder of a snapshot that is being written, of its dataset and a store."""
        tables = workers.start(_write_tables, folder, store)
        packed = workers.start(_pack_dataset, folder)
        names = _split_graphs(folder, self.base)
        whole = workers.start(_write_trig, folder, self.base, names)
        # The largest first, so that none is waited for alone.
        by_size = sorted(names, key=lambda name: -(folder / f"{name}.nt").stat().st_size)
        for _ in workers.map(partial(_write_graph, folder), product(by_size, _FORMATS)):
            pass
        for name, path in self.received.items():
            # What is published never holds data of a person, be it in a header that the graph leaves out.
            _place(folder, name).write_bytes(without_personal_data(path.read_bytes().decode("utf-8")).encode())
        for finished in (tables, packed, whole):
            finished()


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


def _split_graphs(folder: Path, base: str) -> list[str]:
    """Write each graph as sorted N-Triples, and give their names in order."""
    names: dict[bytes, str] = {}
    for piece in read_pieces(folder.parent, _LINES):
        by_graph: dict[bytes, list[bytes]] = defaultdict(list)
        for line in piece.splitlines():
            triple, _, graph = line.rpartition(b" <")
            by_graph[graph].append(triple)
        for graph, triples in by_graph.items():
            iri = graph.decode().removesuffix("> .")
            name = names.setdefault(graph, iri.removeprefix(f"{base}graph/"))
            with _place(folder, f"{name}.nt").open("ab") as file:
                file.write(b" .\n".join((*triples, b"")))
    # As their addresses in brackets are sorted.
    return sorted(names.values(), key=lambda name: f"{name}>")


def _write_graph(folder: Path, wanted: tuple[str, str]) -> None:
    """Write a graph in one of the other formats."""
    name, extension = wanted
    with _open(folder, f"{name}.{extension}") as file:
        ox.serialize(_triples(folder, name), file, format=_FORMATS[extension], prefixes=_PREFIXES)


def _triples(folder: Path, name: str) -> Iterator[ox.Triple]:
    return (quad.triple for quad in ox.parse(path=str(folder / f"{name}.nt"), format=ox.RdfFormat.N_TRIPLES))


def _write_trig(folder: Path, base: str, names: list[str]) -> None:
    """Write the whole as TriG, graph by graph, in two archives at once."""
    with (
        _open(folder, "dataset.trig.gz") as file,
        gzip.GzipFile("", "wb", _GZIP_LEVEL, file, mtime=0) as archive,
        _open(folder, "dataset.trig.zst") as other_file,
        _packer().stream_writer(other_file) as other,
    ):
        ox.serialize(
            _quads(folder, base, names),
            cast(IO[bytes], _Both(archive, other)),
            format=ox.RdfFormat.TRIG,
            prefixes=_PREFIXES,
        )


def _quads(folder: Path, base: str, names: list[str]) -> Iterator[ox.Quad]:
    for name in names:
        yield from in_graph(_triples(folder, name), ox.NamedNode(f"{base}graph/{name}"))


class _Both(io.RawIOBase):
    """Writes what it is given to two archives."""

    def __init__(self, *archives: Any) -> None:
        self._archives = archives

    def writable(self) -> bool:
        """Say so."""
        return True

    def write(self, data: Any) -> int:
        """Write to both."""
        for archive in self._archives:
            archive.write(data)
        return len(data)

    def flush(self) -> None:
        """Flush both."""
        for archive in self._archives:
            archive.flush()


def _pack_dataset(folder: Path) -> None:
    with _open(folder, "dataset.nq.zst") as file, _packer().stream_writer(file) as archive:
        for piece in read_pieces(folder.parent, _LINES):
            archive.write(piece)


def _packer() -> zstandard.ZstdCompressor:
    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL)


def _write_tables(folder: Path, store: Path) -> None:
    asked = ox.Store.read_only(str(store))
    for name in TABLES:
        query = (files("queries") / f"{name}.rq").read_text(encoding="utf-8")
        rows = asked.query(query, use_default_graph_as_union=True)
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
