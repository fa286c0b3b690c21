"""The versions as an Atom feed (RFC 4287): an entry a version, which tells a harvester that there is something new."""

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from endpoint.catalogue.addresses import Links
from endpoint.catalogue.agents import SERVICE_NAME
from endpoint.catalogue.versions import MOST_VERSIONS, SERIES_TITLE, notes_of
from endpoint.dumps import media_type
from endpoint.dumps_manifest import Version
from endpoint.versions.statements import PATH

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
WHOLE = "dataset.nq.gz"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

register_namespace("", ATOM)


def write_feed(versions: Sequence[Version], licence: str, links: Links) -> bytes:
    """Write the latest versions, the last first; those whose date is not known are left out."""
    dated = [(each, each.published) for each in reversed(versions) if each.published][:MOST_VERSIONS]
    feed = Element(f"{{{ATOM}}}feed", {_LANGUAGE: "fr"})
    _say(feed, "id", links.thing("versions").value)
    _say(feed, "title", SERIES_TITLE.fr)
    _say(feed, "updated", _moment(dated[0][1]))
    _say(SubElement(feed, f"{{{ATOM}}}author"), "name", SERVICE_NAME)
    _link(feed, "self", links.page(f"{PATH}.atom").value, MEDIA_TYPE)
    _link(feed, "alternate", links.page(PATH).value, "text/html")
    if licence:
        _link(feed, "license", licence)
    for version, published in dated:
        _entry(feed, version, published, links)
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _entry(feed: Element, version: Version, published: datetime, links: Links) -> None:
    entry, page = SubElement(feed, f"{{{ATOM}}}entry"), f"{PATH}/{version.version}"
    notes = notes_of(version)
    _say(entry, "id", links.thing(f"version/{version.version}").value)
    _say(entry, "title", f"Version {version.version}")
    _say(entry, "published", _moment(published))
    _say(entry, "updated", _moment(published))
    _say(entry, "summary", f"{notes.fr} / {notes.en}")
    _link(entry, "alternate", links.page(page).value, "text/html")
    _link(entry, "alternate", links.page(f"{page}.ttl").value, "text/turtle")
    if dump := version.dumps.get(WHOLE):
        link = _link(entry, "enclosure", links.dump(version.version, WHOLE).value, media_type(WHOLE))
        link.set("length", str(dump.size))


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = text


def _link(parent: Element, relation: str, address: str, media: str = "") -> Element:
    kind = {"type": media} if media else {}
    return SubElement(parent, f"{{{ATOM}}}link", {"rel": relation, "href": address, **kind})


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
