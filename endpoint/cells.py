"""What a spreadsheet cell holds for a term, so that numbers add up, dates sort, and no digit is lost."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode

from endpoint.engine import Term
from endpoint.words import XSD

Value: TypeAlias = str | bool | float | date | datetime
# Excel calculates with 15 significant digits, and its days begin in 1900, a year that it holds for a leap year.
DIGITS = 15
FIRST_DAY = date(1900, 3, 1)
INTEGERS = frozenset(
    f"{XSD}{name}"
    for name in (
        *("integer", "int", "long", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
)


def cell_value(term: Term) -> Value:
    """Return the typed value where a spreadsheet can hold it without loss, else the text.

    >>> cell_value(Literal("12.50", datatype=NamedNode(f"{XSD}decimal")))
    12.5
    >>> cell_value(Literal("007"))
    '007'
    """
    if isinstance(term, Literal):
        read = _READERS.get(term.datatype.value)
        try:
            return read(term.value) if read else term.value
        except (ValueError, ArithmeticError, KeyError):
            return term.value
    return term.value if isinstance(term, NamedNode) else str(term)


def _number(text: str) -> float:
    # Decimal first: it alone tells how many digits there are.
    number = Decimal(text)
    value = float(number)
    digits = len(number.normalize().as_tuple().digits)
    if not number.is_finite() or digits > DIGITS or Decimal(repr(value)) != number:
        raise ValueError(text)
    return value


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _date(text: str) -> date:
    # A date with a time zone is refused here, and stays text.
    return _since_1900(date.fromisoformat(text))


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        raise ValueError(text)
    _since_1900(moment.date())
    return moment


def _since_1900(day: date) -> date:
    if day < FIRST_DAY:
        raise ValueError(day)
    return day


_READERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys(INTEGERS, _number),
    **dict.fromkeys((f"{XSD}decimal", f"{XSD}double", f"{XSD}float"), _number),
    f"{XSD}boolean": _boolean,
    f"{XSD}date": _date,
    f"{XSD}dateTime": _moment,
}
