"""The reader of `alignments/*.sssom.tsv`."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import yaml

from loader.addresses import DEFAULT_BASE
from loader.errors import SourceError
from loader.problems import each, report
from loader.tables import Record as TableRecord
from loader.tables import read_table
from loader.text_files import read_lines

NOT = "Not"
_COLUMNS = ("subject_id", "predicate_id", "object_id", "mapping_justification", "confidence", "comment")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PREDICATES = {
    **dict.fromkeys((f"{_SKOS}{kind}Match" for kind in ("exact", "close", "broad", "narrow")), "strong"),
    f"{_SKOS}relatedMatch": "weak",
}
_CURIE_MAP = "#curie_map: then one `#  prefix: IRI` a line"
_SEMAPV = "https://w3id.org/semapv/vocab/"
_STRONG, _MEDIUM = Decimal("0.8"), Decimal("0.6")


@dataclass(frozen=True)
class Alignment:
    """One mapping of an SSSOM file; addresses below the base are relative."""

    entry: TableRecord
    subject: str
    predicate: str
    object: str
    justification: str
    confidence: Decimal

    @property
    def is_rejected(self) -> bool:
        """Say whether the reviewer judged that the pair is no link."""
        return self.entry["predicate_modifier"] == NOT

    @property
    def pair(self) -> tuple[str, str]:
        """Give what is linked."""
        return self.subject, self.object

    @property
    def strength(self) -> str:
        """Give how much the link bears: strong, medium or weak, by predicate and confidence."""
        if _PREDICATES[self.predicate] == "weak" or self.confidence < _MEDIUM:
            return "weak"
        return "strong" if self.confidence >= _STRONG else "medium"

    def path(self, siren: str) -> str:
        """Give the mapping's address, made of what it says."""
        key = "|".join((self.subject, self.predicate, self.object, self.entry["predicate_modifier"]))
        return f"id/{siren}/alignment/{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def read_alignments(folder: Path) -> list[Alignment]:
    """Read all SSSOM files of a territory; a bad mapping is a problem."""
    files = each(sorted(folder.glob("*.sssom.tsv")), _read_file)
    return [alignment for found in files for alignment in found]


def _read_file(path: Path) -> list[Alignment]:
    prefixes = _prefixes(path)
    entries = read_table(path, _COLUMNS, delimiter="\t", comment="#")
    return each(entries, lambda entry: _alignment(entry, prefixes))


def _prefixes(path: Path) -> dict[str, str]:
    head = "\n".join(line[1:] for line in read_lines(path) if line.startswith("#"))
    try:
        metadata = yaml.safe_load(head) or {}
    except yaml.YAMLError as error:
        raise _not_yaml(path, error) from error
    prefixes = metadata.get("curie_map") if isinstance(metadata, dict) else None
    if not isinstance(prefixes, dict):
        raise SourceError(str(path), "the header of `#` lines has no curie_map", _CURIE_MAP)
    return {str(key): str(value) for key, value in prefixes.items()}


def _not_yaml(path: Path, error: yaml.YAMLError) -> SourceError:
    """Make the error that names the line of the file: the header is its lines that begin with `#`."""
    mark = getattr(error, "problem_mark", None)
    heads = [number for number, line in enumerate(read_lines(path), 1) if line.startswith("#")]
    line = heads[mark.line] if mark and mark.line < len(heads) else None
    problem = f"the header of `#` lines is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
    return SourceError(str(path), problem, _CURIE_MAP, line)


def _alignment(entry: TableRecord, prefixes: dict[str, str]) -> Alignment:
    subject, predicate, target, justification = (_iri(entry, column, prefixes) for column in _COLUMNS[:4])
    if predicate not in _PREDICATES:
        remedy = "one of skos:exactMatch, closeMatch, broadMatch, narrowMatch, relatedMatch"
        raise entry.error("predicate_id", "is no SKOS mapping predicate", remedy)
    if entry["predicate_modifier"] not in ("", NOT):
        report(entry.error("predicate_modifier", "is neither empty nor Not", f"{NOT} says that the pair is no link"))
    if not justification.startswith(_SEMAPV):
        remedy = "semapv:ManualMappingCuration, for instance"
        report(entry.error("mapping_justification", "is no term of semapv", remedy))
    if not entry["comment"]:
        report(entry.error("comment", "is empty", "say why, with the words of both documents: « … » (document:line)"))
    return Alignment(entry, subject, predicate, target, justification, _confidence(entry))


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
