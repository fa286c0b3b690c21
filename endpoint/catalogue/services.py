"""The services by which the datasets can be asked: SPARQL, and the saved questions as an API."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.bilingual import Text
from endpoint.catalogue.addresses import Links
from endpoint.catalogue.agents import say_contact, say_publisher
from endpoint.catalogue.datasets import Collection, Dataset
from endpoint.catalogue.dcat import say_languages, say_page, say_standard, say_target
from endpoint.catalogue.eu_lists import say_concept, say_licence
from endpoint.catalogue.statements import Statements, name


@dataclass(frozen=True)
class DataService:
    """A service: `path` is where it answers, `description` where it says so to programs, `page` to people."""

    name: str
    title: Text
    text: Text
    path: str
    description: str
    standard: tuple[str, Text]
    formats: tuple[str, ...]
    keywords: tuple[Text, ...]


SERVICES = (
    DataService(
        "sparql",
        Text("Filrouge : point d'accès SPARQL", "Filrouge: SPARQL endpoint"),
        Text(
            "Toute question sur le graphe entier en SPARQL 1.1, en lecture seule : réponses en JSON, XML, CSV, TSV, "
            "et en "
            "RDF pour les graphes. Aucun compte, aucune clé ; toute origine peut lire.",
            "Any question on the whole graph in SPARQL 1.1, read-only: answers in JSON, XML, CSV, TSV, and in RDF for "
            "graphs. No account, no key; every origin may read.",
        ),
        "/sparql",
        "/sparql",
        ("https://www.w3.org/TR/sparql11-protocol/", Text("Protocole SPARQL 1.1", "SPARQL 1.1 Protocol")),
        ("CSV", "RDF_TURTLE", "RDF_XML", "RDF_N_TRIPLES", "JSON_LD"),
        (Text("SPARQL", "SPARQL"), Text("données liées", "linked data")),
    ),
    DataService(
        "questions",
        Text("Filrouge : les questions enregistrées", "Filrouge: the saved questions"),
        Text(
            "Les questions que l'on se pose le plus, chacune à son adresse et avec ses paramètres : réponses en CSV, "
            "XLSX, "
            "JSON, TSV et XML, sans connaître SPARQL. Aucun compte, aucune clé ; toute origine peut lire.",
            "The questions that are asked most, each at its address and with its parameters: answers in CSV, XLSX, "
            "JSON, "
            "TSV and XML, without knowing SPARQL. No account, no key; every origin may read.",
        ),
        "/queries",
        "/openapi.json",
        ("https://spec.openapis.org/oas/v3.1.0", Text("OpenAPI 3.1", "OpenAPI 3.1")),
        ("CSV",),
        (Text("API", "API"), Text("questions", "questions")),
    ),
)


def say_service(
    statements: Statements, service: DataService, collection: Collection, served: Sequence[Dataset], links: Links
) -> NamedNode:
    """Say all of a service and which datasets it serves, and return it."""
    whole = collection.whole
    subject = links.thing(service.name)
    statements.say(subject, "rdf:type", name("dcat:DataService"))
    statements.say(subject, "dct:identifier", subject.value)
    statements.say(subject, "dct:title", service.title)
    statements.say(subject, "dct:description", service.text)
    statements.say(subject, "dcat:endpointURL", say_target(statements, links.page(service.path)))
    statements.say(subject, "dcat:endpointDescription", say_target(statements, links.page(service.description)))
    statements.say(subject, "dcat:landingPage", say_page(statements, links.landing(service.name)))
    statements.say(subject, "dct:conformsTo", say_standard(statements, *service.standard))
    statements.say(subject, "dct:format", *(say_concept(statements, f"file-type/{each}") for each in service.formats))
    statements.say(subject, "dcat:keyword", *service.keywords)
    statements.say(subject, "dcat:theme", *(say_concept(statements, f"data-theme/{each}") for each in whole.themes))
    statements.say(subject, "dct:accessRights", say_concept(statements, "access-right/PUBLIC"))
    statements.say(subject, "dcatap:availability", say_concept(statements, "planned-availability/STABLE"))
    if whole.licence:
        statements.say(subject, "dct:license", say_licence(statements, whole.licence))
    say_languages(statements, subject, whole.languages)
    say_publisher(statements, subject, whole.territories, links)
    say_contact(statements, subject, whole.territories, links)
    statements.say(subject, "dct:issued", whole.issued)
    statements.say(subject, "dct:modified", whole.modified)
    statements.say(subject, "dcat:servesDataset", *(links.thing(each.name) for each in served))
    return subject
