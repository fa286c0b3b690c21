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
from loader.graph import MEASURES, PROVENANCE, SHARED
from loader.kept import Kept
from loader.organisations import link_records, read_links
from loader.places import place_records
from loader.problems import attempt, going_on
from loader.provenance import correction_records, row_record
from loader.read_document import Sources
from loader.records import Reading, Record
from loader.rows import Row
from loader.territory import Document, Territory


@dataclass
class TerritoryRecords:
    """All records of a territory by the graph that they go to, and the ledger of each document."""

    territory: Territory
    graphs: dict[str, list[Record]]
    ledgers: dict[str, list[Row]]
    corrections: int


def read_all(
    territory: Territory, progress: Callable[[str], None] = lambda document: None, kept: Kept | None = None
) -> TerritoryRecords:
    """Read a territory's documents and tables into records, and check that every line is accounted for.

    What is `kept` of documents that did not change is not read again.
    """
    kept = kept or Kept()
    addresses = Addresses(territory.siren)
    folder = territory.folder
    ids = {document.id for document in territory.documents} if territory.is_whole else None
    authority = attempt(lambda: read_authority(folder / "actors.csv", addresses, territory.name), Authority())
    corrections = attempt(lambda: read_corrections(folder / "corrections.csv", ids), Corrections())
    result = TerritoryRecords(territory, {name: [] for name in SHARED}, {}, len(corrections.items))
    graphs = result.graphs
    graphs[addresses.graph("territory")], graphs[addresses.graph(PROVENANCE)] = [], []
    for document in territory.documents:
        with going_on():
            reading = kept.read(document, Sources(addresses, authority, corrections), territory)
            result.ledgers[document.id] = reading.rows
            _share_out(result, addresses, document, reading)
        progress(document.id)
    _add_places(result, addresses)
    check_all_used(corrections, result.ledgers)
    if not territory.is_whole or len(result.ledgers) < len(territory.documents):
        # What rests on the documents cannot be judged; only its own form.
        read_alignments(territory.folder / "alignments")
        return result
    graphs[addresses.graph(PROVENANCE)] += correction_records(corrections, addresses)
    graphs[addresses.graph("territory")].append(_territory_record(territory, addresses, authority, result.ledgers))
    _add_actors(result, addresses, authority)
    if authority.actors:
        # Else the table could not be read, which was told.
        with going_on():
            _add_links(result, addresses, authority)
    with going_on():
        _add_alignments(result, addresses)
    with going_on():
        _add_stated_discrepancies(result, addresses)
    return result


def _share_out(result: TerritoryRecords, addresses: Addresses, document: Document, reading: Reading) -> None:
    for record in reading.records:
        result.graphs.setdefault(_home(record, addresses, document), []).append(record)
    result.graphs[addresses.graph(PROVENANCE)] += [row_record(row, document.id, addresses) for row in reading.rows]


def _home(record: Record, addresses: Addresses, document: Document) -> str:
    """Give the graph of a record: that of its document, unless it speaks of what others share or repeat."""
    kind = record["record"]
    if kind == "measure":
        return MEASURES
    if kind == "discrepancy":
        return addresses.graph(PROVENANCE)
    own_actor = str(record.get("actor", "")).startswith(addresses.territory)
    if kind == "identifier" and not own_actor:
        return "actors"
    return addresses.graph("territory" if kind in ("concept", "identifier") else document.id)


def _add_places(result: TerritoryRecords, addresses: Addresses) -> None:
    records = (record for found in result.graphs.values() for record in found)
    result.graphs[addresses.graph(PROVENANCE)] += place_records(list(records), addresses)


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
        "plan": addresses.plan(document.id) if document.is_plan else None,
    }


def _add_actors(result: TerritoryRecords, addresses: Addresses, authority: Authority) -> None:
    for actor in authority.actors:
        if actor.kind == "none" or actor.path == addresses.territory:
            continue
        own = actor.path.startswith(f"{addresses.territory}/")
        forms = sorted({form for form in actor.forms if form != actor.name})
        record: Record = {"record": "actor", "path": actor.path, "name": actor.name, "kind": actor.kind, "form": forms}
        result.graphs[addresses.graph("territory") if own else "actors"].append(
            {**record, "siren": actor.siren or None, "said": {"line": actor.line}}
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
