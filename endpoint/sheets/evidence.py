"""Each value of an action with the cells that state it, both readings, corrections and discrepancies."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from endpoint.audit.asking import Answered, Row
from endpoint.bilingual import Text
from endpoint.sheets.discrepancies import Discrepancies, Discrepancy
from endpoint.sheets.money import in_euros
from endpoint.sheets.places import Place
from endpoint.sheets.reader import Reader

# The columns of the source, in the order in which a reader asks, and the parts of the thread that come of each.
FIELDS = {
    "title": (Text("Titre", "Title"), ("action",), ""),
    "description": (Text("Description", "Description"), ("description",), ""),
    "measure": (Text("Mesure", "Measure"), ("measure",), ""),
    "theme": (Text("Thème", "Theme"), ("theme",), ""),
    "status": (Text("Avancement", "Status"), ("status",), ""),
    "start": (Text("Début", "Start"), ("start",), ""),
    "end": (Text("Fin", "End"), ("end", "open ended"), ""),
    "budget": (Text("Budget", "Budget"), ("budget", "budget part"), ""),
    "lead": (Text("Porteurs", "Leads"), ("actor",), "lead"),
    "funders": (Text("Financeurs", "Funders"), ("actor",), "funder"),
    "partners": (Text("Partenaires", "Partners"), ("actor",), "partner"),
    "audience": (Text("Public", "Audience"), ("audience",), ""),
}


@dataclass(frozen=True)
class Correction:
    """What a person decided about a cell; without corrected text it is a doubt, or a cell that was emptied."""

    read: str
    corrected: str
    reason: str


@dataclass(frozen=True)
class CellRead:
    """A cell of a line, as read, and what became of it; `level` is the code of its reading."""

    place: Place
    header: str
    raw: str
    level: str
    reading: Text
    reason: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class Value:
    """A value that the graph holds, and a word beside it."""

    text: str
    href: str | None = None
    note: Text | None = None


@dataclass(frozen=True)
class Field:
    """A field of the action: its values, and all that states them."""

    column: str
    name: Text
    values: tuple[Value, ...]
    cells: tuple[CellRead, ...]
    discrepancies: tuple[Discrepancy, ...]

    @property
    def corrections(self) -> int:
        """How many corrections its cells have."""
        return sum(len(cell.corrections) for cell in self.cells)


def read_fields(reader: Reader, thread: Answered, provenance: Answered, said: Discrepancies) -> tuple[Field, ...]:
    """Bring together the values of the thread and the cells of the provenance, field by field."""
    cells = _cells(reader, provenance.rows)
    known = [
        Field(column, name, _values(reader, thread.rows, parts, role), cells.pop(column, ()), said.of(column))
        for column, (name, parts, role) in FIELDS.items()
    ]
    others = [Field(each, reader.said("column", each), (), found, said.of(each)) for each, found in cells.items()]
    return tuple(known + others)


def _values(reader: Reader, rows: Iterable[Row], parts: tuple[str, ...], role: str) -> tuple[Value, ...]:
    return tuple(_value(reader, row) for row in rows if row["part"] in parts and (not role or row["detail"] == role))


def _value(reader: Reader, row: Row) -> Value:
    if row["part"] == "open ended":
        return Value("fin ouverte" if row["label"] == "true" else "fin fermée")
    is_page = row["part"] not in ("action", "budget", "budget part")
    return Value(row["label"], reader.href(row["thing"]) if is_page else None, _note(reader, row))


def _note(reader: Reader, row: Row) -> Text | None:
    if row["part"] == "measure":
        return Text(row["detail"], row["detail"])
    if row["part"] not in ("budget", "budget part"):
        return None
    amount = in_euros(row["minimum"], row["maximum"])
    told = [
        amount,
        *(reader.said(column, row[column]) for column in ("taxBasis", "period", "certainty") if row[column]),
    ]
    return Text(*(", ".join(filter(None, (getattr(each, language) for each in told))) for language in ("fr", "en")))


def _cells(reader: Reader, rows: Iterable[Row]) -> dict[str, tuple[CellRead, ...]]:
    """Return the cells by column; a cell with several corrections has several rows."""
    one = groupby(rows, key=lambda row: (row["column"], row["document"], row["line"], row["position"]))
    cells = [(column, _cell(reader, list(found))) for (column, *_), found in one]
    return {column: tuple(cell for _, cell in found) for column, found in groupby(cells, key=lambda each: each[0])}


def _cell(reader: Reader, rows: list[Row]) -> CellRead:
    row = rows[0]
    corrections = (Correction(each["read"], each["corrected"], each["correctionReason"]) for each in rows)
    return CellRead(
        place=reader.place(row["document"], row["line"]),
        header=row["header"],
        raw=row["raw"],
        level=row["reading"],
        reading=reader.said("reading", row["reading"]),
        reason=row["reason"],
        corrections=tuple(each for each in corrections if each.reason),
    )
