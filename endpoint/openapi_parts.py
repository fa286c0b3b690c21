"""What the descriptions of routes share: how an operation is written, answers, errors and validators."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeAlias

from endpoint.bilingual import Text
from endpoint.formats import FORMATS, HTML, Kind
from endpoint.problems import PROBLEM
from endpoint.workbook import MEDIA_TYPE as WORKBOOK

Json: TypeAlias = dict[str, Any]

STRING: Json = {"type": "string"}
TEXT_OBJECT: Json = {"type": "object", "required": ["fr", "en"], "properties": {"fr": STRING, "en": STRING}}
# What a route that is computed in a worker may answer.
WORKER = (503, 504)
_ERRORS = {
    400: "The request is malformed: a syntax error with line and column, or a parameter that does not fit.",
    403: "SPARQL Update: the service is read-only.",
    404: "Nothing is known at this address.",
    406: "No format that the client accepts; the detail lists those on offer.",
    413: "The query is longer than 128 KiB, or the body than 1 MiB.",
    415: "The body is neither application/x-www-form-urlencoded nor application/sparql-query, or is compressed.",
    503: "More memory than one query may have; or, with Retry-After, too many queries at once.",
    504: "The query was ended at its deadline.",
}


def both(text: Text) -> str:
    """Return the English words with the French beside."""
    return f"{text.en} / {text.fr}"


@dataclass(frozen=True)
class Operation:
    """What is said of one method of one path; `kept` when the answer has an ETag."""

    tag: str
    title: Text
    answer: Json | None = None
    description: str = ""
    parameters: tuple[Json, ...] = ()
    errors: tuple[int, ...] = ()
    kept: bool = True
    body: Json | None = None
    others: tuple[tuple[str, Json], ...] = ()

    def write(self, name: str) -> Json:
        """Return the operation object; `name` is unique, such as `GET /queries`."""
        written: Json = {
            "operationId": "_".join(re.findall(r"[a-z0-9]+", name.lower())),
            "tags": [self.tag],
            "summary": both(self.title),
            "parameters": [*self.parameters, *([_ref("parameters", "IfNoneMatch")] if self.kept else ())],
            "responses": self._responses(),
        }
        if self.description:
            written["description"] = self.description
        if self.body:
            written["requestBody"] = self.body
        return written

    def _responses(self) -> Json:
        return (
            ({"200": self.answer} if self.answer else {})
            | ({"304": _ref("responses", "NotModified")} if self.kept else {})
            | {str(status): _ref("responses", _name(status)) for status in self.errors}
            | dict(self.others)
            | {"default": _ref("responses", "Other")}
        )


def content_of(media_types: Iterable[str]) -> Json:
    """Return the content of an answer that comes as text of these media types."""
    return {each: {"schema": STRING} for each in media_types}


def json_content(schema: Json) -> Json:
    """Return the content of an answer in JSON."""
    return {"application/json": {"schema": schema}}


def answer_of(content: Json) -> Json:
    """Return the response that carries an answer; one that is never kept has no ETag."""
    return {"description": "The answer.", "headers": {"ETag": _ref("headers", "ETag")}, "content": content}


def answer_named(name: str) -> Json:
    """Return a reference to one of the answers that many routes give."""
    return _ref("responses", name)


def in_path(name: str, description: str, schema: Json, example: str | None = None) -> Json:
    """Return a parameter that is a part of the path."""
    return _parameter("path", name, description, schema, example) | {"required": True}


def in_query(name: str, description: str, schema: Json, example: str | None = None) -> Json:
    """Return a parameter of the query string, which may be left out."""
    return _parameter("query", name, description, schema, example)


def _parameter(place: str, name: str, description: str, schema: Json, example: str | None) -> Json:
    found = {"in": place, "name": name, "description": description, "schema": schema}
    return found if example is None else found | {"example": example}


def _ref(section: str, name: str) -> Json:
    return {"$ref": f"#/components/{section}/{name}"}


def _name(status: int) -> str:
    return HTTPStatus(status).name.title().replace("_", "")


def _told(description: str) -> Json:
    problem = {PROBLEM: {"schema": _ref("schemas", "Problem")}}
    return {"description": description, "content": problem | content_of(("text/plain", HTML))}


HTML_CONTENT = content_of((HTML,))
TRIPLES_CONTENT = content_of(each.media_type for each in FORMATS[Kind.TRIPLES])
RESULTS = "application/sparql-results+json"
TABLE_CONTENT = content_of(each.media_type for each in FORMATS[Kind.TABLE]) | {
    RESULTS: {"schema": _ref("schemas", "SparqlResults")}
}
TOO_LONG_ADDRESS = (
    "414",
    {
        "description": "The address is longer than 64 KiB: send the query by POST.",
        "content": content_of(("text/plain",)),
    },
)
COMPONENTS: Json = {
    "schemas": {
        "Problem": {
            "description": "RFC 9457",
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
                "type": {"type": "string", "const": "about:blank"},
                "title": STRING,
                "status": {"type": "integer"},
                "detail": {"type": "string", "description": "What is wrong, and what to do."},
            },
        },
        "SparqlResults": {
            "description": "SPARQL 1.1 Query Results JSON Format",
            "type": "object",
            "required": ["head"],
            "properties": {
                "head": {"type": "object"},
                "results": {
                    "type": "object",
                    "required": ["bindings"],
                    "properties": {"bindings": {"type": "array", "items": {"type": "object"}}},
                },
                "boolean": {"type": "boolean"},
            },
        },
    },
    "headers": {
        "ETag": {
            "description": "Strong; absent where the answer depends on the moment, and on answers to POST.",
            "schema": STRING,
        },
        "RetryAfter": {"description": "Seconds to wait, when too many queries wait.", "schema": {"type": "integer"}},
    },
    "parameters": {
        "IfNoneMatch": {
            "in": "header",
            "name": "If-None-Match",
            "description": "The ETag of an answer that the client has: 304 when it still holds.",
            "schema": STRING,
        },
    },
    "responses": {
        "Table": answer_of(TABLE_CONTENT | content_of((WORKBOOK,))),
        "TableOrPage": answer_of(TABLE_CONTENT | content_of((WORKBOOK, HTML))),
        "Triples": answer_of(TRIPLES_CONTENT),
        "TriplesOrPage": answer_of(TRIPLES_CONTENT | HTML_CONTENT),
        "NotModified": {"description": "What the client has still holds."},
        "Other": _told("Any other error, such as 405 for a method that the address does not have."),
        **{_name(status): _told(description) for status, description in _ERRORS.items()},
    },
}
COMPONENTS["responses"]["ServiceUnavailable"]["headers"] = {"Retry-After": _ref("headers", "RetryAfter")}
