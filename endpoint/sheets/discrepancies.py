"""What documents, or the readings of one, say differently about a thing."""

from dataclasses import dataclass
from itertools import groupby

from endpoint.audit.asking import Answered, Row
from endpoint.bilingual import Text
from endpoint.sheets.places import Place
from endpoint.sheets.reader import Reader


@dataclass(frozen=True)
class Side:
    """What one side says, where, and whether the graph follows it."""

    value: str
    places: tuple[Place, ...]
    is_chosen: bool


@dataclass(frozen=True)
class Discrepancy:
    """One fact said differently; `column` is the field that it is in, where it is in one."""

    number: int
    href: str | None
    kind: Text
    between: Text
    column: str
    field: Text
    reason: str
    chosen_value: str
    sides: tuple[Side, ...]


@dataclass(frozen=True)
class Discrepancies:
    """The discrepancies about a thing."""

    found: tuple[Discrepancy, ...]
    answered: Answered

    def of(self, column: str) -> tuple[Discrepancy, ...]:
        """Return those of one field."""
        return tuple(each for each in self.found if each.column == column)


def read_discrepancies(reader: Reader) -> Discrepancies:
    """Ask what is said differently about the thing."""
    answered = reader.ask("discrepancies-of-thing", thing=reader.iri)
    groups = groupby(answered.rows, key=lambda row: row["discrepancy"])
    found = (_discrepancy(reader, number, iri, list(rows)) for number, (iri, rows) in enumerate(groups, 1))
    return Discrepancies(tuple(found), answered)


def _discrepancy(reader: Reader, number: int, iri: str, rows: list[Row]) -> Discrepancy:
    row = rows[0]
    return Discrepancy(
        number=number,
        href=reader.href(iri),
        kind=reader.said("kind", row["kind"]),
        between=reader.said("between", row["between"]),
        column=row["column"],
        field=reader.said("column", row["column"]),
        reason=row["reason"],
        chosen_value=row["chosenValue"],
        sides=tuple(
            Side(each["value"], tuple(reader.places(each["rows"], iri)), each["isChosen"] == "true") for each in rows
        ),
    )
