"""`filrouge-load init`: the folder of a new territory, from templates and the documents that are at hand."""

import json
import shutil
from importlib.resources import files
from pathlib import Path

from loader.addresses import DEFAULT_BASE
from loader.errors import LoadError
from loader.preparation.kinds import Guess, guess
from loader.preparation.settings import InitSettings
from loader.table_options import FIELDS
from loader.text import slug

_TEMPLATES = files("loader") / "preparation" / "templates"
_TABLES = ("actors.csv", "corrections.csv", "discrepancies.csv", "README.md")
_ALIGNMENTS = "alignments/liens.sssom.tsv"


def init(settings: InitSettings) -> str:
    """Make the folder and say what to do next; raises LoadError, and writes nothing, when there is one already."""
    folder = settings.sources / settings.territory
    if (folder / "territory.toml").exists():
        raise LoadError(f"{folder}/territory.toml: stands already; nothing was written")
    guesses = {path: guess(path) for path in settings.documents}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "alignments").mkdir(exist_ok=True)
    for path in guesses:
        if path.resolve() != (folder / path.name).resolve():
            shutil.copyfile(path, folder / path.name)
    entries = "\n".join(_entry(path, found) for path, found in guesses.items())
    texts = {name: _template(name) for name in _TABLES} | {_ALIGNMENTS: _template("liens.sssom.tsv")}
    values = {"SIREN": settings.siren, "BASE": DEFAULT_BASE, "FIELDS": ", ".join(FIELDS)}
    values |= {
        "TITLE": settings.name,
        "NAME": _quoted(settings.name),
        "DOCUMENTS": entries or _template("no-document.toml"),
    }
    texts["territory.toml"] = _template("territory.toml")
    for name, text in texts.items():
        if not (folder / name).exists():
            (folder / name).write_text(_filled(text, values), encoding="utf-8")
    return _report(folder, guesses)


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _filled(text: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _entry(path: Path, found: Guess) -> str:
    """Write a document's entry; what could not be guessed stands in a comment."""
    title = path.stem.replace("-", " ").replace("_", " ").strip().capitalize()
    lines = [
        "[[documents]]",
        f"id = {_quoted(slug(path.stem) or 'document')}",
        f"kind = {_quoted(found.kind)}",
        f"file = {_quoted(path.name)}",
        f"title = {_quoted(title)}",
    ]
    if found.sheet:
        lines.append(f"sheet = {_quoted(found.sheet)}")
    if found.columns or found.others:
        lines += [
            "[documents.columns]",
            *(f"{_quoted(text)} = {_quoted(name)}" for text, name in found.columns.items()),
        ]
        lines += [f'# {_quoted(text)} = ""' for text in found.others]
    return "\n".join(lines) + "\n"


def _report(folder: Path, guesses: dict[Path, Guess]) -> str:
    lines = [f"{folder}: made"]
    lines += [f"  {path.name}: {found.kind}{_unknown(found)}" for path, found in guesses.items()]
    if not guesses:
        lines.append(f"  put your documents there, and name each in {folder / 'territory.toml'}")
    lines.append(f"next: read {folder / 'territory.toml'} over, then run filrouge-load and filrouge-load review")
    return "\n".join(lines)


def _unknown(found: Guess) -> str:
    if found.kind == "action-table" and "title" not in found.columns.values():
        return ", but no column seems to hold the titles: name it in [documents.columns]"
    return f", columns to name or leave out: {', '.join(found.others)}" if found.others else ""
