"""The part of one territory: all that it says itself, sorted, and the records that it shares with others."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path

import pyoxigraph as ox

from loader.addresses import Addresses
from loader.errors import SourceError
from loader.graph import MEASURES, PROVENANCE, SHARED, in_graph, map_graphs
from loader.manifest import sha256
from loader.parts.lines import write_lines
from loader.parts.rules import check_rules
from loader.parts.shared import Shared
from loader.problems import watched
from loader.records import Record
from loader.rows import Fate, Row
from loader.territory import Territory
from loader.territory_load import TerritoryRecords

_DERIVED = ox.NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom")


@dataclass(frozen=True)
class Part:
    """Where the part of a territory was written, and the little that its load must know of it."""

    territory: Territory
    nquads: Path
    ledger: Path
    shared: Path
    fates: Counter[Fate]
    corrections: int
    inputs: dict[str, str]


def make_part(records: TerritoryRecords, folder: Path, base: str) -> Part:
    """Map a territory, judge it beside its copy of what territories share, and write it into a folder.

    The rules that its graph breaks are problems.
    """
    territory = records.territory
    said = [record for name in SHARED for record in _without_rows(records.graphs[name])]
    quads, is_right = watched(lambda: _mapped(records, said, base))
    if is_right:
        # Else what a mapping did not say would be found to lack.
        check_rules(quads, base)
    ledger, shared = folder / f"{territory.siren}.csv", folder / f"{territory.siren}.json"
    ledger.write_bytes(_ledger(records.ledgers, base))
    shared.write_text(json.dumps(said))
    return Part(
        territory,
        write_lines(folder / f"{territory.siren}.nq", _own(quads, records.territory, base)),
        ledger,
        shared,
        Counter(row.fate for rows in records.ledgers.values() for row in rows if row.fate),
        records.corrections,
        _input_hashes(territory),
    )


def _mapped(records: TerritoryRecords, said: list[Record], base: str) -> set[ox.Quad]:
    """Map a territory that agrees with itself in what it shares."""
    shared = Shared()
    shared.add(records.territory, said)
    shared.check_agreement()
    return map_graphs(_with_run(records), base)


def shared_records(part: Part) -> list[Record]:
    """Read the records that a territory shares with others."""
    found: list[Record] = json.loads(part.shared.read_bytes())
    return found


def _with_run(records: TerritoryRecords) -> dict[str, list[Record]]:
    """Add the run that used the documents; that of all territories is one, and each says its own documents."""
    addresses = Addresses(records.territory.siren)
    documents = [addresses.document(document.id) for document in records.territory.documents]
    run: Record = {"record": "run", "version": installed_version("filrouge"), "document": documents}
    return {**records.graphs, PROVENANCE: [run]}


def _own(quads: Iterable[ox.Quad], territory: Territory, base: str) -> list[ox.Quad]:
    """Leave out what is shared, but for the rows that measures come from: these are the territory's own provenance."""
    shared = {ox.NamedNode(f"{base}graph/{name}") for name in SHARED}
    measures = ox.NamedNode(f"{base}graph/{MEASURES}")
    rows = (quad.triple for quad in quads if quad.graph_name == measures and quad.predicate == _DERIVED)
    provenance = ox.NamedNode(base + Addresses(territory.siren).graph(PROVENANCE))
    return [*(quad for quad in quads if quad.graph_name not in shared), *in_graph(rows, provenance)]


def _without_rows(records: list[Record]) -> list[Record]:
    return [{**record, "row": []} if record["record"] == "measure" else record for record in records]


def _ledger(ledgers: dict[str, list[Row]], base: str) -> bytes:
    """Write the ledger: one row for each physical line of each document."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for document, rows in ledgers.items():
        for row in rows:
            subjects = " | ".join(base + path for path in sorted(row.describes))
            writer.writerow((document, row.line, str(row.fate), subjects, row.reason))
    return text.getvalue().encode()


def _input_hashes(territory: Territory) -> dict[str, str]:
    paths = sorted(path for path in territory.folder.rglob("*") if path.is_file())
    name = territory.folder.name
    return {f"{name}/{path.relative_to(territory.folder).as_posix()}": _hash(path) for path in paths}


def _hash(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        problem, remedy = f"cannot be read: {error.strerror}", "let the loader read it, or move it"
        raise SourceError(str(path), problem, remedy) from error
