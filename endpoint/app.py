"""The application: one snapshot, every route."""

from importlib.resources.abc import Traversable
from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from endpoint import examples, home, ontology, saved, sparql, things
from endpoint.engine import Engine
from endpoint.errors import RequestError
from endpoint.guard import Guard
from endpoint.problems import answer_http_error, answer_request_error
from endpoint.questions import read_questions, saved_questions
from endpoint.service import Service
from endpoint.settings import Settings
from endpoint.snapshot import current_snapshot

WEB = Path(__file__).parent / "web"


def create_app(settings: Settings, questions: Traversable | None = None) -> FastAPI:
    """Serve the current snapshot; raise StartError when there is none or a question cannot be read."""
    snapshot = current_snapshot(settings.data)
    saved = read_questions(saved_questions() if questions is None else questions)
    return application(Service(settings, snapshot, Engine.open(snapshot.store), saved))


def application(service: Service) -> FastAPI:
    """Put the routes around a service."""
    app = FastAPI(
        title="Filrouge",
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
        middleware=[Middleware(Guard)],
        exception_handlers={RequestError: answer_request_error, HTTPException: answer_http_error},
        routes=[
            *home.ROUTES,
            *sparql.ROUTES,
            *saved.ROUTES,
            *examples.ROUTES,
            *things.ROUTES,
            *ontology.ROUTES,
            Mount("/web", StaticFiles(directory=WEB)),
        ],
    )
    app.state.service = service
    return app
