"""The routes below /queries: the saved questions, as pages and as an API."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from endpoint.engine import Query
from endpoint.errors import NotFoundError
from endpoint.formats import FORMATS, PAGES, choose_format, format_named, prefers_page
from endpoint.negotiation import read_accept
from endpoint.parameters import bind
from endpoint.questions import Question
from endpoint.service import Service, service_of
from endpoint.sparql import ROWS_ON_A_PAGE, answer

VARY = {"Vary": "Accept"}


def list_questions(request: Request) -> Response:
    """List the questions, as a page or as JSON."""
    service = service_of(request)
    best = read_accept(request.headers.get("accept")).best((*PAGES, "application/json"))
    if best == "application/json":
        return JSONResponse([_summary(each) for each in service.questions.values()], headers=VARY)
    response = service.pages.render("questions.html", questions=list(service.questions.values()))
    response.headers.update(VARY)
    return response


def ask_question(request: Request) -> Response:
    """Answer a question: in the format of the extension, else as the Accept header says, a page by default."""
    service = service_of(request)
    name, _, extension = str(request.path_params["name"]).partition(".")
    question = service.questions.get(name)
    if question is None:
        raise NotFoundError(f"no question is named {name}: /queries lists them")
    given = dict(request.query_params)
    query = Query(bind(question.sparql, question.parameters, given))
    if extension:
        return _download(service, question, extension, query)
    accept = read_accept(request.headers.get("accept"))
    if prefers_page(accept, question.kind, by_default=True):
        return _page(service, question, query, given)
    response = answer(service, query, choose_format(question.kind, accept))
    response.headers.update(VARY)
    return response


def _download(service: Service, question: Question, extension: str, query: Query) -> Response:
    form = format_named(question.kind, extension)
    if form is None:
        formats = ", ".join(each.extension for each in FORMATS[question.kind])
        raise NotFoundError(f"{question.name}.{extension}: this question can be had as {formats}")
    response = answer(service, query, form)
    response.headers["Content-Disposition"] = f'inline; filename="{question.name}.{extension}"'
    return response


def _page(service: Service, question: Question, query: Query, given: dict[str, str]) -> Response:
    table = service.engine.table(query, ROWS_ON_A_PAGE)
    values = {each.name: given.get(each.name) or each.default for each in question.parameters}
    asked = f"?{urlencode(given)}" if given else ""
    response = service.pages.render(
        "question.html",
        question=question,
        sparql=query.text,
        table=table,
        formats=FORMATS[question.kind],
        values=values,
        asked=asked,
    )
    response.headers.update(VARY)
    return response


def _summary(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "title": {"fr": question.title.fr, "en": question.title.en},
        "description": {"fr": question.description.fr, "en": question.description.en},
        "tags": question.tags,
        "parameters": [
            {"name": each.name, "type": each.type, "default": each.default or None}
            | {"label": {"fr": each.label_fr, "en": each.label_en}}
            for each in question.parameters
        ],
        "path": f"/queries/{question.name}",
    }


ROUTES = [Route("/queries", list_questions), Route("/queries/{name}", ask_question)]
