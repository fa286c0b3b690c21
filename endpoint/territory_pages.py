"""The route /territories: all territories by name or number, to read about one, or to choose the one of a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from endpoint.addresses import PATH_SAFE
from endpoint.bilingual import Text
from endpoint.inquiries import TERRITORY
from endpoint.leaves import ROWS, leaf_at, leaves_of, read_start
from endpoint.listing import words
from endpoint.service import Service, service_of
from endpoint.territories import Territory, territories
from endpoint.visits import page_route

PATH = "/territories"
# What an address says of the territories that it is about: another choice takes their place.
OF_ALL, IRI = "of", "territory"
# Where a reader may begin with a territory.
STARTS = {
    "/": Text("en bref", "at a glance"),
    "/audit": Text("rapports", "reports"),
    "/audit/matrix": Text("matrice", "matrix"),
    "/audit/report": Text("dossier", "file"),
}


@dataclass(frozen=True)
class Way:
    """A territory, and where a reader who chooses it is led; `starts` are the pages to begin with, by address."""

    territory: Territory
    address: str | None
    starts: Mapping[str, Text] = field(default_factory=dict)


def list_territories(request: Request) -> Response:
    """List the territories that `q` names, each leading to the address `to` of it; one that is alone leads at once."""
    service, given = service_of(request), request.query_params
    asked, to = given.get("q", "").strip(), local_address(given.get("to", ""))
    found = [each for each in territories(service) if is_named(each, asked) and (each.siren or not to)]
    if asked and to and len(found) == 1:
        return RedirectResponse(of_territory(to, found[0].siren), 303)
    start = read_start("from", given.get("from", "").strip())
    first = leaf_at(start, len(found))
    return service.pages.render(
        "territories.html",
        asked=asked,
        to=to,
        total=len(found),
        ways=[_way(service, each, to) for each in found[first : first + ROWS]],
        leaves=leaves_of(len(found), start),
        leaf_address=partial(_address, asked, to),
    )


def is_named(territory: Territory, asked: str) -> bool:
    """Return whether each word begins a word of the name, or the number.

    >>> is_named(Territory("urn:t", "242100410", "Dijon métropole"), "metro dij")
    True
    """
    known = (territory.siren, *words(territory.name))
    return all(any(word.startswith(part) for word in known) for part in words(asked))


def local_address(address: str) -> str:
    """Return an address of this service as it was given, empty for any other.

    >>> local_address("/audit/overdue?at=2026-01-01"), local_address("//example.org/"), local_address("https://e.org/")
    ('/audit/overdue?at=2026-01-01', '', '')
    """
    is_local = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if is_local and address.isprintable() else ""


def of_territory(address: str, siren: str) -> str:
    """Return an address of this service with a territory chosen, whatever territory it had.

    >>> of_territory("/audit/overdue?at=2026-01-01&of=all", "242100410")
    '/audit/overdue?at=2026-01-01&siren=242100410'
    """
    path, _, query = address.partition("#")[0].partition("?")
    kept = [(name, value) for name, value in parse_qsl(query) if name not in (TERRITORY, OF_ALL, IRI)]
    return f"{quote(urlsplit(path).path, safe=PATH_SAFE + '%')}?{urlencode([*kept, (TERRITORY, siren)])}"


def _way(service: Service, territory: Territory, to: str) -> Way:
    if to:
        return Way(territory, of_territory(to, territory.siren))
    own = {of_territory(path, territory.siren): name for path, name in STARTS.items()}
    return Way(territory, service.addresses.href(territory.iri), own if territory.siren else {})


def _address(asked: str, to: str, first: int) -> str:
    given = {"q": asked, "to": to, "from": f"{first}" if first > 1 else ""}
    known = {name: value for name, value in given.items() if value}
    return PATH + (f"?{urlencode(known)}" if known else "")


ROUTES = [page_route(PATH, list_territories)]
