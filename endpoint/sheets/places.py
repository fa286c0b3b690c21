"""Lines of documents: their IRIs, and where a document's page shows them."""

import re
from dataclasses import dataclass

from endpoint.addresses import Addresses

# id/{siren}/document/{document}/row/{line}
_ROW = re.compile(r"(?P<document>.*/document/(?P<name>[^/]+))/row/(?P<line>\d+)")
_TERRITORY = re.compile(r"\d{9}(?=/|$)")
_PLACE = re.compile(r"(?P<document>[\w-]+):(?P<line>\d+)")


@dataclass(frozen=True)
class Place:
    """A line of a document, as documents cite it (`citergie:6`), and where to read it."""

    document: str
    line: str
    href: str | None = None

    @property
    def text(self) -> str:
        """The place as documents cite it."""
        return f"{self.document}:{self.line}"


def place_of_row(addresses: Addresses, iri: str) -> Place | None:
    """Return the place of a source row; None when the IRI is none of one."""
    found = _ROW.fullmatch(iri)
    if found is None:
        return None
    return Place(found["name"], found["line"], href_of_line(addresses, found["document"], found["line"]))


def places_in(addresses: Addresses, near: str, text: str) -> list[Place]:
    """Return the places of a list such as `citergie:6 | citergie:30`, in the documents of the thing's territory.

    >>> places_in(Addresses("http://e/"), "http://e/id/242100410/action/1.2.3/tri", "citergie:6")[0].href
    '/page/242100410/document/citergie?line=6#L6'
    """
    return [place_near(addresses, near, found["document"], found["line"]) for found in _PLACE.finditer(text)]


def place_near(addresses: Addresses, near: str, document: str, line: str) -> Place:
    """Return a line of a document of the territory that the IRI of a thing names."""
    siren = _TERRITORY.match(near.removeprefix(addresses.thing("")))
    iri = addresses.thing(f"{siren[0]}/document/{document}") if siren else None
    return Place(document, line, href_of_line(addresses, iri, line) if iri else None)


def href_of_line(addresses: Addresses, document: str, line: str) -> str | None:
    """Return where the page of a document shows a line."""
    page = addresses.href(document)
    return f"{page}?line={line}#L{line}" if page else None
