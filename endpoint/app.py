"""The application: one snapshot, every route."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources.abc import Traversable

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from endpoint import (
    assets,
    completion,
    crawlers,
    dumps,
    examples,
    home,
    monitoring,
    ontology,
    openapi,
    saved,
    sparql,
    territory_pages,
    things,
)
from endpoint.audit import report_list, report_pages
from endpoint.audit.dossier import printing as dossier
from endpoint.audit.matrix import routes as matrix
from endpoint.catalogue import routes as catalogue
from endpoint.deployment import Assign, Deployments
from endpoint.errors import RequestError
from endpoint.guard import Guard
from endpoint.journal import Figures, Journal, PoolFigures
from endpoint.kept_answers import KeptAnswers
from endpoint.problems import answer_http_error, answer_request_error
from endpoint.questions import read_questions, saved_questions
from endpoint.search import routes as searching
from endpoint.settings import Settings
from endpoint.threads import routes as threads
from endpoint.versions import routes as versions


def create_app(settings: Settings, questions: Traversable | None = None) -> FastAPI:
    """Serve the current snapshot, or one N-Quads file; raise StartError when it or a question cannot be read."""
    asked = read_questions(saved_questions() if questions is None else questions)
    deployments, figures = Deployments(settings, asked), Figures()
    figures.registry.register(PoolFigures(lambda: deployments.current.pool))
    app = FastAPI(
        title="Filrouge",
        redirect_slashes=False,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        middleware=[
            Middleware(Assign, deployments),
            Middleware(Journal, figures, log_queries=settings.log_queries),
            Middleware(KeptAnswers, settings),
            Middleware(Guard),
        ],
        exception_handlers={RequestError: answer_request_error, HTTPException: answer_http_error},
        routes=[
            *home.ROUTES,
            *searching.ROUTES,
            *threads.ROUTES,
            *territory_pages.ROUTES,
            *sparql.ROUTES,
            *completion.ROUTES,
            *saved.ROUTES,
            *examples.ROUTES,
            *things.ROUTES,
            *ontology.ROUTES,
            *catalogue.ROUTES,
            *versions.ROUTES,
            *dumps.ROUTES,
            *matrix.ROUTES,
            *dossier.ROUTES,
            *report_list.ROUTES,
            *report_pages.ROUTES,
            *crawlers.ROUTES,
            *monitoring.ROUTES,
            *openapi.ROUTES,
            *assets.ROUTES,
        ],
    )
    app.state.deployments, app.state.figures = deployments, figures
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    deployments: Deployments = app.state.deployments
    deployments.current.pool.warm()
    looking = asyncio.create_task(deployments.renew())
    yield
    looking.cancel()
    deployments.close()
