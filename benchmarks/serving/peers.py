"""The servers to compare with, in a virtual environment of their own."""

import subprocess
import sys
from pathlib import Path

PACKAGES = ("oxigraph==0.5.13", "rdflib-endpoint==0.6.3", "uvicorn[standard]")


def installed(folder: Path) -> Path:
    """Return the folder of the peers' commands, installed when they are not there."""
    commands = folder / "bin"
    if not (commands / "oxigraph").exists() or not (commands / "rdflib-endpoint").exists():
        _run(sys.executable, "-m", "venv", str(folder))
        _run(str(commands / "pip"), "install", "--quiet", "--disable-pip-version-check", *PACKAGES)
    return commands


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603  # the commands are those above
