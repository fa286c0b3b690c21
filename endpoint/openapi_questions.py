"""What the OpenAPI document says of the saved questions: a path for each, and one for its files."""

from collections.abc import Iterable

from endpoint.bilingual import Text
from endpoint.formats import Kind
from endpoint.inquiries import TERRITORY
from endpoint.openapi_parts import (
    WORKER,
    Json,
    Operation,
    answer_named,
    both,
    in_path,
    in_query,
)
from endpoint.parameters import EXPECTED, Parameter
from endpoint.question_pages import EXTENSIONS
from endpoint.questions import Question
from endpoint.syntax import is_steady

IN_TERRITORY = in_query(
    TERRITORY, "One territory, by its SIREN number: the question is asked of its graphs alone.", {"type": "string"}
)
ANSWERS = {Kind.TABLE: "Table", Kind.TRIPLES: "Triples"}
_MOST = 10**18 - 1
# The same values as endpoint.parameters takes. A decimal is text in an address: `1e6`, a JSON number, is none here.
SCHEMAS: dict[str, Json] = {
    "code": {"type": "string", "pattern": "^[0-9A-Za-z][0-9A-Za-z.-]{0,40}$"},
    "iri": {"type": "string", "format": "iri", "pattern": "^https?://", "maxLength": 2000},
    "text": {"type": "string", "maxLength": 200},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer", "format": "int64", "minimum": -_MOST, "maximum": _MOST},
    "decimal": {
        "type": "string",
        "format": "decimal",
        "pattern": r"^[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})$",
    },
}


def question_paths(questions: Iterable[Question]) -> Json:
    """Return two paths for each question: by Accept, and by the extension of a format."""
    paths: Json = {}
    for question in questions:
        path, name, kept = f"/queries/{question.name}", question.name, is_steady(question.sparql)
        paths[path] = {"get": _negotiated(question, kept).write(f"ask {name}") | _titles(question)}
        paths[path + ".{format}"] = {"get": _file(question, kept).write(f"download {name}") | _titles(question)}
    return paths


def _negotiated(question: Question, kept: bool) -> Operation:
    return Operation(
        _tag(question),
        question.title,
        answer_named(f"{ANSWERS[question.kind]}OrPage"),
        f"{question.description.en}\n\n{question.description.fr}",
        _parameters(question),
        (400, 406, *WORKER),
        kept,
    )


def _file(question: Question, kept: bool) -> Operation:
    formats: Json = {"type": "string", "enum": list(EXTENSIONS[question.kind])}
    named = in_path("format", "The format.", formats)
    return Operation(
        _tag(question),
        question.title,
        answer_named(ANSWERS[question.kind]),
        f"The same as /queries/{question.name}, in one format.",
        (named, *_parameters(question)),
        (400, 404, *WORKER),
        kept,
    )


def _tag(question: Question) -> str:
    return f"questions: {question.tags[0]}" if question.tags else "questions"


def _parameters(question: Question) -> tuple[Json, ...]:
    own = tuple(_parameter(each) for each in question.parameters)
    has_its_own = any(each.name == TERRITORY for each in question.parameters)
    return own if has_its_own else (*own, IN_TERRITORY)


def _titles(question: Question) -> Json:
    return {"x-title": {"fr": question.title.fr, "en": question.title.en}}


def _parameter(parameter: Parameter) -> Json:
    label = Text(parameter.label_fr, parameter.label_en)
    expected = EXPECTED[parameter.type].en
    names = f"; names one fil:{parameter.of}" if parameter.of else ""
    described = in_query(parameter.name, f"{both(label)}: {expected}{names}.", _schema(parameter))
    return described | {"x-label": {"fr": label.fr, "en": label.en}}


def _schema(parameter: Parameter) -> Json:
    schema = SCHEMAS[parameter.type]
    if not parameter.default:
        return schema
    return schema | {"default": int(parameter.default) if parameter.type == "integer" else parameter.default}
