"""The routes /health and /metrics, for those who keep the service running."""

from dataclasses import asdict

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from endpoint.deployment import Deployments
from endpoint.journal import Figures
from endpoint.pool.pool import pool_of
from endpoint.service import service_of

UNSTEADY = {"Cache-Control": "no-store"}


async def health(request: Request) -> Response:
    """Say that the service answers, from which snapshot, and where its workers read it from."""
    service, pool = service_of(request), pool_of(request)
    deployments: Deployments = request.app.state.deployments
    return JSONResponse(
        {
            "status": "ok",
            "version": service.snapshot.version,
            "triples": pool.triples,
            "store": pool.store,
            "settled": deployments.settled,
            "isolated": pool.isolated,
            "workers": service.settings.workers,
            "pool": asdict(pool.occupation),
        },
        headers=UNSTEADY,
    )


async def metrics(request: Request) -> Response:
    """Give the figures in the text format of Prometheus."""
    figures: Figures = request.app.state.figures
    return Response(generate_latest(figures.registry), headers={"Content-Type": CONTENT_TYPE_LATEST, **UNSTEADY})


ROUTES = [Route("/health", health), Route("/metrics", metrics)]
