"""IRIs and paths: which IRI a path stands for, and where the service shows an IRI."""

from dataclasses import dataclass
from urllib.parse import quote

from endpoint.words import ONTOLOGY, PREFIXES

# What may stand in a path as it is (RFC 3986, pchar and the slash).
PATH_SAFE = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True)
class Addresses:
    """The base of the data, which need not be the address of the service."""

    base: str

    def thing(self, path: str) -> str:
        """Return the IRI of the thing at `/id/{path}`."""
        return f"{self.base}id/{path}"

    def graph(self, name: str) -> str:
        """Return the IRI of a named graph."""
        return f"{self.base}graph/{name}"

    def href(self, iri: str) -> str | None:
        """Return where to read about an IRI: a path here, an address elsewhere, None for what is no address.

        >>> Addresses("http://e/").href("http://e/id/242100410/axis/1.3")
        '/page/242100410/axis/1.3'
        >>> Addresses("http://e/").href("javascript:alert(1)") is None
        True
        """
        if iri == ONTOLOGY or iri.startswith((f"{ONTOLOGY}#", f"{ONTOLOGY}/")):
            return "/ontology" + quote(iri.removeprefix(ONTOLOGY), safe=PATH_SAFE + "#")
        if iri.startswith(things := self.thing("")):
            return local_path("page", iri.removeprefix(things))
        return iri if iri.startswith(("http://", "https://")) else None

    def short(self, iri: str) -> str:
        """Return a name to show for an IRI that has no label.

        >>> Addresses("http://e/").short("http://e/id/242100410")
        '242100410'
        """
        for start in (self.thing(""), self.base):
            if iri.startswith(start) and not iri.startswith(ONTOLOGY):
                return iri.removeprefix(start)
        found = next((each for each in PREFIXES.items() if iri.startswith(each[1])), None)
        return f"{found[0]}:{iri.removeprefix(found[1])}" if found else iri


def local_path(*parts: str) -> str:
    """Return the parts as an absolute path of this service; never a host, whatever the parts hold."""
    return "/" + quote("/".join(parts), safe=PATH_SAFE)
