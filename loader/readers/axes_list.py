"""The reader of `axes-list`: bullet points in groups parted by blank lines, whose headings were lost."""

import re

from loader.addresses import Addresses
from loader.records import Reading, Record
from loader.rows import Cell, Fate, Row
from loader.text import WITHHELD, squeeze

_BULLET = re.compile(r"^\s*(?:[•●▪◦*–-]|\d{1,2}[.)])\s+(?P<text>\S.*)$")


def read_axes(lines: list[str], document: str, addresses: Addresses) -> Reading:
    """Read the axes; a group is a run of bullets, and a line that goes on from a bullet belongs to its axis."""
    rows = [Row(number) for number in range(1, len(lines) + 1)]
    records: list[Record] = []
    group = order = 0
    in_run = False
    for row, line in zip(rows, lines, strict=True):
        if WITHHELD in line:
            row.close(Fate.WITHHELD, "donnée personnelle")
        elif match := _BULLET.match(line):
            group, order = (group, order + 1) if in_run else (group + 1, 1)
            in_run = True
            records.append(_axis(row, match["text"], addresses, document, (group, order)))
            _map(row, line, records[-1])
        elif line.strip() and in_run:
            records[-1]["label"] = f"{records[-1]['label']} {squeeze(line)}"
            _map(row, line, records[-1], f"suite de la ligne {row.line - 1}")
        else:
            in_run = False
            row.close(Fate.STRUCTURE, "texte hors de la liste : titre" if line.strip() else "ligne vide")
    for record in records:
        record["label"] = str(record["label"]).rstrip(" ,;.")
    return Reading(rows, records)


def _axis(row: Row, text: str, addresses: Addresses, document: str, place: tuple[int, int]) -> Record:
    group, order = place
    return {
        "record": "axis",
        "path": addresses.axis(group, order),
        "plan": addresses.plan(document),
        "notation": f"{group}.{order}",
        "group": group,
        "order": order,
        "label": squeeze(text),
        "row": addresses.row(document, row.line),
    }


def _map(row: Row, line: str, record: Record, reason: str = "") -> None:
    path = str(record["path"])
    row.cells = [Cell(1, "", "label", squeeze(line), squeeze(line), path)]
    row.close(Fate.MAPPED, reason, [path])
