"""How a workbook shows a value: what its number format adds, and which parts of a date a reader sees.

A cell of 18 with the format `0" k€"` is read as « 18 k€ », and 1 March 2021 with `mmm-yy` as March 2021, no day.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = "int | float | str | bool | time | date | datetime | timedelta"

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[\$(?P<currency>[^\]\-]*)[^\]]*\]|\[[^\]]*\]|[_*].|'
    r"(?P<number>[0#?][0#?,. ]*[0#?]|[0#?])(?P<thousands>,*)|(?P<general>General)|(?P<letters>[A-Za-z]+)|(?P<sign>.)",
    re.IGNORECASE,
)
_DATES = {"y": "%Y", "my": "%m/%Y", "dmy": "%d/%m/%Y"}
# The formats that a workbook names by number: percent, dates and times; the others show the number itself.
BUILT_IN = {
    **{9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 2: "0.00", 4: "#,##0.00"},
}


@dataclass(frozen=True)
class Look:
    """What a cell shows beyond its value: `text` in place of it, or what stands around a number, or a date's parts."""

    text: str | None = None
    before: str = ""
    after: str = ""
    factor: Decimal = Decimal(1)
    decimals: int = 0
    parts: str = "dmy"

    @property
    def is_plain(self) -> bool:
        """Say whether the value alone says what a reader sees."""
        return self == _PLAIN


_PLAIN = Look()


def look_of(code: str) -> Look:
    """Read a number format.

    >>> look_of('# ##0" k€"').after, look_of("mmm-yy").parts, look_of("0.00%").factor
    (' k€', 'my', Decimal('100'))
    """
    before = after = letters = ""
    factor, decimals, seen = Decimal(1), 0, False
    for match in _TOKENS.finditer(code.split(";")[0]):
        literal = match["quoted"] or match["escaped"] or match["currency"] or match["sign"] or ""
        if match["number"] or match["general"]:
            seen = True
            decimals = len((match["number"] or "").rpartition(".")[2]) if "." in (match["number"] or "") else 0
            factor /= Decimal(1000) ** len(match["thousands"] or "")
        elif match["letters"]:
            letters += match["letters"].lower()
        elif literal == "%":
            factor, after = factor * 100, f"{after} %"
        elif seen:
            after += literal
        else:
            before += literal
    return Look(None, before.lstrip(), after.rstrip(), factor, decimals, _parts(letters)) if seen else _date(letters)


def _date(letters: str) -> Look:
    return Look(parts=_parts(letters))


def _parts(letters: str) -> str:
    """Say which parts of a date its format shows; a format that shows no year hides nothing of the value."""
    if "y" not in letters and "a" not in letters:
        return "dmy"
    if "d" in letters or "j" in letters:
        return "dmy"
    return "my" if "m" in letters else "y"


def shown(value: Value, look: Look = _PLAIN) -> str:
    """Give a value as a reader of a French sheet sees it.

    >>> shown(18000.5), shown(True), shown(date(2021, 3, 1)), shown(0.5, look_of("0%"))
    ('18000,5', 'VRAI', '01/03/2021', '50 %')
    """
    if look.text is not None:
        return look.text
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, date):
        return value.strftime(_DATES[look.parts])
    if isinstance(value, int | float):
        return look.before + _number(value, look) + look.after
    return str(value)


def _number(value: float, look: Look) -> str:
    """Write a number with a decimal comma, to the 15 digits that a workbook holds, without an exponent."""
    exact = Decimal(format(value, ".15g")) * look.factor
    text = format(exact.normalize(), "f")
    whole, _, rest = text.partition(".")
    rest = rest.ljust(look.decimals, "0") if rest or (look.decimals and exact) else rest
    return f"{whole},{rest}" if rest else whole
