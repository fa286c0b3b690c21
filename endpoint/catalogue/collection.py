"""Which datasets there are: the whole and its versions, the vocabulary, each document, each territory's alignments."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TypeVar

from endpoint.bilingual import Text
from endpoint.catalogue import texts
from endpoint.catalogue.contents import Contents, Document, Period, Territory, days_of, read_contents
from endpoint.catalogue.datasets import BILINGUAL, Collection, Dataset
from endpoint.catalogue.distributions import of_graph, of_tables, of_whole
from endpoint.catalogue.eu_lists import licence_iri
from endpoint.catalogue.versions import History, history_of, series_of, version_notes, versions_of
from endpoint.dumps import LATEST
from endpoint.service import Service

_Item = TypeVar("_Item")
WHOLE_TITLE = Text("Filrouge, le graphe", "Filrouge, the graph")
VOCABULARY_TITLE = Text("Filrouge, le vocabulaire", "Filrouge, the vocabulary")
OWN_WORK = Text(
    "Fait par Filrouge : la licence porte sur l'ensemble.", "Made by Filrouge: the licence is that of all of it."
)
COMPUTED = Text(
    "Calculé à partir des documents du territoire, des décisions relues et du vocabulaire, par un programme libre.",
    "Computed from the territory's documents, reviewed decisions and the vocabulary, by a free program.",
)
REVIEWED = Text(
    "Relu lien par lien par des personnes, mots des deux documents à l'appui.",
    "Reviewed link by link by people, with the words of both documents.",
)
WRITTEN = Text(
    "Écrit à la main, vérifié à chaque chargement par des formes SHACL.",
    "Written by hand, checked at each load by SHACL shapes.",
)


@lru_cache(maxsize=1)
def collection_of(service: Service) -> Collection:
    """Return all datasets of the snapshot that is served; every page of the catalogue is made of them."""
    return read_collection(service, read_contents(service))


def read_collection(service: Service, contents: Contents) -> Collection:
    """Return all datasets of the snapshot."""
    maker = _Maker(service, contents, history_of(service.snapshot))
    whole = maker.whole()
    versions = versions_of(whole, maker.history)
    whole = replace(whole, versions=tuple(each.name for each in versions))
    territories = contents.territories
    others = [*maker.vocabulary(), *(each for territory in territories for each in maker.of_territory(territory))]
    return Collection(whole, tuple(others), versions, series_of(whole, versions))


def grouped(items: Iterable[_Item], key: Callable[[_Item], str]) -> Mapping[str, list[_Item]]:
    """Return items by a key, each list in their order.

    >>> grouped(["b1", "a1", "b2"], lambda item: item[0])["b"]
    ['b1', 'b2']
    """
    found: defaultdict[str, list[_Item]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return found


@dataclass(frozen=True)
class _Maker:
    service: Service
    contents: Contents
    history: History

    def whole(self) -> Dataset:
        snapshot, territories = self.service.snapshot, self.contents.territories
        title = texts.titled(WHOLE_TITLE, texts.names_of(territories))
        archives = of_whole(snapshot.dumps, title, LATEST)
        whole = Dataset(
            name="dataset",
            title=title,
            description=texts.described_whole(texts.names_of(territories), snapshot.triples),
            territories=territories,
            keywords=texts.common_keywords(territories),
            themes=tuple(sorted({theme for each in self.contents.documents for theme in texts.themes_of(each)})),
            languages=BILINGUAL,
            licence=_common_licence(territories),
            rights=OWN_WORK,
            provenance=COMPUTED,
            period=self.contents.period(self.contents.periods),
            derived_from=tuple(each.iri.value for each in self.contents.documents),
            distributions=archives + of_tables(snapshot.dumps, self.service.questions, LATEST),
        )
        return self._dated(whole, "dataset.nq.gz")

    def vocabulary(self) -> list[Dataset]:
        if self.contents.vocabulary is None:
            return []
        vocabulary = Dataset(
            name="vocabulary",
            title=VOCABULARY_TITLE,
            description=texts.described_vocabulary(),
            territories=self.contents.territories,
            keywords=(*texts.VOCABULARY_KEYWORDS, *texts.COMMON_KEYWORDS),
            themes=("GOVE", "TECH"),
            languages=BILINGUAL,
            licence=licence_iri(self.contents.vocabulary[1]),
            rights=OWN_WORK,
            provenance=WRITTEN,
            period=self.contents.period(self.contents.periods),
            distributions=of_graph(self.service.snapshot.dumps, "vocabulary", VOCABULARY_TITLE, LATEST),
        )
        return [self._dated(vocabulary, "vocabulary.nt")]

    def of_territory(self, territory: Territory) -> list[Dataset]:
        return [*map(self._document, self._documents[territory.siren]), *self._alignments(territory)]

    def _document(self, document: Document) -> Dataset:
        own = self.contents.periods.get(document.graph)
        title = Text(document.title, "")
        dataset = Dataset(
            name=document.graph,
            title=title,
            description=texts.described_document(document, self.contents),
            territories=(document.territory,),
            keywords=texts.keywords_of(document, self.contents),
            themes=texts.themes_of(document),
            licence=document.territory.told.licence,
            rights=texts.rights_of(document),
            provenance=texts.provenance_of(document, dated=own is not None),
            period=own or self._period_of(document.territory),
            derived_from=(document.iri.value,),
            distributions=of_graph(self.service.snapshot.dumps, document.graph, title, LATEST),
        )
        issued = days_of(document.issued)
        return self._dated(dataset, f"{document.graph}.nt", issued.start if issued else None)

    def _alignments(self, territory: Territory) -> list[Dataset]:
        graph = f"{territory.siren}/alignments"
        if graph not in self.contents.triples:
            return []
        title = texts.titled(texts.ALIGNMENTS_TITLE, texts.names_of((territory,)))
        dumps = self.service.snapshot.dumps
        alignments = Dataset(
            name=graph,
            title=title,
            description=texts.described_alignments(territory),
            territories=(territory,),
            keywords=(*texts.ALIGNMENT_KEYWORDS, *texts.common_keywords([territory])),
            themes=("GOVE",),
            licence=territory.told.licence,
            rights=OWN_WORK,
            provenance=REVIEWED,
            period=self._period_of(territory),
            received=tuple(self._received[graph]),
            distributions=of_graph(dumps, graph, title, LATEST),
        )
        return [self._dated(alignments, f"{graph}.nt")]

    def _period_of(self, territory: Territory) -> Period | None:
        return self.contents.period(self._periods[territory.siren])

    @cached_property
    def _documents(self) -> Mapping[str, list[Document]]:
        return grouped(self.contents.documents, lambda document: document.territory.siren)

    @cached_property
    def _periods(self) -> Mapping[str, list[str]]:
        return grouped(self.contents.periods, lambda graph: graph.partition("/")[0])

    @cached_property
    def _received(self) -> Mapping[str, list[str]]:
        return grouped(self.service.snapshot.dumps, lambda name: name.rpartition("/")[0])

    def _dated(self, dataset: Dataset, file: str, otherwise: date | None = None) -> Dataset:
        """Say when a dataset was published and changed; where nothing is known of it, when its document was issued."""
        snapshot = self.service.snapshot
        modified = self.history.modified(file) or otherwise
        return replace(
            dataset,
            issued=self.history.issued(file) or otherwise,
            modified=modified,
            version=snapshot.version,
            notes=version_notes(snapshot.version, modified, self.contents.triples.get(dataset.name, snapshot.triples)),
        )


def _common_licence(territories: tuple[Territory, ...]) -> str:
    """Return the licence that all territories give; none where they differ."""
    licences = {territory.told.licence for territory in territories}
    return licences.pop() if len(licences) == 1 else ""
