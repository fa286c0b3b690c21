"""Which rows are two OCR readings of one row.

Two blocks of rows are passes of one page when most rows of the shorter one find their like, in order, in the other.
Titles and data are compared apart, because a pass may lose one title and lay the next ones on their neighbours' data.
"""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from loader.rows import Row
from loader.text import fold, items

_WEIGHTS = {
    "theme": 0.5, "measure": 1.0, "title": 3.0, "description": 3.0, "lead": 1.0, "funders": 1.0, "partners": 1.0,
    "audience": 0.5, "start": 1.0, "end": 1.0, "budget": 2.0, "status": 0.5,
}  # fmt: skip
_EXACT = {"start", "end", "budget"}
_ONE_MISSING = -0.3
_PAIR = 0.3
# Once two blocks are known to be one page, rows that are left between their like may differ more.
_PAIR_IN_PAGE = 0.1
_PAGE_MEAN = 0.5
_PAGE_SHARE = 0.6
_OTHER_TEXT = 55
_SURE = 0.6
_OTHER_TITLE = 60
_SAME_TITLE = 80


@dataclass
class Group:
    """The rows of one action; `titles` are rows whose title cell alone speaks of it.

    `strange` are lines of its own rows whose title speaks of another action.
    """

    rows: list[Row]
    titles: list[Row] = field(default_factory=list)
    strange: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Slip:
    """A title that stands on its neighbour's data: the row it stands in, the row of the other pass it belongs to."""

    row: Row
    owner: Row


def title_of(row: Row) -> str:
    """Give what a row is called: its title, or the first item of its description."""
    named = items(row.text("title")) or items(row.text("description"))[:1]
    return " - ".join(named)


def likeness(one: Row, other: Row) -> float:
    """Score from -1 to 1 how surely two rows are readings of one row; rows that contradict each other are not."""
    if _contradict(one, other):
        return -1.0
    score = weight = 0.0
    for column, share in _WEIGHTS.items():
        agreement = _agreement(one, other, column)
        if agreement is not None:
            score += share * agreement
            weight += share
    return score / weight if weight else 0.0


def _contradict(one: Row, other: Row) -> bool:
    """Say whether two rows describe different things, or differ in two of start, end and budget."""
    texts = [fold(" ".join(detail_of(row))) for row in (one, other)]
    if all(texts) and fuzz.token_sort_ratio(texts[0], texts[1]) < _OTHER_TEXT:
        return True
    filled = [(one.text(c), other.text(c)) for c in _EXACT if one.text(c) and other.text(c)]
    return sum(a != b for a, b in filled) >= 2


def detail_of(row: Row) -> list[str]:
    """Give the items of a row's description, without the one that it is called by when it has no title."""
    detail = items(row.text("description"))
    return detail if items(row.text("title")) else detail[1:]


def _agreement(one: Row, other: Row, column: str) -> float | None:
    texts = (one.text(column), other.text(column))
    if column == "title":
        texts = (title_of(one), title_of(other))
    elif column == "description":
        texts = (" ".join(detail_of(one)), " ".join(detail_of(other)))
    if not texts[0] and not texts[1]:
        return None
    if not texts[0] or not texts[1]:
        return _ONE_MISSING
    if column in _EXACT:
        return 1.0 if texts[0] == texts[1] else -1.0
    return float(fuzz.ratio(fold(texts[0]), fold(texts[1]))) / 50 - 1


def pair_rows(one: list[Row], other: list[Row], threshold: float = _PAIR) -> list[tuple[Row, Row]]:
    """Pair the rows of two blocks in order, so that the summed likeness is highest."""
    best: list[list[tuple[float, list[tuple[Row, Row]]]]] = [
        [(0.0, [])] * (len(other) + 1) for _ in range(len(one) + 1)
    ]
    for i in range(len(one) - 1, -1, -1):
        for j in range(len(other) - 1, -1, -1):
            options = [best[i + 1][j], best[i][j + 1]]
            score = likeness(one[i], other[j])
            if score >= threshold:
                after = best[i + 1][j + 1]
                options.append((after[0] + score, [(one[i], other[j]), *after[1]]))
            best[i][j] = max(options, key=lambda option: option[0])
    return best[0][0][1]


