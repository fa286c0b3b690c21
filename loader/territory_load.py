"""One territory from its folder to records: documents read, corrections applied, the ledger closed."""

from collections.abc import Callable
from dataclasses import dataclass

from loader.addresses import Addresses
from loader.alignments.checks import alignment_record, check_alignments, ground_of
from loader.alignments.sssom import read_alignments
from loader.authority import Authority, read_authority
from loader.citations import line_texts
from loader.corrections import Corrections, check_all_used, read_corrections
from loader.discrepancies.stated import read_stated, things_of
from loader.organisations import link_records, read_links
from loader.provenance import correction_records, row_record
from loader.readers.axes_list import read_axes
from loader.readers.citergie.reader import Context, read_citergie
from loader.readers.crte_notice import read_notice
from loader.readers.statements import read_statements
from loader.records import Reading, Record
from loader.rows import Fate, Row, check_ledger
from loader.territory import Document, Territory
from loader.text import read_lines, squeeze, without_personal_data

_PLANS = ("axes-list", "crte-notice", "citergie-table")


@dataclass
class TerritoryRecords:
    """All records of a territory by the graph that they go to, and the ledger of each document."""

    territory: Territory
    graphs: dict[str, list[Record]]
    ledgers: dict[str, list[Row]]
    corrections: int


def read_all(territory: Territory, progress: Callable[[str], None] = lambda document: None) -> TerritoryRecords:
    """Read a territory's documents and tables into records, and check that every line is accounted for."""
    addresses = Addresses(territory.siren)
    authority = read_authority(territory.folder / "actors.csv", addresses, territory.name)
    corrections = read_corrections(territory.folder / "corrections.csv", {d.id for d in territory.documents})
    result = TerritoryRecords(territory, {"measures": [], "actors": [], "provenance": []}, {}, len(corrections.items))
    graphs = result.graphs
    graphs[addresses.graph("territory")] = []
    for document in territory.documents:
        reading = _read(document, addresses, authority, corrections)
        result.ledgers[document.id] = reading.rows
        _share_out(result, addresses, document, reading)
        progress(document.id)
    check_all_used(corrections)
    graphs["provenance"] += correction_records(corrections, addresses)
    graphs[addresses.graph("territory")].append(_territory_record(territory, addresses, authority, result.ledgers))
    _add_actors(result, addresses, authority)
    _add_links(result, addresses, authority)
    _add_alignments(result, addresses)
    _add_stated_discrepancies(result, addresses)
    return result


def _read(document: Document, addresses: Addresses, authority: Authority, corrections: Corrections) -> Reading:
    if document.kind == "statements":
        reading = read_statements(document.path, document, addresses, authority)
        check_ledger(document.id, reading.rows, len(reading.rows))
        return reading
    lines = [without_personal_data(line) for line in read_lines(document.path)]
    if document.kind == "citergie-table":
        context = Context(str(document.path), document.id, addresses, authority, corrections, document.issued)
        reading = read_citergie(lines, context)
    else:
        corrected = _corrected(lines, document.id, corrections)
        if document.kind == "axes-list":
            reading = read_axes(corrected, document.id, addresses)
        else:
            reading = read_notice(corrected, document.id, addresses, authority)
        _restore_raw(reading.rows, lines, document.id, corrections)
    if document.statements:
        statements = read_statements(document.statements, document, addresses, authority, len(lines))
        _add_statements(reading, statements)
    check_ledger(document.id, reading.rows, len(lines))
    return reading


def _corrected(lines: list[str], document: str, corrections: Corrections) -> list[str]:
    result = list(lines)
    for correction in (c for c in corrections.items if c.document == document):
        at = correction.line - 1
        if at < len(result) and correction.matches(result[at]):
            result[at] = correction.apply(result[at])
            corrections.take(correction)
    return result


def _restore_raw(rows: list[Row], lines: list[str], document: str, corrections: Corrections) -> None:
    """Let a corrected line's cell keep what was read, and a doubted line stand among those to correct."""
    for row in rows:
        for correction in corrections.on(document, row.line):
            if correction.is_doubt:
                row.doubt(correction.column, correction.read, correction.reason)
                row.close(Fate.TO_CORRECT, row.note)
            elif row.cells:
                row.cells[0].raw = squeeze(lines[row.line - 1])
                row.cells[0].reading, row.cells[0].reason = "corrected", correction.reason


