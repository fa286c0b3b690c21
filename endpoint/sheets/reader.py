"""What every sheet reads with: the service, the thing, the words for codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from pyoxigraph import Literal

from endpoint.audit.asking import Answered, ask
from endpoint.audit.codes import Words, read_codes
from endpoint.audit.figures.alone import source_of
from endpoint.bilingual import Text
from endpoint.engine import Description
from endpoint.inquiries import TERRITORY
from endpoint.service import Service
from endpoint.sheets.places import Place, place_near, places_in

# More rows than a sheet can show; a territory has fewer.
MOST_ROWS = 5_000


@dataclass(frozen=True)
class Reader:
    """Asks the saved questions about a thing, and puts what they answer into words, links and places.

    Of a thing that territories share, `siren` is the one that is asked about, if any.
    """

    service: Service
    described: Description
    siren: str = ""

    @property
    def iri(self) -> str:
        """The IRI of the thing."""
        return self.described.thing.value

    @cached_property
    def codes(self) -> Words:
        """The words for the codes of each column."""
        return read_codes(self.service.engine)

    def ask(self, question: str, **given: str) -> Answered:
        """Ask a saved question."""
        return ask(self.service, question, MOST_ROWS, **given, **({TERRITORY: self.siren} if self.siren else {}))

    def said(self, column: str, code: str) -> Text:
        """Return the words for a code, itself where there are none."""
        return self.codes.get(column, {}).get(code, Text(code, code))

    def href(self, iri: str) -> str | None:
        """Return where to read about an IRI."""
        return self.service.addresses.href(iri) if iri else None

    def place(self, document: str, line: str, near: str = "") -> Place:
        """Return a line of a document, of the territory of the thing `near`, else of this one."""
        return place_near(self.service.addresses, near or self.iri, document, line)

    def places(self, text: str, near: str = "") -> list[Place]:
        """Return the places of a list such as `citergie:6 | citergie:30`."""
        return places_in(self.service.addresses, near or self.iri, text)

    def source(self, asked: Mapping[str, str]) -> str:
        """Return what the figure of the sheet says of its source where it is asked for alone."""
        page = self.href(self.iri) or self.iri
        given = {"figure": asked.get("figure", "")} | ({TERRITORY: self.siren} if self.siren else {})
        return source_of(self.service, f"{page}?{urlencode(given)}") if given["figure"] else ""

    def value(self, predicate: str) -> str:
        """Return a literal that the graph says of the thing, empty when it says none."""
        values = [
            each.object.value
            for each in self.described.outgoing
            if each.predicate.value == predicate and isinstance(each.object, Literal)
        ]
        return min(values, default="")
