"""What `territory.toml` tells the portals that harvest the publication, beyond the documents. All of it is optional."""

import re
from dataclasses import dataclass, field
from typing import Any

from loader.problems import report
from loader.toml import Table, Toml

_KEYS = {"publication": ("licence", "place", "bbox"), "contact": ("name", "email", "url")}
_IRI = r"https?://[^\s<>\"{}|\\^`]+"
_PATTERNS = {
    "licence": (_IRI, "an http(s) address, best of the licences of the European Union"),
    "place": (_IRI, "an http(s) address by which INSEE, GeoNames or the European Union names the territory"),
    "name": (r".*\S.*", "a name"),
    "email": (r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+", "one e-mail address"),
    "url": (_IRI, "an http(s) address"),
}
# The European Union's list of themes. Portals take keywords of letters, digits, spaces, hyphens, underscores and dots.
_THEME = "AGRI|ECON|EDUC|ENER|ENVI|GOVE|HEAL|INTR|JUST|OP_DATPRO|REGI|SOCI|TECH|TRAN"
_LISTS = {
    "themes": (_THEME, f"a theme of the European Union: {_THEME.replace('|', ', ')}"),
    "keywords": (r"[\w .-]{2,100}", "a keyword of letters, digits, spaces, hyphens and dots"),
}


@dataclass(frozen=True)
class Publication:
    """What is told of a publication; what is not given is empty.

    `bbox` is west, south, east, north in degrees; `documents` holds the themes and keywords of each document.
    """

    licence: str = ""
    place: str = ""
    bbox: tuple[float, ...] = ()
    contact_name: str = ""
    contact_email: str = ""
    contact_url: str = ""
    documents: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def manifest(self) -> dict[str, Any]:
        """Give what was told, for the manifest."""
        contact = {"name": self.contact_name, "email": self.contact_email, "url": self.contact_url}
        told = {"licence": self.licence, "place": self.place, "bbox": list(self.bbox), "documents": self.documents}
        return _given({**told, "contact": _given(contact)})


def read_publication(toml: Toml) -> Publication:
    """Read `[publication]`, `[contact]` and the documents' themes and keywords; a wrong one is a problem."""
    publication, contact = (toml.table(name) for name in _KEYS)
    texts = _texts(publication, _KEYS["publication"][:2])
    contacts = {f"contact_{key}": text for key, text in _texts(contact, _KEYS["contact"]).items()}
    publication.check_known(*_KEYS["publication"])
    contact.check_known(*_KEYS["contact"])
    if contact.keys and not {"email", "url"} & set(contact.keys):
        report(contact.error("contact", "a contact needs an address", 'add: email = "…" or url = "…"'))
    documents = {str(table.keys.get("id")): _lists(table) for table in toml.tables("documents")}
    return Publication(**texts, **contacts, bbox=_bbox(publication), documents=_given(documents))


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _texts(table: Table, keys: tuple[str, ...]) -> dict[str, str]:
    return {key: _text(table, key) for key in keys if key in table.keys}


def _text(table: Table, key: str) -> str:
    value = table.keys[key]
    pattern, expected = _PATTERNS[key]
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        report(table.error(key, f"is not {expected}", value=value))
    return str(value)


def _lists(table: Table) -> dict[str, list[str]]:
    found = {key: table.keys[key] for key in _LISTS if isinstance(table.keys.get(key), list)}
    for key in (key for key in _LISTS if key in table.keys and key not in found):
        report(table.error(key, "is not a list", f'write: {key} = ["…"]', table.keys[key]))
    for key, values in found.items():
        for value in values:
            if not isinstance(value, str) or not re.fullmatch(_LISTS[key][0], value):
                report(table.error(key, f"is not {_LISTS[key][1]}", value=value))
    return found


def _bbox(table: Table) -> tuple[float, ...]:
    """Check west, south, east, north; a territory does not cross the antimeridian."""
    value = table.keys.get("bbox")
    if value is None:
        return ()
    if not (
        isinstance(value, list)
        and len(value) == 4
        and all(isinstance(each, int | float) and not isinstance(each, bool) for each in value)
        and -180 <= value[0] < value[2] <= 180
        and -90 <= value[1] < value[3] <= 90
    ):
        remedy = "as in [4.9, 47.2, 5.2, 47.4]"
        report(table.error("bbox", "is not west, south, east, north in degrees", remedy, value))
        return ()
    return tuple(float(each) for each in value)
