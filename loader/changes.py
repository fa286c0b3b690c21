"""What each version changed: `changes/{before}-{version}.jsonl`, outside the snapshots, which know no past.

The first line counts the things added, removed and changed, in all and by class; each line after it is one of them.
Both versions are named for their graphs, so the same name always means the same bytes.
"""

import json
import os
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from loader.disk import folder_beside, sync, write_synced
from loader.history import CURRENT, current_version
from loader.upkeep.difference import Difference, differences

CHANGES = "changes"
# Where more has changed, whoever keeps a copy had better fetch the whole again.
MOST_LISTED = 20_000


def note_changes(out: Path, snapshot: Path) -> None:
    """Write what a snapshot says differently from the current one. To be called before `current` moves.

    Nothing is written of a current snapshot that cannot be read: a damaged one must not stop the next.
    """
    before = current_version(out)
    target = out / CHANGES / f"{before}-{snapshot.name}.jsonl"
    if before in ("", snapshot.name) or target.exists():
        return
    try:
        lines = _written(before, snapshot.name, differences(out / CURRENT, snapshot))
    except (OSError, EOFError, zlib.error):
        return
    target.parent.mkdir(exist_ok=True)
    with folder_beside(out) as beside:
        write_synced(beside / target.name, "".join(f"{line}\n" for line in lines).encode())
        os.replace(beside / target.name, target)
    sync(target.parent)


def _written(before: str, version: str, found: Iterable[Difference]) -> list[str]:
    things: Counter[str] = Counter()
    classes: dict[str, Counter[str]] = {}
    listed: list[str] = []
    for each in found:
        things[each.how] += 1
        for name in each.types:
            classes.setdefault(name, Counter())[each.how] += 1
        if len(listed) < MOST_LISTED:
            listed.append(_json(_thing(each)))
    head = {"from": before, "to": version, "things": things, "classes": classes, "listed": len(listed)}
    return [_json(head), *listed]


def _thing(each: Difference) -> dict[str, Any]:
    return {"how": each.how, "iri": each.iri, "classes": each.types, "label": each.label}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
