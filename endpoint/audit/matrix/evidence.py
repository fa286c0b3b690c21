"""What stands behind one cell of the matrix: the things that link its row and its column, and the reviewers' words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from endpoint.audit.asking import Answered, Row
from endpoint.audit.matrix.grid import SIGNS


@dataclass(frozen=True)
class Linked:
    """An action, a measure or an objective; `ways` are the ways by which it is linked, each with its strength."""

    said: Row
    ways: dict[str, str]

    @property
    def strength(self) -> str:
        """The strength of its strongest way."""
        return min(self.ways.values(), key=list(SIGNS).index)


@dataclass(frozen=True)
class Quoted:
    """What is quoted of one document: each passage with its line and the IRI of its row, where they are known."""

    document: str
    passages: tuple[Row, ...]


@dataclass(frozen=True)
class Alignment:
    """A pair that a reviewer linked or rejected, and the words of the documents on which that rests."""

    said: Row
    quoted: tuple[Quoted, ...]

    @property
    def rejected(self) -> bool:
        """Whether the reviewer denies the link."""
        return self.said["rejected"] == "true"


def read_linked(answered: Answered, kind: str) -> list[Linked]:
    """Return the things of a kind (action, measure, objective) from the answer of `matrix-cell`."""
    rows = [row for row in answered.rows if row["kind"] == kind]
    return [_linked(list(found)) for _, found in groupby(rows, key=itemgetter("thing"))]


def read_alignments(answered: Answered) -> list[Alignment]:
    """Return the alignments from the answer of `matrix-cell-evidence`, which has a row a quotation."""
    return [_alignment(list(found)) for _, found in groupby(answered.rows, key=itemgetter("alignment"))]


def _linked(rows: list[Row]) -> Linked:
    ways: dict[str, str] = {}
    for row in rows:
        strengths = [each for each in (ways.get(row["way"]), row["strength"]) if each]
        ways[row["way"]] = min(strengths, key=list(SIGNS).index)
    return Linked(rows[0], ways)


def _alignment(rows: list[Row]) -> Alignment:
    return Alignment(rows[0], tuple(_quoted(row for row in rows if row["words"])))


def _quoted(rows: Iterable[Row]) -> Iterator[Quoted]:
    by_document: dict[str, list[Row]] = {}
    for row in rows:
        by_document.setdefault(row["document"], []).append(row)
    for document, passages in by_document.items():
        yield Quoted(document, tuple(passages))
