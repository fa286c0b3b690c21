"""Makes datasets: the whole, the vocabulary, each document, each territory's alignments."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from endpoint.bilingual import Text
from endpoint.catalogue import texts
from endpoint.catalogue.contents import Contents, Document, Territory, kinds_of_documents, read_documents
from endpoint.catalogue.datasets import BILINGUAL, Dataset
from endpoint.catalogue.distributions import of_graph, of_tables, of_whole
from endpoint.catalogue.eu_lists import licence_iri
from endpoint.catalogue.periods import days_of
from endpoint.catalogue.told import Told, own_period, read_told
from endpoint.catalogue.versions import History, version_notes
from endpoint.dumps import LATEST
from endpoint.service import Service

_Item = TypeVar("_Item")
VOCABULARY = "vocabulary"
# Of more documents the whole does not name each.
MOST_DERIVED_FROM = 100


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
class Maker:
    """Makes the datasets of a snapshot, of what the graph and the manifest say."""

    service: Service
    contents: Contents
    history: History

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the vocabulary and of what is of one territory."""
        vocabulary = (VOCABULARY,) if self.contents.vocabulary else ()
        return (*vocabulary, *(name for territory in self.contents.territories for name in self._names_of(territory)))

    def _names_of(self, territory: Territory) -> Iterator[str]:
        yield from self._documents_of[territory.siren]
        if _alignments_of(territory) in self.contents.triples:
            yield _alignments_of(territory)

    def make(self, names: Sequence[str]) -> list[Dataset]:
        """Make the datasets of some names; what is said of their documents and graphs is asked about together."""
        sirens = sorted({name.partition("/")[0] for name in names})
        told = read_told(self.service, self.contents, [each for siren in sirens for each in self._documents_of[siren]])
        return [each for name in names if (each := self._dataset(name, told))]

    def _dataset(self, name: str, told: Told) -> Dataset | None:
        if name == VOCABULARY:
            return self._vocabulary()
        if name in self.contents.documents:
            return self._document(told.documents[name], told) if name in told.documents else None
        return self._alignments(self._territories[name.partition("/")[0]], told)

    def whole(self) -> Dataset:
        """Make the whole."""
        snapshot, territories = self.service.snapshot, self.contents.territories
        title = texts.titled(texts.WHOLE_TITLE, texts.names_of(territories))
        archives = of_whole(snapshot.dumps, title, LATEST)
        documents = self._few_documents()
        whole = Dataset(
            name="dataset",
            title=title,
            description=texts.described_whole(texts.names_of(territories), snapshot.triples),
            territories=territories,
            keywords=texts.common_keywords(territories),
            themes=self._themes(documents),
            languages=BILINGUAL,
            licence=_common_licence(territories),
            rights=texts.OWN_WORK,
            provenance=texts.COMPUTED,
            period=self.contents.period,
            derived_from=tuple(each.iri.value for each in documents),
            distributions=archives + of_tables(snapshot.dumps, self.service.questions, LATEST),
        )
        return self._dated(whole, "dataset.nq.gz")

    def _few_documents(self) -> list[Document]:
        """Return all documents; none where they are many, since each one's own dataset says what it comes from."""
        names = self.contents.documents
        few = names and len(names) <= MOST_DERIVED_FROM
        return [*read_documents(self.service, self.contents, names).values()] if few else []

    def _themes(self, few: Sequence[Document]) -> tuple[str, ...]:
        """Return the themes of all documents; where they are many, those of their kinds."""
        each_has = map(texts.themes_of, few) if few else map(texts.themes_of_kind, kinds_of_documents(self.service))
        return tuple(sorted({theme for themes in each_has for theme in themes}))

    def _vocabulary(self) -> Dataset:
        assert self.contents.vocabulary is not None
        vocabulary = Dataset(
            name=VOCABULARY,
            title=texts.VOCABULARY_TITLE,
            description=texts.described_vocabulary(),
            territories=self.contents.territories,
            keywords=(*texts.VOCABULARY_KEYWORDS, *texts.COMMON_KEYWORDS),
            themes=("GOVE", "TECH"),
            languages=BILINGUAL,
            licence=licence_iri(self.contents.vocabulary[1]),
            rights=texts.OWN_WORK,
            provenance=texts.WRITTEN,
            period=self.contents.period,
            distributions=of_graph(self.service.snapshot.dumps, VOCABULARY, texts.VOCABULARY_TITLE, LATEST),
        )
        return self._dated(vocabulary, "vocabulary.nt")

    def _document(self, document: Document, told: Told) -> Dataset:
        facts = told.facts
        own = own_period(document, facts)
        title = Text(document.title, "")
        dataset = Dataset(
            name=document.graph,
            title=title,
            description=texts.described_document(document, facts),
            territories=(document.territory,),
            keywords=texts.keywords_of(document, facts),
            themes=texts.themes_of(document),
            licence=document.territory.told.licence,
            rights=texts.rights_of(document),
            provenance=texts.provenance_of(document, dated=own is not None),
            period=own or told.period_of(document.territory),
            derived_from=(document.iri.value,),
            distributions=of_graph(self.service.snapshot.dumps, document.graph, title, LATEST),
        )
        issued = days_of(document.issued)
        return self._dated(dataset, f"{document.graph}.nt", issued.start if issued else None)

    def _alignments(self, territory: Territory, told: Told) -> Dataset:
        graph = _alignments_of(territory)
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
            rights=texts.OWN_WORK,
            provenance=texts.REVIEWED,
            period=told.period_of(territory),
            received=tuple(self._received[graph]),
            distributions=of_graph(dumps, graph, title, LATEST),
        )
        return self._dated(alignments, f"{graph}.nt")

    @cached_property
    def _territories(self) -> Mapping[str, Territory]:
        return {each.siren: each for each in self.contents.territories}

    @cached_property
    def _documents_of(self) -> Mapping[str, list[str]]:
        return grouped(self.contents.documents, lambda name: name.partition("/")[0])

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


def _alignments_of(territory: Territory) -> str:
    return f"{territory.siren}/alignments"


def _common_licence(territories: tuple[Territory, ...]) -> str:
    """Return the licence that all territories give; none where they differ."""
    licences = {territory.told.licence for territory in territories}
    return licences.pop() if len(licences) == 1 else ""
