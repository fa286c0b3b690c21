"""The indicators of data.europa.eu's metadata quality assessment, 405 points in all, as its methodology weighs them.

Findability 100, accessibility 100, interoperability 110, reusability 75, contextuality 20. An indicator of
distributions counts only where every distribution of the dataset meets it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib.namespace import DCAT
from rdflib.namespace import DCTERMS as DCT
from rdflib.term import Node

BEST = 405


@dataclass(frozen=True)
class Lists:
    """What the assessment knows: file types, media types, licences and access rights, and which file types are good."""

    file_types: frozenset[str]
    media_types: frozenset[str]
    licences: frozenset[str]
    access_rights: frozenset[str]
    open_types: frozenset[str]
    readable_types: frozenset[str]


@dataclass(frozen=True)
class Assessment:
    """What can be asked of a catalogue: `answers` says whether an address answers 200, `conforms` judges the whole."""

    graph: rdflib.Graph
    lists: Lists
    answers: Callable[[str], bool]
    conforms: bool

    def scores(self, dataset: Node) -> dict[str, int]:
        """Return the points of each indicator."""
        return {**self._of_dataset(dataset), **self._of_distributions(list(self._values([dataset], DCAT.distribution)))}

    def _of_dataset(self, dataset: Node) -> dict[str, int]:
        rights = [str(each) for each in self._values([dataset], DCT.accessRights)]
        return {
            "keyword": 30 * self._has([dataset], DCAT.keyword),
            "theme": 30 * self._has([dataset], DCAT.theme),
            "spatial": 20 * self._has([dataset], DCT.spatial),
            "temporal": 20 * self._has([dataset], DCT.temporal),
            "dcat-ap": 30 * self.conforms,
            "access rights": 10 * bool(rights),
            "access rights vocabulary": 5 * (bool(rights) and set(rights) <= self.lists.access_rights),
            "contact point": 20 * self._has([dataset], DCAT.contactPoint),
            "publisher": 10 * self._has([dataset], DCT.publisher),
        }

    def _of_distributions(self, distributions: list[Node]) -> dict[str, int]:
        formats, types = (self._all(distributions, by) for by in (DCT.format, DCAT.mediaType))
        licences = self._all(distributions, DCT.license)
        access, download = (self._all(distributions, by) for by in (DCAT.accessURL, DCAT.downloadURL))
        listed = within(formats, self.lists.file_types) and within(map(plain, types), self.lists.media_types)
        return {
            "access url answers": 50 * (bool(access) and all(map(self.answers, access))),
            "download url": 20 * bool(download),
            "download url answers": 30 * (bool(download) and all(map(self.answers, download))),
            "format": 20 * bool(formats),
            "media type": 10 * bool(types),
            "format and media type vocabulary": 10 * (bool(formats) and bool(types) and listed),
            "non-proprietary": 20 * (bool(formats) and within(formats, self.lists.open_types)),
            "machine readable": 20 * (bool(formats) and within(formats, self.lists.readable_types)),
            "licence": 20 * bool(licences),
            "licence vocabulary": 10 * (bool(licences) and within(licences, self.lists.licences)),
            "rights": 5 * bool(self._all(distributions, DCT.rights)),
            "byte size": 5 * bool(self._all(distributions, DCAT.byteSize)),
            "issued": 5 * bool(self._all(distributions, DCT.issued)),
            "modified": 5 * bool(self._all(distributions, DCT.modified)),
        }

    def _values(self, subjects: Iterable[Node], by: Node) -> list[Node]:
        return [each for subject in subjects for each in self.graph.objects(subject, by)]

    def _has(self, subjects: Iterable[Node], by: Node) -> bool:
        return all(list(self.graph.objects(subject, by)) for subject in subjects)

    def _all(self, subjects: list[Node], by: Node) -> list[str]:
        """Return the values, nothing when one of the subjects has none or when there is no subject."""
        return [str(each) for each in self._values(subjects, by)] if self._has(subjects, by) else []


def within(found: Iterable[str], known: frozenset[str]) -> bool:
    return set(found) <= known


def plain(media_type: str) -> str:
    return media_type.removeprefix("https://www.iana.org/assignments/media-types/")


def read_lists(folder: Path) -> Lists:
    """Read the lists; each line is an address, a code, and for licences the address in the European list."""

    def lines(name: str) -> list[list[str]]:
        return [line.split(",") for line in (folder / name).read_text("utf-8").splitlines() if line]

    return Lists(
        file_types=frozenset(line[0] for line in lines("eu_file_types.csv")),
        media_types=frozenset(line[1] for line in lines("iana_media_types.csv")),
        licences=frozenset(line[2] for line in lines("eu_licences.csv")),
        access_rights=frozenset(line[0] for line in lines("eu_access_rights.csv")),
        open_types=frozenset(line[0] for line in lines("edp_non_proprietary.txt")),
        readable_types=frozenset(line[0] for line in lines("edp_machine_readable.txt")),
    )
