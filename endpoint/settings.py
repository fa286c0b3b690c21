"""The settings: a flag wins over the environment, which wins over the default."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from endpoint.errors import SettingsError

HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Settings:
    """How the service runs; `port` 0 takes a free one, `public_url` has no slash at its end."""

    data: Path = Path("build")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None


def read_settings(arguments: Sequence[str], environment: Mapping[str, str]) -> Settings:
    """Raise SettingsError on a bad value; argparse leaves with 2 on an unknown flag."""
    given = _parser().parse_args(arguments)

    def value(name: str) -> str | None:
        flag: str | None = getattr(given, name)
        return flag if flag is not None else environment.get(f"FILROUGE_{name.upper()}") or None

    return Settings(
        data=Path(value("data") or Settings.data),
        host=value("host") or Settings.host,
        port=_port(value("port")),
        public_url=_public_url(value("public_url")),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="filrouge-serve", description="Serve the current snapshot over HTTP.")
    parser.add_argument("--data", metavar="DIR", help="folder that filrouge-load wrote (FILROUGE_DATA; build)")
    parser.add_argument("--host", metavar="H", help="address to listen on (FILROUGE_HOST; 127.0.0.1)")
    parser.add_argument("--port", metavar="N", help="port, 0 for a free one (FILROUGE_PORT; 8000)")
    parser.add_argument("--public-url", metavar="URL", help="address that readers see (FILROUGE_PUBLIC_URL; none)")
    return parser


def _port(text: str | None) -> int:
    if text is None:
        return Settings.port
    if text.isascii() and text.isdigit() and int(text) <= HIGHEST_PORT:
        return int(text)
    raise SettingsError(f"port {text!r} is not a number from 0 to {HIGHEST_PORT}: give --port or FILROUGE_PORT one")


def _public_url(text: str | None) -> str | None:
    if text is None or text.startswith(("http://", "https://")):
        return text and text.rstrip("/")
    raise SettingsError(f"public URL {text!r} must start with http:// or https://: change FILROUGE_PUBLIC_URL")
