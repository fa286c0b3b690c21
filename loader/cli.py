"""`filrouge-load`: exit 0 when the snapshot is published, 1 when sources or graph are wrong, 2 on wrong usage."""

import sys
from collections.abc import Sequence

from loader.errors import LoadError, UsageError
from loader.load import Loaded, load
from loader.settings import read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a load and print its summary."""
    settings = read_settings(arguments)
    try:
        loaded = load(settings)
    except UsageError as error:
        print(f"filrouge-load: {error}", file=sys.stderr)
        return 2
    except LoadError as error:
        print(f"filrouge-load: {error}", file=sys.stderr)
        return 1
    print(_report(loaded))
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
