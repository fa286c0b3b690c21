"""What pages ask again and again is known before the first worker is forked: each worker then has it from the start."""

from endpoint.audit.codes import read_lists
from endpoint.audit.places import read_places
from endpoint.service import Service
from endpoint.territories import names_by_siren


def warm(service: Service) -> None:
    """Compile the templates; read the territories, their documents and the lists of codes of a store that is here."""
    service.pages.warm()
    if not service.settings.remote_stores:
        names_by_siren(service)
        read_places(service.engine, service.addresses)
        read_lists(service.engine)
