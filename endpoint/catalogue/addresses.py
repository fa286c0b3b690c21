"""The addresses that the catalogue gives: IRIs under the base of the data, links under the public address."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from pyoxigraph import NamedNode

from endpoint.addresses import PATH_SAFE
from endpoint.catalogue.datasets import Distribution
from endpoint.service import Service


@dataclass(frozen=True)
class Links:
    """What is named under `base`, and where the public reaches it under `root`, which has no slash at its end."""

    base: str
    root: str

    @classmethod
    def of(cls, service: Service) -> Self:
        """Return the links of a service, never made of what a client calls it."""
        settings = service.settings
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        here = f"http://{host}:{settings.port}" if settings.port else service.snapshot.base.rstrip("/#")
        return cls(service.snapshot.base, settings.public_url or here)

    def thing(self, name: str) -> NamedNode:
        """Return the IRI of the catalogue (no name), or of a dataset or service in it."""
        return NamedNode(f"{self.base}catalogue" + (f"/{quote(name, safe=PATH_SAFE)}" if name else ""))

    def part(self, name: str, key: str) -> NamedNode:
        """Return the IRI of a part of a dataset: a distribution."""
        whole = self.thing(name).value
        # A base that ends with # leaves no room for a second one.
        return NamedNode(f"{whole}{'/' if '#' in whole else '#'}{key}")

    def page(self, path: str) -> NamedNode:
        """Return a link to a path of the service."""
        return NamedNode(self.root + quote(path, safe=PATH_SAFE + "?#"))

    def landing(self, name: str) -> NamedNode:
        """Return the link to the page of a dataset."""
        return self.page(f"/catalogue/{name}")

    def download(self, distribution: Distribution) -> NamedNode:
        """Return the link to a download."""
        return self.dump(distribution.folder, distribution.dump.name)

    def dump(self, folder: str, name: str) -> NamedNode:
        """Return the link to a file of a version."""
        return self.page(f"/dumps/{folder}/{name}")
