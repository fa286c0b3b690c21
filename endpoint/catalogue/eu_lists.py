"""The terms of the European Union's lists (and of ADMS and IANA) that the catalogue uses, each with its labels.

Portals show the label and look nothing up: a document that names a term says its label too.
"""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from endpoint.bilingual import Text
from endpoint.catalogue.statements import Statements, name

AUTHORITY = "http://publications.europa.eu/resource/authority/"
IANA = "https://www.iana.org/assignments/media-types/"
PUBLISHER_TYPES = "http://purl.org/adms/publishertype/"
LICENCE_TYPES = "http://purl.org/adms/licencetype/"

SCHEMES = {
    f"{AUTHORITY}access-right": Text("Droits d'accès", "Access rights"),
    f"{AUTHORITY}country": Text("Pays", "Countries"),
    f"{AUTHORITY}data-theme": Text("Thèmes de données", "Data themes"),
    f"{AUTHORITY}distribution-status": Text("État d'une distribution", "Distribution status"),
    f"{AUTHORITY}file-type": Text("Types de fichiers", "File types"),
    f"{AUTHORITY}frequency": Text("Fréquences", "Frequencies"),
    f"{AUTHORITY}language": Text("Langues", "Languages"),
    f"{AUTHORITY}licence": Text("Licences", "Licences"),
    f"{AUTHORITY}planned-availability": Text("Disponibilité prévue", "Planned availability"),
    f"{PUBLISHER_TYPES}1.0": Text("Types d'éditeurs", "Publisher types"),
    f"{LICENCE_TYPES}1.0": Text("Types de licences", "Licence types"),
}
THEMES = f"{AUTHORITY}data-theme"
LABELS = {
    "access-right/PUBLIC": Text("public", "public"),
    "country/FRA": Text("France", "France"),
    "distribution-status/COMPLETED": Text("achevée", "completed"),
    "planned-availability/STABLE": Text("stable", "stable"),
    "frequency/IRREG": Text("irrégulière", "irregular"),
    "language/FRA": Text("français", "French"),
    "language/ENG": Text("anglais", "English"),
    "data-theme/AGRI": Text(
        "Agriculture, pêche, sylviculture et alimentation", "Agriculture, fisheries, forestry and food"
    ),
    "data-theme/ECON": Text("Économie et finances", "Economy and finance"),
    "data-theme/EDUC": Text("Éducation, culture et sport", "Education, culture and sport"),
    "data-theme/ENER": Text("Énergie", "Energy"),
    "data-theme/ENVI": Text("Environnement", "Environment"),
    "data-theme/GOVE": Text("Gouvernement et secteur public", "Government and public sector"),
    "data-theme/HEAL": Text("Santé", "Health"),
    "data-theme/INTR": Text("Questions internationales", "International issues"),
    "data-theme/JUST": Text(
        "Justice, système juridique et sécurité publique", "Justice, legal system and public safety"
    ),
    "data-theme/OP_DATPRO": Text("Données provisoires", "Provisional data"),
    "data-theme/REGI": Text("Régions et villes", "Regions and cities"),
    "data-theme/SOCI": Text("Population et société", "Population and society"),
    "data-theme/TECH": Text("Science et technologie", "Science and technology"),
    "data-theme/TRAN": Text("Transports", "Transport"),
    "file-type/CSV": Text("CSV", "CSV"),
    "file-type/JSON_LD": Text("JSON-LD", "JSON-LD"),
    "file-type/RDF_N_QUADS": Text("RDF N-Quads", "RDF N-Quads"),
    "file-type/RDF_N_TRIPLES": Text("RDF N-Triples", "RDF N-Triples"),
    "file-type/RDF_TRIG": Text("RDF TriG", "RDF TriG"),
    "file-type/RDF_TURTLE": Text("RDF Turtle", "RDF Turtle"),
    "file-type/RDF_XML": Text("RDF/XML", "RDF/XML"),
}
# Which class DCAT-AP wants of the terms of each list, beside skos:Concept.
CLASSES = {
    "access-right": "dct:RightsStatement",
    "country": "dct:Location",
    "file-type": "dct:MediaTypeOrExtent",
    "frequency": "dct:Frequency",
    "language": "dct:LinguisticSystem",
}


