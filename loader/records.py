"""Records: what a reader hands to the mappings, as nested plain values (the rows of Facade-X)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from loader.rows import Row

Value: TypeAlias = "str | int | bool | Decimal | Sequence[Value] | dict[str, Value] | None"
Record: TypeAlias = dict[str, Value]


@dataclass
class Reading:
    """What a reader made of one document: a ledger row for each physical line, and records for the mappings."""

    rows: list[Row]
    records: list[Record] = field(default_factory=list)
