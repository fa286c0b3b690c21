"""Which datasets stand on which page: a page is whole in itself, and each thing stands on one page only."""

from dataclasses import dataclass

from endpoint.catalogue.datasets import Collection, Dataset

MOST_ON_A_PAGE = 100


@dataclass(frozen=True)
class Page:
    """One page of the catalogue; the series, its versions and the services stand on the first."""

    number: int
    last: int
    datasets: tuple[Dataset, ...]
    series: Dataset | None

    @property
    def is_first(self) -> bool:
        """Whether it is the first."""
        return self.number == 1


def paged(collection: Collection, size: int = MOST_ON_A_PAGE) -> list[Page]:
    """Part the datasets into pages."""
    datasets = collection.datasets
    # What belongs to the whole stays with it, however much that is.
    first = max(size, 1 + len(collection.versions))
    rest = range(first, len(datasets), size)
    parts = [datasets[:first], *(datasets[start : start + size] for start in rest)]
    series = [collection.series, *(None for _ in rest)]
    return [Page(at + 1, len(parts), part, series[at]) for at, part in enumerate(parts)]
