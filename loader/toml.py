"""`territory.toml` with its lines, so that an error names the line of the key it speaks of."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loader.errors import SourceError
from loader.problems import report
from loader.text_files import read_lines

_HEADING = re.compile(r"\s*\[{1,2}\s*(?P<name>[\w.-]+)\s*\]{1,2}\s*(?:#.*)?$")
_TYPES = {str: ("a text", '"…"'), int: ("a number", "12"), list: ("a list", '["…"]')}
# What the parser says of the mistakes that people make most, in their words.
_TOLD = {
    r"Illegal character '\n'": "a text without its closing quotation mark",
    "Cannot overwrite a value": "this key stands twice",
}
_Lines = list[tuple[int, str]]


@dataclass(frozen=True)
class Table:
    """One table of the file: its keys, and its lines with their numbers."""

    file: str
    keys: dict[str, Any]
    lines: _Lines

    def error(self, key: str, problem: str, remedy: str = "", value: Any = None) -> SourceError:
        """Make the error that names a key."""
        found = None if value is None else str(value)
        return SourceError(self.file, problem, remedy, line=self._line_of(key, found), column=key, value=found)

    def required(self, key: str) -> Any:
        """Give the value of a key, and report it missing when it is."""
        if not self.keys.get(key):
            report(self.error(key, f"`{key}` is missing", f'add: {key} = "…"'))
        return self.keys.get(key)

    def check_types(self, expected: type, *keys: str) -> None:
        """Report each of the keys whose value is of another type."""
        name, example = _TYPES[expected]
        for key in (key for key in keys if key in self.keys):
            value = self.keys[key]
            if not isinstance(value, expected) or isinstance(value, bool):
                report(self.error(key, f"`{key}` is not {name}", f"write: {key} = {example}", value))

    def check_known(self, *known: str) -> None:
        """Report each key that is none of those known."""
        for key in (key for key in self.keys if key not in known):
            report(self.error(key, f"unknown key `{key}`", f"one of {', '.join(known)}"))

    def _line_of(self, key: str, value: str | None) -> int | None:
        """Give the first line that sets the key, the one that holds the value if any does; else the table's first."""
        mention = re.compile(rf"\s*[\"']?{re.escape(key)}\b")
        setting = [(number, line) for number, line in self.lines if mention.match(line)]
        holding = [(number, line) for number, line in setting if value is not None and value in line]
        return next((number for number, _ in [*holding, *setting, *self.lines]), None)


@dataclass(frozen=True)
class Toml:
    """The whole file."""

    file: str
    data: dict[str, Any]
    sections: list[tuple[str, _Lines]]

    @property
    def root(self) -> Table:
        """Give the keys above the first heading."""
        return Table(self.file, self.data, self.sections[0][1])

    def table(self, name: str) -> Table:
        """Give the table `[name]`; empty when there is none."""
        keys = self.data.get(name, {})
        if not isinstance(keys, dict):
            report(self.root.error(name, f"is no table; write [{name}] above its keys", value=keys))
            keys = {}
        return Table(self.file, keys, self._lines(name, 0))

    def tables(self, name: str) -> list[Table]:
        """Give each table `[[name]]`."""
        entries = self.data.get(name, [])
        if not isinstance(entries, list):
            section = Table(self.file, self.data, self._lines(name, 0))
            report(section.error(name, "is not a list of tables", f"write [[{name}]] above each of them"))
            entries = []
        if any(not isinstance(entry, dict) for entry in entries):
            report(self.root.error(name, "each of them is a table", f"write [[{name}]] above its keys"))
        keys = [entry for entry in entries if isinstance(entry, dict)]
        return [Table(self.file, entry, self._lines(name, place)) for place, entry in enumerate(keys)]

    def _lines(self, name: str, place: int) -> _Lines:
        found = [lines for heading, lines in self.sections if heading == name]
        return found[place] if place < len(found) else self.sections[0][1]


def read_toml(path: Path) -> Toml:
    """Read a TOML file; raises SourceError with the line and column of what is no TOML."""
    lines = read_lines(path)
    try:
        data = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(path, lines, str(error)) from error
    return Toml(str(path), data, _sections(lines))


def _not_toml(path: Path, lines: list[str], said: str) -> SourceError:
    place = re.search(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", said)
    line = int(place["line"]) if place and place["line"] else len(lines)
    column = f"character {place['column']}" if place and place["column"] else None
    reason = said[: place.start()] if place else said
    problem = f"is not valid TOML: {_TOLD.get(reason, reason)}"
    remedy = 'correct that line: key = "text", key = 12, key = ["…"], [table] or [[documents]]'
    return SourceError(str(path), problem, remedy, line, column, lines[line - 1] if lines else "")


def _sections(lines: list[str]) -> list[tuple[str, _Lines]]:
    """Part the lines at their headings; what stands above the first has no name, `[a.b]` goes on from `[[a]]`."""
    found: list[tuple[str, _Lines]] = [("", [])]
    for number, line in enumerate(lines, 1):
        heading = _HEADING.match(line)
        if heading and not heading["name"].startswith(f"{found[-1][0] or ' '}."):
            found.append((heading["name"], []))
        found[-1][1].append((number, line))
    return found
