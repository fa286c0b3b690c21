"""The settings of a load: from the command line, else from FILROUGE_… variables, else the defaults."""

import argparse
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loader.addresses import DEFAULT_BASE


@dataclass(frozen=True)
class Settings:
    """What a load is told."""

    sources: Path
    out: Path
    base: str
    territory: str | None = None
    jobs: int = 1


@dataclass(frozen=True)
class SuggestSettings:
    """What `suggest` is told."""

    sources: Path
    territory: str | None
    top: int


def read_suggest_settings(arguments: Sequence[str]) -> SuggestSettings:
    """Read the settings of `filrouge-load suggest`; exit code 2 when they make no sense."""
    parser = argparse.ArgumentParser(prog="filrouge-load suggest", description="Propose pairs that nobody has judged.")
    _add(parser, "--sources", "sources", "folder of territories, or one territory's folder", metavar="DIR")
    _add(parser, "--territory", None, "this territory only", metavar="SLUG")
    _add(parser, "--top", "10", "candidates a measure", metavar="N")
    found = parser.parse_args(arguments)
    return SuggestSettings(Path(found.sources), found.territory, _count(parser, "--top", found.top))


def read_settings(arguments: Sequence[str] | None = None) -> Settings:
    """Read the settings; argparse ends the process with exit code 2 and the usage when they make no sense."""
    parser = argparse.ArgumentParser(prog="filrouge-load", description="Load sources into a snapshot of the graph.")
    _add(parser, "--sources", "sources", "folder of territories, or one territory's folder", metavar="DIR")
    _add(parser, "--out", "build", "where snapshots are written", metavar="DIR")
    _add(parser, "--base", DEFAULT_BASE, "base IRI of the data; ends with / or #", metavar="IRI")
    _add(parser, "--territory", None, "load this territory only", metavar="SLUG")
    _add(parser, "--jobs", "1", "territories read at the same time", metavar="N")
    found = parser.parse_args(arguments)
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", found.base):
        parser.error(f"--base {found.base}: an http(s) IRI that ends with / or #")
    jobs = _count(parser, "--jobs", found.jobs)
    return Settings(Path(found.sources), Path(found.out), found.base, found.territory, jobs)


def _count(parser: argparse.ArgumentParser, flag: str, value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        parser.error(f"{flag} {value}: a number from 1")
    return int(value)


def _add(parser: argparse.ArgumentParser, flag: str, default: str | None, text: str, metavar: str) -> None:
    variable = "FILROUGE_" + flag.removeprefix("--").upper()
    shown = "all" if default is None else default
    value = os.environ.get(variable) or default
    parser.add_argument(flag, default=value, metavar=metavar, help=f"{text} (default {shown}; or {variable})")
