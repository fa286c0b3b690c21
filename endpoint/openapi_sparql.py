"""What the OpenAPI document says of /sparql."""

from endpoint.bilingual import Text
from endpoint.formats import FORMATS
from endpoint.openapi_parts import (
    HTML_CONTENT,
    STRING,
    TABLE_CONTENT,
    TOO_LONG_ADDRESS,
    TRIPLES_CONTENT,
    WORKER,
    Json,
    Operation,
    answer_of,
    in_query,
)
from endpoint.protocol import FORM, LONGEST_QUERY, QUERY
from endpoint.settings import Settings
from endpoint.words import PREFIXES

ASK = "SELECT ?axis ?label WHERE { ?axis a fil:PolicyAxis ; skos:prefLabel ?label }"
GRAPHS: Json = {"type": "array", "items": {"type": "string", "format": "iri"}}
DESCRIPTION = f"""SPARQL 1.1 Protocol. These prefixes need no PREFIX line: {", ".join(PREFIXES)}.

SELECT and ASK answer as a table, CONSTRUCT and DESCRIBE as triples; JSON and Turtle are the defaults.
Updates and SERVICE are refused. An answer that breaks off closes the connection without its last chunk."""
NO_QUERY = "\n\nWithout a query, an RDF client gets the service description, a browser the editor."


def sparql_operations(settings: Settings) -> dict[tuple[str, str], Operation]:
    """Return what GET and POST do, under the limits of the settings."""
    answer = answer_of(TABLE_CONTENT | TRIPLES_CONTENT | HTML_CONTENT)
    fields = _fields(settings)
    by_url = {name: in_query(name, schema["description"], schema) for name, schema in fields.items()}
    # A query that is posted as it is leaves the other parameters to the address; a form may do so too.
    others = tuple(parameter for name, parameter in by_url.items() if name != "query")
    title = Text("Interroger le graphe", "Query the graph")
    errors = (400, 403, 406, 413, *WORKER)
    return {
        ("GET", "/sparql"): Operation(
            "sparql",
            title,
            answer,
            DESCRIPTION + NO_QUERY,
            tuple(by_url.values()),
            errors,
            others=(TOO_LONG_ADDRESS,),
        ),
        ("POST", "/sparql"): Operation(
            "sparql", title, answer, DESCRIPTION, others, (*errors, 415), kept=False, body=_body(fields)
        ),
    }


def _fields(settings: Settings) -> dict[str, Json]:
    names = [each.extension for formats in FORMATS.values() for each in formats]
    formats: Json = {"type": "string", "enum": [*names, "html"]}
    return {
        "query": STRING | {"description": f"The query, at most {LONGEST_QUERY} bytes of UTF-8.", "examples": [ASK]},
        "default-graph-uri": GRAPHS | {"description": "A graph to merge into the default graph; may be repeated."},
        "named-graph-uri": GRAPHS | {"description": "A graph that GRAPH may name; may be repeated."},
        "format": formats | {"description": "The format by its extension, or its media type; wins over Accept."},
        "output": formats | {"description": "Another name for `format`."},
        "timeout": {
            "type": "number",
            "exclusiveMinimum": 0,
            "default": settings.timeout,
            "description": f"Seconds that the query may take; more than {settings.longest_timeout:g} is taken as that.",
        },
    }


def _body(fields: dict[str, Json]) -> Json:
    form: Json = {"type": "object", "required": ["query"], "properties": fields}
    return {
        "required": True,
        "content": {FORM: {"schema": form}, QUERY: {"schema": fields["query"]}},
    }
