"""What each mapping must satisfy: its things exist, its labels are theirs, its citations stand in the documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from loader.addresses import Addresses
from loader.alignments.sssom import Alignment
from loader.citations import check_citations, citation_records, line_texts
from loader.errors import SourceError
from loader.problems import report
from loader.records import Record
from loader.rows import Row


@dataclass(frozen=True)
class Ground:
    """What mappings are held against: labels by address, and the texts of each line of each document."""

    labels: dict[str, str]
    texts: dict[tuple[str, int], str]


def ground_of(records: Iterable[Record], ledgers: dict[str, list[Row]]) -> Ground:
    """Gather labels and lines."""
    labels: dict[str, str] = {}
    for record in records:
        path = f"id/measure/citergie/{record['code']}" if record["record"] == "measure" else str(record.get("path", ""))
        if label := record.get("label") or record.get("title"):
            labels[path] = str(label)
    return Ground(labels, line_texts(ledgers))


def check_alignments(alignments: list[Alignment], ground: Ground) -> None:
    """Report each mapping that does not hold."""
    judged: dict[tuple[str, str], Alignment] = {}
    for alignment in alignments:
        _check_ends(alignment, ground)
        check_citations(alignment.entry, "comment", ground.texts)
        other = judged.setdefault(alignment.pair, alignment)
        if other is not alignment:
            report(_judged_twice(alignment, other))


def _check_ends(alignment: Alignment, ground: Ground) -> None:
    for end, path in (("subject", alignment.subject), ("object", alignment.object)):
        if path not in ground.labels:
            report(alignment.entry.error(f"{end}_id", "is not in the graph", "an address that a document states"))
            continue
        said = alignment.entry[f"{end}_label"]
        if said and said != ground.labels[path]:
            remedy = f"write: {ground.labels[path]}"
            report(alignment.entry.error(f"{end}_label", "is not its label any more", remedy))


def _judged_twice(alignment: Alignment, other: Alignment) -> SourceError:
    contradicts = alignment.is_rejected != other.is_rejected
    problem = "this pair is linked and rejected" if contradicts else "this pair stands twice"
    place = f"{other.entry.file}, line {other.entry.line}"
    return alignment.entry.error("object_id", f"{problem}: see {place}", "keep one of the two")


def alignment_record(alignment: Alignment, addresses: Addresses) -> Record:
    """Give the record of a mapping, with a quotation for each of its citations."""
    entry = alignment.entry
    path = alignment.path(addresses.siren)
    return {
        "record": "mapping",
        "path": path,
        "subject": alignment.subject,
        "predicate": alignment.predicate,
        "object": alignment.object,
        "justification": alignment.justification,
        "confidence": alignment.confidence,
        "strength": None if alignment.is_rejected else alignment.strength,
        "modifier": entry["predicate_modifier"] or None,
        "subjectLabel": entry["subject_label"] or None,
        "objectLabel": entry["object_label"] or None,
        "author": entry["author_label"] or None,
        "comment": entry["comment"],
        "citation": citation_records(entry["comment"], f"{path}/citation/", addresses),
    }
