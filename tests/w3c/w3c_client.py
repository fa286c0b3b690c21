"""A client of a service on any N-Quads file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from endpoint.app import create_app
from endpoint.settings import Settings


@contextmanager
def client_of(file: Path) -> Iterator[TestClient]:
    """Serve a file whose default graph is what the file says of it, not the union of its named graphs."""
    with TestClient(create_app(Settings(data=file, store="memory", union=False))) as client:
        yield client
