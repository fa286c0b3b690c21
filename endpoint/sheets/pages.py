"""Renders sheets, within the frame of the auditor's desk; what all pages of things show stands here too."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from starlette.responses import Response

from endpoint.accounts import account_of
from endpoint.audit.frame import View, draw
from endpoint.bilingual import Text
from endpoint.engine import Description, write_triples
from endpoint.errors import NotFoundError
from endpoint.formats import DATASETS
from endpoint.inquiries import TERRITORY
from endpoint.naming import Name
from endpoint.portraits import SHOWN, draw_portrait
from endpoint.service import Service
from endpoint.sheets.reader import Reader
from endpoint.sheets.registry import Sheet
from endpoint.sheets.spread import TEMPLATE, is_shared, is_spread, read_spread
from endpoint.territories import names_by_siren
from endpoint.words import RDF

# A page embeds an account of a thing of so many bytes at most, as full as that allows: a document has many lines, a
# measure many links. The full account is at its own address, to which the page links.
MOST_EMBEDDED, MOST_QUADS = 15_000, 150
# A sheet shows most things in its parts: of each property, its portrait shows so many values.
SHOWN_BESIDE = 10
SVG = "image/svg+xml"
_TYPE = NamedNode(f"{RDF}type")


def show_sheet(
    service: Service, described: Description, sheet: Sheet, data_path: str, asked: Mapping[str, str]
) -> Response:
    """Render the sheet of a thing; with `?figure=timeline`, its timeline alone, as a picture."""
    reader = Reader(service, described)
    if is_shared(reader):
        reader = replace(reader, siren=asked.get(TERRITORY, "").strip())
    spread = is_spread(reader)
    contents = read_spread(reader, asked) if spread else sheet.read(reader, asked)
    if asked.get("figure"):
        if asked["figure"] != "timeline" or contents.timeline is None:
            raise NotFoundError(f"{data_path.replace('/data/', '/page/')} has no figure {asked['figure']}")
        return Response(contents.timeline.svg, headers={"Content-Type": SVG})
    shown = about(service, described, data_path, SHOWN_BESIDE)
    title = contents.title or _title(shown["portrait"].name)
    path = service.addresses.href(described.thing.value) or data_path
    here = {**contents.filters, TERRITORY: reader.siren}
    view = View(title, path, contents.inquiries, here)
    only = names_by_siren(service).get(reader.siren, "")
    template = TEMPLATE if spread else sheet.template
    return draw(service, template, view, 200, **contents.parts, **shown, only_territory=only)


def about(service: Service, described: Description, data_path: str, most: int = SHOWN) -> dict[str, Any]:
    """Return what the page of any thing shows: its portrait, the formats of its data, its data itself as JSON-LD."""
    address = service.links.here(data_path)
    return {
        "portrait": draw_portrait(service.engine, service.addresses, described, most),
        "data_path": data_path,
        "formats": DATASETS,
        "json_ld": _embedded(service, described, address),
    }


def _embedded(service: Service, described: Description, address: str) -> str:
    """Return the fullest account that is small enough: all, what is said of the thing, what it is and is called."""
    outgoing = described.outgoing
    named = tuple(each for each in outgoing if isinstance(each.object, Literal) or each.predicate == _TYPE)
    accounts = (
        _json_ld(account_of(service, Description(described.thing, said, pointing), address)).decode()
        for said, pointing in ((outgoing, described.incoming), (outgoing, ()), (named, ()))
        if len(said) + len(pointing) <= MOST_QUADS
    )
    return next((each for each in accounts if len(each) <= MOST_EMBEDDED), "[]")


def _json_ld(account: Iterable[Quad]) -> bytes:
    return write_triples(dict.fromkeys(quad.triple for quad in account), RdfFormat.JSON_LD)


def _title(name: Name) -> Text:
    return Text(name.text, name.english or name.text)
