"""Money as French documents write it: amounts, ranges, shares, tax bases, yearly sums and words instead of a number."""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from loader.text import says_nothing, squeeze

_NUMBER = r"(?!0 ?\d)(?:\d{1,3}(?:[ .]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?)"
_CURRENCY = r"(?:€|euros?|EUR)"
# `3 M€` and `3 millions` are money; `3 m` is a length.
_WORDS = rf"(?P<{{0}}word>milliards?|millions?|milliers?)(?:\s*(?:d[e'’]\s*)?{_CURRENCY})?"
_UNIT = rf"(?:{_WORDS}|(?P<{{0}}sign>Mds?|M|k)?\s*{_CURRENCY})"
_UNIT_ENDS = r"(?:(?![^\W\d_])|(?=HT\b|TTC\b))"
_LOW = rf"(?P<low>{_NUMBER})\s*(?:{_UNIT.format('low_')})?\s*(?:à|-|–)\s*"
_BETWEEN = rf"(?<=entre )(?P<floor>{_NUMBER})\s*(?:{_UNIT.format('floor_')})?\s*et\s*"
_HIGH = rf"(?P<high>{_NUMBER})\s*{_UNIT.format('high_')}{_UNIT_ENDS}"
_AMOUNT = re.compile(rf"(?<![\w,.\-−])(?<!\d )(?:{_LOW}|{_BETWEEN})?{_HIGH}", re.IGNORECASE)
_BASIS = re.compile(r"^\s*(?P<basis>HT|TTC)\b")
_YEARLY = re.compile(r"(?:par\s+an(?:née)?|/\s*an|annuels?)\b", re.IGNORECASE)
_FACTORS = {"k": 3, "millier": 3, "m": 6, "million": 6, "md": 9, "milliard": 9}
_DIGITS_OF_MONEY = re.compile(
    rf"\d[\d .,²³¹½¼¾]*(?:Mds?|M|k|millions?|milliards?)?\s*{_CURRENCY}|^[\d .,−-]+$", re.IGNORECASE
)
_CEILING = re.compile(r"<|\b(?:jusqu'à|maximum|max\.?|plafond)\b", re.IGNORECASE)
# More than twice what the State spends in a year: no plan of a territory holds it.
_LARGEST = Decimal(10) ** 12
_SHARE_OF = re.compile(r"%\s*(?:de|d['’]|du)?\s*$")
_FLOOR = re.compile(r">|\b(?:au moins|minimum|à partir de|plus de)\b", re.IGNORECASE)
_ESTIMATE = re.compile(r"~|\b(?:environ|estimé|estimation|prévisionnel)", re.IGNORECASE)


@dataclass(frozen=True)
class Money:
    """A budget in euros; a bound that the text does not give is None."""

    raw: str
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    basis: str = "unknown"
    period: str = "total"
    certainty: str = "stated"
    label: str = ""
    parts: tuple["Money", ...] = field(default=())


def parse_money(cell: str) -> Money | None:
    """Read a budget cell; None when it states nothing (empty, `?`, `/`, `-€`, None).

    >>> parse_money("17 à 27 M€").maximum
    Decimal('27000000')
    >>> parse_money("Marché attribué fin 2019").certainty
    'unknown'
    """
    raw = squeeze(cell)
    if says_nothing(raw):
        return None
    if ";" in raw:
        return _list_of_shares(raw, ";")
    if "+" in raw:
        return _list_of_shares(raw, "+")
    found = list(_AMOUNT.finditer(raw))
    if not found:
        return Money(raw, certainty="unknown")
    if len(found) == 1:
        return _single(raw, found[0])
    return _several(raw, found)


def is_undecided(money: Money) -> bool:
    """Say whether digits stand in the text that no amount could be made of (a bare number, two unrelated amounts).

    >>> is_undecided(parse_money("24 000"))
    True
    """
    unread = money.minimum is None and money.maximum is None and not money.parts
    return unread and bool(_DIGITS_OF_MONEY.search(money.raw))


def looks_like_money(text: str) -> bool:
    """Say whether a cell holds an amount with its unit."""
    return bool(_AMOUNT.search(squeeze(text)))


def yearly_amount(text: str) -> Money | None:
    """Find the one amount "par an" that a description states, e.g. `2 millions par an`.

    >>> yearly_amount("Fonds - 2 millions par an avec un volet énergie").raw
    '2 millions par an'
    """
    for match in _AMOUNT.finditer(squeeze(text)):
        if yearly := re.match(rf"\s*{_YEARLY.pattern}", match.string[match.end() :], re.IGNORECASE):
            return _single(match.group() + yearly.group(), match)
    return None


