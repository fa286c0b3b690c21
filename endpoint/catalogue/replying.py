"""How the documents of the catalogue are sent: triples in the format that was asked for."""

from pyoxigraph import RdfFormat
from starlette.responses import Response

from endpoint.catalogue.statements import Statements
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Format, Kind, format_named

VARY = {"Vary": "Accept"}


def written(statements: Statements, form: Format) -> Response:
    """Return triples in a format."""
    assert isinstance(form.writer, RdfFormat)
    return Response(statements.write(form.writer), headers={"Content-Type": form.content_type, **VARY})


def form_of(extension: str) -> Format:
    """Return the format of an extension; raise NotFoundError for another."""
    if form := format_named(Kind.TRIPLES, extension):
        return form
    raise NotFoundError(f"the catalogue can be had as {', '.join(each.extension for each in GRAPHS)}")
