"""`filrouge-load` and its commands: exit 0 when done, 1 when sources, graph or snapshot are wrong, 2 on wrong usage."""

import sys
from collections.abc import Callable, Sequence

from loader.errors import LoadError
from loader.load import Loaded, load, suggest
from loader.preparation.init import init
from loader.preparation.review import review
from loader.preparation.settings import read_init_settings, read_review_settings
from loader.push.push import push
from loader.push.settings import read_push_settings
from loader.settings import read_settings, read_suggest_settings
from loader.upkeep.commands import diff_snapshots, list_snapshots, prune_snapshots, roll_back_to, verify_snapshot
from loader.upkeep.settings import (
    read_diff_settings,
    read_list_settings,
    read_prune_settings,
    read_rollback_settings,
    read_verify_settings,
)

COMMANDS: dict[str, Callable[[list[str]], str]] = {
    "init": lambda words: init(read_init_settings(words)),
    "review": lambda words: review(read_review_settings(words)),
    "suggest": lambda words: suggest(read_suggest_settings(words)),
    "list": lambda words: list_snapshots(read_list_settings(words)),
    "verify": lambda words: verify_snapshot(read_verify_settings(words)),
    "diff": lambda words: diff_snapshots(read_diff_settings(words)),
    "rollback": lambda words: roll_back_to(read_rollback_settings(words)),
    "push": lambda words: push(read_push_settings(words)),
    "prune": lambda words: prune_snapshots(read_prune_settings(words)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a load, or the command that the first word names, and print what it says."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        command = COMMANDS.get(words[0]) if words else None
        said = command(words[1:]) if command else _report(load(read_settings(words)))
    except LoadError as error:
        print("\n".join(f"filrouge-load: {line}" for line in str(error).splitlines()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("filrouge-load: interrupted", file=sys.stderr)
        return 130
    print(said, end="" if said.endswith("\n") or not said else "\n")
    return 0


def _report(loaded: Loaded) -> str:
    s = loaded.summary
    return "\n".join(
        (
            f"snapshot {loaded.version}: {loaded.triples} triples in {loaded.seconds:.1f} s",
            f"  lines read {s['lines']} in {s['documents']} documents: mapped {s['mapped']}, merged {s['merged']}, "
            f"to correct {s['to-correct']}, rejected {s['rejected']}, withheld {s['withheld']}, "
            f"structure {s['structure']}",
            f"  corrected by a person {s['corrections']}",
            f"  actions {s['actions']}, measures {s['measures']}, actors {s['actors']}, axes {s['axes']}, "
            f"orientations {s['orientations']}",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
