"""The routes below /queries: the saved questions, as pages and as an API."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from endpoint import workbook
from endpoint.engine import Engine
from endpoint.errors import NotFoundError
from endpoint.formats import FORMATS, PAGES, Kind, choose_format, format_named, prefers_page
from endpoint.inquiries import Inquiry, read_inquiry
from endpoint.listing import narrow
from endpoint.negotiation import Accept, read_accept
from endpoint.question_pages import EXTENSIONS, draw_list, draw_question, part_start
from endpoint.question_workbook import write_answer
from endpoint.questions import Question
from endpoint.service import Service, service_of
from endpoint.sparql import UNSTEADY, answer
from endpoint.syntax import is_steady
from endpoint.territories import confine
from endpoint.visits import page_route

VARY = {"Vary": "Accept"}


def list_questions(request: Request) -> Response:
    """List the questions that have the words of `q` and the tag `tag`, as a page or as JSON."""
    service = service_of(request)
    search, tag = request.query_params.get("q", "").strip(), request.query_params.get("tag", "")
    found = narrow(service.questions.values(), search, tag)
    best = read_accept(request.headers.get("accept")).best((*PAGES, "application/json"))
    if best == "application/json":
        return JSONResponse([_summary(each) for each in found], headers=VARY)
    response = draw_list(service, found, search, tag)
    response.headers.update(VARY)
    return response


def ask_question(request: Request) -> Response:
    """Answer a question: in the format of the extension, else as the Accept header says, a page by default."""
    service = service_of(request)
    name, _, extension = str(request.path_params["name"]).partition(".")
    question = service.questions.get(name)
    if question is None:
        raise NotFoundError(f"no question is named {name}: /queries lists them")
    start, pairs = (
        (0, request.query_params.multi_items()) if extension else part_start(request.query_params.multi_items())
    )
    inquiry = confine(service, read_inquiry(question, pairs))
    if extension:
        response = _download(service, service.engine, inquiry, extension)
    else:
        response = _negotiated(service, inquiry, start, read_accept(request.headers.get("accept")))
        response.headers.update(VARY)
    if not is_steady(question.sparql):
        response.headers.update(UNSTEADY)
    return response


def _negotiated(service: Service, inquiry: Inquiry, start: int, accept: Accept) -> Response:
    engine = service.engine
    kind = inquiry.question.kind
    if kind is Kind.TABLE and _prefers_workbook(accept):
        return _workbook(service, engine, inquiry)
    if prefers_page(accept, kind, by_default=True):
        return draw_question(service, engine, inquiry, start)
    return answer(service, inquiry.query, choose_format(kind, accept))


def _prefers_workbook(accept: Accept) -> bool:
    others = [each.media_type for each in FORMATS[Kind.TABLE]]
    return accept.best((*PAGES, *others, workbook.MEDIA_TYPE)) == workbook.MEDIA_TYPE


def _download(service: Service, engine: Engine, inquiry: Inquiry, extension: str) -> Response:
    question = inquiry.question
    if extension not in EXTENSIONS[question.kind]:
        formats = ", ".join(EXTENSIONS[question.kind])
        raise NotFoundError(f"{question.name}.{extension}: this question can be had as {formats}")
    form = format_named(question.kind, extension)
    response = answer(service, inquiry.query, form) if form else _workbook(service, engine, inquiry)
    response.headers["Content-Disposition"] = f'inline; filename="{question.name}.{extension}"'
    return response


def _workbook(service: Service, engine: Engine, inquiry: Inquiry) -> Response:
    return Response(write_answer(service, engine, inquiry), headers={"Content-Type": workbook.MEDIA_TYPE})


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
        "formats": EXTENSIONS[question.kind],
    }


def open_in_editor(request: Request) -> Response:
    """Lead to the editor with the query of a question, its values in their places."""
    service = service_of(request)
    name = str(request.path_params["name"])
    if name not in service.questions:
        raise NotFoundError(f"no question is named {name}: /queries lists them")
    inquiry = confine(service, read_inquiry(service.questions[name], request.query_params.multi_items()))
    return RedirectResponse(f"/sparql?{urlencode({'format': 'html', 'query': inquiry.sparql})}", 303)


ROUTES = [
    page_route("/queries", list_questions),
    page_route("/queries/{name}", ask_question),
    page_route("/queries/{name}/editor", open_in_editor),
]
