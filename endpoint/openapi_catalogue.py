"""What the OpenAPI document says of the catalogue, of VoID and of the downloads."""

from typing import Final

from endpoint.bilingual import Text
from endpoint.dumps import MEDIA_TYPES
from endpoint.openapi_parts import (
    STRING,
    WORKER,
    Operation,
    answer_named,
    answer_of,
    content_of,
    in_path,
    in_query,
)
from endpoint.openapi_paths import EXTENSION

PAGE = in_query("page", "The number of a page, where there are several.", {"type": "integer", "minimum": 1})
DATASET = in_path("name", "A dataset, the series of versions or a service, with or without an extension.", STRING)
VERSION = in_path("version", "A version, or `latest`.", STRING, "latest")
FILE = in_path("name", "A file that `SHA512SUMS` lists; its slashes stay as they are.", STRING, "dataset.nq.gz")
PART = (
    "206",
    {"description": "The part that the header Range asks for.", "content": {"*/*": {}}},
)
NO_PART = ("416", {"description": "The range lies beyond the end of the file."})
OF_TERRITORY = in_query("siren", "The territory whose datasets alone are told of.", STRING, "242100410")
VOID = Operation(
    "catalogue",
    Text("Ce que tiennent les graphes et comment ils se lient (VoID)", "What the graphs hold and how they link (VoID)"),
    answer_named("Triples"),
    errors=WORKER,
)

OPERATIONS: Final = {
    ("GET", "/catalogue"): Operation(
        "catalogue",
        Text("Le catalogue (DCAT-AP 3)", "The catalogue (DCAT-AP 3)"),
        answer_named("TriplesOrPage"),
        "Turtle unless the client asks for something else.",
        (PAGE, OF_TERRITORY),
        (404, 406, *WORKER),
    ),
    ("GET", "/catalogue.{extension}"): Operation(
        "catalogue",
        Text("Le catalogue dans un format", "The catalogue in one format"),
        answer_named("Triples"),
        parameters=(EXTENSION, PAGE, OF_TERRITORY),
        errors=(404, *WORKER),
    ),
    ("GET", "/catalogue/{name}"): Operation(
        "catalogue",
        Text("Un jeu de données ou un service", "One dataset or service"),
        answer_named("TriplesOrPage"),
        parameters=(DATASET,),
        errors=(404, 406, *WORKER),
    ),
    ("GET", "/void"): VOID,
    ("GET", "/.well-known/void"): VOID,
    ("GET", "/void.{extension}"): Operation(
        "catalogue",
        Text("VoID dans un format", "VoID in one format"),
        answer_named("Triples"),
        parameters=(EXTENSION,),
        errors=(404, *WORKER),
    ),
    ("GET", "/void/{siren}"): Operation(
        "catalogue",
        Text("Ce que tiennent les graphes d'un territoire (VoID)", "What the graphs of a territory hold (VoID)"),
        answer_named("Triples"),
        parameters=(in_path("siren", "A territory, by its SIREN number, with or without an extension.", STRING),),
        errors=(404, *WORKER),
    ),
    ("GET", "/versions"): Operation(
        "catalogue",
        Text("Les versions et ce que chacune a changé", "The versions, and what each changed"),
        answer_named("TriplesOrPage"),
        errors=(406, *WORKER),
    ),
    ("GET", "/versions.atom"): Operation(
        "catalogue",
        Text("Les versions en fil Atom", "The versions as an Atom feed"),
        answer_of(content_of(("application/atom+xml",))),
        errors=(404, *WORKER),
    ),
    ("GET", "/versions.{extension}"): Operation(
        "catalogue",
        Text("Les versions dans un format", "The versions in one format"),
        answer_named("Triples"),
        parameters=(EXTENSION,),
        errors=(404, *WORKER),
    ),
    ("GET", "/versions/{version}"): Operation(
        "catalogue",
        Text("Ce qu'une version a changé, chose par chose", "What a version changed, thing by thing"),
        answer_named("TriplesOrPage"),
        "What was added, removed and changed: what to fetch again, and what to forget.",
        (in_path("version", "A version, with or without an extension.", STRING),),
        (404, 406, *WORKER),
    ),
    ("GET", "/robots.txt"): Operation(
        "pages",
        Text("Ce que les moteurs de recherche peuvent lire", "What search engines may read"),
        answer_of(content_of(("text/plain",))),
    ),
    ("GET", "/sitemap.xml"): Operation(
        "pages",
        Text("Le plan du site, en parties", "The map of the site, in parts"),
        answer_of(content_of(("application/xml",))),
        errors=WORKER,
    ),
    ("GET", "/sitemap-{number}.xml"): Operation(
        "pages",
        Text("Une partie du plan du site", "One part of the map of the site"),
        answer_of(content_of(("application/xml",))),
        parameters=(in_path("number", "The number of the part.", {"type": "integer", "minimum": 0}),),
        errors=(404, *WORKER),
    ),
    ("GET", "/dumps/{version}/{name}"): Operation(
        "catalogue",
        Text("Un téléchargement", "A download"),
        answer_of(content_of(each.partition(";")[0] for each in MEDIA_TYPES.values())),
        "With its length, in ranges; the ETag is its SHA-256. A dated version never changes.",
        (VERSION, FILE),
        (404,),
        others=(PART, NO_PART),
    ),
}
