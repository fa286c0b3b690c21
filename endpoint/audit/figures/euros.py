"""Euros as a figure writes them."""

from collections.abc import Iterator
from decimal import Decimal

from endpoint.tables import french_number

UNITS = ((Decimal(10) ** 9, "Md€"), (Decimal(10) ** 6, "M€"), (Decimal(10) ** 3, "k€"))
# A scale has at least so many steps.
STEPS = 3


def exact_euros(amount: str) -> str:
    """Write an amount to its last digit.

    >>> exact_euros("174100000").replace(chr(0x202F), "_")
    '174_100_000 €'
    """
    return f"{french_number(amount)} €"


def in_short(amount: Decimal) -> str:
    """Write an amount with three figures at most.

    >>> in_short(Decimal("174100000")), in_short(Decimal("25779000")), in_short(Decimal(0))
    ('174 M€', '25,8 M€', '0 €')
    """
    unit, name = next(((unit, name) for unit, name in UNITS if amount >= unit), (Decimal(1), "€"))
    value = amount / unit
    rounded = round(value, 0 if value >= 100 else 1)
    return f"{french_number(format(rounded.normalize(), 'f'))} {name}"


def steps_up_to(largest: Decimal) -> Iterator[Decimal]:
    """Give the steps of a scale: round figures from 0 to the largest amount.

    >>> [int(each) for each in steps_up_to(Decimal(174100000))]
    [0, 50000000, 100000000, 150000000]
    """
    power = Decimal(10) ** max(largest.adjusted(), 0) if largest else Decimal(1)
    step = next((step for share in (1, 2, 5) if largest >= (step := power / share) * STEPS), power / 5)
    count = int(largest / step)
    yield from (step * each for each in range(count + 1))
