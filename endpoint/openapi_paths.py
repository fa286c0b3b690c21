"""What the OpenAPI document says of each route but /sparql and the saved questions.

A route that has no words here is not in the document, and a test fails.
"""

from typing import Final

from endpoint.bilingual import Text
from endpoint.formats import GRAPHS
from endpoint.openapi_parts import (
    HTML_CONTENT,
    STRING,
    TABLE_CONTENT,
    TEXT_OBJECT,
    TRIPLES_CONTENT,
    WORKER,
    Json,
    Operation,
    answer_named,
    answer_of,
    content_of,
    in_path,
    in_query,
    json_content,
)
from endpoint.search.kinds import KINDS
from endpoint.threads.flows import WIDTHS
from endpoint.workbook import MEDIA_TYPE as WORKBOOK

EXAMPLE = "242100410/axis/1.3"
THING = in_path("path", "The path of the thing's IRI; its slashes stay as they are.", STRING, EXAMPLE)
WORD = in_path("path", "A scheme, or a scheme and a concept.", STRING, "status/new")
EXTENSION = in_path("extension", "The format.", {"type": "string", "enum": [each.extension for each in GRAPHS]})
NAME = in_path("name", "The name of a question; with an extension its answer in that format.", STRING, "axes.csv")
VALUES: Json = {
    "in": "query",
    "name": "parameters",
    "description": "The parameters of the question; each question has a path of its own here that lists them.",
    "style": "form",
    "explode": True,
    "schema": {"type": "object", "additionalProperties": STRING},
}
QUESTION: Json = {
    "type": "object",
    "properties": {
        "name": STRING,
        "title": TEXT_OBJECT,
        "description": TEXT_OBJECT,
        "tags": {"type": "array", "items": STRING},
        "parameters": {"type": "array", "items": {"type": "object"}},
        "path": STRING,
        "formats": {"type": "array", "items": STRING},
    },
}
HEALTH: Json = {
    "type": "object",
    "properties": {
        "status": {"const": "ok"},
        "version": STRING | {"description": "The version of the snapshot."},
        "triples": {"type": ["integer", "null"]},
        "store": {"enum": ["memory", "disk", "remote"]},
        "settled": {
            "type": "boolean",
            "description": "Whether it stays there: a large snapshot is first read from disk, then from memory.",
        },
        "isolated": {"type": "boolean", "description": "Whether workers have left the network."},
        "workers": {"type": "integer"},
        "pool": {"type": "object"},
    },
}
OBJECT: Json = {"type": "object"}
SEARCHED = (in_query("q", "Words, and words in quotation marks that must follow one another.", STRING),)
PAGE = in_query("page", "Which page, from 1.", {"type": "integer", "minimum": 1})

