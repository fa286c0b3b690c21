"""`filrouge-load`: exit 0 when the snapshot is published, 1 when sources or graph are wrong, 2 on wrong usage."""

import sys
from collections.abc import Sequence

from loader.errors import LoadError
from loader.load import Loaded, load, suggest
from loader.settings import read_settings, read_suggest_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a load and print its summary, or print what `suggest` proposes."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        if words[:1] == ["suggest"]:
            print(suggest(read_suggest_settings(words[1:])), end="")
        else:
            print(_report(load(read_settings(words))))
    except LoadError as error:
        print(f"filrouge-load: {error}", file=sys.stderr)
        return 1
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
