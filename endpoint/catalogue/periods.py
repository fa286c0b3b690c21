"""Periods: from a day to a day, as the dates of documents give them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce

_DAY = re.compile(r"(?<!\d)(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")


@dataclass(frozen=True)
class Period:
    """From a day to a day, both included."""

    start: date
    end: date

    def joined(self, other: "Period") -> "Period":
        """Return the period that holds both."""
        return Period(min(self.start, other.start), max(self.end, other.end))


def days_of(text: str) -> Period | None:
    """Return the first and the last day of the dates in a text (a year, month, day, or an EDTF of such).

    >>> days_of("2010-12"), days_of("{2015,2018-01}").start
    (Period(start=datetime.date(2010, 12, 1), end=datetime.date(2010, 12, 31)), datetime.date(2015, 1, 1))
    """
    found = [_days(*(int(part or 0) for part in parts)) for parts in _DAY.findall(text)]
    return reduce(Period.joined, found) if found else None


def _days(year: int, month: int, day: int) -> Period:
    if day:
        return Period(date(year, month, day), date(year, month, day))
    # From 21 on EDTF counts seasons and quarters: the year holds them.
    if not 1 <= month <= 12:
        return Period(date(year, 1, 1), date(year, 12, 31))
    following = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), following - timedelta(days=1))
