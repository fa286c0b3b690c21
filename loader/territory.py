"""A territory's folder: what `territory.toml` says of the territory and of its documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from os.path import normpath
from pathlib import Path

from stdnum.fr import siren as siren_number

from loader.errors import SourceError
from loader.problems import each, gathering, report, watched
from loader.publication import Publication, read_publication
from loader.table_options import OPTIONS, TableOptions, read_table_options
from loader.toml import Table, read_toml

_TABLES = ("citergie-table", "action-table", "pcaet-export")
KINDS = ("axes-list", "crte-notice", *_TABLES, "statements")
_KEYS = ("siren", "name", "insee", "documents", "publication", "contact")
_REQUIRED = ("id", "kind", "file", "title")
_MOST_LINES = 999_999
_TEXTS = ("publisher", "issued", "licence", "reference")


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
    table: TableOptions = field(default_factory=TableOptions)

    @property
    def file(self) -> str:
        """Name the file for messages and the ledger."""
        return self.path.name

    @property
    def is_table(self) -> bool:
        """Say whether its lines are rows of cells, each about an action."""
        return self.kind in _TABLES

    @property
    def is_plan(self) -> bool:
        """Say whether it states a plan; statements made by hand from prose do not."""
        return self.kind != "statements"


@dataclass(frozen=True)
class Territory:
    """One territory and its documents, in the order of `territory.toml`."""

    folder: Path
    siren: str
    name: str
    insee: tuple[str, ...]
    documents: tuple[Document, ...]
    publication: Publication
    is_whole: bool = True


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
    """Read `territory.toml`; a missing or unknown key, an unknown kind or an invalid SIREN is a problem.

    The territory is then not whole: its documents are read for what is wrong in them, not for what rests on them.
    """
    territory, is_whole = watched(lambda: _territory(folder))
    return replace(territory, is_whole=is_whole)


def _territory(folder: Path) -> Territory:
    toml = read_toml(folder / "territory.toml")
    root = toml.root
    root.check_known(*_KEYS)
    siren, name = _siren(root), str(root.required("name") or "")
    root.check_types(str, "siren", "name")
    root.check_types(list, "insee")
    insee = root.keys.get("insee")
    codes = tuple(map(str, insee)) if isinstance(insee, list) else ()
    entries = toml.tables("documents")
    if not entries and not root.keys.get("documents"):
        report(root.error("documents", "names no document", f"put yours in {folder}; below, a [[documents]] for each"))
    documents = each(filter(_is_well_formed, entries), _document)
    return Territory(folder, siren, name, codes, tuple(_distinct(documents)), read_publication(toml))


def _siren(root: Table) -> str:
    siren = root.required("siren")
    if isinstance(siren, str) and siren and not siren_number.is_valid(siren):
        report(root.error("siren", "is no valid SIREN", "nine digits with a right key", siren))
    return str(siren or "")


def _is_well_formed(table: Table) -> bool:
    """Say whether a document has the keys that it needs, each of its type, and report what is wrong."""
    with gathering() as wrong:
        for key in _REQUIRED:
            table.required(key)
        table.check_types(str, *_REQUIRED, *_TEXTS, "statements", "noise")
        table.check_types(int, "lines")
    table.check_known(*_REQUIRED, *_TEXTS, "statements", "noise", "lines", "themes", "keywords", *OPTIONS)
    for error in wrong:
        report(error)
    return not wrong


def _document(table: Table) -> tuple[Table, Document]:
    entry, folder = table.keys, Path(table.file).parent
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", entry["id"]):
        raise table.error("id", "a document's id is letters, digits and hyphens", "choose another", entry["id"])
    if entry["kind"] not in KINDS:
        raise table.error("kind", "unknown kind of document", f"one of {', '.join(KINDS)}", entry["kind"])
    if not 1 <= entry.get("lines", 1) <= _MOST_LINES:
        raise table.error("lines", f"a document has from 1 to {_MOST_LINES} lines", "count them", entry["lines"])
    _check_date(table)
    _check_inside(table)
    document = Document(
        entry["id"],
        entry["kind"],
        folder / entry["file"],
        entry["title"],
        **{key: entry.get(key, "") for key in _TEXTS},
        statements=folder / entry["statements"] if entry.get("statements") else None,
        lines=entry.get("lines"),
        noise=_ranges(table),
        table=read_table_options(table),
    )
    return table, document


def _check_date(table: Table) -> None:
    """Report a date that is not a year, a month or a day that exists."""
    issued = table.keys.get("issued", "")
    try:
        date.fromisoformat({0: "2000-01-01", 4: f"{issued}-01-01", 7: f"{issued}-01"}.get(len(issued), issued))
    except ValueError:
        report(table.error("issued", "is no date", "a year, month or day: 2023, 2023-03, 2023-03-23", issued))


def _check_inside(table: Table) -> None:
    """Raise SourceError for a file outside of the territory's folder: the sources of a territory are that folder."""
    for key in ("file", "statements"):
        name = table.keys.get(key, "")
        if Path(name).is_absolute() or normpath(name).startswith(".."):
            raise table.error(key, "is outside of the territory's folder", "put the document in the folder", name)


def _ranges(table: Table) -> tuple[range, ...]:
    """Read line ranges such as `24-74, 80`."""
    found = []
    for part in filter(None, (piece.strip() for piece in table.keys.get("noise", "").split(","))):
        match = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        if match:
            found.append(range(int(match[1]), int(match[2] or match[1]) + 1))
        else:
            report(table.error("noise", "lines are given as `24-74, 80`", "correct it", part))
    return tuple(found)


def _distinct(documents: list[tuple[Table, Document]]) -> Iterator[Document]:
    """Give the documents whose id is not taken."""
    taken = set(RESERVED_GRAPHS)
    for table, document in documents:
        if document.id in taken:
            report(table.error("id", "a document's id must be unique", "choose another", document.id))
        else:
            yield document
        taken.add(document.id)


RESERVED_GRAPHS = frozenset({"territory", "provenance", "alignments"})
