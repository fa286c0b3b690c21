"""Addresses that an earlier version had and the new one has not: kept, so that the service can say so (410)."""

import gzip
import json
import os
import re
from pathlib import Path

_SUBJECT = re.compile(rb"^<([^>]*)>", re.MULTILINE)


def note_retired(out: Path, version: str, nquads: bytes, base: str) -> int:
    """Append to `retired.jsonl` each thing of the current snapshot that the new graph lacks; give their number.

    To be called before `current` moves. Each line has the IRI and the last version that had it.
    """
    current = out / "current"
    before = current.resolve().name
    if not (current / "dataset.nq.gz").is_file() or before == version:
        return 0
    gone = sorted(_things(gzip.decompress((current / "dataset.nq.gz").read_bytes()), base) - _things(nquads, base))
    if gone:
        with (out / "retired.jsonl").open("a", encoding="utf-8") as file:
            file.writelines(json.dumps({"iri": iri, "version": before}, ensure_ascii=False) + "\n" for iri in gone)
            file.flush()
            os.fsync(file.fileno())
    return len(gone)


def _things(nquads: bytes, base: str) -> set[str]:
    start = f"{base}id/".encode()
    return {iri.decode() for iri in set(_SUBJECT.findall(nquads)) if iri.startswith(start)}
