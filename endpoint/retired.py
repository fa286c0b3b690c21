"""Addresses that an earlier version had and the current one may not have: the loader keeps the list."""

import json
from pathlib import Path

RETIRED = "retired.jsonl"


def read_retired(snapshot: Path) -> dict[str, str]:
    """Return, for each retired IRI, the last version that had it; a line that was cut while written is passed over."""
    found: dict[str, str] = {}
    try:
        lines = (snapshot.parent.parent / RETIRED).read_text("utf-8").splitlines()
    except OSError:
        return found
    for line in lines:
        try:
            entry = json.loads(line)
            found[str(entry["iri"])] = str(entry["version"])
        except (ValueError, KeyError, TypeError):
            continue
    return found
