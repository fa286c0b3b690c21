"""Addresses that an earlier version had and the new one has not: kept, so that the service can say so (410)."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from loader.dataset import DATASET
from loader.disk import append_lines, whole_lines
from loader.history import CURRENT, current_version

RETIRED = "retired.jsonl"
# With its brackets, by which the dataset is sorted too.
_SUBJECT = re.compile(rb"<[^>]*>")


def note_retired(out: Path, snapshot: Path, base: str) -> int:
    """Append to `retired.jsonl` each thing of the current snapshot that the new one lacks; give their number.

    To be called before `current` moves. Each line has the IRI and the last version that had it; a load that follows
    one that was killed finds its lines there and does not repeat them.
    """
    before = current_version(out)
    if before in ("", snapshot.name):
        return 0
    gone = sorted(_gone(_things(out / CURRENT, base), _things(snapshot, base)))
    lines = [json.dumps({"iri": iri, "version": before}, ensure_ascii=False) for iri in gone]
    known = {line.decode().rstrip("\n") for line in whole_lines(out / RETIRED)} if lines else set()
    if new := [line for line in lines if line not in known]:
        append_lines(out / RETIRED, new)
    return len(gone)


def _gone(old: Iterator[bytes], new: Iterator[bytes]) -> Iterator[str]:
    """Give what the old has and the new has not; both are sorted. What cannot be read of the old one is passed over."""
    there = next(new, None)
    try:
        for iri in old:
            while there is not None and there < iri:
                there = next(new, None)
            if there != iri:
                yield iri.decode().strip("<>")
    except (OSError, EOFError, zlib.error):
        return


def _things(snapshot: Path, base: str) -> Iterator[bytes]:
    """Give the addresses of a snapshot's things, in brackets, sorted."""
    start = f"<{base}id/".encode()
    with gzip.open(snapshot / DATASET) as file:
        for iri, _ in groupby(found[0] for line in file if (found := _SUBJECT.match(line))):
            if iri.startswith(start):
                yield iri
