"""The settings of `verify`, `list`, `rollback`, `prune` and `diff`."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loader.flags import add, add_yes, count, yes

CURRENT = "current"


@dataclass(frozen=True)
class UpkeepSettings:
    """Which snapshots of which folder, and how to print what is found."""

    out: Path
    versions: tuple[str, ...] = ()
    keep: int = 0
    json: bool = False
    wait: bool = True


def read_verify_settings(arguments: Sequence[str]) -> UpkeepSettings:
    """Read the settings of `verify`; exit code 2 when they make no sense."""
    parser = _parser("verify", "Hold a snapshot against its manifest, and its store against its dataset.")
    parser.add_argument("version", nargs="?", default=CURRENT, metavar="VERSION", help="default: the current one")
    found = parser.parse_args(arguments)
    return UpkeepSettings(Path(found.out), (found.version,))


def read_list_settings(arguments: Sequence[str]) -> UpkeepSettings:
    """Read the settings of `list`."""
    parser = _parser("list", "List the snapshots, the latest first.")
    add_yes(parser, "--json", "print JSON")
    found = parser.parse_args(arguments)
    return UpkeepSettings(Path(found.out), json=yes(parser, "--json", found.json))


def read_rollback_settings(arguments: Sequence[str]) -> UpkeepSettings:
    """Read the settings of `rollback`."""
    parser = _parser("rollback", "Make an earlier snapshot the current one again.")
    parser.add_argument("version", metavar="VERSION")
    found = _with_lock(parser, arguments)
    return UpkeepSettings(Path(found.out), (found.version,), wait=not yes(parser, "--no-wait", found.no_wait))


def read_prune_settings(arguments: Sequence[str]) -> UpkeepSettings:
    """Read the settings of `prune`."""
    parser = _parser("prune", "Remove all but the latest snapshots; the current one always stays.")
    add(parser, "--keep", "3", "snapshots that stay", "N")
    found = _with_lock(parser, arguments)
    keep, wait = count(parser, "--keep", found.keep), not yes(parser, "--no-wait", found.no_wait)
    return UpkeepSettings(Path(found.out), keep=keep, wait=wait)


def read_diff_settings(arguments: Sequence[str]) -> UpkeepSettings:
    """Read the settings of `diff`."""
    parser = _parser("diff", "Say which things two snapshots say differently.")
    parser.add_argument("old", metavar="A")
    parser.add_argument("new", nargs="?", default=CURRENT, metavar="B", help="default: the current one")
    add_yes(parser, "--json", "print JSON, with the triples of each thing that changed")
    found = parser.parse_args(arguments)
    return UpkeepSettings(Path(found.out), (found.old, found.new), json=yes(parser, "--json", found.json))


def _parser(command: str, text: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"filrouge-load {command}", description=text)
    add(parser, "--out", "build", "where the snapshots are", "DIR")
    return parser


def _with_lock(parser: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    add_yes(parser, "--no-wait", "end at once when a loader is at work")
    return parser.parse_args(arguments)
