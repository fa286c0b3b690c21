"""What the commands on snapshots print."""

import json
import zlib
from collections import Counter
from dataclasses import asdict

from loader.errors import SnapshotError
from loader.upkeep.difference import Difference, differences
from loader.upkeep.settings import UpkeepSettings
from loader.upkeep.shelf import Shelved, find_snapshot, prune, roll_back, shelved
from loader.upkeep.verification import faults_of
from loader.writing import writing

_HOW = ("added", "removed", "changed")
_SIGNS = {"added": "+", "removed": "-", "changed": "~"}
_SHOWN = 50


def verify_snapshot(settings: UpkeepSettings) -> str:
    """Say that a snapshot is as it was published; raises SnapshotError with all that is not."""
    snapshot = find_snapshot(settings.out, settings.versions[0])
    if faults := faults_of(snapshot):
        raise SnapshotError("\n".join(faults))
    return f"{snapshot.name} is as it was published: files, version and store"


def list_snapshots(settings: UpkeepSettings) -> str:
    """Give the snapshots as a table, or as JSON."""
    found = shelved(settings.out)
    if settings.json:
        return json.dumps([asdict(each) for each in found], indent=1)
    return "\n".join(_line(each) for each in found) or f"no snapshot in {settings.out}"


def _line(each: Shelved) -> str:
    triples = "?" if each.triples is None else str(each.triples)
    mark = "current" if each.is_current else ""
    date = each.published or "not published"
    return f"{each.version}  {date:<29}  {triples:>10} triples  {each.size / 1e6:>8.1f} MB  {mark}".rstrip()


def roll_back_to(settings: UpkeepSettings) -> str:
    """Make a snapshot current again, and say so."""
    with writing(settings.out, wait=settings.wait):
        return f"snapshot {roll_back(settings.out, settings.versions[0])} is current"


def prune_snapshots(settings: UpkeepSettings) -> str:
    """Remove old snapshots, and say which."""
    with writing(settings.out, wait=settings.wait):
        removed = prune(settings.out, settings.keep)
    return f"removed {len(removed)}: {', '.join(removed)}" if removed else "removed none"


def diff_snapshots(settings: UpkeepSettings) -> str:
    """Give the things that two snapshots say differently: a table by class and a list, or JSON with their triples."""
    old, new = (find_snapshot(settings.out, version) for version in settings.versions)
    try:
        found = list(differences(old, new))
    except (OSError, EOFError, zlib.error) as error:
        raise SnapshotError(f"a dataset cannot be read: {error}; see filrouge-load verify") from error
    if settings.json:
        told = {"from": old.name, "to": new.name, "things": [asdict(each) for each in found]}
        return json.dumps(told, ensure_ascii=False, indent=1)
    return "\n".join([f"from {old.name} to {new.name}", *_table(found), "", *_listed(found)])


def _table(found: list[Difference]) -> list[str]:
    counts = Counter((name, each.how) for each in found for name in each.classes)
    names = sorted({name for name, _ in counts})
    width = max(map(len, (*names, "things")))
    rows = [(name, [counts[name, how] for how in _HOW]) for name in names]
    rows.append(("things", [sum(each.how == how for each in found) for how in _HOW]))
    head = f"{'':<{width}}" + "".join(f"{how:>9}" for how in _HOW)
    return [head, *(f"{name:<{width}}" + "".join(f"{n:>9}" for n in numbers) for name, numbers in rows)]


def _listed(found: list[Difference]) -> list[str]:
    lines = [f"{_SIGNS[each.how]} {'/'.join(each.classes)} {each.iri} {each.label}".rstrip() for each in found]
    more = [f"… and {len(lines) - _SHOWN} more: --json has all"] if len(lines) > _SHOWN else []
    return [*lines[:_SHOWN], *more]
