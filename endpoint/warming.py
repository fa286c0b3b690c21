"""What pages ask again and again is known before the first worker is forked: each worker then has it from the start."""

from endpoint.audit.codes import read_lists
from endpoint.audit.places import read_places
from endpoint.catalogue.collection import collection_of
from endpoint.foreknown import foreknow
from endpoint.service import Service
from endpoint.territories import territories


def warm(service: Service) -> None:
    """Compile the templates; read what every page needs of a store that is here."""
    service.pages.warm()
    if not service.settings.remote_stores:
        territories(service)
        read_places(service.engine, service.addresses)
        read_lists(service.engine)
        collection_of(service)
        foreknow(service)