def _single(raw: str, match: re.Match[str]) -> Money:
    low, high = _bounds(match)
    if low > high or high > _LARGEST or _SHARE_OF.search(match.string[: match.start()]):
        return Money(raw, certainty="unknown")
    certainty = "stated" if low == high else "estimated"
    rest = raw[: match.start()] + " " + raw[match.end() :] if match.string == raw else raw
    if _ESTIMATE.search(rest):
        certainty = "estimated"
    if "?" in raw:
        certainty = "uncertain"
    period = "per-year" if _YEARLY.search(raw) else "total"
    money = Money(raw, low, high, _basis(match), period, certainty)
    if _CEILING.search(rest):
        return replace(money, minimum=None)
    return replace(money, maximum=None) if _FLOOR.search(rest) else money


def _several(raw: str, found: list[re.Match[str]]) -> Money:
    bases = [_basis(match) for match in found]
    if sorted(bases) == ["excl", "incl"]:
        return Money(raw, parts=tuple(_part(m, {"excl": "HT", "incl": "TTC"}[_basis(m)]) for m in found))
    return Money(raw, certainty="unknown")


def _part(match: re.Match[str], label: str) -> Money:
    yearly = re.match(rf"\s*(?:{_YEARLY.pattern})", match.string[match.end() :], re.IGNORECASE)
    return replace(_single(squeeze(match.group() + (yearly.group() if yearly else "")), match), label=label)


def _label_after(text: str) -> str:
    """Give the words in brackets that name a share."""
    label = re.search(r"\(([^()]*)\)\s*$", text)
    return squeeze(label.group(1)) if label else ""


def _list_of_shares(raw: str, separator: str) -> Money:
    """Read `TI : 45 M€ ; PAT : 2 M€` or `5 M€ (usine) + 15 M€ (réseau)`; an unread share leaves the maximum open."""
    parts: list[Money] = []
    for text in filter(None, (squeeze(share) for share in raw.split(separator))):
        label, _, amount = text.rpartition(" : ") if " : " in text else (_label_after(text), "", text)
        share = parse_money(amount) or Money(amount, certainty="unknown")
        parts.append(replace(share, raw=text, label=label or f"part {len(parts) + 1}"))
    return _with_sum(raw, tuple(parts))


def _with_sum(raw: str, parts: tuple[Money, ...]) -> Money:
    """Add the shares of one budget; shares on different bases or periods are not added."""
    known = [p for p in parts if p.minimum is not None or p.maximum is not None]
    if not known or len({(p.basis, p.period) for p in known}) > 1:
        return Money(raw, certainty="unknown", parts=parts)
    minimum = sum((p.minimum or Decimal(0) for p in known), Decimal(0)) or None
    complete = len(known) == len(parts) and all(p.maximum is not None for p in parts)
    maximum = sum((p.maximum for p in known if p.maximum is not None), Decimal(0)) if complete else None
    certainty = "stated" if complete and all(p.certainty == "stated" for p in parts) else "estimated"
    return Money(raw, minimum, maximum, known[0].basis, known[0].period, certainty, parts=parts)


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """Give the two bounds; a lower bound without a unit of its own shares that of the upper one."""
    high = _number(match["high"], _scale(match, "high"))
    for bound in ("low", "floor"):
        if match[bound]:
            has_unit = bool(re.search(rf"(?:{_CURRENCY}|milli)", match.string[match.end(bound) : match.start("high")]))
            return _number(match[bound], _scale(match, bound if has_unit else "high")), high
    return high, high


def _scale(match: re.Match[str], bound: str) -> int:
    """Give the power of ten of a bound's unit."""
    scale = (match[f"{bound}_word"] or match[f"{bound}_sign"] or "").casefold()
    return _FACTORS.get(scale, _FACTORS.get(scale.rstrip("s"), 0))


def _number(text: str, scale: int) -> Decimal:
    """Read a French number; before a scale (M€) a single point is a decimal sign, else it parts thousands."""
    text = text.replace(" ", "")
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    elif text.count(".") > 1 or (not scale and re.fullmatch(r"\d{1,3}\.\d{3}", text)):
        text = text.replace(".", "")
    number = Decimal(text) * Decimal(10) ** scale
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()


def _basis(match: re.Match[str]) -> str:
    after = _BASIS.match(match.string[match.end() :])
    return {"HT": "excl", "TTC": "incl"}[after["basis"]] if after else "unknown"
