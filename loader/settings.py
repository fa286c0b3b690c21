"""The settings of a load: from the command line, else from FILROUGE_… variables, else the defaults."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from loader.addresses import DEFAULT_BASE
from loader.flags import add, add_yes, count, yes

# What shares out the territories, and the Spark that does.
PROCESSES, SPARK = ENGINES = ("processes", "spark")
LOCAL = "local[*]"
_MASTER = re.compile(r"local(\[[^\]]+\])?|spark://[^/,:]+:\d+(,[^/,:]+:\d+)*|yarn|k8s://\S+")


@dataclass(frozen=True)
class Settings:
    """What a load is told."""

    sources: Path
    out: Path
    base: str
    territory: str | None = None
    jobs: int = 1
    strict: bool = False
    wait: bool = True
    fresh: bool = False
    engine: str = PROCESSES
    master: str = LOCAL


@dataclass(frozen=True)
class SuggestSettings:
    """What `suggest` is told."""

    sources: Path
    territory: str | None
    top: int


def read_suggest_settings(arguments: Sequence[str]) -> SuggestSettings:
    """Read the settings of `filrouge-load suggest`; exit code 2 when they make no sense."""
    parser = argparse.ArgumentParser(prog="filrouge-load suggest", description="Propose pairs that nobody has judged.")
    add(parser, "--sources", "sources", "folder of territories, or one territory's folder", metavar="DIR")
    add(parser, "--territory", None, "this territory only", metavar="SLUG")
    add(parser, "--top", "10", "candidates a measure", metavar="N")
    found = parser.parse_args(arguments)
    return SuggestSettings(Path(found.sources), found.territory, count(parser, "--top", found.top))


def read_settings(arguments: Sequence[str] | None = None) -> Settings:
    """Read the settings; argparse ends the process with exit code 2 and the usage when they make no sense."""
    parser = argparse.ArgumentParser(prog="filrouge-load", description="Load sources into a snapshot of the graph.")
    add(parser, "--sources", "sources", "folder of territories, or one territory's folder", metavar="DIR")
    add(parser, "--out", "build", "where snapshots are written", metavar="DIR")
    add(parser, "--base", DEFAULT_BASE, "base IRI of the data; ends with / or #", metavar="IRI")
    add(parser, "--territory", None, "load this territory only", metavar="SLUG")
    add(parser, "--jobs", "1", "territories read at the same time", metavar="N")
    add_yes(parser, "--strict", "a line to correct is an error")
    add_yes(parser, "--no-wait", "end at once when another loader is at work")
    add_yes(parser, "--fresh", "make again what did not change")
    add(parser, "--engine", PROCESSES, f"what shares out the territories, {' or '.join(ENGINES)}", metavar="NAME")
    add(parser, "--master", LOCAL, "the Spark that does, with --engine spark", metavar="URL")
    found = parser.parse_args(arguments)
    if not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", found.base):
        parser.error(f"--base {found.base}: an http(s) IRI that ends with / or #")
    jobs = count(parser, "--jobs", found.jobs)
    strict, no_wait = yes(parser, "--strict", found.strict), yes(parser, "--no-wait", found.no_wait)
    fresh = yes(parser, "--fresh", found.fresh)
    _check_engine(parser, found.engine, found.master)
    return Settings(
        Path(found.sources),
        Path(found.out),
        found.base,
        found.territory,
        jobs,
        strict,
        not no_wait,
        fresh,
        found.engine,
        found.master,
    )


def _check_engine(parser: argparse.ArgumentParser, engine: str, master: str) -> None:
    if engine not in ENGINES:
        parser.error(f"--engine {engine}: {' or '.join(ENGINES)}")
    if not _MASTER.fullmatch(master):
        parser.error(f"--master {master}: local[N], spark://HOST:PORT, yarn or k8s://…")
    if master != LOCAL and engine != SPARK:
        parser.error(f"--master {master}: only with --engine {SPARK}")
