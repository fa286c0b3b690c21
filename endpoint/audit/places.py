"""Places in documents, such as `citergie:153`: where their lines are read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

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
    """The documents of the graph by the identifier that answers call them by, and by the territory of each."""

    addresses: Addresses
    documents: Mapping[str, Mapping[str, str]]

    def href(self, document: str, line: str, beside: Iterable[NamedNode]) -> str | None:
        """Return where a line is read; among the documents of an identifier it is that of the things beside it."""
        found = self.documents.get(document, {})
        owners = found if len(found) == 1 else (_territory(self.addresses, node.value) for node in beside)
        cited = next((found[owner] for owner in owners if owner in found), None)
        return self.addresses.href(f"{cited}/row/{line}") if cited else None

    def links(self, places: str, beside: Iterable[NamedNode]) -> list[tuple[str, str | None]]:
        """Return each of the places that a cell joins with ` | `, and where it is read."""
        nodes = list(beside)
        return [(place, self._link(place, nodes)) for place in places.split(" | ")]

    def _link(self, place: str, beside: Iterable[NamedNode]) -> str | None:
        match = _PLACE.fullmatch(place)
        return self.href(match[1], match[2], beside) if match else None


@lru_cache(maxsize=1)
def read_places(engine: Engine, addresses: Addresses) -> Places:
    """Read which documents there are."""
    found: dict[str, dict[str, str]] = {}
    for row in engine.table(Query(_DOCUMENTS), _MOST).rows:
        document, name = map(text_of, row)
        found.setdefault(name, {})[_territory(addresses, document)] = document
    return Places(addresses, found)


def _territory(addresses: Addresses, thing: str) -> str:
    """Return the SIREN number in the address of a thing; that of a shared thing has none."""
    return thing.removeprefix(addresses.thing("")).partition("/")[0]
