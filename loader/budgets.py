"""A budget as a record for the mappings."""

from loader.records import Record
from loader.text import slug
from loader.values.money import Money


def budget_record(path: str, money: Money, rows: list[str], cells: list[str]) -> Record:
    """Give the record of a budget and of its parts, each with the rows and cells that state it."""
    record: Record = {
        "path": path,
        "raw": money.raw,
        "minimum": money.minimum,
        "maximum": money.maximum,
        "basis": money.basis,
        "period": money.period,
        "certainty": money.certainty,
        "label": money.label or None,
        "row": rows,
        "cell": cells,
    }
    names = [slug(part.label) or str(n) for n, part in enumerate(money.parts, 1)]
    record["part"] = [
        budget_record(f"{path}/{name}", part, rows, cells) for name, part in zip(names, money.parts, strict=True)
    ]
    return record
