"""The settings: a flag wins over the environment, which wins over the default."""

import argparse
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from endpoint.errors import SettingsError

HIGHEST_PORT = 65535
STORES = ("auto", "memory", "disk")


@dataclass(frozen=True)
class Settings:
    """How the service runs; `port` 0 takes a free one, `public_url` has no slash at its end.

    `timeout` is what a query has, `longest_timeout` what a client may ask for, in seconds; `memory` what one query may
    take, `cache` what kept answers may take, in MB. `store` is one of STORES or the addresses of other engines' SPARQL
    endpoints, between commas. `union` makes the default graph the union of the named ones.
    """

    data: Path = Path("build")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    timeout: float = 10.0
    longest_timeout: float = 60.0
    memory: int = 1024
    cache: int = 64
    store: str = "auto"
    log_queries: bool = False
    union: bool = True

    @property
    def remote_stores(self) -> tuple[str, ...]:
        """The SPARQL endpoints of other engines that hold the graph, none when this service holds it."""
        return () if self.store in STORES else tuple(self.store.split(","))


def read_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """Raise SettingsError on a bad value; argparse leaves with 2 on an unknown flag."""
    given = vars(_parser().parse_args(arguments))
    values: dict[str, Any] = {}
    for name, read in _READERS.items():
        text = given[name] if given[name] is not None else environment.get(_variable(name)) or None
        if text is not None:
            values[name] = read(name, text)
    settings = Settings(**values)
    if settings.timeout > settings.longest_timeout:
        raise SettingsError("--timeout is longer than --longest-timeout: raise the second, or lower the first")
    return settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="filrouge-serve", description="Serve the current snapshot over HTTP.")
    add = parser.add_argument
    add("--data", metavar="DIR", help="folder that filrouge-load wrote, or an N-Quads file (FILROUGE_DATA; build)")
    add("--host", metavar="H", help="address to listen on (FILROUGE_HOST; 127.0.0.1)")
    add("--port", metavar="N", help="port, 0 for a free one (FILROUGE_PORT; 8000)")
    add("--public-url", metavar="URL", help="address that readers see (FILROUGE_PUBLIC_URL; none)")
    add("--workers", metavar="N", help="queries that run at once (FILROUGE_WORKERS; the number of cores)")
    add("--timeout", metavar="S", help="seconds that a query has (FILROUGE_TIMEOUT; 10)")
    add("--longest-timeout", metavar="S", help="seconds that a client may ask for (FILROUGE_LONGEST_TIMEOUT; 60)")
    add("--memory", metavar="MB", help="memory that one query may take (FILROUGE_MEMORY; 1024)")
    add("--cache", metavar="MB", help="memory for kept answers, 0 for none (FILROUGE_CACHE; 64)")
    add(
        "--store",
        metavar="WHERE",
        help="auto, memory, disk, or URL[,URL…] of SPARQL endpoints that hold the graph (FILROUGE_STORE; auto)",
    )
    add("--log-queries", metavar="YES", help="yes to log the text of queries (FILROUGE_LOG_QUERIES; no)")
    return parser


def _variable(name: str) -> str:
    return f"FILROUGE_{name.upper()}"


def _remedy(name: str) -> str:
    return f"give --{name.replace('_', '-')} or {_variable(name)} one"


def _whole(lowest: int, highest: int) -> Callable[[str, str], int]:
    def read(name: str, text: str) -> int:
        if text.isascii() and text.isdigit() and lowest <= int(text) <= highest:
            return int(text)
        raise SettingsError(f"{name} {text!r} is not a number from {lowest} to {highest}: {_remedy(name)}")

    return read


def _seconds(name: str, text: str) -> float:
    try:
        if 0 < float(text) <= 86400:
            return float(text)
    except ValueError:
        pass
    raise SettingsError(f"{name} {text!r} is not a number of seconds up to a day: {_remedy(name)}")


def _public_url(_name: str, text: str) -> str:
    if text.startswith(("http://", "https://")):
        return text.rstrip("/")
    raise SettingsError(f"public URL {text!r} must start with http:// or https://: change FILROUGE_PUBLIC_URL")


def _store(name: str, text: str) -> str:
    urls = [each.strip() for each in text.split(",")]
    if text in STORES or all(re.fullmatch(r"https?://[^\s,]+", each) for each in urls):
        return ",".join(urls)
    raise SettingsError(
        f"store {text!r} is none of {', '.join(STORES)}, nor addresses http://… between commas: {_remedy(name)}"
    )


def _yes(name: str, text: str) -> bool:
    if text.lower() in ("yes", "no"):
        return text.lower() == "yes"
    raise SettingsError(f"{name} {text!r} is neither yes nor no: {_remedy(name)}")


_READERS: dict[str, Callable[[str, str], object]] = {
    "data": lambda _, text: Path(text),
    "host": lambda _, text: text,
    "port": _whole(0, HIGHEST_PORT),
    "public_url": _public_url,
    "workers": _whole(1, 256),
    "timeout": _seconds,
    "longest_timeout": _seconds,
    "memory": _whole(16, 1 << 20),
    "cache": _whole(0, 1 << 20),
    "store": _store,
    "log_queries": _yes,
}
