"""The settings of `filrouge-load init` and `filrouge-load review`."""

import argparse
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stdnum.fr import siren as siren_number


@dataclass(frozen=True)
class InitSettings:
    """The territory to make a folder for, and the documents to put there."""

    sources: Path
    territory: str
    siren: str
    name: str
    documents: tuple[Path, ...] = ()


@dataclass(frozen=True)
class ReviewSettings:
    """Whose lines to list, and how many candidates for each thing to align."""

    sources: Path
    territory: str | None = None
    top: int = 3


def read_init_settings(arguments: Sequence[str]) -> InitSettings:
    """Read the settings of `init`; exit code 2 when they make no sense."""
    parser = argparse.ArgumentParser(prog="filrouge-load init", description="Make the folder of a new territory.")
    _add(parser, "--sources", "sources", "folder of territories", "DIR")
    _add(parser, "--territory", None, "name of its folder: letters, digits, hyphens", "SLUG")
    _add(parser, "--siren", None, "its SIREN, nine digits", "SIREN")
    _add(parser, "--name", None, "its name, as the public knows it", "NAME")
    parser.add_argument("documents", nargs="*", metavar="FILE", help="documents to copy there, each with its entry")
    found = parser.parse_args(arguments)
    for flag in ("territory", "siren", "name"):
        if not getattr(found, flag):
            parser.error(f"--{flag} is missing")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", found.territory):
        parser.error(f"--territory {found.territory}: letters, digits and hyphens")
    if not siren_number.is_valid(found.siren):
        parser.error(f"--siren {found.siren}: nine digits with a right key")
    siren = siren_number.compact(found.siren)
    return InitSettings(Path(found.sources), found.territory, siren, found.name, tuple(map(Path, found.documents)))


def read_review_settings(arguments: Sequence[str]) -> ReviewSettings:
    """Read the settings of `review`; exit code 2 when they make no sense."""
    parser = argparse.ArgumentParser(prog="filrouge-load review", description="List what a person must decide.")
    _add(parser, "--sources", "sources", "folder of territories, or one territory's folder", "DIR")
    _add(parser, "--territory", None, "this territory only", "SLUG")
    _add(parser, "--top", "3", "candidates for each thing to align", "N")
    found = parser.parse_args(arguments)
    if not found.top.isdigit() or int(found.top) < 1:
        parser.error(f"--top {found.top}: a number from 1")
    return ReviewSettings(Path(found.sources), found.territory, int(found.top))


def _add(parser: argparse.ArgumentParser, flag: str, default: str | None, text: str, metavar: str) -> None:
    variable = "FILROUGE_" + flag.removeprefix("--").upper()
    shown = f"default {default}; or {variable}" if default else f"or {variable}"
    value = os.environ.get(variable) or default
    parser.add_argument(flag, default=value, metavar=metavar, help=f"{text} ({shown})")
