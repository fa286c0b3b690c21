"""Markdown tables: a row a measure, a column a server."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One measure; a server without a cell was not measured."""

    label: str
    cells: Mapping[str, str]


def table(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a table.

    >>> print("\\n".join(table(["a", "b"], [Row("size", {"a": "1"})])))
    | | a | b |
    |---|--:|--:|
    | size | 1 | |
    """
    yield "".join(["| |", *(f" {each} |" for each in columns)])
    yield "|---|" + "--:|" * len(columns)
    for row in rows:
        yield "".join([f"| {row.label} |", *(_cell(row.cells.get(each)) for each in columns)])


def _cell(text: str | None) -> str:
    return f" {text} |" if text else " |"


def figure(value: float) -> str:
    """Write a figure with as many digits as it is worth.

    >>> [figure(value) for value in (1234.5, 99.7, 3.456, 0.01234)]
    ['1234', '100', '3.5', '0.012']
    """
    return f"{value:.0f}" if value >= 10 else f"{value:.2g}"
