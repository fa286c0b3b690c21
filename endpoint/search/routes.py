"""The routes /search and /search.json."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from endpoint.addresses import Addresses
from endpoint.audit.codes import CODES
from endpoint.audit.frame import View, framing
from endpoint.bilingual import Text
from endpoint.listing import narrow
from endpoint.search.answer import SHOWN_OF_EACH, SHOWN_OF_ONE, Found, Group, search, suggest
from endpoint.search.excerpt import Piece, excerpt, mark
from endpoint.search.index import Hit
from endpoint.search.kinds import KINDS, name_of_kind
from endpoint.search.wanted import Unit
from endpoint.service import Service, service_of
from endpoint.sheets.places import place_of_row
from endpoint.visits import page_route

PATH = "/search"
LONGEST = 200
_SAVED = "search-text"


@dataclass(frozen=True)
class Shown:
    """A hit as the page shows it."""

    href: str | None
    label: tuple[Piece, ...]
    note: str
    excerpt: tuple[Piece, ...]


def find(request: Request) -> Response:
    """Show what is found for `q`, a few hits of each kind, or those of `kind`, page by page."""
    service = service_of(request)
    text, kind, page = _asked(request)
    found = search(service.index, text, kind, page) if service.index else None
    title = Text(f"Recherche : {text}", f"Search: {text}") if text else Text("Recherche", "Search")
    return service.pages.render(
        "search.html",
        200,
        **framing(service, View(title, PATH, (), {"q": text, "kind": kind, "page": str(page) if page > 1 else ""})),
        text=text,
        kind=kind,
        page=page,
        found=found,
        groups=[_drawn(service, found, group) for group in found.groups] if found else [],
        questions=narrow(service.questions.values(), text, "")[:SHOWN_OF_EACH] if text and not kind else [],
        last=max(1, -(-found.total // SHOWN_OF_ONE)) if found else 1,
        saved=_SAVED if _SAVED in service.questions else None,
        address=lambda **changed: address({"q": text, "kind": kind} | changed),
    )


def propose(request: Request) -> Response:
    """Give the few things whose names go on as `q` begins, for the box to propose while one types."""
    service = service_of(request)
    text, _, _ = _asked(request)
    meant, hits = suggest(service.index, text) if service.index else ("", [])
    suggestions = [_proposed(service.addresses, hit) for hit in hits]
    return JSONResponse({"query": text, "meant": meant, "suggestions": suggestions})


def address(given: dict[str, str]) -> str:
    """Return the address of a search.

    >>> address({"q": "vélo", "kind": ""})
    '/search?q=v%C3%A9lo'
    """
    return f"{PATH}?" + urlencode({name: value for name, value in given.items() if value})


def _asked(request: Request) -> tuple[str, str, int]:
    given = request.query_params
    kind, page = given.get("kind", ""), given.get("page", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    return given.get("q", "").strip()[:LONGEST], kind if kind in KINDS else "", max(number, 1)


def _drawn(service: Service, found: Found, group: Group) -> tuple[Group, Text, list[Shown]]:
    return group, name_of_kind(group.kind), [_shown(service.addresses, hit, found.units) for hit in group.hits]


def _shown(addresses: Addresses, hit: Hit, units: tuple[Unit, ...]) -> Shown:
    return Shown(_href(addresses, hit), mark(hit.label, units), _note(hit).fr, excerpt(hit.texts, units))


def _proposed(addresses: Addresses, hit: Hit) -> dict[str, object]:
    kind = name_of_kind(hit.kind)
    return {"label": hit.label, "note": hit.note, "kind": kind.fr, "href": _href(addresses, hit)}


def _href(addresses: Addresses, hit: Hit) -> str | None:
    place = place_of_row(addresses, hit.iri) if hit.kind == "line" else None
    return place.href if place else addresses.href(hit.iri)


def _note(hit: Hit) -> Text:
    if hit.kind == "line":
        return Text(f"ligne {hit.note}", f"line {hit.note}")
    if hit.kind == "link" and hit.note:
        return Text("paire rejetée", "rejected pair")
    return CODES["column"].get(hit.note, Text(hit.note, hit.note))


ROUTES = [page_route(PATH, find), page_route(f"{PATH}.json", propose)]
