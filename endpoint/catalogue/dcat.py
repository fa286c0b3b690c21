"""A dataset, its distributions and the catalogue itself as triples of DCAT-AP 3."""

from pyoxigraph import BlankNode, NamedNode

from endpoint.bilingual import Text
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.agents import say_contact, say_places, say_publisher
from endpoint.catalogue.datasets import Dataset, Distribution
from endpoint.catalogue.eu_lists import say_concept, say_licence, say_media_type
from endpoint.catalogue.formats import FILE_FORMATS
from endpoint.catalogue.statements import Node, Statements, name, typed
from endpoint.words import ONTOLOGY

ONTOLOGY_TITLE = Text("Ontologie Filrouge", "Filrouge ontology")
SHA512 = "spdx:checksumAlgorithm_sha512"


def say_dataset(statements: Statements, dataset: Dataset, links: Links) -> NamedNode:
    """Say all of a dataset and of its distributions, and return it."""
    subject = links.thing(dataset.name)
    statements.say(subject, "rdf:type", name("dcat:Dataset"))
    _say_resource(statements, subject, dataset, links)
    statements.say(subject, "dcat:version", dataset.version)
    statements.say(subject, "adms:versionNotes", dataset.notes)
    statements.say(subject, "dct:conformsTo", say_standard(statements, ONTOLOGY, ONTOLOGY_TITLE))
    statements.say(subject, "prov:wasDerivedFrom", *(NamedNode(each) for each in dataset.derived_from))
    statements.say(subject, "prov:wasDerivedFrom", *(links.dump("latest", each) for each in dataset.received))
    _say_place_among_versions(statements, subject, dataset, links)
    for distribution in dataset.distributions:
        statements.say(subject, "dcat:distribution", _say_distribution(statements, dataset, distribution, links))
    return subject


def say_series(statements: Statements, series: Dataset, links: Links) -> NamedNode:
    """Say what the series of versions is, and return it."""
    subject = links.thing(series.name)
    statements.say(subject, "rdf:type", name("dcat:DatasetSeries"))
    _say_resource(statements, subject, series, links)
    statements.say(subject, "foaf:page", say_page(statements, links.page("/versions")))
    return subject


def _say_resource(statements: Statements, subject: NamedNode, dataset: Dataset, links: Links) -> None:
    """Say what datasets and series have in common."""
    statements.say(subject, "dct:identifier", subject.value)
    statements.say(subject, "dct:title", dataset.title)
    statements.say(subject, "dct:description", dataset.description)
    statements.say(subject, "dcat:keyword", *dataset.keywords)
    themes = (say_concept(statements, f"data-theme/{theme}") for theme in dataset.themes)
    statements.say(subject, "dcat:theme", *themes)
    say_languages(statements, subject, dataset.languages)
    statements.say(subject, "dct:accessRights", say_concept(statements, "access-right/PUBLIC"))
    statements.say(subject, "dct:accrualPeriodicity", say_concept(statements, "frequency/IRREG"))
    say_publisher(statements, subject, dataset.territories, links)
    say_contact(statements, subject, dataset.territories, links)
    say_places(statements, subject, dataset.territories, links)
    _say_period(statements, subject, dataset)
    statements.say(subject, "dct:issued", dataset.issued)
    statements.say(subject, "dct:modified", dataset.modified)
    statements.say(subject, "dcat:landingPage", say_page(statements, links.landing(dataset.name)))
    statements.say(
        subject, "dct:provenance", _statement(statements, "ProvenanceStatement", dataset.provenance, dataset)
    )


def say_languages(statements: Statements, subject: Node, languages: tuple[str, ...]) -> None:
    """Say in which languages a thing is."""
    statements.say(subject, "dct:language", *(say_concept(statements, f"language/{each}") for each in languages))


def say_page(statements: Statements, page: NamedNode) -> NamedNode:
    """Say that an address is that of a page, and return it."""
    statements.say(page, "rdf:type", name("foaf:Document"))
    return page


def say_target(statements: Statements, target: NamedNode) -> NamedNode:
    """Say that an address is one: validators without inference ask for it. Return it."""
    statements.say(target, "rdf:type", name("rdfs:Resource"))
    return target


