"""Code and title of each measure, from all the rows that name it: one measure, one title.

A plan repeats "1.2.3. Title" on each row, and OCR misreads some of them. The title that a code has most often is its
title; a row whose title belongs to another code by the other rows has a misread code.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from loader.text import blocks, fold, words

_CODE = re.compile(r"^\W*([1-6Il])\s*[.,]\s*([0-9IlO])\s*[.,]\s*([0-9IlO])(?![0-9])[\s.,:–-]*(.*)$", re.DOTALL)
# A head that stands where a code should, though it is none, or is written otherwise.
_GARBLED = re.compile(
    r"^\W*(?:mesure\s+)?([0-9A-Za-z])[\s.,]+([0-9A-Za-z])[\s.,]+([0-9A-Za-z])(?![^\W_])[\s.,:–-]*(.*)$", re.I
)
# A number of another scheme, or of more digits than the scheme has.
_NUMBERED = re.compile(r"^\W*\d+(?:\s*[.,]\s*\d+)+[\s.,:–-]")
_LOOKALIKES = str.maketrans({"I": "1", "l": "1", "O": "0"})
_SAME_TITLE = 96


@dataclass(frozen=True)
class MeasureCell:
    """A measure cell: its code, if it holds one, and its title; `read` is the title before a person corrected it."""

    line: int
    code: str | None
    title: str
    read: str = ""
    garbled: bool = False


@dataclass
class MeasureDecision:
    """What was decided for one row: the measure's code, and why when it is not the one read."""

    code: str | None
    reason: str = ""
    problem: str = ""


@dataclass
class MeasureTitles:
    """The measures of a plan: chosen title by code, spellings seen, ties that a person must decide."""

    titles: dict[str, str] = field(default_factory=dict)
    spellings: dict[str, list[str]] = field(default_factory=dict)
    decisions: dict[int, MeasureDecision] = field(default_factory=dict)
    ties: dict[str, tuple[str, ...]] = field(default_factory=dict)


def read_measure_cell(line: int, cell: str) -> MeasureCell:
    """Split a measure cell into code and title.

    >>> read_measure_cell(21, "1.3.1. Transcrire les enjeux").code
    '1.3.1'
    >>> read_measure_cell(153, "Renforcer le lien social").code is None
    True
    """
    text = " ".join(blocks(cell))
    match = _CODE.match(text)
    if not match:
        return _garbled(line, text)
    code = ".".join(part.translate(_LOOKALIKES) for part in match.groups()[:3])
    return MeasureCell(line, code, match[4].strip())


def _garbled(line: int, text: str) -> MeasureCell:
    match = _GARBLED.match(text)
    if not match or sum(part.isdigit() for part in match.groups()[:3]) < 2:
        return MeasureCell(line, None, text, garbled=bool(_NUMBERED.match(text)))
    code = ".".join(match.groups()[:3])
    known = bool(re.fullmatch(r"[1-6]\.\d\.\d", code))
    return MeasureCell(line, code if known else None, match[4].strip(), garbled=not known)


def has_code(cell: str) -> bool:
    """Say whether a cell starts with a measure's code."""
    return read_measure_cell(0, cell).code is not None


def decide_measures(cells: list[MeasureCell], confirmed: Counter[str]) -> MeasureTitles:
    """Decide code and title for all rows; `confirmed` counts the words of the whole document."""
    result = MeasureTitles()
    votes = _votes(cells)
    for cell in cells:
        result.decisions[cell.line] = _decide_code(cell, votes)
    by_code: dict[str, list[MeasureCell]] = defaultdict(list)
    for cell in cells:
        if code := result.decisions[cell.line].code:
            by_code[code].append(cell)
    for code, seen in by_code.items():
        _decide_title(code, [cell.title for cell in seen if cell.title], confirmed, result)
        result.spellings[code] = list(dict.fromkeys(t for cell in seen for t in (cell.title, cell.read) if t))
    return result


def _votes(cells: list[MeasureCell]) -> dict[str, Counter[str]]:
    """Count, for each folded title, the codes that rows give it."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        if cell.code and cell.title:
            votes[fold(cell.title)][cell.code] += 1
    return votes


def _decide_code(cell: MeasureCell, votes: dict[str, Counter[str]]) -> MeasureDecision:
    """Take the code that most rows with this title have; keep the one read when they do not outnumber it."""
    if not cell.title:
        return MeasureDecision(cell.code)
    near = Counter[str]()
    for title, codes in votes.items():
        if fuzz.ratio(fold(cell.title), title) >= _SAME_TITLE:
            near.update(codes)
    if not near:
        return MeasureDecision(cell.code, problem="code illisible" if cell.garbled else "")
    code, count = near.most_common(1)[0]
    if code == cell.code or (cell.code and count <= near[cell.code]):
        return MeasureDecision(cell.code)
    read = f"le code {cell.code} est lu ici" if cell.code else "aucun code n'est lu ici"
    return MeasureDecision(code, f"{read} ; {count} autres lignes de ce titre ont {code}")


def _decide_title(code: str, titles: list[str], confirmed: Counter[str], result: MeasureTitles) -> None:
    counts = Counter(fold(title) for title in titles)
    spellings = list(dict.fromkeys(titles))
    if not spellings:
        result.titles[code] = code
        return
    ranked = sorted(counts, key=lambda t: (counts[t], confirmed_share(t, counts, confirmed)), reverse=True)
    first = ranked[0]
    score = (counts[first], confirmed_share(first, counts, confirmed))
    ties = [t for t in ranked if (counts[t], confirmed_share(t, counts, confirmed)) == score]
    if len(ties) > 1:
        result.ties[code] = tuple(next(s for s in spellings if fold(s) == tie) for tie in ties)
    best = Counter(title for title in titles if fold(title) == first).most_common(1)[0][0]
    result.titles[code] = best


def confirmed_share(title: str, rivals: Counter[str], confirmed: Counter[str]) -> float:
    """Give the share of a title's words that other texts of the documents hold too (its own spellings not counted)."""
    own = Counter(word for rival, count in rivals.items() for word in words(rival) for _ in range(count))
    distinct = set(words(title))
    return sum(confirmed[word] > own[word] for word in distinct) / max(len(distinct), 1)
