"""A whole load: sources → records → graph → snapshot."""

import time
from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

from loader import progress
from loader.alignments.suggest import rank, things_to_align, write_candidates
from loader.disk import folder_beside
from loader.dumps import Downloads, received_alignments
from loader.graph import read_vocabulary
from loader.kept import KEPT, Kept
from loader.manifest import read_manifest
from loader.parts.lines import write_lines
from loader.parts.merge import merge
from loader.parts.shared import Shared, map_shared
from loader.parts.territory import Part, PartMaker, shared_records
from loader.problems import told_together
from loader.rows import Fate
from loader.settings import SPARK, Settings, SuggestSettings
from loader.snapshot import SNAPSHOTS, Draft, publish
from loader.sources import make_of_each
from loader.spark import spark
from loader.territory import find_territories, read_territory
from loader.territory_load import read_all
from loader.workers import Engine, Workers
from loader.writing import writing

_FIL = "https://w3id.org/filrouge/ontology#"
SPARK_LOG = "spark.log"
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
    with writing(settings.out, wait=settings.wait), progress.shown():
        version, summary, triples = _load(settings)
    return Loaded(version, summary, triples, time.monotonic() - begun)


def _load(settings: Settings) -> tuple[str, dict[str, int], int]:
    kept = Kept(None if settings.fresh else settings.out / KEPT)
    with Workers(settings.jobs) as workers, folder_beside(settings.out) as folder:
        maker = PartMaker(folder, settings.base, settings.strict)
        with told_together():
            with _engine(settings, workers, folder) as engine:
                parts = make_of_each(settings, kept, engine, maker)
            progress.say("mapping what is shared")
            files = [*_common_parts(parts, folder, settings.base), *(part.nquads for part in parts)]
        nquads = (b"".join(lines) for lines in merge(files, folder, workers))
        version = _publish(settings, parts, nquads, workers)
    if settings.territory is None:
        kept.forget_others()
    manifest = read_manifest(settings.out / SNAPSHOTS / version)
    return version, manifest["summary"], manifest["counts"]["triples"]


def _engine(settings: Settings, workers: Workers, folder: Path) -> AbstractContextManager[Engine]:
    """Give what shares out the territories; Spark ends when the parts are made."""
    if settings.engine == SPARK:
        return spark(settings.master, (settings.sources, folder), settings.out / SPARK_LOG)
    return nullcontext(workers)


def _publish(settings: Settings, parts: list[Part], nquads: Iterable[bytes], workers: Workers) -> str:
    """Publish the graph of all territories, with what else their parts hold."""
    downloads = Downloads(settings.base, received_alignments(part.territory for part in parts))
    ledger = (part.ledger.read_bytes() for part in parts)
    draft = Draft(nquads, ledger, partial(_described, parts, settings.base), downloads.write)
    return publish(settings.out, draft, workers)


def _common_parts(parts: list[Part], folder: Path, base: str) -> list[Path]:
    """Write the vocabulary, and what the territories share."""
    shared = Shared()
    for part in parts:
        shared.add(part.territory, shared_records(part))
    return [
        write_lines(folder / "vocabulary.nq", read_vocabulary(base)),
        write_lines(folder / "shared.nq", map_shared(shared, base)),
    ]


def _described(parts: list[Part], base: str, counts: dict[str, Any]) -> dict[str, Any]:
    """Give the manifest of a snapshot, by the counts of its graph."""
    territories = [part.territory for part in parts]
    return {
        "tool": {"name": "filrouge", "version": installed_version("filrouge")},
        "base": base,
        "summary": _summary(parts, counts),
        "inputs": {name: digest for part in parts for name, digest in part.inputs.items()},
        "publications": {territory.siren: territory.publication.manifest() for territory in territories},
    }


def suggest(settings: SuggestSettings) -> str:
    """Give, as SSSOM, the pairs of measures with axes and orientations that nobody has judged, the likeliest first."""
    text = []
    for folder in find_territories(settings.sources, settings.territory):
        territory = read_all(read_territory(folder))
        records = [record for found in territory.graphs.values() for record in found]
        judged = {(str(r["subject"]), str(r["object"])) for r in records if r["record"] == "mapping"}
        text.append(write_candidates(rank(*things_to_align(records)), judged, settings.top))
    return "".join(text)


def _summary(parts: list[Part], counts: dict[str, Any]) -> dict[str, int]:
    fates = sum((part.fates for part in parts), Counter[Fate]())
    summary = {"documents": sum(len(part.territory.documents) for part in parts), "lines": fates.total()}
    summary |= {str(fate): fates[fate] for fate in Fate}
    summary["corrections"] = sum(part.corrections for part in parts)
    return summary | {name: counts["classes"].get(_FIL + cls, 0) for name, cls in _COUNTED.items()}
