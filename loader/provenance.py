"""Where everything is said: records of source rows, their cells, and what people corrected."""

from collections import Counter

from loader.addresses import Addresses
from loader.corrections import Corrections
from loader.records import Record
from loader.rows import Cell, Row
from loader.text import slug


def row_record(row: Row, document: str, addresses: Addresses) -> Record:
    """Give the record of a physical line: its fate, the things that it states, its cells as read."""
    path = addresses.row(document, row.line)
    return {
        "record": "row",
        "path": path,
        "line": row.line,
        "document": addresses.document(document),
        "fate": str(row.fate),
        "reason": row.reason or None,
        "describes": row.describes,
        "repeats": addresses.row(document, row.repeats) if row.repeats else None,
        "cell": [_cell_record(path, cell) for cell in row.cells],
    }


def _cell_record(path: str, cell: Cell) -> Record:
    return {
        "path": f"{path}/cell/{cell.position}",
        "position": cell.position,
        "header": cell.header or None,
        "column": cell.column,
        "raw": cell.raw,
        "about": cell.about or None,
        "reading": cell.reading,
        "reason": cell.reason or None,
    }


def correction_records(corrections: Corrections, addresses: Addresses) -> list[Record]:
    """Give the records of what people decided about cells; a doubt has no corrected value."""
    places = Counter[tuple[str, str]]()
    records: list[Record] = []
    for correction in corrections.items:
        row = addresses.row(correction.document, correction.line)
        places[row, correction.column] += 1
        nth = places[row, correction.column]
        records.append(
            {
                "record": "correction",
                "path": f"{row}/correction/{slug(correction.column)}" + (f".{nth}" if nth > 1 else ""),
                "row": row,
                "column": correction.column,
                "read": correction.read or None,
                "corrected": None if correction.is_doubt else correction.corrected or None,
                "reason": correction.reason,
            }
        )
    return records
