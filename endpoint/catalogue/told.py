"""What the graph says of the documents of some territories, and what their graphs hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from endpoint.catalogue.contents import Contents, Document, Territory, read_documents
from endpoint.catalogue.facts import Facts, joined, read_facts
from endpoint.catalogue.periods import Period, days_of
from endpoint.service import Service


@dataclass(frozen=True)
class Told:
    """The documents by the names of their graphs, and the facts of the graphs of their territories."""

    documents: Mapping[str, Document]
    facts: Facts

    def period_of(self, territory: Territory) -> Period | None:
        """Return the period of all documents of a territory."""
        start = f"{territory.siren}/"
        said = (period for graph, period in self.facts.periods.items() if graph.startswith(start))
        own = (own_period(each, self.facts) for name, each in self.documents.items() if name.startswith(start))
        return joined((*said, *filter(None, own)))


def read_told(service: Service, contents: Contents, names: Sequence[str]) -> Told:
    """Read about some documents, by the names of their graphs."""
    documents = read_documents(service, contents, names) if names else {}
    return Told(documents, read_facts(service, {name.partition("/")[0] for name in names}))


def own_period(document: Document, facts: Facts) -> Period | None:
    """Return the period of what a document says, and of its own date."""
    return joined(filter(None, (facts.periods.get(document.graph), days_of(document.issued))))
