"""What search engines ask for: /robots.txt, and a map of the pages in parts of as many addresses as a part may have.

Of many territories each is a part of the map, so that none asks for the whole graph.

The map has the pages that stand for something with a name; the pages of cells, quotations and the like are reached from
those. Answers to queries and searches have no end of addresses: engines are asked to leave them alone.
"""

from datetime import UTC
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from pyoxigraph import Literal, NamedNode
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from endpoint.audit.report_list import is_askable
from endpoint.audit.reports import THEMES
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.collection import collection_of
from endpoint.engine import Query
from endpoint.errors import NotFoundError
from endpoint.named_graphs import are_many, shared_graphs
from endpoint.service import Service, service_of
from endpoint.territories import graphs_of, owners_of_graphs, territories
from endpoint.territory_pages import PATH as LIST_OF_TERRITORIES
from endpoint.visits import page_route

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# The most that the protocol of sitemaps allows.
MOST_ADDRESSES = 50_000
XML = {"Content-Type": "application/xml"}
# The parts that have names of their own: the pages of the service, and what territories share.
PAGES, SHARED = "0", "1"
FIXED = ("/", "/queries", "/audit", "/audit/matrix", "/sparql", "/ontology", "/catalogue", "/versions")
ROBOTS = """User-agent: *
Disallow: /sparql?query=
Disallow: /search
Disallow: /territories?q=
Disallow: /territories?to=
Disallow: /data/
Disallow: /metrics
Allow: /

Sitemap: {sitemap}
"""
NAMED = "{ ?thing skos:prefLabel|dct:title ?name FILTER (STRSTARTS(STR(?thing), '%s')) }"
COUNT = f"SELECT (COUNT(DISTINCT ?thing) AS ?things) WHERE {NAMED}"
PART = f"SELECT DISTINCT ?thing WHERE {NAMED} ORDER BY ?thing LIMIT %d OFFSET %d"


async def robots(request: Request) -> Response:
    """Say what engines may read, and where the map is."""
    links = Links.of(service_of(request))
    return PlainTextResponse(ROBOTS.format(sitemap=links.page("/sitemap.xml").value))


def sitemap(request: Request) -> Response:
    """List the parts of the map: first the pages of the service, then those of the things."""
    service, root = service_of(request), Element(_tag("sitemapindex"))
    for name in _parts(service):
        entry = _add(root, "sitemap", Links.of(service).page(f"/sitemap-{name}.xml").value)
        if since := service.snapshot.published:
            SubElement(entry, _tag("lastmod")).text = since.astimezone(UTC).isoformat(timespec="seconds")
    return _written(root)


def part(request: Request) -> Response:
    """List the addresses of one part."""
    service, root = service_of(request), Element(_tag("urlset"))
    name = request.path_params["number"]
    if name not in _parts(service):
        raise NotFoundError("there is no such part of the map: /sitemap.xml lists them")
    for path in _pages(service) if name == PAGES else _things(service, name):
        _add(root, "url", Links.of(service).root + path)
    return _written(root)


def _parts(service: Service) -> list[str]:
    """Return the names of the parts: the pages, then the things; of many territories what they share, then each."""
    if are_many(service):
        return [PAGES, SHARED, *sorted({*owners_of_graphs(service).values()} - {""})]
    ((count,),) = service.engine.table(Query(COUNT % _start(service, "")), 1).rows
    assert isinstance(count, Literal)
    return [PAGES, *(f"{number + 1}" for number in range(-(-int(count.value) // MOST_ADDRESSES)))]


def _pages(service: Service) -> list[str]:
    collection = collection_of(service)
    reports = [each.name for theme in THEMES for each in theme.reports if is_askable(service, each)]
    datasets = [collection.whole.name, *collection.others]
    return [
        *FIXED,
        *([LIST_OF_TERRITORIES] if len(territories(service)) > 1 else []),
        *(f"/audit/{name}" for name in reports),
        *(f"/queries/{name}" for name in service.questions),
        *(f"/catalogue/{quote(name)}" for name in datasets),
        *(f"/versions/{each.version}" for each in service.snapshot.history),
    ]


def _things(service: Service, name: str) -> list[str]:
    """Return the paths of the things of a part."""
    if are_many(service):
        owner = "" if name == SHARED else name
        graphs = tuple(shared_graphs(service)) if name == SHARED else graphs_of(service, name)
        query = Query(PART % (_start(service, owner), MOST_ADDRESSES, 0), graphs)
    else:
        query = Query(PART % (_start(service, ""), MOST_ADDRESSES, (int(name) - 1) * MOST_ADDRESSES))
    rows = service.engine.table(query, MOST_ADDRESSES).rows
    paths = (service.addresses.href(row[0].value) for row in rows if isinstance(row[0], NamedNode))
    return [path for path in paths if path]


def _start(service: Service, owner: str) -> str:
    """Return how the IRIs of things begin, those of a territory or all."""
    return service.addresses.thing(owner).replace("\\", "\\\\").replace("'", "\\'")


def _add(root: Element, name: str, address: str) -> Element:
    entry = SubElement(root, _tag(name))
    SubElement(entry, _tag("loc")).text = address
    return entry


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _written(root: Element) -> Response:
    body = tostring(root, encoding="utf-8", xml_declaration=True, default_namespace=NAMESPACE)
    return Response(body, headers=XML)


ROUTES = [
    Route("/robots.txt", robots),
    page_route("/sitemap.xml", sitemap),
    page_route("/sitemap-{number}.xml", part),
]
