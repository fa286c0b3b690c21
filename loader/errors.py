"""What can stop a load; wrong usage ends in argparse, with exit 2.

LoadError
├── SourceError      a place in a source file that cannot be loaded
├── SourcesError     all such places of a run
├── GraphError       the graph that was made breaks a rule: shapes, ledger sums, doubled triples
├── BusyError        another loader is writing the same snapshots
├── SnapshotError    a snapshot that is not there, or not as it was published
└── StoreError       a store of another engine that does not take a snapshot
"""

from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = 100


class LoadError(Exception):
    """A load that must stop, with a message for the person who runs it (exit 1)."""


class GraphError(LoadError):
    """The graph that was made breaks a rule, so it is not published."""


class BusyError(LoadError):
    """Another loader is writing the same snapshots."""


class SnapshotError(LoadError):
    """A snapshot that is not there, or is not as it was published."""


class StoreError(LoadError):
    """A store of another engine does not take a snapshot."""


@dataclass
class SourceError(LoadError):
    """A place in a source file that cannot be loaded, and what to do about it."""

    file: str
    problem: str
    remedy: str = ""
    line: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        """Say file, line, column, value, problem and remedy on one line."""
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column {self.column}"
        found = "" if self.value is None else f" (found {_shortened(self.value)!r})"
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}: {self.problem}{found}{remedy}"


class SourcesError(LoadError):
    """All that a run found wrong in the sources, by file and line."""

    def __init__(self, found: Sequence[SourceError]) -> None:
        self.found = sorted(found, key=lambda error: (error.file, error.line or 0, error.column or "", error.problem))
        super().__init__(str(self))

    def __str__(self) -> str:
        """Say one problem a line, and their number; beyond a hundred they are only counted."""
        more = [f"… and {len(self.found) - _SHOWN} more"] if len(self.found) > _SHOWN else []
        return "\n".join([*map(str, self.found[:_SHOWN]), *more, f"{len(self.found)} problems in the sources"])


def _shortened(value: str, limit: int = 80) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
