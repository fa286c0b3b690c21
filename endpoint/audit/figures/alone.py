"""A figure that stands alone, as a file: it says where it is from, and its links are whole where an address is set."""

from endpoint.service import Service


def source_of(service: Service, address: str) -> str:
    """Return the line at the foot of a figure: the version of the data, and the address at which it is drawn again."""
    return f"Filrouge, version {service.snapshot.version}, {_root(service)}{address}"


def link_from_afar(service: Service, iri: str) -> str | None:
    """Return where to read about an IRI from a file that a reader took away."""
    href = service.addresses.href(iri)
    return _root(service) + href if href and href.startswith("/") else href


def _root(service: Service) -> str:
    return service.settings.public_url or ""
