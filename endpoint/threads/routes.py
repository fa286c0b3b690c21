"""The route /thread.svg, the thread of a territory as a picture; the start page shows it too."""

from functools import partial
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from endpoint.audit.figures.alone import link_from_afar, source_of
from endpoint.errors import NotFoundError
from endpoint.service import Service, service_of
from endpoint.territories import territories
from endpoint.threads.flows import QUESTION, WIDTHS, Flows, read_flows
from endpoint.threads.picture import draw_thread
from endpoint.visits import page_route

PATH = "/thread.svg"


def picture(request: Request) -> Response:
    """Give the picture; raise NotFoundError for a territory that is not known."""
    service = service_of(request)
    asked = request.query_params.get("territory", "")
    territory = chosen_territory(service, asked)
    if not territory or (asked and territory != asked):
        raise NotFoundError("no territory to draw: give the address of one as `territory`")
    width = chosen_width(request)
    source = source_of(service, f"{PATH}?{urlencode({'width': width})}")
    drawn = draw_thread(read_flows(service, territory, width), width, partial(link_from_afar, service), source)
    return Response(drawn.svg, headers={"Content-Type": "image/svg+xml"})


def thread_of(service: Service, territory: str, width: str) -> Flows | None:
    """Return the thread of a territory; None where it has no action."""
    flows = read_flows(service, territory, width) if territory else None
    return flows if flows and flows.actions else None


def chosen_territory(service: Service, asked: str) -> str:
    """Return the territory that is asked for, by its IRI or number, else the first.

    Empty where there is none, or no question to ask.
    """
    if QUESTION not in service.questions:
        return ""
    known = {each.iri: each.siren for each in territories(service)}
    found = (iri for iri, siren in known.items() if asked and asked in (iri, siren))
    return next(found, min(known, default=""))


def chosen_width(request: Request) -> str:
    """Return what the ribbons' width tells: the first way where none that is known is asked for."""
    asked = request.query_params.get("width", "")
    return asked if asked in WIDTHS else next(iter(WIDTHS))


ROUTES = [page_route(PATH, picture)]
