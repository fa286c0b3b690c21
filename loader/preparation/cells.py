"""The lines for corrections.csv: the cells of which no value could be made, with what they likely say."""

import csv
import io

from loader.authority import UNKNOWN_NAME
from loader.corrections import DOUBT, Corrections
from loader.rows import Doubt, Row
from loader.vocabulary import read_scheme


def correction_lines(ledgers: dict[str, list[Row]], decided: Corrections) -> list[str]:
    """Give a line for each cell to look at that no person has looked at yet.

    Where nothing is likely, the corrected text is `?`: the cell stays to be corrected until a person replaces it. Where
    the cell is empty or its column is open, the line is a comment: only a person can complete it.
    """
    found = [
        (document, row, doubt)
        for document, rows in ledgers.items()
        for row in rows
        for doubt in row.doubts
        if doubt.problem != UNKNOWN_NAME and not _is_doubted(document, row, doubt, decided)
    ]
    hint = [f"# status is one of: {', '.join(_statuses())}"] if any(d.column == "status" for _, _, d in found) else []
    return [*hint, *(_line(*each) for each in found)]


def _statuses() -> tuple[str, ...]:
    """Give the names of the closed list of statuses; its scheme has one too."""
    scheme = read_scheme("status")
    return tuple(name for name in scheme.french if scheme.notation(name))


def _is_doubted(document: str, row: Row, doubt: Doubt, decided: Corrections) -> bool:
    """Say whether a person has looked at the cell and could not decide."""
    return any(c.is_doubt and c.column == doubt.column for c in decided.on(document, row.line))


def _line(document: str, row: Row, doubt: Doubt) -> str:
    column = "COLUMN" if doubt.column.isdigit() else doubt.column
    text = io.StringIO()
    cells = (document, row.line, column, doubt.value, doubt.likely or DOUBT, doubt.problem)
    csv.writer(text, lineterminator="").writerow(cells)
    incomplete = doubt.column.isdigit() or not doubt.value
    return f"# {text.getvalue()}" if incomplete else text.getvalue()
