"""Versions and what they changed as triples: DCAT for the versions, ActivityStreams for the changes.

What a version added, removed or changed is a collection each, counted by class as VoID counts. A thing that is gone is
a tombstone.
"""

from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, NamedNode

from endpoint.bilingual import Text
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.dcat import say_page
from endpoint.catalogue.statements import Statements, name
from endpoint.catalogue.versions import SERIES_TITLE, notes_of
from endpoint.dumps_manifest import Version
from endpoint.versions.changes import HOW, Changes, Thing

PATH = "/versions"
LABELS = {
    "added": Text("Choses ajoutées", "Things added"),
    "removed": Text("Choses retirées", "Things removed"),
    "changed": Text("Choses changées", "Things changed"),
}


def say_versions(versions: Sequence[Version], licence: str, links: Links) -> Statements:
    """Say what each version changed, the latest first."""
    statements, series = Statements(), links.thing("versions")
    statements.say(series, "rdf:type", name("dcat:DatasetSeries"))
    statements.say(series, "dct:title", SERIES_TITLE)
    statements.say(series, "dct:license", NamedNode(licence) if licence else None)
    statements.say(series, "foaf:page", say_page(statements, links.page(PATH)))
    for version in reversed(versions):
        _say_version(statements, version, links)
    return statements


def say_version(version: Version, things: Iterable[Thing], links: Links) -> Statements:
    """Say what one version changed, thing by thing."""
    statements = Statements()
    _say_version(statements, version, links)
    for thing in things:
        _say_thing(statements, version, thing, links)
    return statements


def _say_version(statements: Statements, version: Version, links: Links) -> None:
    subject = links.thing(f"version/{version.version}")
    statements.say(subject, "rdf:type", name("dcat:Dataset"))
    statements.say(subject, "dct:title", Text(f"Version {version.version}", f"Version {version.version}"))
    statements.say(subject, "dcat:version", version.version)
    statements.say(subject, "dct:issued", version.published)
    statements.say(subject, "adms:versionNotes", notes_of(version))
    statements.say(subject, "dcat:inSeries", links.thing("versions"))
    statements.say(subject, "foaf:page", say_page(statements, links.page(f"{PATH}/{version.version}")))
    if version.changes is not None:
        before = links.thing(f"version/{version.changes.before}")
        statements.say(subject, "dcat:prev", before)
        statements.say(subject, "prov:wasRevisionOf", before)
        for how in HOW:
            statements.say(subject, "rdfs:seeAlso", _say_changes(statements, version, version.changes, how, links))


def _say_changes(statements: Statements, version: Version, changes: Changes, how: str, links: Links) -> NamedNode:
    subject = _collection(version, how, links)
    statements.say(subject, "rdf:type", name("as:Collection"))
    statements.say(subject, "rdfs:label", LABELS[how])
    statements.say(subject, "as:totalItems", changes.count(how))
    for number, of_class in enumerate(sorted(each for each in changes.classes if changes.count(how, each))):
        part = BlankNode(f"class-{version.version}-{how}-{number}")
        statements.say(subject, "void:classPartition", part)
        statements.say(part, "void:class", NamedNode(of_class))
        statements.say(part, "void:entities", changes.count(how, of_class))
    return subject


def _say_thing(statements: Statements, version: Version, thing: Thing, links: Links) -> None:
    subject, gone = NamedNode(thing.iri), thing.how == "removed"
    statements.say(_collection(version, thing.how, links), "as:items", subject)
    statements.say(subject, "rdf:type", name("as:Tombstone") if gone else None)
    statements.say(subject, "as:deleted", version.published if gone else None)
    types = (NamedNode(each) for each in thing.classes)
    statements.say(subject, "as:formerType" if gone else "rdf:type", *types)
    statements.say(subject, "rdfs:label", thing.label)


def _collection(version: Version, how: str, links: Links) -> NamedNode:
    # A base that ends with # leaves no room for a second one.
    mark = "/" if "#" in links.base else "#"
    return NamedNode(f"{links.base}versions/{version.version}{mark}{how}")
