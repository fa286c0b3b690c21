"""Which things two snapshots say differently: one pass over both datasets, which are sorted."""

import gzip
import heapq
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from loader.dataset import DATASET

_SUBJECT = re.compile(rb"(<[^>]*>|\S+) ")
_TYPE = re.compile(rb"\S+ <http://www\.w3\.org/1999/02/22-rdf-syntax-ns#type> <([^>]*)>")
_LABEL = re.compile(rb'\S+ <(?:[^>]*[/#](?:prefLabel|title|label))> "((?:[^"\\]|\\.)*)"(@fr)?')


@dataclass(frozen=True)
class Difference:
    """A thing that one of the snapshots lacks, or of which they say different triples (as N-Quads).

    `types` are the IRIs of its classes, `classes` their names.
    """

    iri: str
    label: str
    classes: tuple[str, ...]
    types: tuple[str, ...]
    how: str
    lost: tuple[str, ...] = field(repr=False)
    gained: tuple[str, ...] = field(repr=False)


def differences(old: Path, new: Path) -> Iterator[Difference]:
    """Give the things that are `added`, `removed` or `changed` from a snapshot to another, by address."""
    pieces = heapq.merge(_things(old, 0), _things(new, 1), key=itemgetter(0))
    for subject, found in groupby(pieces, key=itemgetter(0)):
        lines: list[set[bytes]] = [set(), set()]
        for _, side, said in found:
            lines[side] = said
        if lines[0] != lines[1]:
            yield _difference(subject, *lines)


def _things(snapshot: Path, side: int) -> Iterator[tuple[bytes, int, set[bytes]]]:
    with gzip.open(snapshot / DATASET) as file:
        for subject, lines in groupby(file, key=_subject):
            yield subject, side, set(lines)


def _subject(line: bytes) -> bytes:
    found = _SUBJECT.match(line)
    return found[1] if found else line


def _difference(subject: bytes, before: set[bytes], after: set[bytes]) -> Difference:
    said = sorted(after or before)
    types = sorted({match[1].decode() for line in said if (match := _TYPE.match(line))})
    classes = tuple(sorted({_local(each) for each in types})) or ("-",)
    labels = [(not match[2], _unescaped(match[1])) for line in said if (match := _LABEL.match(line))]
    how = "changed" if before and after else "added" if after else "removed"
    lost, gained = (tuple(line.decode().rstrip("\n") for line in sorted(s)) for s in (before - after, after - before))
    iri = subject.decode().strip("<>")
    return Difference(iri, min(labels)[1] if labels else "", classes, tuple(types), how, lost, gained)


def _unescaped(text: bytes) -> str:
    """Read the escapes of N-Quads as the store writes them, which are those of JSON."""
    return str(json.loads(b'"%b"' % text))


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]
