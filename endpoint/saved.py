"""The routes below /queries: the saved questions, as pages and as an API."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from endpoint.engine import Query
from endpoint.errors import NotFoundError
from endpoint.formats import FORMATS, PAGES, choose_format, format_named, prefers_page
from endpoint.negotiation import read_accept
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
    if extension:
        return _download(service, question, extension)
    accept = read_accept(request.headers.get("accept"))
    if prefers_page(accept, question.kind, by_default=True):
        return _page(service, question)
    response = answer(service, Query(question.sparql), choose_format(question.kind, accept))
    response.headers.update(VARY)
    return response


def _download(service: Service, question: Question, extension: str) -> Response:
    form = format_named(question.kind, extension)
    if form is None:
        formats = ", ".join(each.extension for each in FORMATS[question.kind])
        raise NotFoundError(f"{question.name}.{extension}: this question can be had as {formats}")
    response = answer(service, Query(question.sparql), form)
    response.headers["Content-Disposition"] = f'inline; filename="{question.name}.{extension}"'
    return response


def _page(service: Service, question: Question) -> Response:
    table = service.engine.table(Query(question.sparql), ROWS_ON_A_PAGE)
    formats = FORMATS[question.kind]
    response = service.pages.render("question.html", question=question, table=table, formats=formats)
    response.headers.update(VARY)
    return response


def _summary(question: Question) -> dict[str, object]:
    return {
        "name": question.name,
        "title": {"fr": question.title.fr, "en": question.title.en},
        "description": {"fr": question.description.fr, "en": question.description.en},
        "tags": question.tags,
        "path": f"/queries/{question.name}",
    }


ROUTES = [Route("/queries", list_questions), Route("/queries/{name}", ask_question)]
