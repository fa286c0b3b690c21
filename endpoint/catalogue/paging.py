"""Which datasets stand on which page: a page is whole in itself, and each thing stands on one page only."""

from dataclasses import dataclass
from functools import cached_property

from endpoint.catalogue.datasets import Collection, Dataset

MOST_ON_A_PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of the catalogue: the datasets from a place to another.

    The series, its versions and the services stand on the first; `siren` is the territory that it is of alone, if any.
    """

    number: int
    last: int
    collection: Collection
    start: int
    end: int
    siren: str = ""

    @property
    def is_first(self) -> bool:
        """Whether it is the first of all datasets."""
        return self.number == 1 and not self.siren

    @property
    def series(self) -> Dataset | None:
        """The series of versions, on the page that has it."""
        return self.collection.series if self.is_first else None

    @cached_property
    def datasets(self) -> list[Dataset]:
        """The datasets of the page."""
        return self.collection.part(self.start, self.end)


def paged(collection: Collection, size: int = MOST_ON_A_PAGE) -> list[Page]:
    """Part the datasets into pages."""
    total = len(collection.names)
    # What belongs to the whole stays with it, however much that is.
    first = max(size, 1 + len(collection.versions))
    starts = [0, *range(first, total, size)]
    ends = [*starts[1:], total]
    pages = enumerate(zip(starts, ends, strict=True), start=1)
    return [Page(number, len(starts), collection, start, end) for number, (start, end) in pages]


def page_of_territory(collection: Collection, siren: str) -> Page | None:
    """Return the page that has what is of one territory, however much that is; None where nothing is."""
    places = [place for place, name in enumerate(collection.names) if name.startswith(f"{siren}/")]
    # The datasets of a territory follow one another.
    return Page(1, 1, collection, places[0], places[-1] + 1, siren) if siren and places else None
