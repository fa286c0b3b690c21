"""The vocabularies that the graph speaks: prefixes, labelling properties, names of borrowed terms."""

from typing import Final

ONTOLOGY: Final = "https://w3id.org/filrouge/ontology"
FIL: Final = f"{ONTOLOGY}#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
DCT: Final = "http://purl.org/dc/terms/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SSSOM: Final = "https://w3id.org/sssom/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
PROV: Final = "http://www.w3.org/ns/prov#"
VOID: Final = "http://rdfs.org/ns/void#"
ORG: Final = "http://www.w3.org/ns/org#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "fil": FIL,
    "dct": DCT,
    "skos": SKOS,
    "org": ORG,
    "foaf": FOAF,
    "prov": PROV,
    "csvw": "http://www.w3.org/ns/csvw#",
    "oa": "http://www.w3.org/ns/oa#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sssom": SSSOM,
    "xsd": XSD,
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": "http://www.w3.org/2002/07/owl#",
}

# A cell, a budget and an alignment have no label; what was read in them, or said of them, names them best.
LABELS: Final = (f"{SKOS}prefLabel", f"{DCT}title", f"{RDFS}label", f"{FIL}rawValue", f"{SSSOM}comment")

# French and English names of the borrowed properties, which the ontology does not define.
BORROWED: Final = {
    f"{SKOS}exactMatch": ("correspond exactement à", "exact match"),
    f"{SKOS}closeMatch": ("correspond de près à", "close match"),
    f"{SKOS}broadMatch": ("relève de, plus large", "broader match"),
    f"{SKOS}narrowMatch": ("couvre, plus étroit", "narrower match"),
    f"{SKOS}relatedMatch": ("apparenté à", "related match"),
    f"{SSSOM}subject_id": ("sujet de l'alignement", "alignment's subject"),
    f"{SSSOM}subject_label": ("libellé du sujet", "subject's label"),
    f"{SSSOM}predicate_id": ("lien", "predicate"),
    f"{SSSOM}predicate_modifier": ("négation", "negation"),
    f"{SSSOM}object_id": ("objet de l'alignement", "alignment's object"),
    f"{SSSOM}object_label": ("libellé de l'objet", "object's label"),
    f"{SSSOM}mapping_justification": ("justification", "justification"),
    f"{SSSOM}confidence": ("confiance", "confidence"),
    f"{SSSOM}author_label": ("auteur", "author"),
    f"{SSSOM}comment": ("pourquoi", "why"),
    f"{RDF}type": ("nature", "type"),
    f"{RDFS}label": ("libellé", "label"),
    f"{RDFS}comment": ("commentaire", "comment"),
    f"{RDFS}domain": ("domaine", "domain"),
    f"{RDFS}range": ("portée", "range"),
    f"{RDFS}isDefinedBy": ("défini par", "is defined by"),
    f"{RDFS}subClassOf": ("sous-classe de", "subclass of"),
    f"{SKOS}prefLabel": ("libellé", "label"),
    f"{SKOS}altLabel": ("autre forme", "other form"),
    f"{SKOS}hiddenLabel": ("forme reconnue", "recognised form"),
    f"{SKOS}notation": ("code", "notation"),
    f"{SKOS}definition": ("définition", "definition"),
    f"{SKOS}scopeNote": ("note d'application", "scope note"),
    f"{SKOS}changeNote": ("note de changement", "change note"),
    f"{SKOS}example": ("exemple", "example"),
    f"{SKOS}broader": ("terme plus large", "broader"),
    f"{SKOS}narrower": ("terme plus étroit", "narrower"),
    f"{SKOS}inScheme": ("dans la liste", "in scheme"),
    f"{SKOS}topConceptOf": ("en tête de la liste", "top concept of"),
    f"{SKOS}hasTopConcept": ("a pour terme de tête", "has top concept"),
    f"{DCT}title": ("titre", "title"),
    f"{DCT}identifier": ("identifiant", "identifier"),
    f"{DCT}description": ("description", "description"),
    f"{DCT}publisher": ("éditeur", "publisher"),
    f"{DCT}issued": ("paru en", "issued"),
    f"{DCT}date": ("date", "date"),
    f"{DCT}license": ("licence", "licence"),
    f"{DCT}source": ("source", "source"),
    f"{DCT}isPartOf": ("fait partie de", "is part of"),
    f"{RDF}subject": ("sujet du lien", "subject"),
    f"{RDF}predicate": ("nature du lien", "predicate"),
    f"{RDF}object": ("objet du lien", "object"),
    f"{ORG}unitOf": ("service de", "unit of"),
    f"{ORG}subOrganizationOf": ("relève de", "suborganisation of"),
    f"{ORG}resultedFrom": ("issu de", "resulted from"),
    f"{ORG}changedBy": ("changé par", "changed by"),
    f"{ORG}originalOrganization": ("organisme d'origine", "original organisation"),
    f"{ORG}resultingOrganization": ("organisme issu du changement", "resulting organisation"),
    f"{ORG}ChangeEvent": ("changement d'organisme", "change event"),
    "http://www.w3.org/ns/prov#wasDerivedFrom": ("tiré de", "was derived from"),
    "http://www.w3.org/ns/prov#used": ("a utilisé", "used"),
    "http://www.w3.org/ns/csvw#describes": ("énonce", "describes"),
    "http://www.w3.org/ns/oa#hasBody": ("porte sur", "has body"),
    "http://www.w3.org/ns/oa#hasTarget": ("cite", "has target"),
    "http://www.w3.org/ns/oa#hasSource": ("dans le document", "has source"),
    "http://www.w3.org/ns/oa#hasSelector": ("passage", "has selector"),
    "http://www.w3.org/ns/oa#exact": ("texte exact", "exact text"),
}
