"""Who publishes, whom to ask, and what place it is about."""

import re
from collections.abc import Sequence

from pyoxigraph import NamedNode

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.contents import Territory
from endpoint.catalogue.eu_lists import say_concept, say_publisher_type
from endpoint.catalogue.statements import Node, Statements, name, typed

SERVICE_NAME = "Filrouge"
# More places are not told one by one: each is that of its own datasets.
MOST_PLACES = 20
_SIREN = re.compile("[0-9]{9}")
FRANCE = "country/FRA"


def say_publisher(statements: Statements, subject: Node, territories: Sequence[Territory], links: Links) -> None:
    """Say who publishes: the territory; where there are several, the service that brings them together."""
    if len(territories) == 1:
        agent = territories[0].iri
        _say_territory(statements, agent, territories[0])
    else:
        agent = links.part("", "publisher")
        statements.say(agent, "rdf:type", name("foaf:Agent"))
        statements.say(agent, "foaf:name", SERVICE_NAME)
        statements.say(agent, "foaf:homepage", _document(statements, links.page("/")))
    statements.say(subject, "dct:publisher", agent)


def say_contact(statements: Statements, subject: Node, territories: Sequence[Territory], links: Links) -> None:
    """Say whom to ask: what the territory tells, else the pages of the service."""
    told = territories[0].told.contact if len(territories) == 1 else {}
    key = f"contact-{territories[0].siren}" if told else "contact"
    contact = links.part("", key)
    statements.say(contact, "rdf:type", name("vcard:Kind"), name("vcard:Organization"))
    statements.say(contact, "vcard:fn", told.get("name") or (territories[0].name if told else SERVICE_NAME))
    if email := told.get("email"):
        statements.say(contact, "vcard:hasEmail", NamedNode(f"mailto:{email}"))
    url = told.get("url") or ("" if email else links.page("/").value)
    statements.say(contact, "vcard:hasURL", NamedNode(url) if url else None)
    statements.say(subject, "dcat:contactPoint", contact)


def say_places(statements: Statements, subject: Node, territories: Sequence[Territory], links: Links) -> None:
    """Say what places it is about; of many, the country that they are in."""
    if len(territories) > MOST_PLACES:
        country = country_of(territories)
        return statements.say(subject, "dct:spatial", say_concept(statements, country) if country else None)
    for territory in territories:
        told = territory.told
        place = NamedNode(told.place) if told.place else links.part("", f"place-{territory.siren}")
        statements.say(place, "rdf:type", name("dct:Location"))
        statements.say(place, "rdfs:label", territory.name)
        statements.say(place, "skos:prefLabel", territory.name)
        statements.say(place, "dct:identifier", territory.siren)
        if told.bbox:
            statements.say(place, "dcat:bbox", typed(box(*told.bbox), "gsp:wktLiteral"))
            statements.say(place, "dcat:centroid", typed(centre(*told.bbox), "gsp:wktLiteral"))
        statements.say(subject, "dct:spatial", place)


def country_of(territories: Sequence[Territory]) -> str:
    """Return the country in the European Union's list; empty unless all have a SIREN, a French number."""
    return FRANCE if all(_SIREN.fullmatch(each.siren) for each in territories) else ""


def box(west: float, south: float, east: float, north: float) -> str:
    """Write a bounding box as WKT, without the IRI of its reference system, at which portals stumble.

    >>> box(4.5, 47, 5, 47.25)
    'POLYGON((4.5 47,5 47,5 47.25,4.5 47.25,4.5 47))'
    """
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return f"POLYGON(({','.join(f'{x:g} {y:g}' for x, y in corners)}))"


def centre(west: float, south: float, east: float, north: float) -> str:
    """Write the centre of a bounding box as WKT.

    >>> centre(4.5, 47, 5, 47.25)
    'POINT(4.75 47.125)'
    """
    return f"POINT({(west + east) / 2:g} {(south + north) / 2:g})"


def _say_territory(statements: Statements, agent: NamedNode, territory: Territory) -> None:
    statements.say(agent, "rdf:type", name("foaf:Agent"), name("foaf:Organization"))
    statements.say(agent, "foaf:name", territory.name)
    statements.say(agent, "dct:identifier", territory.siren)
    statements.say(agent, "dct:type", say_publisher_type(statements))


def _document(statements: Statements, page: NamedNode) -> NamedNode:
    statements.say(page, "rdf:type", name("foaf:Document"))
    return page
