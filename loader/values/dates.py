"""Dates as French plans write them, as EDTF (ISO 8601-2): years, months, seasons, days, open ends, dates by part."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from edtf import parse_edtf

from loader.text import fold, says_nothing, squeeze

EDTF_TYPE = "http://id.loc.gov/datatypes/edtf/EDTF"
_MONTHS = {
    "janvier": 1, "janv": 1, "jan": 1, "fevrier": 2, "fevr": 2, "fev": 2, "mars": 3, "avril": 4, "avr": 4, "mai": 5,
    "juin": 6, "juillet": 7, "juil": 7, "aout": 8, "septembre": 9, "sept": 9, "sep": 9, "octobre": 10, "oct": 10,
    "novembre": 11, "nov": 11, "decembre": 12, "dec": 12,
}  # fmt: skip
_SEASONS = {"printemps": 21, "ete": 22, "automne": 23, "hiver": 24}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_OPEN = {"/", "permanent", "permanente", "en continu", "continu", "indetermine"}
_CACHED = 1 << 14
_IN_SETS = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


@dataclass(frozen=True)
class Moment:
    """What a date cell says: an EDTF text (empty when only parts say something), an open end, dates by part."""

    edtf: str = ""
    is_open: bool = False
    parts: dict[str, str] = field(default_factory=dict)


class UnreadableDateError(ValueError):
    """A date cell whose text is no date that this module knows."""


def parse_moment(cell: str) -> Moment | None:
    """Read a date cell; None when it states nothing (empty, `?`, `-`).

    Raises UnreadableDateError when the text is not a date.

    >>> parse_moment("été 2019").edtf
    '2019-22'
    >>> parse_moment("TI : 2030 ; PAT : 2021 ;").edtf
    '{2021,2030}'
    """
    text = unicodedata.normalize("NFC", squeeze(cell))
    if fold(text) in _OPEN or text == "/":
        return Moment(is_open=True)
    if says_nothing(text):
        return None
    if ";" in text or re.search(r"[^\W\d_] : \S", text):
        return _by_part(text)
    return Moment(edtf=_single(text))


def looks_like_date(text: str) -> bool:
    """Say whether a cell holds a date (an open end or a question mark is not enough)."""
    try:
        moment = parse_moment(text)
    except UnreadableDateError:
        return False
    return moment is not None and not moment.is_open


# The parser of EDTF takes ten milliseconds a text, and a plan says the same few dates again and again.
@lru_cache(_CACHED)
def earliest_day(edtf: str) -> date:
    """Give the first day that an EDTF text can mean.

    >>> earliest_day("2019-22")
    datetime.date(2019, 6, 1)
    """
    return date(*parse_edtf(edtf).lower_strict()[:3])


@lru_cache(_CACHED)
def latest_day(edtf: str) -> date:
    """Give the last day that an EDTF text can mean.

    >>> latest_day("{2021,2030}")
    datetime.date(2030, 12, 31)
    """
    return date(*parse_edtf(edtf).upper_strict()[:3])


def _by_part(text: str) -> Moment:
    """Read dates by part; together they are an EDTF set, which holds years, months and days only."""
    found: dict[str, list[str]] = {}
    is_open = False
    for share in filter(None, (squeeze(part) for part in text.split(";"))):
        label, _, when = share.rpartition(" : ")
        moment = parse_moment(when) if label else None
        if not label or (moment and moment.edtf and not _IN_SETS.fullmatch(moment.edtf)):
            raise UnreadableDateError(text)
        is_open = is_open or (moment is not None and moment.is_open)
        if moment and moment.edtf:
            found.setdefault(label, []).append(moment.edtf)
    parts = {label: _set(dates) for label, dates in found.items()}
    whole = "" if is_open else _set([date for dates in found.values() for date in dates])
    return Moment(whole, is_open, parts)


def _set(dates: list[str]) -> str:
    distinct = sorted(set(dates))
    return "{" + ",".join(distinct) + "}" if len(distinct) > 1 else "".join(distinct)


def _single(text: str) -> str:
    if text.endswith("?"):
        certain = _single(squeeze(text.rstrip("?")))
        if not _IN_SETS.fullmatch(certain):
            raise UnreadableDateError(text)
        return f"{certain}?"
    if re.search(r"[^\w\s/.\-–'’]", text) or any(c.isnumeric() and not c.isdecimal() for c in text):
        raise UnreadableDateError(text)
    for pattern, build in _PATTERNS:
        if match := pattern.fullmatch(fold_date(text)):
            edtf = build(match)
            if edtf:
                return edtf
    raise UnreadableDateError(text)


@lru_cache(_CACHED)
def fold_date(text: str) -> str:
    """Fold a date but keep the signs between its numbers.

    >>> fold_date("Début  2020"), fold_date("déc.-30"), fold_date("1er janvier 2018")
    ('debut 2020', 'dec-30', '1 janvier 2018')
    """
    kept = " ".join(fold(part) + sep for part, sep in re.findall(r"([^\-/]+)([-/]?)", text))
    return re.sub(r"\s*([-/])\s*", r"\1", re.sub(r"\b1er\b", "1", kept)).strip()


def _year(match: re.Match[str]) -> str:
    text = match["year"]
    year = int(text) if len(text) == 4 else 2000 + int(text)
    return str(year) if _FIRST_YEAR <= year <= _LAST_YEAR else ""


def _month(match: re.Match[str]) -> str:
    month = _MONTHS.get(match["month"]) or (int(match["month"]) if match["month"].isdigit() else 0)
    return f"{_year(match)}-{month:02}" if _year(match) and 1 <= month <= 12 else ""


def _season(match: re.Match[str]) -> str:
    return f"{_year(match)}-{_SEASONS[match['season']]}" if _year(match) else ""


def _day(match: re.Match[str]) -> str:
    text = f"{_month(match)}-{int(match['day']):02}"
    try:
        date.fromisoformat(text)
    except ValueError:
        return ""
    return text


def _span(match: re.Match[str]) -> str:
    first, last = int(match["first"]), int(match["last"])
    return f"{first}/{last}" if _FIRST_YEAR <= first <= last <= _LAST_YEAR else ""


_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PATTERNS = [
    (re.compile(r"(?:debut |mi[ -]|fin |courant |annee |en )?(?P<year>\d{4})"), _year),
    (re.compile(rf"(?P<month>{_NAMES})[ -/]?(?P<year>\d{{4}}|\d\d)"), _month),
    (re.compile(rf"(?P<season>{'|'.join(_SEASONS)})[ -]?(?P<year>\d{{4}})"), _season),
    (re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})"), _day),
    (re.compile(rf"(?P<day>\d\d?) (?P<month>{_NAMES}) (?P<year>\d{{4}})"), _day),
    (re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"), _day),
    (re.compile(r"(?P<month>\d\d?)/(?P<year>\d{4})"), _month),
    (re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])"), _month),
    (re.compile(r"(?P<first>\d{4})[-/](?P<last>\d{4})"), _span),
]
