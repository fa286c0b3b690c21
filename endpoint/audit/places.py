"""Places in documents, such as `citergie:153`: where their lines are read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.addresses import Addresses
from endpoint.audit.asking import text_of
from endpoint.engine import Engine, Query
from endpoint.words import FIL

_DOCUMENTS = f"SELECT ?document ?id WHERE {{ ?document a <{FIL}Document> ; dct:identifier ?id }}"
_PLACE = re.compile(r"([0-9A-Za-z-]+):([0-9]+)")
# More than a page can name.
_MOST = 100_000


@dataclass(frozen=True)
class Places:
    """The documents of the graph by the identifier that answers call them by; territories may share one."""

    addresses: Addresses
    documents: Mapping[str, tuple[str, ...]]

    def href(self, document: str, line: str, beside: Iterable[NamedNode]) -> str | None:
        """Return where a line is read; among the documents of an identifier it is that of the things beside it."""
        found = self.documents.get(document, ())
        if len(found) > 1:
            found = tuple(each for each in found if any(_same_territory(each, node.value) for node in beside))
        return self.addresses.href(f"{found[0]}/row/{line}") if found else None

    def links(self, places: str, beside: Iterable[NamedNode]) -> list[tuple[str, str | None]]:
        """Return each of the places that a cell joins with ` | `, and where it is read."""
        nodes = list(beside)
        return [(place, self._link(place, nodes)) for place in places.split(" | ")]

    def _link(self, place: str, beside: Iterable[NamedNode]) -> str | None:
        match = _PLACE.fullmatch(place)
        return self.href(match[1], match[2], beside) if match else None


def read_places(engine: Engine, addresses: Addresses) -> Places:
    """Read which documents there are."""
    found: dict[str, tuple[str, ...]] = {}
    for row in engine.table(Query(_DOCUMENTS), _MOST).rows:
        document, name = map(text_of, row)
        found[name] = (*found.get(name, ()), document)
    return Places(addresses, found)


def _same_territory(document: str, thing: str) -> bool:
    return thing.startswith(document.partition("/document/")[0] + "/")
