"""The routes below /versions: what was published when, and what each version changed."""

import asyncio
from itertools import groupby

from pyoxigraph import NamedNode
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from endpoint.answers import Answer
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.notices import size
from endpoint.catalogue.replying import VARY, written
from endpoint.catalogue.versions import history_of
from endpoint.dumps_manifest import Version
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Format, Kind, choose_format, format_named, prefers_page
from endpoint.naming import Name, names_of
from endpoint.negotiation import read_accept
from endpoint.pool.frames import Reply
from endpoint.service import Service, service_of
from endpoint.things import split_extension
from endpoint.usage import NAMES
from endpoint.versions.changes import HOW, Changes, Thing, read_things
from endpoint.versions.feed import MEDIA_TYPE, write_feed
from endpoint.versions.statements import LABELS, PATH, say_version, say_versions
from endpoint.visits import Visit, as_reply, page_route
from endpoint.vocabulary import ALIGNMENT
from endpoint.words import FIL

MOST_SHOWN = 100


def versions(request: Request) -> Response:
    """List the versions by Accept."""
    return _list(request, _negotiated(request))


def versions_file(request: Request) -> Response:
    """List the versions in the format of the extension."""
    if form := format_named(Kind.TRIPLES, request.path_params["extension"]):
        return _list(request, form)
    raise NotFoundError(f"the versions can be had as atom, {', '.join(each.extension for each in GRAPHS)}")


def feed(request: Request) -> Response:
    """Give the versions as an Atom feed."""
    service = service_of(request)
    held = history_of(service.snapshot).versions
    if not held:
        raise NotFoundError("nothing is known of when this version was published: there is no feed")
    body = write_feed(held, service.snapshot.licence, Links.of(service))
    return Response(body, headers={"Content-Type": f"{MEDIA_TYPE}; charset=utf-8"})


async def version(request: Request) -> ASGIApp:
    """Say what one version changed. The files beside the snapshots are read here: a worker opens none."""
    service = service_of(request)
    found = _find(service, split_extension(request.path_params["version"])[0])
    build, changes = service.snapshot.folder.parent.parent, found.changes
    things = await asyncio.to_thread(read_things, build, changes.before, found.version) if changes else ()
    return Answer(_reply, (Visit.of(request), found, things))


def _reply(service: Service, visit: Visit, found: Version, things: tuple[Thing, ...]) -> Reply:
    request = visit.request(service)
    _, form = split_extension(request.path_params["version"])
    if form := form or _negotiated(request):
        return as_reply(written(say_version(found, things, Links.of(service)), form))
    return as_reply(_show(service, found, things))


def _list(request: Request, form: Format | None) -> Response:
    service = service_of(request)
    held = history_of(service.snapshot).versions
    if form:
        return written(say_versions(held, service.snapshot.licence, Links.of(service)), form)
    return _render(service, "versions.html", versions=held[::-1], whole="dataset.nq.gz", size=size)


def _show(service: Service, found: Version, things: tuple[Thing, ...]) -> Response:
    classes = _classes(found.changes) if found.changes else []
    names = names_of(service.engine, service.addresses, map(NamedNode, classes))
    named = {each.value: name for each, name in names.items()}
    by_how = {how: list(group) for how, group in groupby(sorted(things, key=_rank), key=lambda each: each.how)}
    return _render(
        service,
        "version.html",
        version=found,
        classes=[(each, _name(each, named[each])) for each in classes],
        things=by_how,
        labels=LABELS,
        most=MOST_SHOWN,
    )


def _classes(changes: Changes) -> list[str]:
    """Return the classes that a reader knows; the others are their parents, or parts of things."""
    return sorted(each for each in changes.classes if each.startswith(FIL) or each == ALIGNMENT)


def _name(iri: str, found: Name) -> Name:
    french, english = NAMES.get(iri, (found.text, found.english))
    return Name(french, "fr", english)


def _rank(thing: Thing) -> tuple[int, bool, str]:
    """Rank what has a name before its parts."""
    return HOW.index(thing.how), not thing.label, thing.iri


def _find(service: Service, asked: str) -> Version:
    for each in history_of(service.snapshot).versions:
        if each.version == asked:
            return each
    raise NotFoundError(f"there is no version {asked[:40]}: {PATH} lists them")


def _negotiated(request: Request) -> Format | None:
    accept = read_accept(request.headers.get("accept"))
    return None if prefers_page(accept, Kind.TRIPLES) else choose_format(Kind.TRIPLES, accept)


def _render(service: Service, template: str, **context: object) -> Response:
    response = service.pages.render(template, 200, **context, formats=GRAPHS, path=PATH)
    response.headers.update(VARY)
    return response


ROUTES = [
    page_route(PATH, versions),
    page_route(f"{PATH}.atom", feed),
    page_route(PATH + ".{extension}", versions_file),
    Route(PATH + "/{version}", version),
]
