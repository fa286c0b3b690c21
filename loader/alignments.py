"""The reader of `alignments/*.sssom.tsv`: what reviewers decided about links between documents."""

import hashlib
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from loader.errors import SourceError
from loader.records import Record
from loader.tables import Record as TableRecord
from loader.tables import read_table
from loader.text import read_lines

DEFAULT_BASE = "https://w3id.org/filrouge/"
_COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification", "confidence", "comment")


def read_alignments(folder: Path, siren: str) -> list[Record]:
    """Read all SSSOM files of a territory, as records; raises SourceError with the line of a bad mapping."""
    return [record for path in sorted(folder.glob("*.sssom.tsv")) for record in _read_file(path, siren)]


def _read_file(path: Path, siren: str) -> list[Record]:
    prefixes = _prefixes(path)
    return [_record(entry, prefixes, siren) for entry in read_table(path, _COLUMNS, delimiter="\t", comment="#")]


def _prefixes(path: Path) -> dict[str, str]:
    head = "\n".join(line[1:] for line in read_lines(path) if line.startswith("#"))
    try:
        metadata = yaml.safe_load(head) or {}
    except yaml.YAMLError as error:
        raise SourceError(str(path), f"its `#` header is not YAML: {error}", "see sssom: curie_map, license") from error
    prefixes = metadata.get("curie_map") if isinstance(metadata, dict) else None
    if not isinstance(prefixes, dict):
        raise SourceError(str(path), "its `#` header has no curie_map", "#curie_map: then one `#  prefix: IRI` a line")
    return {str(key): str(value) for key, value in prefixes.items()}


def _record(entry: TableRecord, prefixes: dict[str, str], siren: str) -> Record:
    ids = {column: _iri(entry, column, prefixes) for column in _COLUMNS[:4]}
    key = "|".join((ids["subject_id"], ids["predicate_id"], ids["object_id"], entry["predicate_modifier"]))
    return {
        "record": "mapping",
        "path": f"id/{siren}/alignment/{hashlib.sha256(key.encode()).hexdigest()[:16]}",
        "subject": ids["subject_id"],
        "predicate": ids["predicate_id"],
        "object": ids["object_id"],
        "justification": ids["mapping_justification"],
        "confidence": _confidence(entry),
        "modifier": entry["predicate_modifier"] or None,
        "subjectLabel": entry["subject_label"] or None,
        "objectLabel": entry["object_label"] or None,
        "author": entry["author_label"] or None,
        "comment": entry["comment"] or None,
    }


def _iri(entry: TableRecord, column: str, prefixes: dict[str, str]) -> str:
    """Expand a CURIE; what stands below the default base stays relative, so that it follows the base of the data."""
    prefix, colon, local = entry[column].partition(":")
    if not colon or prefix not in prefixes:
        raise entry.error(column, "no CURIE of a prefix in curie_map", f"one of {', '.join(sorted(prefixes))}")
    return (prefixes[prefix] + local).removeprefix(DEFAULT_BASE)


def _confidence(entry: TableRecord) -> Decimal:
    try:
        value = Decimal(entry["confidence"])
    except InvalidOperation as error:
        raise entry.error("confidence", "is no number", "between 0 and 1") from error
    if not value.is_finite() or not 0 <= value <= 1:
        raise entry.error("confidence", "is out of range", "between 0 and 1")
    return value


def check_ends(path: str, records: list[Record], known: set[str]) -> None:
    """Raise SourceError for a mapping to a thing that no document states."""
    for record in records:
        for end in ("subject", "object"):
            if record[end] not in known:
                raise SourceError(
                    path, "a mapping to a thing that is not in the graph", column=end, value=str(record[end])
                )
