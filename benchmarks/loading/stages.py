"""A load in a process of its own, which says at its end how long each stage took, as JSON.

python -m benchmarks.loading.stages --sources DIR --out DIR --jobs 2
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import loader.dumps
import loader.load
import loader.snapshot
from loader.cli import main

# What this process does itself or waits for, in its order: module, function, what it is called in the table.
STAGES: tuple[tuple[Any, str, str], ...] = (
    (loader.load, "make_of_each", "read, map, judge"),
    (loader.load, "_common_parts", "shared things"),
    (loader.snapshot, "write_dataset", "merge, dataset"),
    (loader.snapshot, "write_index", "search index"),
    (loader.dumps.Downloads, "write", "downloads"),
    (loader.snapshot, "_write_snapshot", "manifest, sync"),
)
# What publishing takes beside these: the store, as far as it is waited for, and what changed since the last version.
REST = "store, the rest"
TOLD = "stages: "
_seconds: dict[str, float] = {}


def _timed(call: Callable[..., Any], name: str) -> Callable[..., Any]:
    def timed(*words: Any, **named: Any) -> Any:
        begun = time.monotonic()
        try:
            return call(*words, **named)
        finally:
            _seconds[name] = _seconds.get(name, 0.0) + time.monotonic() - begun

    return timed


if __name__ == "__main__":
    for module, function, name in STAGES:
        setattr(module, function, _timed(getattr(module, function), name))
    loader.load.publish = _timed(loader.load.publish, REST)
    code = main(sys.argv[1:])
    _seconds[REST] -= sum(_seconds[name] for _, _, name in STAGES[2:])
    print(TOLD + json.dumps(_seconds))
    sys.exit(code)
