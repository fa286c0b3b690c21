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
from loader.disk import whole_file
from loader.graph import MEASURES, PROVENANCE, SHARED, in_graph, map_graphs
from loader.kept import Kept
from loader.parts.inputs import input_hashes
from loader.parts.kept import Content, recall, remember
from loader.parts.lines import sorted_lines
from loader.parts.rules import check_rules
from loader.parts.shared import Shared
from loader.problems import watched
from loader.records import Record
from loader.rows import TO_LOOK_AT, Fate, Row
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


@dataclass(frozen=True)
class PartMaker:
    """Makes the parts of a load, in a folder."""

    folder: Path
    base: str
    strict: bool = False

    def recall(self, territory: Territory, kept: Kept) -> Part | None:
        """Give the part that an earlier load made of the same files; none where a strict load must tell its lines."""
        content = recall(territory, self.base, kept)
        if content is None or (self.strict and any(content.fates[fate] for fate in TO_LOOK_AT)):
            return None
        return self._written(territory, content)

    def make(self, records: TerritoryRecords, kept: Kept) -> Part:
        """Map a territory and judge it beside its copy of what territories share; keep it when it is right.

        The rules that its graph breaks are problems.
        """
        content, is_right = watched(lambda: _content(records, self.base))
        if is_right:
            remember(records.territory, self.base, content, kept)
        return self._written(records.territory, content)

    def _written(self, territory: Territory, content: Content) -> Part:
        path = self.folder / territory.siren
        nquads = _write(path.with_suffix(".nq"), content.nquads)
        ledger = _write(path.with_suffix(".csv"), content.ledger)
        shared = _write(path.with_suffix(".json"), content.shared)
        return Part(territory, nquads, ledger, shared, content.fates, content.corrections, content.inputs)


def _write(path: Path, data: bytes) -> Path:
    with whole_file(path) as file:
        file.write(data)
    return path


def shared_records(part: Part) -> list[Record]:
    """Read the records that a territory shares with others."""
    found: list[Record] = json.loads(part.shared.read_bytes())
    return found


def _content(records: TerritoryRecords, base: str) -> Content:
    said = [record for name in SHARED for record in _without_rows(records.graphs[name])]
    quads, is_right = watched(lambda: _mapped(records, said, base))
    if is_right:
        # Else what a mapping did not say would be found to lack.
        check_rules(quads, base)
    return Content(
        b"".join(sorted_lines(_own(quads, records.territory, base))),
        _ledger(records.ledgers, base),
        json.dumps(said).encode(),
        Counter(row.fate for rows in records.ledgers.values() for row in rows if row.fate),
        records.corrections,
        input_hashes(records.territory),
    )


def _mapped(records: TerritoryRecords, said: list[Record], base: str) -> set[ox.Quad]:
    """Map a territory that agrees with itself in what it shares."""
    shared = Shared()
    shared.add(records.territory, said)
    shared.check_agreement()
    return map_graphs(_with_run(records), base)


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
