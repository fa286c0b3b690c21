"""What a discrepancy is: a fact, the sides that say it differently, the one that was chosen and why."""

import hashlib
from dataclasses import dataclass

from loader.records import Record


@dataclass(frozen=True)
class Side:
    """What one side says, as read, and the rows and cells that say it; `key` tells it from the other sides."""

    key: str
    value: str
    rows: tuple[str, ...]
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The side that was chosen and the value that stands in the graph, with the reason; neither when none was."""

    reason: str
    side: Side | None = None
    value: str = ""


@dataclass(frozen=True)
class Discrepancy:
    """A fact that two sides say differently; `between` says what parts them, `column` the field when there is one."""

    path: str
    kind: str
    between: str
    about: tuple[str, ...]
    sides: tuple[Side, ...]
    choice: Choice
    column: str = ""

    def record(self) -> Record:
        """Give the record for the mappings."""
        return {
            "record": "discrepancy",
            "path": self.path,
            "kind": self.kind,
            "between": self.between,
            "about": self.about,
            "column": self.column or None,
            "side": [self._side_record(side) for side in self.sides],
            "chosen": self._side_path(self.choice.side) if self.choice.side else None,
            "chosenValue": self.choice.value or None,
            "reason": self.choice.reason,
        }

    def _side_record(self, side: Side) -> Record:
        return {"path": self._side_path(side), "value": side.value, "row": side.rows, "cell": side.cells}

    def _side_path(self, side: Side) -> str:
        """Name a side by what it says, so that it keeps its address when rows are read in another order."""
        return f"{self.path}/side/{hashlib.sha256(side.key.encode()).hexdigest()[:12]}"
