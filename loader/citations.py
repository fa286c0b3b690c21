"""Words of the documents that a person's decision rests on, written « words » (document:line) in its reason."""

import re
from dataclasses import dataclass

from loader.addresses import Addresses
from loader.errors import SourceError
from loader.problems import report
from loader.records import Record
from loader.rows import Row
from loader.tables import Record as TableRecord
from loader.text import blocks, squeeze

_CITATION = re.compile(r"«\s*(?P<words>[^»]+?)\s*»\s*\((?P<document>[A-Za-z0-9-]+):(?P<line>\d+)\)")


@dataclass(frozen=True)
class Citation:
    """Words of one line of a document."""

    words: str
    document: str
    line: int


def find_citations(text: str) -> list[Citation]:
    """Give the citations of a text, in its order.

    >>> find_citations("le plan le dit : « Ademe  BFC » (citergie:6)")
    [Citation(words='Ademe BFC', document='citergie', line=6)]
    """
    return [Citation(squeeze(m["words"]), m["document"], int(m["line"])) for m in _CITATION.finditer(text)]


def line_texts(ledgers: dict[str, list[Row]]) -> dict[tuple[str, int], str]:
    """Give the text of each line: its cells, as read and as corrected, or the words quoted from it."""
    return {(document, row.line): _text(row) for document, rows in ledgers.items() for row in rows}


def _text(row: Row) -> str:
    pieces = [piece for cell in row.cells for piece in (cell.raw, cell.text, cell.header)]
    return " | ".join([*pieces, *(" ".join(blocks(piece)) for piece in pieces if "<" in piece), *row.quotes])


def check_citations(entry: TableRecord, column: str, texts: dict[tuple[str, int], str]) -> None:
    """Report each citation of a cell whose words do not stand in their line."""
    for citation in find_citations(entry[column]):
        text = texts.get((citation.document, citation.line))
        if text is None or squeeze(citation.words) not in squeeze(text):
            problem = f"these words do not stand in {citation.document}:{citation.line}"
            remedy = "cite the words exactly, with their line"
            report(SourceError(entry.file, problem, remedy, line=entry.line, column=column, value=citation.words))


def citation_records(text: str, prefix: str, addresses: Addresses) -> list[Record]:
    """Give the records of a text's citations; their addresses are the prefix and a number from 1."""
    return [
        {
            "path": f"{prefix}{place}",
            "document": addresses.document(citation.document),
            "row": addresses.row(citation.document, citation.line),
            "words": citation.words,
        }
        for place, citation in enumerate(find_citations(text), 1)
    ]
