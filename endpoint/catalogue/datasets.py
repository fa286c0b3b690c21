"""What a catalogue is made of: datasets and their distributions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from endpoint.bilingual import Text
from endpoint.catalogue.contents import Territory
from endpoint.catalogue.periods import Period
from endpoint.dumps_manifest import Dump

NOTHING = Text("", "")
FRENCH = ("FRA",)
BILINGUAL = ("FRA", "ENG")


@dataclass(frozen=True)
class Distribution:
    """A download of a dataset; `key` tells it from the others, `folder` is the part of its address for the version."""

    key: str
    extension: str
    folder: str
    dump: Dump
    title: Text
    description: Text


@dataclass(frozen=True)
class Dataset:
    """A dataset, by the name that it has below `catalogue/`; what is not known is empty or None.

    `derived_from` are IRIs, `received` the downloads as which the files it was made from can be had.
    """

    name: str
    title: Text
    description: Text
    territories: tuple[Territory, ...]
    keywords: tuple[Text, ...]
    themes: tuple[str, ...]
    languages: tuple[str, ...] = FRENCH
    licence: str = ""
    rights: Text = NOTHING
    provenance: Text = NOTHING
    period: Period | None = None
    issued: date | None = None
    modified: date | None = None
    version: str = ""
    notes: Text = NOTHING
    derived_from: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    previous: str = ""
    versions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """All datasets; the versions are members of a series, and the whole is what they are versions of.

    The others are known by their names, and made when they are to be told of: they are many where territories are.
    """

    whole: Dataset
    others: tuple[str, ...]
    make: Callable[[Sequence[str]], list[Dataset]]
    versions: tuple[Dataset, ...] = ()
    series: Dataset | None = None

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of every dataset, the whole first."""
        return (self.whole.name, *(each.name for each in self.versions), *self.others)

    @property
    def datasets(self) -> list[Dataset]:
        """Every dataset, the whole first."""
        return self.part(0, len(self.names))

    def part(self, start: int, end: int) -> list[Dataset]:
        """Return the datasets from a place to another, by the order of their names."""
        first = [self.whole, *self.versions]
        others = self.others[max(start - len(first), 0) : max(end - len(first), 0)]
        return [*first[start:end], *self.make(others)]

    def named(self, name: str) -> Dataset | None:
        """Return a dataset or the series by its name."""
        made = [self.whole, *self.versions, *([self.series] if self.series else [])]
        if (found := next((each for each in made if each.name == name), None)) is not None:
            return found
        return next(iter(self.make([name])), None) if name in self.known else None

    def several(self, names: Iterable[str]) -> dict[str, Dataset]:
        """Return those of the others that have one of some names, by their names."""
        return {each.name: each for each in self.make([name for name in names if name in self.known])}

    @cached_property
    def known(self) -> frozenset[str]:
        """The names of the others."""
        return frozenset(self.others)
