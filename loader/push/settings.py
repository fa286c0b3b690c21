"""The settings of `push`."""

import argparse
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loader.flags import add
from loader.upkeep.settings import CURRENT

_ADDRESS = r"https?://[^\s,]+"
LONGEST_DRAIN = 3600.0


@dataclass(frozen=True)
class PushSettings:
    """Which snapshot goes where: `store` answers queries, `graph_store` takes graphs; `drain` in seconds."""

    out: Path
    version: str
    store: str
    graph_store: str
    drain: float
    user: str = ""
    password: str = ""


def read_push_settings(arguments: Sequence[str]) -> PushSettings:
    """Read the settings of `push`; exit code 2 when they make no sense."""
    parser = argparse.ArgumentParser(
        prog="filrouge-load push", description="Load a snapshot into a store of another SPARQL engine."
    )
    parser.add_argument("version", nargs="?", default=CURRENT, metavar="VERSION", help="default: the current one")
    add(parser, "--out", "build", "where the snapshots are", "DIR")
    add(parser, "--store", "", "address of the store's SPARQL queries", "URL")
    add(parser, "--graph-store", "", "address of its SPARQL 1.1 Graph Store Protocol", "URL")
    add(parser, "--drain", "10", "seconds that queries under way have before the graph changes", "S")
    found = parser.parse_args(arguments)
    for flag, value in (("--store", found.store), ("--graph-store", found.graph_store)):
        if not re.fullmatch(_ADDRESS, value):
            parser.error(f"{flag} is not an address (found {value!r}); give it as http://…")
    return PushSettings(
        out=Path(found.out),
        version=found.version,
        store=found.store,
        graph_store=found.graph_store,
        drain=_drain(parser, found.drain),
        user=os.environ.get("FILROUGE_STORE_USER", ""),
        password=os.environ.get("FILROUGE_STORE_PASSWORD", ""),
    )


def _drain(parser: argparse.ArgumentParser, text: str) -> float:
    if re.fullmatch(r"\d+(\.\d+)?", text) and float(text) <= LONGEST_DRAIN:
        return float(text)
    parser.error(f"--drain is not a number of seconds from 0 to {LONGEST_DRAIN:g} (found {text!r})")
