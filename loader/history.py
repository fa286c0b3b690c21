"""When which version was published: `published.jsonl`, one JSON object a line, the latest last.

The snapshots themselves hold no date, so that they stay the same. The order is that of the lines: clocks move.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from loader.disk import append_lines, replace_file, whole_lines

PUBLISHED = "published.jsonl"
CURRENT = "current"


def note_published(out: Path, version: str, told: Mapping[str, Any]) -> None:
    """Append when a version was published, and what else is told of it. To be called before `current` moves."""
    entry = {"version": version, "published": datetime.now(UTC).isoformat(timespec="milliseconds"), **told}
    append_lines(out / PUBLISHED, [json.dumps(entry, ensure_ascii=False)])


def publications(out: Path) -> list[tuple[str, str]]:
    """Give version and date of each publication, in their order; a line that says none is passed over."""
    found = []
    for line in whole_lines(out / PUBLISHED):
        try:
            entry = json.loads(line)
            found.append((str(entry["version"]), str(entry["published"])))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def current_version(out: Path) -> str:
    """Give the version that `current` points to; empty before the first publication."""
    link = out / CURRENT
    return link.readlink().name if link.is_symlink() else ""


def take_back_unfinished(out: Path) -> None:
    """Drop the last publication when its load was killed between noting it and moving `current`.

    Where a person moved `current` by hand afterwards, the link is younger than the line, and the line stays.
    """
    published, current = publications(out), current_version(out)
    if not published or published[-1][0] == current:
        return
    moved = (out / CURRENT).lstat().st_mtime if current else 0.0
    if moved < datetime.fromisoformat(published[-1][1]).timestamp():
        replace_file(out / PUBLISHED, b"".join(whole_lines(out / PUBLISHED)[:-1]))
