"""VoID: how much of what the whole and each named graph hold, where to get it, and how the graphs link."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode

from endpoint.bilingual import Text
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.contents import Territory
from endpoint.catalogue.counts import Counts, LinkCount
from endpoint.catalogue.datasets import Collection, Dataset
from endpoint.catalogue.eu_lists import say_licence
from endpoint.catalogue.statements import Node, Statements, name

TITLE = Text("Filrouge, les graphes (VoID)", "Filrouge, the graphs (VoID)")
FORMATS = "http://www.w3.org/ns/formats/"
FEATURES = ("Turtle", "N-Triples", "JSON-LD", "RDF_XML", "N-Quads", "TriG")


@dataclass(frozen=True)
class Figures:
    """What was counted; graphs go by their IRIs."""

    whole: Counts
    graphs: Mapping[str, Counts]
    links: Iterable[LinkCount]
    examples: Iterable[str]


def say_void(collection: Collection, figures: Figures, links: Links) -> Statements:
    """Say all of it."""
    statements, whole = _begun(collection, figures, links)
    _say_graphs(statements, whole, collection, figures, links)
    return statements


def say_index(collection: Collection, figures: Figures, triples: Mapping[str, int], links: Links) -> Statements:
    """Say the whole and the graphs that territories share; of each territory how much it has, and where that is told.

    `triples` are those of each territory, by its SIREN number.
    """
    statements, whole = _begun(collection, figures, links)
    _say_graphs(statements, whole, collection, figures, links)
    for siren, count in triples.items():
        part = part_of(siren, links)
        statements.say(whole, "void:subset", part)
        statements.say(part, "rdf:type", name("void:Dataset"))
        statements.say(part, "void:triples", count)
        statements.say(part, "rdfs:seeAlso", links.page(f"/void/{siren}"))
    return statements


def say_part(collection: Collection, territory: Territory, figures: Figures, links: Links) -> Statements:
    """Say the graphs of one territory."""
    statements, part = Statements(), part_of(territory.siren, links)
    statements.say(part, "rdf:type", name("void:Dataset"))
    statements.say(part, "dct:title", territory.name)
    statements.say(part, "void:triples", figures.whole.triples)
    statements.say(part, "dct:isPartOf", links.thing(collection.whole.name))
    statements.say(part, "void:sparqlEndpoint", links.page("/sparql"))
    statements.say(part, "void:uriSpace", f"{territory.iri.value}/")
    _say_graphs(statements, part, collection, figures, links)
    return statements


def part_of(siren: str, links: Links) -> NamedNode:
    """Return the IRI of what the graphs of a territory hold."""
    return NamedNode(f"{links.base}void{'-' if '#' in links.base else '/'}{siren}")


def _begun(collection: Collection, figures: Figures, links: Links) -> tuple[Statements, NamedNode]:
    """Say what the description is, and the whole without its graphs; return both."""
    statements, whole = Statements(), links.thing(collection.whole.name)
    description = NamedNode(f"{links.base}void")
    statements.say(description, "rdf:type", name("void:DatasetDescription"))
    statements.say(description, "dct:title", TITLE)
    statements.say(description, "foaf:primaryTopic", whole)
    _say_dataset(statements, whole, figures.whole, collection.whole, links)
    _say_access(statements, whole, figures, links)
    return statements, whole


def _say_graphs(
    statements: Statements, whole: NamedNode, collection: Collection, figures: Figures, links: Links
) -> None:
    """Say what each graph holds, and how they link."""
    linked = [*figures.links]
    graphs = {*figures.graphs, *(graph for link in linked for graph in (link.source, link.target))}
    datasets = collection.several(_graph_name(graph, links) for graph in sorted(graphs))
    subsets = {graph: _subset(graph, datasets, links) for graph in graphs}
    for graph, counts in figures.graphs.items():
        statements.say(whole, "void:subset", subsets[graph])
        _say_dataset(statements, subsets[graph], counts, datasets.get(_graph_name(graph, links)), links)
    for number, link in enumerate(linked):
        _say_link(statements, BlankNode(f"link-{number}"), whole, link, subsets)


def _say_access(statements: Statements, whole: NamedNode, figures: Figures, links: Links) -> None:
    statements.say(whole, "void:sparqlEndpoint", links.page("/sparql"))
    statements.say(whole, "void:uriSpace", f"{links.base}id/")
    statements.say(whole, "void:feature", *(NamedNode(FORMATS + feature) for feature in FEATURES))
    statements.say(whole, "void:exampleResource", *(NamedNode(each) for each in figures.examples))
    statements.say(whole, "void:vocabulary", *(NamedNode(each) for each in namespaces(figures.whole)))


def _subset(graph: str, datasets: Mapping[str, Dataset], links: Links) -> NamedNode:
    """Return the IRI of a graph's dataset: that of the catalogue where it has one."""
    if (own := _graph_name(graph, links)) in datasets:
        return links.thing(own)
    return NamedNode(f"{links.base}void{'/' if '#' in links.base else '#'}{own.replace('/', '-')}")


def _graph_name(graph: str, links: Links) -> str:
    return graph.removeprefix(f"{links.base}graph/")


def _say_dataset(
    statements: Statements, subject: NamedNode, counts: Counts, dataset: Dataset | None, links: Links
) -> None:
    statements.say(subject, "rdf:type", name("void:Dataset"))
    if dataset is not None:
        statements.say(subject, "dct:title", dataset.title)
        statements.say(subject, "dct:license", say_licence(statements, dataset.licence) if dataset.licence else None)
        dumps = (links.download(each) for each in dataset.distributions if each.extension != "csv")
        statements.say(subject, "void:dataDump", *dumps)
    statements.say(subject, "void:triples", counts.triples)
    statements.say(subject, "void:distinctSubjects", counts.subjects)
    statements.say(subject, "void:distinctObjects", counts.objects)
    statements.say(subject, "void:classes", len(counts.classes) or None)
    statements.say(subject, "void:properties", len(counts.properties) or None)
    _say_partitions(statements, subject, "class", counts.classes, "entities")
    _say_partitions(statements, subject, "property", counts.properties, "triples")


def _say_partitions(
    statements: Statements, subject: NamedNode, kind: str, counts: Mapping[str, int], counted: str
) -> None:
    for number, key in enumerate(sorted(counts, key=lambda each: (-counts[each], each))):
        part = BlankNode(re.sub(r"\W", "-", f"part-{subject.value}-{kind}-{number}"))
        statements.say(subject, f"void:{kind}Partition", part)
        statements.say(part, f"void:{kind}", NamedNode(key))
        statements.say(part, f"void:{counted}", counts[key])


def _say_link(
    statements: Statements, subject: Node, whole: NamedNode, link: LinkCount, subsets: Mapping[str, NamedNode]
) -> None:
    statements.say(whole, "void:subset", subject)
    statements.say(subject, "rdf:type", name("void:Linkset"))
    statements.say(subject, "void:subjectsTarget", subsets[link.source])
    statements.say(subject, "void:objectsTarget", subsets[link.target])
    statements.say(subject, "void:linkPredicate", NamedNode(link.property))
    statements.say(subject, "void:triples", link.triples)


def namespaces(counts: Counts) -> list[str]:
    """Return the vocabularies that classes and properties come from.

    >>> namespaces(Counts(1, 1, 1, {"http://e/a#B": 1}, {"http://e/c/d": 1}))
    ['http://e/a#', 'http://e/c/']
    """
    return sorted({re.sub(r"[^/#]*$", "", each) for each in (*counts.classes, *counts.properties)})
