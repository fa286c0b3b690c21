"""Looks for what is typed; what is nowhere may be mistyped, and is looked for as it was likely meant."""

from dataclasses import dataclass
from itertools import takewhile

from endpoint.search.index import Hit, Index, Range
from endpoint.search.kinds import ABOUT
from endpoint.search.nearest import nearest_word
from endpoint.search.wanted import Unit, match, read_units

SHOWN_OF_EACH = 5
SHOWN_OF_ONE = 30
SUGGESTED = 8


@dataclass(frozen=True)
class Group:
    """The hits of one kind; `total` counts those that are not shown as well."""

    kind: str
    total: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Found:
    """What was found for `units`.

    `meant` is the text with its mistyped words put right, where there are any; `instead` says that the groups are those
    of `meant`, as nothing was found for what was typed; `partly` that they have some of the words, as none has all.
    """

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    meant: str = ""
    instead: bool = False
    partly: bool = False

    @property
    def total(self) -> int:
        """How many entries were found."""
        return sum(group.total for group in self.groups)


def search(index: Index, text: str, kind: str = "", page: int = 1) -> Found:
    """Search a text in all kinds, a few hits of each, or in one kind, page by page."""
    units = read_units(text)
    if not units:
        return Found((), ())
    kinds = tuple(each for each in index.kinds if kind in ("", each.kind))
    page = page if kind else 0
    groups = _groups(index, match(units), kinds, page)
    if index.any(match(units), things(index)):
        return Found(units, groups)
    meant = put_right(index, text, units)
    if groups:
        return Found(units, groups, meant)
    if meant:
        right = read_units(meant)
        return Found(right, _groups(index, match(right), kinds, page), meant, instead=True)
    return Found(units, _groups(index, match(units, "OR"), kinds, page), partly=len(units) > 1)


def suggest(index: Index, text: str) -> tuple[str, list[Hit]]:
    """Return the text as it was likely meant, and the few things whose names have its words, or their beginnings."""
    units = read_units(text)
    if not units:
        return "", []
    if hits := _named(index, units):
        return "", hits
    meant = put_right(index, text, units)
    return meant, _named(index, read_units(meant)) if meant else []


def things(index: Index) -> tuple[Range, ...]:
    """Return the kinds of things, without those of what is said about them."""
    return tuple(takewhile(lambda each: each.kind not in ABOUT, index.kinds))


def put_right(index: Index, text: str, units: tuple[Unit, ...]) -> str:
    """Return the text with each word that no thing has replaced by the nearest; empty when that finds nothing."""
    meant = text
    for unit in units:
        if unit.word and not index.any(match((unit,)), things(index)):
            meant = meant.replace(unit.typed, nearest_word(index, unit.word) or unit.typed)
    if meant == text or not index.any(match(read_units(meant)), index.kinds):
        return ""
    return meant


def _named(index: Index, units: tuple[Unit, ...]) -> list[Hit]:
    """Return the best, kind by kind in the order of the thread: axes before measures, measures before actions."""
    order = [each.kind for each in index.kinds]
    best = index.best(match(units, columns="{name name_stems}"), things(index), SUGGESTED)
    return sorted(best, key=lambda hit: order.index(hit.kind))


def _groups(index: Index, query: str, kinds: tuple[Range, ...], page: int) -> tuple[Group, ...]:
    """Return the groups that have hits; page 0 is the head of each group."""
    limit, offset = (SHOWN_OF_ONE, SHOWN_OF_ONE * (page - 1)) if page else (SHOWN_OF_EACH, 0)
    counted = [(each, index.count(query, each)) for each in kinds]
    return tuple(
        Group(each.kind, total, tuple(index.best(query, (each,), limit, offset))) for each, total in counted if total
    )
