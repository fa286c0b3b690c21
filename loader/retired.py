"""Addresses that an earlier version had and the new one has not: kept, so that the service can say so (410)."""

import gzip
import json
import re
import zlib
from pathlib import Path

from loader.disk import append_lines, whole_lines
from loader.history import CURRENT, current_version

RETIRED = "retired.jsonl"
_SUBJECT = re.compile(rb"^<([^>]*)>", re.MULTILINE)


def note_retired(out: Path, version: str, nquads: bytes, base: str) -> int:
    """Append to `retired.jsonl` each thing of the current snapshot that the new graph lacks; give their number.

    To be called before `current` moves. Each line has the IRI and the last version that had it; a load that follows
    one that was killed finds its lines there and does not repeat them.
    """
    before = current_version(out)
    if before in ("", version):
        return 0
    gone = sorted(_things(_dataset(out / CURRENT), base) - _things(nquads, base))
    lines = [json.dumps({"iri": iri, "version": before}, ensure_ascii=False) for iri in gone]
    known = {line.decode().rstrip("\n") for line in whole_lines(out / RETIRED)} if lines else set()
    if new := [line for line in lines if line not in known]:
        append_lines(out / RETIRED, new)
    return len(gone)


def _dataset(snapshot: Path) -> bytes:
    """Give the N-Quads of a snapshot; nothing when they cannot be read: a damaged snapshot must not stop the next."""
    try:
        return gzip.decompress((snapshot / "dataset.nq.gz").read_bytes())
    except (OSError, EOFError, zlib.error):
        return b""


def _things(nquads: bytes, base: str) -> set[str]:
    start = f"{base}id/".encode()
    return {iri.decode() for iri in set(_SUBJECT.findall(nquads)) if iri.startswith(start)}
