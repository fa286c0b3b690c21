"""What can stop a load.

LoadError
├── UsageError    the command was called wrongly (exit 2)
├── SourceError   a source file holds something that cannot be loaded (exit 1)
└── GraphError    the graph that was made breaks a rule: shapes, ledger sums, doubled triples (exit 1)
"""

from dataclasses import dataclass


class LoadError(Exception):
    """A load that must stop, with a message for the person who runs it."""


class GraphError(LoadError):
    """The graph that was made breaks a rule, so it is not published."""


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


def _shortened(value: str, limit: int = 80) -> str:
    return value if len(value) <= limit else value[: limit - 1] + "…"
