"""The saved questions: one .rq file each, a YAML header in `#+` lines above plain SPARQL."""

from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import dropwhile
from typing import Any

import yaml

from endpoint.bilingual import Text
from endpoint.errors import BadRequestError, QuestionError
from endpoint.formats import Kind
from endpoint.parameters import Parameter, read_parameters
from endpoint.syntax import Form, query_form

MARK = "#+"
KINDS = {
    Form.SELECT: Kind.TABLE,
    Form.ASK: Kind.TABLE,
    Form.CONSTRUCT: Kind.TRIPLES,
    Form.DESCRIBE: Kind.TRIPLES,
}


@dataclass(frozen=True)
class Question:
    """A saved question; `sparql` is the file as it is, header included, since the header is a comment."""

    name: str
    title: Text
    description: Text
    tags: tuple[str, ...]
    sparql: str
    kind: Kind
    parameters: tuple[Parameter, ...] = ()


def without_header(sparql: str) -> str:
    """Return the query alone, as a person reads it.

    >>> without_header("#+ title: {fr: A, en: A}\\nASK {}")
    'ASK {}'
    """
    return "\n".join(dropwhile(lambda line: line.startswith(MARK), sparql.split("\n")))


def saved_questions() -> Traversable:
    """Return the folder of the questions that are installed with Filrouge."""
    return files("queries")


def read_questions(folder: Traversable) -> dict[str, Question]:
    """Read every .rq file of the folder, by name; raise QuestionError naming the file and its fault."""
    texts = {each.name: each.read_text("utf-8") for each in folder.iterdir() if each.name.endswith(".rq")}
    questions = [_question(name, texts[name]) for name in sorted(texts)]
    return {each.name: each for each in questions}


def _question(file: str, text: str) -> Question:
    header = _header(file, text)
    return Question(
        name=file.removesuffix(".rq"),
        title=_text(file, header, "title"),
        description=_text(file, header, "description"),
        tags=tuple(str(tag) for tag in header.get("tags") or ()),
        sparql=text,
        kind=_kind(file, text),
        parameters=read_parameters(file, header, text),
    )


def _header(file: str, text: str) -> dict[str, Any]:
    lines = [line.removeprefix(MARK).removeprefix(" ") for line in text.splitlines() if line.startswith(MARK)]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise QuestionError(f"queries/{file}: the header is not YAML ({error}): mend its #+ lines") from error
    if not isinstance(header, dict):
        raise QuestionError(f"queries/{file}: no header: begin the file with #+ lines that say title and description")
    return header


def _text(file: str, header: dict[str, Any], key: str) -> Text:
    value = header.get(key)
    if not isinstance(value, dict) or not value.get("fr") or not value.get("en"):
        raise QuestionError(f"queries/{file}: {key} must be given in fr and en in the #+ header")
    return Text(str(value["fr"]).strip(), str(value["en"]).strip())


def _kind(file: str, text: str) -> Kind:
    try:
        form = query_form(text)
    except BadRequestError as error:
        raise QuestionError(f"queries/{file}: {error}") from error
    if form is None:
        raise QuestionError(f"queries/{file}: no SELECT, ASK, CONSTRUCT or DESCRIBE after the header")
    return KINDS[form]
