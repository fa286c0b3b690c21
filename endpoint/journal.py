"""What is known of each request afterwards: a line in the log, figures at /metrics, a Server-Timing header."""

import json
import logging
from collections.abc import Callable, Iterator
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from endpoint.pool.pool import Pool

access = logging.getLogger("filrouge.access")
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
ROUTES = frozenset(
    ("sparql", "queries", "id", "page", "data", "ontology", "web", "health", "metrics", "catalogue", "dumps", "audit")
)


_write = json.JSONEncoder(ensure_ascii=False).encode


class Figures:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.seconds = Histogram(
            "filrouge_request_seconds",
            "Time to the last byte, by route.",
            ["route"],
            registry=self.registry,
            buckets=BUCKETS,
        )
        self.requests = Counter(
            "filrouge_requests",
            "Requests, by route, status and cache.",
            ["route", "status", "cache"],
            registry=self.registry,
        )


class PoolFigures(Collector):
    """What the pool does, read when it is asked for."""

    def __init__(self, pool: Callable[[], Pool]) -> None:
        self._pool = pool

    def collect(self) -> Iterator[Metric]:
        """Give the occupation of the lanes and the count of workers."""
        now = self._pool().occupation
        for name, value in (("running", now.running), ("promoted", now.promoted)):
            yield GaugeMetricFamily(f"filrouge_jobs_{name}", f"Jobs {name} now.", value)
        yield GaugeMetricFamily("filrouge_queue_quick", "Jobs waiting for the quick lane.", now.waiting)
        yield GaugeMetricFamily("filrouge_queue_slow", "Jobs standing still for the slow lane.", now.waiting_slow)
        yield CounterMetricFamily("filrouge_workers_born", "Workers forked.", now.workers_born)
        yield CounterMetricFamily(
            "filrouge_zygote_restarts", "Times the forking process was restarted.", now.zygote_restarts
        )
        ended = CounterMetricFamily("filrouge_queries_ended", "Queries ended before their answer.", labels=["reason"])
        for reason, count in now.ended.items():
            ended.add_metric([reason], count)
        yield ended


class Journal:
    """ASGI middleware, the outermost."""

    def __init__(self, app: ASGIApp, figures: Figures, *, log_queries: bool = False) -> None:
        self._app = app
        self._figures = figures
        self._log_queries = log_queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and write it down, however it ends."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        entry = _Entry(scope, send)
        try:
            await self._app(scope, receive, entry.send)
        finally:
            self._note(scope, entry)

    def _note(self, scope: Scope, entry: "_Entry") -> None:
        seconds = perf_counter() - entry.begun
        route = _route(scope["path"])
        cache = scope.get("filrouge.cache", "none")
        self._figures.seconds.labels(route).observe(seconds)
        self._figures.requests.labels(route, str(entry.status), cache).inc()
        if access.isEnabledFor(logging.INFO):
            line = {
                "method": scope["method"],
                "path": scope["path"],
                "status": entry.status,
                "ms": round(seconds * 1000, 1),
                "bytes": entry.bytes,
                "rows": scope.get("filrouge.rows"),
                "cache": cache,
                "key": scope.get("filrouge.key", "")[:16],
                "complete": entry.complete,
            }
            if self._log_queries:
                line["query"] = scope.get("filrouge.query") or scope["query_string"].decode("latin-1")
            access.info(_write(line))


class _Entry:
    """What passes by of one answer; status 499 when nothing was sent."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self.begun = perf_counter()
        self.status = 499
        self.bytes = 0
        self.complete = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            milliseconds = (perf_counter() - self.begun) * 1000
            cache, rows = self._scope.get("filrouge.cache", "none"), self._scope.get("filrouge.rows")
            timing = f'total;dur={milliseconds:.1f}, cache;desc="{cache}"'
            if rows is not None:
                timing += f', rows;desc="{rows}"'
            message["headers"] = [*message["headers"], (b"server-timing", timing.encode())]
        else:
            self.bytes += len(message.get("body", b""))
            self.complete = not message.get("more_body")
        await self._send(message)


def _route(path: str) -> str:
    head = path.strip("/").partition("/")[0].partition(".")[0]
    return head if head in ROUTES else "home" if not head else "other"
