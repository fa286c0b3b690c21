"""What each mapping must satisfy: its things exist, its labels are theirs, its citations stand in the documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from loader.addresses import Addresses
from loader.alignments.sssom import Alignment, Citation
from loader.errors import SourceError
from loader.records import Record
from loader.rows import Row
from loader.text import blocks, squeeze


@dataclass(frozen=True)
class Ground:
    """What mappings are held against: labels by address, and the texts of each line of each document."""

    labels: dict[str, str]
    texts: dict[tuple[str, int], str]


def ground_of(records: Iterable[Record], ledgers: dict[str, list[Row]]) -> Ground:
    """Gather labels and lines; a line's text is its cells, as read and as corrected, or the words quoted from it."""
    labels: dict[str, str] = {}
    for record in records:
        path = f"id/measure/citergie/{record['code']}" if record["record"] == "measure" else str(record.get("path", ""))
        if label := record.get("label") or record.get("title"):
            labels[path] = str(label)
    texts = {(document, row.line): _text(row) for document, rows in ledgers.items() for row in rows}
    return Ground(labels, texts)


def _text(row: Row) -> str:
    pieces = [piece for cell in row.cells for piece in (cell.raw, cell.text, cell.header)]
    return " | ".join([*pieces, *(" ".join(blocks(piece)) for piece in pieces if "<" in piece), *row.quotes])


def check_alignments(alignments: list[Alignment], ground: Ground) -> None:
    """Raise SourceError, with line and column, for the first mapping that does not hold."""
    judged: dict[tuple[str, str], Alignment] = {}
    for alignment in alignments:
        _check_ends(alignment, ground)
        for citation in alignment.citations:
            _check_citation(alignment, citation, ground)
        other = judged.setdefault(alignment.pair, alignment)
        if other is not alignment:
            raise _judged_twice(alignment, other)


def _check_ends(alignment: Alignment, ground: Ground) -> None:
    for end, path in (("subject", alignment.subject), ("object", alignment.object)):
        if path not in ground.labels:
            raise alignment.entry.error(f"{end}_id", "is not in the graph", "an address that a document states")
        said = alignment.entry[f"{end}_label"]
        if said and said != ground.labels[path]:
            raise alignment.entry.error(f"{end}_label", "is not its label any more", f"write: {ground.labels[path]}")


def _check_citation(alignment: Alignment, citation: Citation, ground: Ground) -> None:
    place = f"{citation.document}:{citation.line}"
    text = ground.texts.get((citation.document, citation.line))
    if text is None or squeeze(citation.words) not in squeeze(text):
        entry = alignment.entry
        problem = f"these words do not stand in {place}"
        remedy = "cite the words exactly, with their line"
        raise SourceError(entry.file, problem, remedy, line=entry.line, column="comment", value=citation.words)


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
        "citation": [
            {
                "path": f"{path}/citation/{place}",
                "document": addresses.document(citation.document),
                "row": addresses.row(citation.document, citation.line),
                "words": citation.words,
            }
            for place, citation in enumerate(alignment.citations, 1)
        ],
    }