OPERATIONS: Final = {
    ("GET", "/"): Operation(
        "pages",
        Text("Le territoire en un coup d'œil", "The territory at a glance"),
        answer_of(HTML_CONTENT),
        errors=WORKER,
    ),
    ("GET", "/search"): Operation(
        "pages",
        Text("Chercher des mots dans les plans", "Search words in the plans"),
        answer_of(HTML_CONTENT),
        "Accents, case and plurals do not matter; what is mistyped is put right.",
        (*SEARCHED, in_query("kind", "One kind only.", {"type": "string", "enum": list(KINDS)}), PAGE),
        errors=WORKER,
    ),
    ("GET", "/search.json"): Operation(
        "pages",
        Text("Ce que la boîte de recherche propose", "What the search box proposes"),
        answer_of(json_content(OBJECT)),
        "The few things whose names go on as the words begin.",
        SEARCHED,
        errors=WORKER,
    ),
    ("GET", "/territories"): Operation(
        "pages",
        Text("Les territoires", "The territories"),
        answer_of(HTML_CONTENT),
        "By name, to read about one or to choose the one of a page; where one alone is found, it leads there.",
        (
            in_query("q", "Words that begin words of the name, or the SIREN number.", STRING),
            in_query("to", "The address of a page here that a territory is chosen for.", STRING, "/audit/overdue"),
            in_query("from", "The number of the first that is listed.", {"type": "integer", "minimum": 1}),
        ),
        (400, *WORKER),
        others=(
            (
                "303",
                {"description": "To the page, of the territory found.", "headers": {"Location": {"schema": STRING}}},
            ),
        ),
    ),
    ("GET", "/thread.svg"): Operation(
        "pages",
        Text("Le fil d'un territoire, en figure", "The thread of a territory, as a picture"),
        answer_of(content_of(("image/svg+xml",))),
        "Axes, measures and actions, with what flows between them.",
        (
            in_query("width", "What the width of the ribbons tells.", {"type": "string", "enum": list(WIDTHS)}),
            in_query("territory", "The IRI of a territory; the first one without.", STRING),
        ),
        (404, *WORKER),
    ),
    ("GET", "/sparql/vocabulary.json"): Operation(
        "sparql",
        Text("De quoi compléter une requête", "What a query may be completed with"),
        answer_of(json_content(OBJECT)),
        "Prefixes, classes, properties and formats, for editors.",
        errors=WORKER,
    ),
    ("GET", "/sparql/examples.json"): Operation(
        "sparql",
        Text("Les questions avec leur texte", "The questions with their text"),
        answer_of(json_content(OBJECT)),
        errors=WORKER,
    ),
    ("GET", "/queries"): Operation(
        "questions",
        Text("La liste des questions", "The list of questions"),
        answer_of(HTML_CONTENT | json_content({"type": "array", "items": QUESTION})),
        parameters=(
            in_query("q", "Words that the question must have.", STRING),
            in_query("tag", "A tag that it must have.", STRING),
        ),
        errors=WORKER,
    ),
    ("GET", "/queries/{name}"): Operation(
        "questions",
        Text("Une question", "One question"),
        answer_of(HTML_CONTENT | TABLE_CONTENT | TRIPLES_CONTENT | content_of((WORKBOOK,))),
        parameters=(NAME, VALUES),
        errors=(400, 404, 406, *WORKER),
    ),
    ("GET", "/queries/{name}/editor"): Operation(
        "questions",
        Text("Une question dans l'éditeur", "One question in the editor"),
        parameters=(NAME, VALUES),
        errors=(400, 404, *WORKER),
        kept=False,
        others=(("303", {"description": "To /sparql with its query.", "headers": {"Location": {"schema": STRING}}}),),
    ),
    ("GET", "/.well-known/sparql-examples"): Operation(
        "questions",
        Text("Les questions en RDF", "The questions in RDF"),
        answer_named("Triples"),
        "Each a sh:SPARQLExecutable with its text, titles and keywords.",
        errors=(406,),
    ),
    ("GET", "/id/{path}"): Operation(
        "things",
        Text("Vers la page ou les données d'une chose", "To the page or the data of a thing"),
        parameters=(THING,),
        kept=False,
        others=(
            (
                "303",
                {
                    "description": "To /page for browsers, to /data for RDF clients.",
                    "headers": {"Location": {"schema": STRING}},
                },
            ),
        ),
    ),
    ("GET", "/page/{path}"): Operation(
        "things",
        Text("La page d'une chose", "The page of a thing"),
        answer_of(HTML_CONTENT),
        "",
        (THING,),
        (404, *WORKER),
    ),
    ("GET", "/data/{path}"): Operation(
        "things",
        Text("Les triplets d'une chose", "The triples of a thing"),
        answer_named("Triples"),
        "By Accept, or by an extension at the end of the path: " + ", ".join(f".{each.extension}" for each in GRAPHS),
        (THING,),
        (404, 406, *WORKER),
    ),
    ("GET", "/ontology"): Operation(
        "vocabulary",
        Text("Le vocabulaire", "The vocabulary"),
        answer_named("TriplesOrPage"),
        errors=(406, *WORKER),
    ),
    ("GET", "/ontology.{extension}"): Operation(
        "vocabulary",
        Text("Le vocabulaire en RDF", "The vocabulary in RDF"),
        answer_named("Triples"),
        parameters=(EXTENSION,),
        errors=(404, *WORKER),
    ),
    ("GET", "/ontology/{path}"): Operation(
        "vocabulary",
        Text("Une liste fermée ou l'un de ses termes", "A closed list or one of its terms"),
        answer_named("TriplesOrPage"),
        parameters=(WORD,),
        errors=(404, 406, *WORKER),
    ),
    ("GET", "/web/{path}"): Operation(
        "pages",
        Text("Styles et scripts des pages", "Styles and scripts of the pages"),
        answer_of({"*/*": {}}),
        parameters=(in_path("path", "A file.", STRING, "style.css"),),
        errors=(404,),
    ),
    ("GET", "/health"): Operation(
        "operation",
        Text("Ce qui est servi, et l'état des calculs", "What is served, and what the workers are doing"),
        answer_of(json_content(HEALTH)),
        kept=False,
    ),
    ("GET", "/metrics"): Operation(
        "operation",
        Text("Mesures pour Prometheus", "Figures for Prometheus"),
        answer_of(content_of(("text/plain",))),
        kept=False,
    ),
    ("GET", "/openapi.json"): Operation(
        "operation", Text("Ce document", "This document"), answer_of(json_content(OBJECT)), errors=WORKER
    ),
}
