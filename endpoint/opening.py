"""Opens the engine that the settings ask for."""

from endpoint.engine import Engine
from endpoint.service import Service


def open_engine(service: Service) -> Engine:
    """Open the snapshot's own store, or find it in stores of other engines; raise StartError when it cannot be."""
    if not service.settings.remote_stores:
        return Engine.open(service.snapshot, in_memory=service.in_memory, union=service.settings.union)
    # Its HTTP client is only loaded where it is of use.
    from endpoint.remote.engine import RemoteEngine

    engine = RemoteEngine(service.snapshot, service.settings.remote_stores)
    engine.require()
    return engine
