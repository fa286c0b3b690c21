"""A territory's folder: what `territory.toml` says of the territory and of its documents."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from stdnum.fr import siren as siren_number

from loader.errors import SourceError
from loader.publication import Publication, read_publication
from loader.text import read_lines

_KINDS = ("axes-list", "citergie-table", "crte-notice", "statements")
_REQUIRED = ("id", "kind", "file", "title")


@dataclass(frozen=True)
class Document:
    """One source document: `lines` is its number of physical lines when the file does not hold them itself."""

    id: str
    kind: str
    path: Path
    title: str
    publisher: str = ""
    issued: str = ""
    licence: str = ""
    reference: str = ""
    statements: Path | None = None
    lines: int | None = None
    noise: tuple[range, ...] = ()

    @property
    def file(self) -> str:
        """Name the file for messages and the ledger."""
        return self.path.name


@dataclass(frozen=True)
class Territory:
    """One territory and its documents, in the order of `territory.toml`."""

    folder: Path
    siren: str
    name: str
    insee: tuple[str, ...]
    documents: tuple[Document, ...]
    publication: Publication


def find_territories(sources: Path, slug: str | None = None) -> list[Path]:
    """Give the territory folders under `sources` (or `sources` itself), only `slug` when one is named."""
    if (sources / "territory.toml").is_file() and slug in (None, sources.resolve().name):
        return [sources]
    found = sorted(path.parent for path in sources.glob("*/territory.toml"))
    if slug is not None:
        found = [folder for folder in found if folder.name == slug]
    if not found:
        wanted = f"{slug}/territory.toml" if slug else "*/territory.toml"
        raise SourceError(str(sources), f"no {wanted} here", "give the folder of territories with --sources")
    return found


def read_territory(folder: Path) -> Territory:
    """Read `territory.toml`; raises SourceError for a missing key, an unknown kind or an invalid SIREN."""
    path = folder / "territory.toml"
    try:
        data = tomllib.loads("\n".join(read_lines(path)))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(str(path), f"is not valid TOML: {error}", "correct that line") from error
    siren = str(_required(path, data, "siren"))
    if not siren_number.is_valid(siren):
        raise SourceError(str(path), "is no valid SIREN", "nine digits with a right key", column="siren", value=siren)
    _check_type(path, data, "insee", list)
    _check_type(path, data, "documents", list)
    documents = tuple(_document(path, entry) for entry in data.get("documents", []))
    _check_ids(path, documents)
    insee = tuple(str(code) for code in data.get("insee", []))
    name = str(_required(path, data, "name"))
    return Territory(folder, siren, name, insee, documents, read_publication(path, data))


def _required(path: Path, data: dict[str, Any], key: str) -> Any:
    if not data.get(key):
        raise SourceError(str(path), f"`{key}` is missing", f'add: {key} = "…"', column=key)
    return data[key]


def _check_type(path: Path, entry: dict[str, Any], key: str, kind: type) -> None:
    if key in entry and (not isinstance(entry[key], kind) or isinstance(entry[key], bool)):
        expected = {str: "a text in quotation marks", int: "a number", list: 'a list: ["…"]'}[kind]
        raise SourceError(str(path), f"`{key}` is not {expected}", column=key, value=str(entry[key]))


def _document(path: Path, entry: dict[str, Any]) -> Document:
    if not isinstance(entry, dict):
        raise SourceError(str(path), "a document is a table", "write [[documents]] above it", column="documents")
    for key in _REQUIRED:
        _required(path, entry, key)
    for key in ("id", "kind", "file", "title", "publisher", "issued", "licence", "reference", "statements", "noise"):
        _check_type(path, entry, key, str)
    _check_type(path, entry, "lines", int)
    if entry.get("lines", 1) < 1:
        raise SourceError(str(path), "a document has at least one line", column="lines", value=str(entry["lines"]))
    _check_date(path, str(entry.get("issued", "")))
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", entry["id"]):
        raise SourceError(str(path), "a document's id is letters, digits and hyphens", column="id", value=entry["id"])
    if entry["kind"] not in _KINDS:
        remedy = f"one of {', '.join(_KINDS)}"
        raise SourceError(str(path), "unknown kind of document", remedy, column="kind", value=str(entry["kind"]))
    texts = {key: str(entry.get(key, "")) for key in ("publisher", "issued", "licence", "reference")}
    statements = path.parent / entry["statements"] if entry.get("statements") else None
    return Document(
        entry["id"],
        entry["kind"],
        path.parent / entry["file"],
        entry["title"],
        **texts,
        statements=statements,
        lines=entry.get("lines"),
        noise=_ranges(path, str(entry.get("noise", ""))),
    )


def _check_date(path: Path, issued: str) -> None:
    """Raise SourceError unless a date is a year, a month or a day that exists."""
    if not issued:
        return
    try:
        date.fromisoformat({4: f"{issued}-01-01", 7: f"{issued}-01"}.get(len(issued), issued))
    except ValueError as error:
        remedy = "a year, month or day: 2023, 2023-03, 2023-03-23"
        raise SourceError(str(path), "is no date", remedy, column="issued", value=issued) from error


def _ranges(path: Path, text: str) -> tuple[range, ...]:
    """Read line ranges such as `24-74, 80`."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        match = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        if not match:
            raise SourceError(str(path), "lines are given as `24-74, 80`", column="noise", value=part)
        found.append(range(int(match[1]), int(match[2] or match[1]) + 1))
    return tuple(found)


def _check_ids(path: Path, documents: tuple[Document, ...]) -> None:
    ids = [document.id for document in documents]
    for name in sorted(set(ids)):
        if ids.count(name) > 1 or name in RESERVED_GRAPHS:
            raise SourceError(str(path), "a document's id must be unique", "choose another", column="id", value=name)


RESERVED_GRAPHS = frozenset({"territory", "alignments"})