def are_passes(one: list[Row], other: list[Row], pairs: list[tuple[Row, Row]]) -> bool:
    """Say whether two blocks are readings of one page."""
    shorter = min(len(one), len(other))
    if not pairs or len(pairs) < _PAGE_SHARE * shorter:
        return False
    if shorter <= 2:
        # One or two rows alike are no page: all of them must be, or two actions of one title would be made one.
        return len(pairs) == shorter and all(likeness(a, b) >= _SURE for a, b in pairs)
    return sum(likeness(a, b) for a, b in pairs) / len(pairs) >= _PAGE_MEAN


def group_rows(blocks: list[list[Row]]) -> list[Group]:
    """Group the rows of a document: one group an action, in the order of the document."""
    groups: dict[int, Group] = {row.line: Group([row]) for block in blocks for row in block}
    for later, block in enumerate(blocks):
        for earlier in blocks[:later]:
            pairs = pair_rows(earlier, block)
            if are_passes(earlier, block, pairs):
                pairs = pair_rows(earlier, block, _PAIR_IN_PAGE)
                for first, second in pairs:
                    _join(groups, first, second)
                doubt_swapped_titles(earlier, block, pairs)
                for slip in find_slips(earlier, block, pairs):
                    groups[slip.owner.line].titles.append(slip.row)
                    groups[slip.row.line].strange.add(slip.row.line)
    _join_doubles(groups, blocks)
    return list({id(group): group for group in groups.values()}.values())


def _join(groups: dict[int, Group], first: Row, second: Row) -> None:
    kept, other = groups[first.line], groups[second.line]
    if kept is other:
        return
    kept.rows += other.rows
    kept.titles += other.titles
    kept.strange |= other.strange
    for row in other.rows:
        groups[row.line] = kept


def _join_doubles(groups: dict[int, Group], blocks: list[list[Row]]) -> None:
    """Join rows of one block that repeat each other to the letter.

    As read: a person who corrects a date of one row does not part it from its double; a corrected title does.
    """
    for block in blocks:
        seen: dict[tuple[tuple[str, str], ...], Row] = {}
        for row in block:
            key = tuple((cell.column, fold(cell.text if cell.column == "title" else cell.raw)) for cell in row.cells)
            if key in seen:
                _join(groups, seen[key], row)
            seen.setdefault(key, row)


def find_slips(one: list[Row], other: list[Row], pairs: list[tuple[Row, Row]]) -> list[Slip]:
    """Find titles that stand on a neighbour's data in one of two passes.

    The pass with more rows lost none, so its titles are trusted; between passes of one length nothing is decided.
    """
    if len(one) == len(other):
        return []
    trusted, _ = (one, other) if len(one) > len(other) else (other, one)
    slips = []
    for first, second in pairs:
        good, bad = (first, second) if first in trusted else (second, first)
        if _title_likeness(good, bad) < _OTHER_TITLE and (owner := _owner_of_title(bad, good, trusted)):
            slips.append(Slip(bad, owner))
    return slips


def doubt_swapped_titles(one: list[Row], other: list[Row], pairs: list[tuple[Row, Row]]) -> None:
    """Send to a person the rows of two passes of one length whose titles changed places in one of them."""
    if len(one) != len(other):
        return
    for first, second in pairs:
        if _title_likeness(first, second) < _OTHER_TITLE:
            near = other[max(0, other.index(second) - 2) : other.index(second) + 3]
            if any(_title_likeness(first, row) >= _SAME_TITLE for row in near):
                for row, twin in ((first, second), (second, first)):
                    problem = f"l'autre lecture de ces données (ligne {twin.line}) porte un autre titre"
                    row.doubt("title", row.text("title"), problem)


def _owner_of_title(bad: Row, good: Row, trusted: list[Row]) -> Row | None:
    at = trusted.index(good)
    near = [row for row in trusted[max(0, at - 2) : at + 3] if row is not good]
    best = max(near, key=lambda row: _title_likeness(row, bad), default=None)
    return best if best is not None and _title_likeness(best, bad) >= _SAME_TITLE else None


def _title_likeness(one: Row, other: Row) -> float:
    return float(fuzz.ratio(fold(title_of(one)), fold(title_of(other))))