def _add_statements(reading: Reading, statements: Reading) -> None:
    """Let the statements made from a document's prose account for their lines, beside what the line says itself."""
    reading.records += statements.records
    for stated in (row for row in statements.rows if row.describes):
        own = reading.rows[stated.line - 1]
        own.problems += stated.problems
        own.quotes += stated.quotes
        note = "" if own.fate is Fate.STRUCTURE else own.note
        own.close(Fate.MAPPED, note, stated.describes)


def _share_out(result: TerritoryRecords, addresses: Addresses, document: Document, reading: Reading) -> None:
    for record in reading.records:
        result.graphs.setdefault(_home(record, addresses, document), []).append(record)
    result.graphs["provenance"] += [row_record(row, document.id, addresses) for row in reading.rows]


def _home(record: Record, addresses: Addresses, document: Document) -> str:
    """Give the graph of a record: that of its document, unless it speaks of what others share or repeat."""
    kind = record["record"]
    if kind == "measure":
        return "measures"
    if kind == "discrepancy":
        return "provenance"
    own_actor = str(record.get("actor", "")).startswith(addresses.territory)
    if kind == "identifier" and not own_actor:
        return "actors"
    return addresses.graph("territory" if kind in ("concept", "identifier") else document.id)


def _territory_record(
    territory: Territory, addresses: Addresses, authority: Authority, ledgers: dict[str, list[Row]]
) -> Record:
    own = next((actor for actor in authority.actors if actor.path == addresses.territory), None)
    return {
        "record": "territory",
        "path": addresses.territory,
        "siren": territory.siren,
        "name": territory.name,
        "insee": list(territory.insee),
        "form": [form for form in own.forms if form != territory.name] if own else [],
        "document": [_document_record(d, addresses, len(ledgers[d.id])) for d in territory.documents],
        "scheme": [
            {"path": f"{addresses.territory}/{name}", "title": f"{title} ({territory.name})"}
            for name, title in (("theme", "Thèmes"), ("audience", "Publics"))
        ],
    }


def _document_record(document: Document, addresses: Addresses, lines: int) -> Record:
    return {
        "path": addresses.document(document.id),
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "lines": lines,
        "publisher": document.publisher or None,
        "issued": document.issued or None,
        "licence": document.licence or None,
        "reference": document.reference or None,
        "plan": addresses.plan(document.id) if document.kind in _PLANS else None,
    }


def _add_actors(result: TerritoryRecords, addresses: Addresses, authority: Authority) -> None:
    for actor in authority.actors:
        if actor.kind == "none" or actor.path == addresses.territory:
            continue
        own = actor.path.startswith(f"{addresses.territory}/")
        forms = sorted({form for form in actor.forms if form != actor.name})
        record: Record = {"record": "actor", "path": actor.path, "name": actor.name, "kind": actor.kind, "form": forms}
        result.graphs[addresses.graph("territory") if own else "actors"].append(
            {**record, "siren": actor.siren or None}
        )


def _add_links(result: TerritoryRecords, addresses: Addresses, authority: Authority) -> None:
    for link in read_links(result.territory.folder / "actors.csv", authority, line_texts(result.ledgers)):
        own = link.actor.path.startswith(addresses.territory)
        result.graphs[addresses.graph("territory") if own else "actors"] += link_records(link, addresses)


def _add_alignments(result: TerritoryRecords, addresses: Addresses) -> None:
    alignments = read_alignments(result.territory.folder / "alignments")
    ground = ground_of((record for records in result.graphs.values() for record in records), result.ledgers)
    check_alignments(alignments, ground)
    if alignments:
        result.graphs[addresses.graph("alignments")] = [alignment_record(a, addresses) for a in alignments]


def _add_stated_discrepancies(result: TerritoryRecords, addresses: Addresses) -> None:
    records = [record for found in result.graphs.values() for record in found]
    path = result.territory.folder / "discrepancies.csv"
    if stated := read_stated(path, addresses, things_of(records), line_texts(result.ledgers)):
        result.graphs.setdefault(addresses.graph("alignments"), []).extend(stated)
