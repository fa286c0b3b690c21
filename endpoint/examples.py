"""The saved questions as linked data: each a sh:SPARQLExecutable, at /.well-known/sparql-examples."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoint.engine import write_triples
from endpoint.formats import Kind, choose_format
from endpoint.negotiation import read_accept
from endpoint.questions import Question
from endpoint.service import Service, service_of
from endpoint.words import RDF, RDFS

SH = "http://www.w3.org/ns/shacl#"
SCHEMA = "https://schema.org/"
# What a question asks decides under which property its text stands, and which class it has.
FORMS = {Kind.TABLE: ("select", "SPARQLSelectExecutable"), Kind.TRIPLES: ("construct", "SPARQLConstructExecutable")}


def examples(request: Request) -> Response:
    """Give all saved questions in RDF, by Accept (Turtle by default)."""
    service = service_of(request)
    form = choose_format(Kind.TRIPLES, read_accept(request.headers.get("accept")))
    triples = [triple for question in service.questions.values() for triple in _describe(service, question)]
    body = write_triples(triples, form.writer)  # type: ignore[arg-type]
    return Response(body, headers={"Content-Type": form.content_type, "Vary": "Accept"})


def _describe(service: Service, question: Question) -> Iterator[Triple]:
    root = service.settings.public_url or service.snapshot.base.rstrip("/#")
    node = NamedNode(f"{root}/queries/{question.name}")
    form, executable = FORMS[question.kind]
    yield Triple(node, NamedNode(f"{RDF}type"), NamedNode(f"{SH}SPARQLExecutable"))
    yield Triple(node, NamedNode(f"{RDF}type"), NamedNode(f"{SH}{executable}"))
    yield Triple(node, NamedNode(f"{SH}{form}"), Literal(question.sparql))
    yield Triple(node, NamedNode(f"{SCHEMA}target"), NamedNode(f"{root}/sparql"))
    for tag in question.tags:
        yield Triple(node, NamedNode(f"{SCHEMA}keywords"), Literal(tag))
    for predicate, text in ((f"{RDFS}label", question.title), (f"{RDFS}comment", question.description)):
        yield Triple(node, NamedNode(predicate), Literal(text.fr, language="fr"))
        yield Triple(node, NamedNode(predicate), Literal(text.en, language="en"))


ROUTES = [Route("/.well-known/sparql-examples", examples)]
