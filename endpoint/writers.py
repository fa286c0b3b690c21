"""Writes the results of a query piece by piece, and refuses what a format cannot say rather than write it wrongly."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from operator import itemgetter
from typing import IO, TypeAlias, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    serialize,
)

from endpoint.errors import NotAcceptableError
from endpoint.row_counts import COUNTS
from endpoint.words import PREFIXES

Write: TypeAlias = Callable[[bytes], None]
# Writes a body, and returns how many rows or triples it has, if it has any.
Writer: TypeAlias = Callable[[Write], int | None]

# XML 1.0 has no way to say these characters, and RDF/XML none to say a property whose IRI does not end in a name.
_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_ENDS_IN_NAME = re.compile(r"[^\W\d][\w.-]*\Z")


def write_graph(results: Iterator[Triple], form: RdfFormat, write: Write) -> int:
    """Write the answer to a CONSTRUCT or a DESCRIBE, return its triples; raise NotAcceptableError if it cannot be."""
    # A count that costs nothing beside the triples.
    number = count()
    triples: Iterable[Triple] = map(itemgetter(0), zip(results, number))  # noqa: B905  # the number has no end
    if form == RdfFormat.RDF_XML:
        triples, write = _with_names(triples), _in_xml(write)
    try:
        serialize(triples, _output(write), format=form, prefixes=PREFIXES)
    except OSError as error:
        raise NotAcceptableError(f"{form.name} cannot say this answer ({error}): ask for Turtle") from error
    return next(number)


def write_table(results: QuerySolutions | QueryBoolean, form: QueryResultsFormat, write: Write) -> int | None:
    """Write the answer to a SELECT or an ASK, return its rows; raise NotAcceptableError if it cannot be."""
    write = _in_xml(write) if form == QueryResultsFormat.XML else write
    if isinstance(results, QueryBoolean):
        results.serialize(_output(write), format=form)
        return None
    counted = COUNTS[form]()

    def write_counted(data: bytes) -> None:
        counted.take(data)
        write(data)

    results.serialize(_output(write_counted), format=form)
    return counted.rows


def _with_names(triples: Iterable[Triple]) -> Iterator[Triple]:
    for triple in triples:
        if not _ENDS_IN_NAME.search(triple.predicate.value):
            raise NotAcceptableError(f"RDF/XML cannot say the property <{triple.predicate.value}>: ask for Turtle")
        yield triple


def _in_xml(write: Write) -> Write:
    def write_if_xml(data: bytes) -> None:
        if len(data.translate(None, _CONTROLS)) < len(data) or any(each in data for each in _NONCHARACTERS):
            raise NotAcceptableError(
                "the answer holds a control character, which XML cannot say: ask for another format"
            )
        # A reader of XML takes a bare carriage return for a line feed.
        write(data.replace(b"\r", b"&#xD;"))

    return write_if_xml


class _Output:
    """What pyoxigraph writes to."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def write(self, data: bytes) -> int:
        self._write(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces are sent as they fill."""


def _output(write: Write) -> IO[bytes]:
    return cast(IO[bytes], _Output(write))
