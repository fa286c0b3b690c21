"""The route /openapi.json: every route of the application, and every saved question, as OpenAPI 3.1.

`openapi`            the document, made from the table of routes
`openapi_paths`      what is said of each route
`openapi_sparql`     what is said of /sparql
`openapi_catalogue`  what is said of the catalogue and the downloads
`openapi_audit`      what is said of the auditor's desk
`openapi_questions`  a path for each saved question, with its parameters
`openapi_parts`      what they share: answers, errors, validators
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version
from typing import TypeAlias

from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from endpoint.answers import Answer
from endpoint.bilingual import Text
from endpoint.listing import name_of_tag
from endpoint.openapi_audit import OPERATIONS as AUDIT
from endpoint.openapi_catalogue import OPERATIONS as CATALOGUE
from endpoint.openapi_parts import COMPONENTS, Json, Operation, both
from endpoint.openapi_paths import OPERATIONS
from endpoint.openapi_questions import question_paths
from endpoint.openapi_sparql import sparql_operations
from endpoint.pool.frames import Reply
from endpoint.service import Service

# Read once: a worker opens no file.
VERSION = version("filrouge")
Methods: TypeAlias = tuple[str, tuple[str, ...]]
TAGS = {
    "sparql": Text("Interroger en SPARQL", "Ask in SPARQL"),
    "questions": Text("Les questions enregistrées", "The saved questions"),
    "things": Text("Les choses, à leur adresse", "Things, at their addresses"),
    "vocabulary": Text("Le vocabulaire", "The vocabulary"),
    "catalogue": Text("Le catalogue et les téléchargements", "The catalogue and the downloads"),
    "audit": Text("Le bureau de l'auditeur", "The auditor's desk"),
    "pages": Text("Les pages", "Pages"),
    "operation": Text("Exploitation", "Operation"),
}
DESCRIPTION = """Read-only, open to every origin (CORS), without a key.

Every GET may be sent as HEAD, and every address answers OPTIONS; another method is a 405. Answers come compressed by
`Accept-Encoding` (zstd, br, gzip). Errors are `application/problem+json` when the client accepts it, else text.

Service en lecture seule, ouvert à toute origine (CORS), sans clé."""


async def openapi(request: Request) -> ASGIApp:
    """Give the document, written by a worker: it takes too long for the process that talks to everyone."""
    return Answer(openapi_document, (tuple(_paths(request.app.routes)),))


def openapi_document(service: Service, routes: Iterable[Methods]) -> Reply:
    """Write the document."""
    return Reply("application/json", json.dumps(describe(service, routes), ensure_ascii=False).encode())


def describe(service: Service, routes: Iterable[Methods]) -> Json:
    """Return the OpenAPI document of the paths with their methods, and of the service's questions."""
    operations = OPERATIONS | CATALOGUE | AUDIT | sparql_operations(service.settings)
    paths = {path: _path_item(path, methods, operations) for path, methods in routes}
    return {
        "openapi": "3.1.1",
        "info": {
            "title": "Filrouge",
            "version": VERSION,
            "description": DESCRIPTION,
        },
        "servers": [{"url": service.settings.public_url or "/"}],
        "tags": list(_tags(service)),
        "paths": {path: item for path, item in paths.items() if item} | question_paths(service.questions.values()),
        "components": COMPONENTS,
    }


def _paths(routes: Iterable[BaseRoute]) -> Iterator[Methods]:
    for route in routes:
        if isinstance(route, Route):
            # HEAD is said once for all, in the description.
            yield plain_path(route.path), tuple(sorted((route.methods or set()) - {"HEAD"}))


def plain_path(path: str) -> str:
    """Return a path of the router as OpenAPI writes it.

    >>> plain_path("/id/{path:path}")
    '/id/{path}'
    """
    return re.sub(r":\w+\}", "}", path)


def _path_item(path: str, methods: Iterable[str], operations: Mapping[tuple[str, str], Operation]) -> Json:
    known = {method: operations[method, path] for method in methods if (method, path) in operations}
    return {method.lower(): operation.write(f"{method} {path}") for method, operation in known.items()}


def _tags(service: Service) -> Iterator[Json]:
    for tag, name in TAGS.items():
        yield {"name": tag, "description": both(name)}
    for tag in sorted({tag for question in service.questions.values() for tag in question.tags}):
        yield {"name": f"questions: {tag}", "description": both(name_of_tag(tag))}


ROUTES = [Route("/openapi.json", openapi)]