def say_standard(statements: Statements, iri: str, title: Text) -> NamedNode:
    """Say what a standard is called, and return it."""
    node = NamedNode(iri)
    statements.say(node, "rdf:type", name("dct:Standard"))
    statements.say(node, "dct:title", title)
    return node


def _say_period(statements: Statements, subject: Node, dataset: Dataset) -> None:
    if dataset.period is not None:
        # Harvesters fetch a period that has an address of its own.
        period = BlankNode(_key(dataset, "period"))
        statements.say(period, "rdf:type", name("dct:PeriodOfTime"))
        statements.say(period, "dcat:startDate", dataset.period.start)
        statements.say(period, "dcat:endDate", dataset.period.end)
        statements.say(subject, "dct:temporal", period)


def _say_place_among_versions(statements: Statements, subject: Node, dataset: Dataset, links: Links) -> None:
    if dataset.name.startswith("version/"):
        statements.say(subject, "dcat:inSeries", links.thing("versions"))
        statements.say(subject, "dcat:isVersionOf", links.thing("dataset"))
        statements.say(subject, "foaf:page", say_page(statements, links.page(f"/versions/{dataset.version}")))
    statements.say(subject, "dcat:prev", links.thing(dataset.previous) if dataset.previous else None)
    statements.say(subject, "dcat:hasVersion", *(links.thing(each) for each in dataset.versions))


def _say_distribution(statements: Statements, dataset: Dataset, distribution: Distribution, links: Links) -> NamedNode:
    subject = links.part(dataset.name, distribution.key)
    statements.say(subject, "rdf:type", name("dcat:Distribution"))
    statements.say(subject, "dct:identifier", subject.value)
    statements.say(subject, "dct:title", distribution.title)
    statements.say(subject, "dct:description", distribution.description)
    statements.say(subject, "dcat:accessURL", say_target(statements, links.landing(dataset.name)))
    statements.say(subject, "dcat:downloadURL", say_target(statements, links.download(distribution)))
    _say_format(statements, subject, distribution)
    _say_file(statements, subject, dataset, distribution)
    say_languages(statements, subject, dataset.languages)
    if dataset.licence:
        statements.say(subject, "dct:license", say_licence(statements, dataset.licence))
    statements.say(subject, "dct:rights", _statement(statements, "RightsStatement", dataset.rights, dataset))
    statements.say(subject, "dct:conformsTo", say_standard(statements, ONTOLOGY, ONTOLOGY_TITLE))
    statements.say(subject, "adms:status", say_concept(statements, "distribution-status/COMPLETED"))
    statements.say(subject, "dcatap:availability", say_concept(statements, "planned-availability/STABLE"))
    return subject


def _say_format(statements: Statements, subject: Node, distribution: Distribution) -> None:
    form = FILE_FORMATS[distribution.extension]
    statements.say(subject, "dct:format", say_concept(statements, f"file-type/{form.file_type}"))
    statements.say(subject, "dcat:mediaType", say_media_type(statements, form.media_type))
    if form.archive:
        statements.say(subject, "dcat:compressFormat", say_media_type(statements, form.archive))


def _say_file(statements: Statements, subject: Node, dataset: Dataset, distribution: Distribution) -> None:
    dump = distribution.dump
    statements.say(subject, "dcat:byteSize", typed(dump.size, "xsd:nonNegativeInteger"))
    checksum = BlankNode(_key(dataset, f"checksum-{distribution.key}"))
    statements.say(checksum, "rdf:type", name("spdx:Checksum"))
    statements.say(checksum, "spdx:algorithm", name(SHA512))
    statements.say(name(SHA512), "rdf:type", name("spdx:ChecksumAlgorithm"))
    statements.say(checksum, "spdx:checksumValue", typed(dump.sha512, "xsd:hexBinary"))
    statements.say(subject, "spdx:checksum", checksum)
    statements.say(subject, "dct:issued", dataset.issued)
    statements.say(subject, "dct:modified", dataset.modified)


def _statement(statements: Statements, kind: str, text: Text, dataset: Dataset) -> BlankNode:
    node = BlankNode(_key(dataset, kind))
    statements.say(node, "rdf:type", name(f"dct:{kind}"))
    statements.say(node, "rdfs:label", text)
    return node


def _key(dataset: Dataset, of: str) -> str:
    # RDF/XML wants a name that begins with a letter.
    return f"node-{dataset.name}-{of}".replace("/", "-")
