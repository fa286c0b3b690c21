"""The formats of answers: their media types, their extensions and who writes them."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from pyoxigraph import QueryResultsFormat, RdfFormat

from endpoint.errors import NotAcceptableError
from endpoint.negotiation import Accept, read_accept

HTML = "text/html"
PAGES = (HTML, "application/xhtml+xml")


class Kind(Enum):
    """What a query answers with: a table (SELECT, ASK) or triples (CONSTRUCT, DESCRIBE).

    What is known of one thing comes as quads: triples, each with its named graph.
    """

    TABLE = "table"
    TRIPLES = "triples"
    QUADS = "quads"


@dataclass(frozen=True)
class Format:
    """One way to write an answer; `extension` is also its name in `?format=`, as are the names that clients know."""

    extension: str
    media_type: str
    writer: QueryResultsFormat | RdfFormat
    aliases: tuple[str, ...] = ()
    charset: bool = False
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The Content-Type header; text types need the charset said, the others are UTF-8 by definition."""
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type


# CSV and TSV define no boolean: an ASK in them answers with the bare word true or false.
TABLES = (
    Format("json", "application/sparql-results+json", QueryResultsFormat.JSON, ("application/json",)),
    Format("xml", "application/sparql-results+xml", QueryResultsFormat.XML, ("application/xml", "text/xml")),
    Format("csv", "text/csv", QueryResultsFormat.CSV, charset=True),
    Format("tsv", "text/tab-separated-values", QueryResultsFormat.TSV, charset=True),
)
GRAPHS = (
    Format("ttl", "text/turtle", RdfFormat.TURTLE, ("application/x-turtle",), charset=True, names=("turtle", "n3")),
    Format("nt", "application/n-triples", RdfFormat.N_TRIPLES, ("text/plain",), names=("ntriples", "n-triples")),
    Format("jsonld", "application/ld+json", RdfFormat.JSON_LD, ("application/json",), names=("json-ld", "json")),
    Format(
        "rdf",
        "application/rdf+xml",
        RdfFormat.RDF_XML,
        ("application/xml", "text/xml"),
        names=("rdf+xml", "rdfxml", "xml"),
    ),
)
# What says in which named graph each triple stands.
DATASETS = (
    *GRAPHS,
    Format("trig", "application/trig", RdfFormat.TRIG),
    Format("nq", "application/n-quads", RdfFormat.N_QUADS),
)
FORMATS = {Kind.TABLE: TABLES, Kind.TRIPLES: GRAPHS}
_OFFERED = {**FORMATS, Kind.QUADS: DATASETS}


def choose_format(kind: Kind, accept: Accept) -> Format:
    """Return the format that the client prefers; raise NotAcceptableError naming those on offer."""
    offers = _names(kind)
    best = accept.best(list(offers))
    if best is None:
        raise NotAcceptableError(f"this answer can be had as {', '.join(each.media_type for each in _OFFERED[kind])}")
    return offers[best]


@cache
def _names(kind: Kind) -> dict[str, Format]:
    # The true names come first, so that a wildcard never picks an alias.
    names = {each.media_type: each for each in _OFFERED[kind]}
    return names | {alias: each for each in _OFFERED[kind] for alias in each.aliases}


def format_named(kind: Kind, extension: str) -> Format | None:
    """Return the format of that extension, None when the kind of answer has none."""
    return next((each for each in _OFFERED[kind] if each.extension == extension), None)


def format_called(kind: Kind, name: str) -> Format | None:
    """Return the format that `?format=` names by its extension, a name that clients know, or media types."""
    if "/" in name:
        offers = _names(kind)
        return offers.get(read_accept(name).best(list(offers)) or "")
    return next((each for each in _OFFERED[kind] if name in (each.extension, *each.names)), None)


def prefers_page(accept: Accept, kind: Kind, *, by_default: bool = False) -> bool:
    """Say whether the client would rather read a page than the data; `*/*` asks for what is the default."""
    names = list(_names(kind))
    return accept.best([*PAGES, *names] if by_default else [*names, *PAGES]) in PAGES
