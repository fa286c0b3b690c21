"""What can stop a load; wrong usage ends in argparse, with exit 2.

LoadError
├── SourceError      a place in a source file that cannot be loaded
├── SourcesError     all that a run found wrong: such places, and graphs that break a rule
├── GraphError       the graph that was made breaks a rule: shapes, ledger sums, doubled triples
├── BusyError        another loader is writing the same snapshots
├── EngineError      the engine that shares out a load does not start, does not answer, or gave up
├── SnapshotError    a snapshot that is not there, or not as it was published
└── StoreError       a store of another engine that does not take a snapshot
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SHOWN = 100
_SHOWN_OF_A_GRAPH = 20


class LoadError(Exception):
    """A load that must stop, with a message for the person who runs it (exit 1)."""


class GraphError(LoadError):
    """The graph that was made breaks a rule, so it is not published."""


class BusyError(LoadError):
    """Another loader is writing the same snapshots."""


class EngineError(LoadError):
    """The engine that shares out a load does not do its work."""


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
        place = place_text(self.file, self.line, self.column)
        found = "" if self.value is None else f" (found {_shortened(self.value)!r})"
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{place}: {self.problem}{found}{remedy}"


def place_text(file: str, line: int | None, column: str | None) -> str:
    """Name a place as all messages do.

    >>> place_text("actors.csv", 3, "siren")
    'actors.csv, line 3, column siren'
    """
    place = file if line is None else f"{file}, line {line}"
    return place if column is None else f"{place}, column {column}"


class SourcesError(LoadError):
    """All that a run found wrong: in the sources, by file and line, then in the graphs made of them."""

    def __init__(self, found: Sequence[SourceError], broken: Sequence[GraphError] = ()) -> None:
        self.found = sorted(found, key=lambda error: (error.file, error.line or 0, error.column or "", error.problem))
        self.broken = broken
        super().__init__(str(self))

    def __str__(self) -> str:
        """Say one problem a line, and their number; beyond a hundred they are only counted."""
        counted = f"{len(self.found)} problem{'s' if len(self.found) > 1 else ''} in the sources"
        rules = [line for error in self.broken for line in str(error).splitlines()]
        return "\n".join([*_first(list(map(str, self.found)), _SHOWN), counted, *_first(rules, _SHOWN)])


def together(wrong: Iterable[SourceError | GraphError]) -> LoadError:
    """Make one error of all that a run found wrong; what two readers refuse is told once."""
    distinct = list({str(error): error for error in wrong}.values())
    if len(distinct) == 1:
        return distinct[0]
    broken = [error for error in distinct if isinstance(error, GraphError)]
    found = [error for error in distinct if isinstance(error, SourceError)]
    if found:
        return SourcesError(found, broken)
    return GraphError("\n".join(_first([line for error in broken for line in str(error).splitlines()], _SHOWN)))


def broken_rules(said: str, places: Iterable[str]) -> GraphError:
    """Make the error of a graph that breaks rules: where, one place a line; beyond twenty they are only counted."""
    return GraphError("\n".join([said, *(f"  {line}" for line in _first(sorted(places), _SHOWN_OF_A_GRAPH))]))


def _first(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], f"… and {len(lines) - most} more"]


def _shortened(value: str, limit: int = 80) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
