"""The ends of a cell, its row and its column: how the address of a page names them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from endpoint.addresses import Addresses
from endpoint.bilingual import Text
from endpoint.errors import ParameterError
from endpoint.words import ONTOLOGY

_ONTOLOGY = "ontology/"
_CODE = re.compile(r"[0-9][0-9.]*")


@dataclass(frozen=True)
class Ends:
    """The IRIs of a row and of a column."""

    row: str
    column: str

    def given(self, addresses: Addresses) -> dict[str, str]:
        """Return what an address says of them."""
        return {"row": short_name(addresses, self.row), "column": short_name(addresses, self.column)}


def read_ends(addresses: Addresses, pairs: Iterable[tuple[str, str]]) -> Ends:
    """Read the row and the column from a query string; raise ParameterError unless both are there, once."""
    given: dict[str, list[str]] = {"row": [], "column": []}
    for name, value in pairs:
        if name in given and value.strip():
            given[name].append(value.strip())
    if problems := {name: _lacking(name) for name, values in given.items() if len(values) != 1}:
        raise ParameterError(problems)
    return Ends(*(iri_named(addresses, values[0]) for values in given.values()))


def short_name(addresses: Addresses, iri: str) -> str:
    """Return the name by which an address calls a thing.

    >>> short_name(Addresses("http://e/"), "http://e/id/242100410/axis/1.3")
    '242100410/axis/1.3'
    >>> short_name(Addresses("http://e/"), f"{ONTOLOGY}/citergie-domain/1")
    'ontology/citergie-domain/1'
    """
    if iri.startswith(f"{ONTOLOGY}/"):
        return _ONTOLOGY + iri.removeprefix(f"{ONTOLOGY}/")
    return iri.removeprefix(addresses.thing(""))


def iri_named(addresses: Addresses, name: str) -> str:
    """Return the IRI that a name stands for; a whole IRI stands for itself.

    >>> iri_named(Addresses("http://e/"), "242100410/axis/1.3")
    'http://e/id/242100410/axis/1.3'
    """
    if name.startswith(("http://", "https://")):
        return name
    if name.startswith(_ONTOLOGY):
        return f"{ONTOLOGY}/{name.removeprefix(_ONTOLOGY)}"
    return addresses.thing(name)


def code_in(iri: str) -> str:
    """Return the code at the end of an IRI, empty where it ends with words.

    >>> code_in("http://e/id/measure/citergie/4.1.2"), code_in("http://e/id/242100410/theme/habitat")
    ('4.1.2', '')
    """
    end = iri.rpartition("/")[2]
    return end if _CODE.fullmatch(end) else ""


def _lacking(name: str) -> Text:
    return Text(f"il faut {name}, une fois : l'adresse d'une chose", f"{name} is needed, once: the address of a thing")
