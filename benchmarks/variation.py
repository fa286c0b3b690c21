"""What differs from one territory of a corpus to the next: its SIREN, and the actions it has, when, at what cost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from random import Random

from benchmarks.template import FIL, Line, Template

STATUSES = ("new", "in-progress", "not-started", "completed")
SHARE_OF_ACTIONS_KEPT = 0.8
YEARS = range(-4, 5)
PERCENT = range(25, 400)
_DATES = re.compile(r'"[^"]*"(?=\^\^)')
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AMOUNT = re.compile(r'"([\d.]+)"(?=\^\^)')
_STATUS = re.compile(r"(?<=/status/)[a-z-]+(?=> <)")


@dataclass(frozen=True)
class Variation:
    """How one action of one territory differs from the original."""

    kept: bool
    years: int
    percent: int
    status: str

    @classmethod
    def drawn(cls, seed: str) -> "Variation":
        """Draw the differences; the same seed gives the same ones."""
        random = Random(seed)  # noqa: S311  # nothing secret: a benchmark that can be made again
        kept = random.random() < SHARE_OF_ACTIONS_KEPT
        return cls(kept, random.choice(YEARS), random.choice(PERCENT), random.choice(STATUSES))


@dataclass(frozen=True)
class Territory:
    """One territory of the corpus, made of the template's lines."""

    template: Template
    siren: str
    department: int
    seed: int

    def department_lines(self) -> Iterator[str]:
        """Yield what the territory shares with the others of its department."""
        return (self.template.in_department(text, self.department) for text in self.template.of_department)

    def lines(self) -> Iterator[str]:
        """Yield the territory's own lines."""
        for line in self.template.of_territory:
            if line.needs.isdisjoint(self._dropped):
                yield self._rewritten(line)

    @cached_property
    def _dropped(self) -> frozenset[str]:
        return frozenset(action for action, each in self._variations.items() if not each.kept)

    @cached_property
    def _variations(self) -> dict[str, Variation]:
        # The empty name is for lines that are no action's.
        names = ("", *self.template.actions)
        return {name: Variation.drawn(f"{self.seed}/{self.siren}/{name}") for name in names}

    def _rewritten(self, line: Line) -> str:
        text = line.text.replace(self.template.siren, self.siren)
        if line.names_local_actor:
            text = self.template.in_department(text, self.department)
        change = _CHANGES.get(line.predicate)
        return change(text, self._variations[line.action]) if change else text


def _with_other_year(text: str, variation: Variation) -> str:
    return _DATES.sub(lambda dates: _moved(dates[0], variation.years), text)


def _moved(dates: str, years: int) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) + years), dates).replace("-02-29", "-02-28")


def _with_other_amount(text: str, variation: Variation) -> str:
    return _AMOUNT.sub(lambda found: f'"{Decimal(found[1]) * variation.percent / 100:f}"', text)


def _with_other_status(text: str, variation: Variation) -> str:
    return _STATUS.sub(variation.status, text)


_CHANGES = {
    **{f"<{FIL}{name}>": _with_other_year for name in ("startEdtf", "endEdtf", "startDate", "endDate")},
    **{f"<{FIL}{name}>": _with_other_amount for name in ("minimumAmount", "maximumAmount")},
    f"<{FIL}status>": _with_other_status,
}
