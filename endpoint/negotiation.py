"""The Accept header (RFC 9110, 12.5.1): which of the formats on offer the client prefers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isnan

ANYTHING = "*/*"


@dataclass(frozen=True)
class Range:
    """One media range of the header with its weight from 0 to 1."""

    media_type: str
    weight: float

    def precision(self, media_type: str) -> int:
        """Say how closely the range names the type: 3 itself, 2 its family, 1 anything, 0 not at all."""
        if self.media_type == media_type:
            return 3
        if self.media_type == media_type.partition("/")[0] + "/*":
            return 2
        return int(self.media_type == ANYTHING)


@dataclass(frozen=True)
class Accept:
    """What a client accepts; an absent or empty header accepts anything."""

    ranges: tuple[Range, ...]

    def weight(self, media_type: str) -> float:
        """Return the weight that the closest range gives to the type, 0 when none does.

        >>> read_accept("text/*;q=0.5, text/csv").weight("text/csv")
        1.0
        """
        matching = [(each.precision(media_type), each.weight) for each in self.ranges if each.precision(media_type)]
        return max(matching)[1] if matching else 0.0

    def best(self, offers: Sequence[str]) -> str | None:
        """Return the preferred offer, the earlier one when two weigh the same, None when none is accepted.

        >>> read_accept("text/csv;q=0.5, */*;q=0.1").best(["application/json", "text/csv"])
        'text/csv'
        """
        best = max(offers, key=self.weight, default=None)
        return best if best is not None and self.weight(best) > 0 else None


# Clients send the same few again and again.
@lru_cache(maxsize=64)
def read_accept(header: str | None) -> Accept:
    """Read an Accept header; what is not a media range is passed over."""
    ranges = tuple(_range(part) for part in (header or ANYTHING).split(",") if "/" in part)
    return Accept(ranges or (Range(ANYTHING, 1.0),))


def _range(text: str) -> Range:
    media_type, *parameters = (part.strip().lower() for part in text.split(";"))
    weights = [part[2:] for part in parameters if part.startswith("q=")]
    return Range(media_type, _weight(weights[0]) if weights else 1.0)


def _weight(text: str) -> float:
    try:
        weight = float(text)
        return 0.0 if isnan(weight) else min(max(weight, 0.0), 1.0)
    except ValueError:
        return 0.0
