"""Links in headers (RFC 8288): from a thing's page and data to each other, to its IRI, its types and its licence."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from endpoint.engine import Description
from endpoint.formats import DATASETS, HTML
from endpoint.words import RDF

if TYPE_CHECKING:
    from endpoint.service import Service

# Graphs that are no dataset of their own in the catalogue.
INNER = frozenset(("provenance", "measures", "actors"))
_TYPE = NamedNode(f"{RDF}type")


@dataclass(frozen=True)
class Links:
    """The addresses that documents name: absolute under the public address, else under the base of the data."""

    base: str
    root: str
    licence: str

    def dataset(self, graph: str) -> str | None:
        """Return the IRI of the dataset that a named graph is, in the catalogue or, for inner graphs, in VoID.

        >>> Links("http://e/", "http://e", "").dataset("http://e/graph/1/axes")
        'http://e/catalogue/1/axes'
        >>> Links("http://e/", "http://e", "").dataset("http://e/graph/1/territory")
        'http://e/void#1-territory'
        """
        start = f"{self.base}graph/"
        if not graph.startswith(start):
            return None
        name = graph.removeprefix(start)
        if name in INNER or name.endswith(("/territory", "/provenance")):
            return f"{self.base}void#{name.replace('/', '-')}"
        return f"{self.base}catalogue/{name}"

    def here(self, path: str) -> str:
        """Return the IRI of a document of this service."""
        return self.root + path


def link_header(service: "Service", described: Description, data_path: str) -> str:
    """Return the Link header of a thing's page and data."""
    iri = described.thing.value
    page_path = service.addresses.href(iri) or data_path
    here = service.links.here(data_path)
    links = [
        _link(iri, "cite-as"),
        _link(service.links.here(page_path), "canonical"),
        _link(service.links.here(page_path), "alternate", HTML),
        _link(here, "describedby"),
        *(
            _link(service.links.here(f"{data_path}.{each.extension}"), "alternate", each.media_type)
            for each in DATASETS
        ),
        *(_link(value, "type") for value in _types(described)),
    ]
    if service.links.licence:
        links.append(_link(service.links.licence, "license"))
    return ", ".join(links)


def _types(described: Description) -> list[str]:
    objects = (quad.object for quad in described.outgoing if quad.predicate == _TYPE)
    return sorted({each.value for each in objects if isinstance(each, NamedNode)})


def _link(target: str, relation: str, media_type: str = "") -> str:
    return f'<{target}>; rel="{relation}"' + (f'; type="{media_type}"' if media_type else "")
