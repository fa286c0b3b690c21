"""The routes below /ontology: the words of the graph, as documentation or as RDF."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from endpoint.addresses import local_path
from endpoint.engine import Term
from endpoint.errors import NotFoundError
from endpoint.formats import GRAPHS, Kind, choose_format, format_named, prefers_page
from endpoint.naming import Name, choose_name
from endpoint.negotiation import Accept, read_accept
from endpoint.service import Service, service_of
from endpoint.things import VARY, about, find, show, split_extension, write
from endpoint.words import FIL, LABELS, ONTOLOGY, RDF, SKOS

VOCABULARY = "vocabulary"
CONCEPT_SCHEME = f"{SKOS}ConceptScheme"


@dataclass(frozen=True)
class Word:
    """A class, a property or a scheme of the vocabulary."""

    iri: str
    name: Name
    definition: Name | None
    types: frozenset[str]

    @property
    def anchor(self) -> str:
        """The fragment by which its IRI points into the page."""
        return self.iri.removeprefix(FIL)

    @property
    def is_class(self) -> bool:
        """Whether it names a class; a property's name begins in lower case."""
        return self.anchor[:1].isupper()


def vocabulary(request: Request) -> Response:
    """Document the vocabulary, or give all its triples."""
    service, accept = service_of(request), _accept(request)
    triples = service.engine.graph(service.addresses.graph(VOCABULARY))
    if not prefers_page(accept, Kind.TRIPLES):
        return write(set(triples), choose_format(Kind.TRIPLES, accept))
    response = _documentation(service, triples)
    response.headers.update(VARY)
    return response


def vocabulary_file(request: Request) -> Response:
    """Give all triples of the vocabulary in the format of the extension."""
    service = service_of(request)
    extension: str = request.path_params["extension"]
    form = format_named(Kind.TRIPLES, extension)
    if form is None:
        raise NotFoundError(f"the vocabulary can be had as {', '.join(each.extension for each in GRAPHS)}")
    return write(set(service.engine.graph(service.addresses.graph(VOCABULARY))), form)


def concept(request: Request) -> Response:
    """Show a scheme or a concept, or give its triples."""
    service, accept = service_of(request), _accept(request)
    path, form = split_extension(request.path_params["path"])
    described = find(service, f"{ONTOLOGY}/{path}")
    if form is None and prefers_page(accept, Kind.TRIPLES):
        return show(service, described, local_path("ontology", path))
    return write(about(service, described), form or choose_format(Kind.TRIPLES, accept))


def read_words(triples: Iterable[Triple]) -> list[Word]:
    """Return the vocabulary's own terms and schemes, by IRI."""
    said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(ONTOLOGY):
            said[triple.subject.value][triple.predicate.value].append(triple.object)
    words = [_word(iri, values) for iri, values in sorted(said.items())]
    return [word for word in words if word.iri.startswith(FIL) or CONCEPT_SCHEME in word.types]


def _word(iri: str, values: dict[str, list[Term]]) -> Word:
    labels = [label for each in reversed(LABELS) for label in values.get(each, [])]
    types = (each.value for each in values.get(f"{RDF}type", []) if isinstance(each, NamedNode))
    name = choose_name(labels) or Name(iri.removeprefix(FIL))
    return Word(iri, name, choose_name(values.get(f"{SKOS}definition", [])), frozenset(types))


def _documentation(service: Service, triples: Iterable[Triple]) -> Response:
    words = read_words(triples)
    terms = [word for word in words if word.iri.startswith(FIL)]
    return service.pages.render(
        "ontology.html",
        classes=[word for word in terms if word.is_class],
        properties=[word for word in terms if not word.is_class],
        schemes=[word for word in words if CONCEPT_SCHEME in word.types],
        formats=GRAPHS,
    )


def _accept(request: Request) -> Accept:
    return read_accept(request.headers.get("accept"))


ROUTES = [
    Route("/ontology", vocabulary),
    Route("/ontology.{extension}", vocabulary_file),
    Route("/ontology/{path:path}", concept),
]