@dataclass(frozen=True)
class Licence:
    """A licence under its names; `title` is what portals compare with the lists of their own."""

    name: Text
    title: Text
    kind: str
    page: str


LICENCES = {
    f"{AUTHORITY}licence/ETALAB_2_0": Licence(
        Text("Licence Ouverte version 2.0", "Open Licence version 2.0"),
        Text("Licence Ouverte version 2.0", "Open Licence version 2.0"),
        "Attribution",
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    ),
    f"{AUTHORITY}licence/CC_BY_4_0": Licence(
        Text("Creative Commons Attribution 4.0 International", "Creative Commons Attribution 4.0 International"),
        Text("Creative Commons Attribution", "Creative Commons Attribution"),
        "Attribution",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
}
# The licence's own page stands in documents; the European Union's list has an address of its own for it.
_PAGES = {licence.page.rstrip("/"): iri for iri, licence in LICENCES.items()}


def licence_iri(iri: str) -> str:
    """Return the address of a licence in the European Union's list where it is known there.

    >>> licence_iri("http://creativecommons.org/licenses/by/4.0").rpartition("/")[2]
    'CC_BY_4_0'
    """
    return _PAGES.get(iri.rstrip("/").replace("http://", "https://"), iri)


def licence_name(iri: str) -> Text:
    """Return a licence's name, its address when it is not known."""
    return LICENCES[iri].name if iri in LICENCES else Text(iri, iri)


def say_concept(statements: Statements, path: str) -> NamedNode:
    """Say what a term of a European list is, and return it; `path` is below the authority, as in `file-type/CSV`."""
    term, scheme = NamedNode(AUTHORITY + path), path.partition("/")[0]
    if scheme in CLASSES:
        statements.say(term, "rdf:type", name(CLASSES[scheme]))
    _say_term(statements, term, AUTHORITY + scheme, LABELS[path])
    return term


def say_licence(statements: Statements, iri: str) -> NamedNode:
    """Say what a licence is, and return it."""
    term = NamedNode(iri)
    statements.say(term, "rdf:type", name("dct:LicenseDocument"))
    if known := LICENCES.get(iri):
        statements.say(term, "dct:type", _licence_type(statements, known.kind))
        # udata reads rdfs:label, CKAN dct:title, people skos:prefLabel.
        statements.say(term, "rdfs:label", known.title)
        statements.say(term, "dct:title", known.title)
        statements.say(term, "skos:prefLabel", known.name)
        statements.say(term, "rdfs:seeAlso", NamedNode(known.page))
    return term


def say_publisher_type(statements: Statements) -> NamedNode:
    """Say that a territory is a local authority."""
    term = NamedNode(f"{PUBLISHER_TYPES}LocalAuthority")
    _say_term(statements, term, f"{PUBLISHER_TYPES}1.0", Text("autorité locale", "local authority"))
    return term


def say_media_type(statements: Statements, media_type: str) -> NamedNode:
    """Say what a media type is, and return it; portals that know none by its address take the label."""
    term = NamedNode(IANA + media_type)
    statements.say(term, "rdf:type", name("dct:MediaType"))
    statements.say(term, "rdfs:label", media_type)
    return term


def say_scheme(statements: Statements, iri: str) -> NamedNode:
    """Say what a list is, and return it."""
    term = NamedNode(iri)
    statements.say(term, "rdf:type", name("skos:ConceptScheme"))
    statements.say(term, "dct:title", SCHEMES[iri])
    return term


def _licence_type(statements: Statements, kind: str) -> NamedNode:
    term = NamedNode(LICENCE_TYPES + kind)
    _say_term(statements, term, f"{LICENCE_TYPES}1.0", Text(kind, kind))
    return term


def _say_term(statements: Statements, term: NamedNode, scheme: str, label: Text) -> None:
    statements.say(term, "rdf:type", name("skos:Concept"))
    statements.say(term, "skos:prefLabel", label)
    statements.say(term, "skos:inScheme", say_scheme(statements, scheme))
