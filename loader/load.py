"""A whole load: sources → records → graph → snapshot."""

import time
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from loader.alignments.suggest import rank, things_to_align, write_candidates
from loader.dumps import received_alignments, write_dumps
from loader.errors import SourceError
from loader.graph import build_graph
from loader.kept import KEPT, Kept
from loader.manifest import sha256
from loader.rows import Fate, Row
from loader.settings import Settings, SuggestSettings
from loader.shapes import check_shapes
from loader.snapshot import count_graph, publish, to_nquads, write_ledger
from loader.sources import read_sources
from loader.territory import Territory, find_territories, read_territory
from loader.territory_load import TerritoryRecords, read_all
from loader.writing import writing

_FIL = "https://w3id.org/filrouge/ontology#"
_COUNTED = {
    "actions": "Action",
    "measures": "Measure",
    "actors": "Actor",
    "axes": "PolicyAxis",
    "orientations": "CrteOrientation",
    "discrepancies": "Discrepancy",
}


@dataclass(frozen=True)
class Loaded:
    """What a load made."""

    version: str
    summary: dict[str, int]
    triples: int
    seconds: float


def load(settings: Settings) -> Loaded:
    """Load the territories and publish the snapshot; raises LoadError and publishes nothing when anything is wrong."""
    begun = time.monotonic()
    with writing(settings.out, wait=settings.wait):
        version, summary, triples = _load(settings)
    return Loaded(version, summary, triples, time.monotonic() - begun)


def _load(settings: Settings) -> tuple[str, dict[str, int], int]:
    kept = Kept(None if settings.fresh else settings.out / KEPT)
    read = read_sources(settings, kept)
    territories = [records.territory for records in read]
    quads = build_graph(read, settings.base)
    check_shapes(quads)
    nquads = to_nquads(quads)
    ledgers = [ledger for records in read for ledger in records.ledgers.items()]
    counts = count_graph(nquads)
    summary = _summary(read, counts)
    manifest = {
        "tool": {"name": "filrouge", "version": installed_version("filrouge")},
        "base": settings.base,
        "summary": summary,
        "inputs": _input_hashes(territories),
        "publications": {territory.siren: territory.publication.manifest() for territory in territories},
    }
    received = received_alignments(territories)
    version = publish(
        settings.out,
        nquads,
        write_ledger(ledgers, settings.base),
        manifest,
        lambda folder: write_dumps(folder, nquads, settings.base, received),
    )
    if settings.territory is None:
        kept.forget_others()
    return version, summary, counts["triples"]


def suggest(settings: SuggestSettings) -> str:
    """Give, as SSSOM, the pairs of measures with axes and orientations that nobody has judged, the likeliest first."""
    text = []
    for folder in find_territories(settings.sources, settings.territory):
        territory = read_all(read_territory(folder))
        records = [record for found in territory.graphs.values() for record in found]
        judged = {(str(r["subject"]), str(r["object"])) for r in records if r["record"] == "mapping"}
        text.append(write_candidates(rank(*things_to_align(records)), judged, settings.top))
    return "".join(text)


def _summary(read: list[TerritoryRecords], counts: dict[str, Any]) -> dict[str, int]:
    rows: list[Row] = [row for records in read for ledger in records.ledgers.values() for row in ledger]
    fates = Counter(row.fate for row in rows)
    summary = {"documents": sum(len(records.ledgers) for records in read), "lines": len(rows)}
    summary |= {str(fate): fates[fate] for fate in Fate}
    summary["corrections"] = sum(records.corrections for records in read)
    return summary | {name: counts["classes"].get(_FIL + cls, 0) for name, cls in _COUNTED.items()}


def _input_hashes(territories: list[Territory]) -> dict[str, str]:
    found: dict[str, str] = {}
    for territory in territories:
        for path in sorted(p for p in territory.folder.rglob("*") if p.is_file()):
            name = f"{territory.folder.name}/{path.relative_to(territory.folder).as_posix()}"
            found[name] = _hash(path)
    return found


def _hash(path: Path) -> str:
    try:
        return sha256(path)
    except OSError as error:
        problem, remedy = f"cannot be read: {error.strerror}", "let the loader read it, or move it"
        raise SourceError(str(path), problem, remedy) from error
