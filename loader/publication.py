"""What `territory.toml` tells the portals that harvest the publication, beyond the documents. All of it is optional."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loader.errors import SourceError
from loader.text import read_lines

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


def read_publication(path: Path, data: dict[str, Any]) -> Publication:
    """Read `[publication]`, `[contact]` and the documents' themes and keywords; raises SourceError for a wrong one."""
    publication, contact = (_table(path, data, name) for name in _KEYS)
    bbox = publication.pop("bbox", None)
    texts = {key: _text(path, key, value) for key, value in publication.items()}
    contacts = {f"contact_{key}": _text(path, key, value) for key, value in contact.items()}
    if contacts and not (contacts.get("contact_email") or contacts.get("contact_url")):
        raise _error(path, "contact", "a contact needs an address", 'add: email = "…" or url = "…"')
    documents = {str(entry["id"]): _lists(path, entry) for entry in data.get("documents", [])}
    return Publication(**texts, **contacts, bbox=() if bbox is None else _bbox(path, bbox), documents=_given(documents))


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


def _table(path: Path, data: dict[str, Any], name: str) -> dict[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise _error(path, name, f"is no table; write [{name}] above its keys", value=table)
    for key in table:
        if key not in _KEYS[name]:
            raise _error(path, key, f"unknown key of [{name}]", f"one of {', '.join(_KEYS[name])}")
    return dict(table)


def _text(path: Path, key: str, value: Any) -> str:
    pattern, expected = _PATTERNS[key]
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise _error(path, key, f"is not {expected}", value=value)
    return value


def _lists(path: Path, entry: dict[str, Any]) -> dict[str, list[str]]:
    found = {key: entry[key] for key in _LISTS if key in entry}
    for key, values in found.items():
        if not isinstance(values, list):
            raise _error(path, key, "is not a list", f'write: {key} = ["…"]', values)
        for value in values:
            if not isinstance(value, str) or not re.fullmatch(_LISTS[key][0], value):
                raise _error(path, key, f"is not {_LISTS[key][1]}", value=value)
    return found


def _bbox(path: Path, value: Any) -> tuple[float, ...]:
    """Check west, south, east, north; a territory does not cross the antimeridian."""
    if not (
        isinstance(value, list)
        and len(value) == 4
        and all(isinstance(each, int | float) and not isinstance(each, bool) for each in value)
        and -180 <= value[0] < value[2] <= 180
        and -90 <= value[1] < value[3] <= 90
    ):
        raise _error(path, "bbox", "is not west, south, east, north in degrees", "as in [4.9, 47.2, 5.2, 47.4]", value)
    return tuple(float(each) for each in value)


def _error(path: Path, key: str, problem: str, remedy: str = "", value: Any = None) -> SourceError:
    found = None if value is None else str(value)
    return SourceError(str(path), problem, remedy, line=_line_of(path, key, found), column=key, value=found)


def _line_of(path: Path, key: str, value: str | None) -> int | None:
    """Give the first line that sets the key, the one that holds the value if any does."""
    mention = re.compile(rf"\s*(?:\[\s*)?{re.escape(key)}\b")
    lines = [(number, line) for number, line in enumerate(read_lines(path), 1) if mention.match(line)]
    holding = [(number, line) for number, line in lines if value is not None and value in line]
    return next((number for number, _ in holding or lines), None)
