"""How wide the columns of a table are on paper.

The library would find out by laying out every cell twice over; counting characters takes half the time, and no long
address can squeeze the rest.
"""

from collections.abc import Sequence

from endpoint.audit.sheet import Sheet
from endpoint.tables import Cell

# A line of a table across an A4 page holds about so many characters, more where many columns have small letters (class
# `many` in web/dossier-print.css); and a column takes more than its text for its edges.
LINE, LINE_OF_MANY, EDGES = 185, 215, 3
MANY = 12
# A longer word is broken, and a longer text makes its column no wider.
LONGEST_WORD, LONGEST_TEXT = 20, 240
# What stands for an address that would show itself: the link is there, its letters say nothing.
LINK = "lien"


def column_shares(sheet: Sheet) -> list[float]:
    """Return the width of each column in percent: room for its longest word, then by how much it has to say."""
    texts = [_texts(sheet, index) for index in range(len(sheet.columns))]
    least = [min(max(len(word) for text in each for word in text.split()), LONGEST_WORD) + EDGES for each in texts]
    wanted = [max(_usual_length(each) - room, 0) for each, room in zip(texts, least, strict=True)]
    line = LINE_OF_MANY if len(texts) >= MANY else LINE
    spare = max(line - sum(least), 0) / (sum(wanted) or 1)
    widths = [room + want * spare for room, want in zip(least, wanted, strict=True)]
    return [round(100 * width / sum(widths), 2) for width in widths]


def paper_text(cell: Cell) -> str:
    """Return what a part of a cell says on paper.

    >>> paper_text(Cell("…/axis/1.3", "/page/1/axis/1.3", bare=True)), paper_text(Cell("1.3"))
    ('lien', '1.3')
    """
    return LINK if cell.bare and cell.href else cell.text


def _texts(sheet: Sheet, index: int) -> list[str]:
    """Return the heading and the cells of a column."""
    return [
        sheet.columns[index].words.fr,
        *(" | ".join(map(paper_text, row[index])) for row in sheet.rows if row[index]),
    ]


def _usual_length(texts: Sequence[str]) -> int:
    """Return a length that nine of ten texts have at most, so that one long text does not rule."""
    lengths = sorted(len(each) for each in texts)
    return min(lengths[(len(lengths) - 1) * 9 // 10], LONGEST_TEXT)
