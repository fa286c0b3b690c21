"""What a catalogue is made of: datasets and their distributions."""

from dataclasses import dataclass
from datetime import date

from endpoint.bilingual import Text
from endpoint.catalogue.contents import Period, Territory
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
    """All datasets; the versions are members of a series, and the whole is what they are versions of."""

    whole: Dataset
    others: tuple[Dataset, ...]
    versions: tuple[Dataset, ...] = ()
    series: Dataset | None = None

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """Every dataset, the whole first."""
        return (self.whole, *self.versions, *self.others)

    def named(self, name: str) -> Dataset | None:
        """Return a dataset or the series by its name."""
        series = () if self.series is None else (self.series,)
        return next((each for each in (*self.datasets, *series) if each.name == name), None)
