"""What parts hold, kept between loads: a territory that did not change is not read, mapped and judged again."""

import hashlib
import pickle
from collections import Counter
from dataclasses import dataclass, fields

from loader.errors import SourceError
from loader.kept import Kept, code_hash
from loader.kept_files import Unpickler, keep, kept
from loader.parts.inputs import input_hashes, leads_elsewhere
from loader.rows import Fate
from loader.territory import Territory


@dataclass(frozen=True)
class Content:
    """All that a part holds: sorted N-Quads, ledger, the records that it shares as JSON, and what its load must know.

    `inputs` are the hashes of the territory's files by their names.
    """

    nquads: bytes
    ledger: bytes
    shared: bytes
    fates: Counter[Fate]
    corrections: int
    inputs: dict[str, str]


def recall(territory: Territory, base: str, there: Kept) -> Content | None:
    """Give what was made of the same files, if it is kept; note its name, so that what is made now may be kept."""
    if there.folder is None or not territory.is_whole or leads_elsewhere(territory):
        return None
    try:
        name = _name(territory, input_hashes(territory), base)
    except SourceError:
        # Who makes the part tells which file cannot be read.
        return None
    there.used.add(name)
    packed = kept(there.folder / name)
    found = _unpacked(packed) if packed else None
    if found is None:
        return None
    there.used |= found[1]
    return found[0]


def remember(territory: Territory, base: str, content: Content, there: Kept) -> None:
    """Keep what was made of a territory that was not recalled, unless a file of it has changed since."""
    name = _name(territory, content.inputs, base)
    if there.folder is not None and name in there.used:
        keep(there.folder / name, _packed(content, there.used - {name}))


def _name(territory: Territory, inputs: dict[str, str], base: str) -> str:
    """Name a part by all that it rests on: code, mappings, base, settings, and the bytes of the territory's files."""
    said = (code_hash("mappings"), base, territory, inputs)
    return f"{hashlib.sha256(repr(said).encode()).hexdigest()}.part"


def _packed(content: Content, readings: set[str]) -> bytes:
    """Pack a part in plain values, with the names of the readings that it rests on: they stay as long as it does."""
    values = {field.name: getattr(content, field.name) for field in fields(content)}
    plain = {**values, "fates": {str(fate): count for fate, count in content.fates.items()}}
    return pickle.dumps((plain, readings))


def _unpacked(packed: bytes) -> tuple[Content, set[str]] | None:
    try:
        values, readings = Unpickler(packed).load()
    except pickle.UnpicklingError:
        return None
    fates = Counter({Fate(fate): count for fate, count in values["fates"].items()})
    return Content(**{**values, "fates": fates}), readings
