"""The catalogue as triples: itself, the datasets of a page, and the services on the first."""

from pyoxigraph import NamedNode

from endpoint.bilingual import Text
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.agents import say_contact, say_places, say_publisher
from endpoint.catalogue.datasets import BILINGUAL, Collection, Dataset
from endpoint.catalogue.dcat import say_dataset, say_languages, say_page, say_series
from endpoint.catalogue.eu_lists import THEMES, say_licence, say_scheme
from endpoint.catalogue.paging import Page
from endpoint.catalogue.services import SERVICES, DataService, say_service
from endpoint.catalogue.statements import Statements, name
from endpoint.catalogue.texts import names_of, titled

TITLE = Text("Filrouge, le catalogue", "Filrouge, the catalogue")
DESCRIPTION = Text(
    "Les jeux de données de Filrouge : un par document, les alignements entre documents, le graphe entier et ses "
    "versions, "
    "le vocabulaire, et les services par lesquels on les interroge.",
    "The datasets of Filrouge: one for each document, the alignments between documents, the whole graph and its "
    "versions, "
    "the vocabulary, and the services by which they are asked.",
)


def say_catalogue(collection: Collection, page: Page, links: Links, here: str) -> Statements:
    """Say a page of the catalogue; `here` is the path at which this format of it is given."""
    statements = Statements()
    catalogue = _say_itself(statements, collection, links)
    if page.is_first:
        for service in SERVICES:
            served = [each for each in page.datasets if each not in collection.versions]
            statements.say(catalogue, "dcat:service", say_service(statements, service, collection, served, links))
    for dataset in page.datasets:
        statements.say(catalogue, "dcat:dataset", say_dataset(statements, dataset, links))
    if page.series is not None:
        statements.say(catalogue, "dcat:resource", say_series(statements, page.series, links))
    _say_paging(statements, catalogue, len(collection.names), page, links, here)
    return statements


def say_one(collection: Collection, dataset: Dataset, links: Links) -> Statements:
    """Say one dataset or the series alone, with the catalogue that it is in."""
    statements = Statements()
    catalogue = _say_itself(statements, collection, links)
    if dataset == collection.series:
        statements.say(catalogue, "dcat:resource", say_series(statements, dataset, links))
    else:
        statements.say(catalogue, "dcat:dataset", say_dataset(statements, dataset, links))
    return statements


def say_one_service(collection: Collection, service: DataService, links: Links) -> Statements:
    """Say one service alone, with the catalogue that it is in."""
    statements = Statements()
    catalogue = _say_itself(statements, collection, links)
    statements.say(catalogue, "dcat:service", say_service(statements, service, collection, [collection.whole], links))
    return statements


def _say_itself(statements: Statements, collection: Collection, links: Links) -> NamedNode:
    whole, catalogue = collection.whole, links.thing("")
    statements.say(catalogue, "rdf:type", name("dcat:Catalog"))
    statements.say(catalogue, "dct:identifier", catalogue.value)
    statements.say(catalogue, "dct:title", titled(TITLE, names_of(whole.territories)))
    statements.say(catalogue, "dct:description", DESCRIPTION)
    say_languages(statements, catalogue, BILINGUAL)
    say_publisher(statements, catalogue, whole.territories, links)
    say_contact(statements, catalogue, whole.territories, links)
    say_places(statements, catalogue, whole.territories, links)
    if whole.licence:
        statements.say(catalogue, "dct:license", say_licence(statements, whole.licence))
    statements.say(catalogue, "dct:issued", whole.issued)
    statements.say(catalogue, "dct:modified", whole.modified)
    statements.say(catalogue, "foaf:homepage", say_page(statements, links.page("/")))
    statements.say(catalogue, "dcat:themeTaxonomy", say_scheme(statements, THEMES))
    return catalogue


def _say_paging(statements: Statements, catalogue: NamedNode, total: int, page: Page, links: Links, here: str) -> None:
    """Say where the other pages are, in the words of Hydra; one page needs none."""
    if page.last == 1:
        return
    numbers = {"first": 1, "previous": page.number - 1, "next": page.number + 1, "last": page.last}
    view = links.page(f"{here}?page={page.number}")
    statements.say(catalogue, "rdf:type", name("hydra:Collection"))
    statements.say(catalogue, "hydra:totalItems", total)
    statements.say(catalogue, "hydra:view", view)
    statements.say(view, "rdf:type", name("hydra:PartialCollectionView"))
    for key, number in numbers.items():
        if 1 <= number <= page.last:
            statements.say(view, f"hydra:{key}", links.page(f"{here}?page={number}"))
