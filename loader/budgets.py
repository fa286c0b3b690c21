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
    names = _part_names(money)
    record["part"] = [
        budget_record(f"{path}/{name}", part, rows, cells) for name, part in zip(names, money.parts, strict=True)
    ]
    return record


def _part_names(money: Money) -> list[str]:
    """Name each part by its label; by its place too where the label is missing or said before."""
    names: list[str] = []
    for place, part in enumerate(money.parts, 1):
        name = slug(part.label)
        names.append(name if name and name not in names else f"{name or 'part'}.{place}")
    return names
