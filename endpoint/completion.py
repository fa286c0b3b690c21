"""The routes /sparql/vocabulary.json and /sparql/examples.json: what the editor completes from and offers to ask."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from endpoint.formats import FORMATS
from endpoint.listing import name_of_tag
from endpoint.naming import Name
from endpoint.questions import Question, without_header
from endpoint.service import service_of
from endpoint.usage import read_vocabulary
from endpoint.visits import page_route
from endpoint.vocabulary import Word
from endpoint.words import ONTOLOGY, PREFIXES


def vocabulary(request: Request) -> Response:
    """Give the prefixes, the classes, the properties, the formats of answers and the bases of our IRIs."""
    service = service_of(request)
    words = read_vocabulary(service)
    body = {
        "version": service.snapshot.version,
        "base": service.snapshot.base,
        "ontology": ONTOLOGY,
        "prefixes": list(PREFIXES.items()),
        "formats": {kind.value: [each.extension for each in formats] for kind, formats in FORMATS.items()},
        "classes": [_word(each) for each in words.classes],
        "properties": [_word(each) for each in words.properties],
    }
    return JSONResponse(body)


def examples(request: Request) -> Response:
    """Give the saved questions with their text, and the names of their tags."""
    questions = service_of(request).questions.values()
    tags = {tag: name_of_tag(tag) for question in questions for tag in question.tags}
    body = {
        "tags": {tag: {"fr": name.fr, "en": name.en} for tag, name in tags.items()},
        "questions": [_example(each) for each in questions],
    }
    return JSONResponse(body)


def _word(word: Word) -> dict[str, object]:
    return {
        "iri": word.iri,
        "short": word.short,
        "label": _both(word.name),
        "definition": _both(word.definition) if word.definition else None,
        "uses": word.uses,
        "query": word.query,
    }


def _both(name: Name) -> dict[str, str]:
    return {"fr": name.text, "en": name.english or name.text}


def _example(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "title": {"fr": question.title.fr, "en": question.title.en},
        "description": {"fr": question.description.fr, "en": question.description.en},
        "tags": question.tags,
        "query": without_header(question.sparql),
    }


ROUTES = [page_route("/sparql/vocabulary.json", vocabulary), page_route("/sparql/examples.json", examples)]
