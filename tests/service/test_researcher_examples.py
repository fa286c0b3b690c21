"""The examples of docs/researchers.md run as they stand, and print what is shown below them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest
from running_service import Served

from endpoint.words import PREFIXES
from loader.load import load
from loader.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "researchers.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
OTHER = "http://127.0.0.1:8001"
COMUNICA = Path(__file__).parent / "comunica" / "node_modules"
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
# What runs a language, and the file that it wants.
RUNS = {"bash": (["bash", "-e"], "sh"), "python": ([sys.executable], "py"), "js": (["node"], "mjs")}


@dataclass(frozen=True)
class Example:
    """A block of code and what it prints."""

    language: str
    code: str
    printed: str

    @property
    def needs_comunica(self) -> bool:
        return "@comunica" in self.code

    def __str__(self) -> str:
        first = re.sub(r"\W+", "-", self.code.replace(ADDRESS, ""))[:60]
        return f"{self.language}-{first}".strip("-")


def examples() -> Iterator[Example]:
    blocks = [(found["language"], found["text"]) for found in BLOCK.finditer(PAGE)]
    for (language, code), (kind, printed) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language in RUNS:
            yield Example(language, code, printed if kind == "text" else "")


@pytest.fixture(scope="module")
def selenie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service of another publisher."""
    folder = tmp_path_factory.mktemp("selenie")
    load(Settings(ROOT / "tests" / "territories", folder / "build", "https://w3id.org/filrouge/", "selenie"))
    service = Served(folder / "build", folder / "log")
    yield service.url
    service.stop()


def lacking(what: str) -> NoReturn:
    """Fail in CI; elsewhere a machine need not have every client."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def run(example: Example, served: str, folder: Path, other: str = OTHER) -> str:
    command, extension = RUNS[example.language]
    if shutil.which("curl" if example.language == "bash" else command[0]) is None:
        lacking(f"no {command[0]} here")
    file = folder / f"example.{extension}"
    file.write_text(example.code.replace(ADDRESS, served).replace(OTHER, other), encoding="utf-8")
    done = subprocess.run([*command, file.name], cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("example", list(examples()), ids=str)
def test_an_example_prints_what_the_page_shows(example: Example, served: str, selenie: str, tmp_path: Path) -> None:
    if example.needs_comunica:
        if not COMUNICA.is_dir():
            lacking("Comunica is not installed: npm ci --prefix tests/service/comunica")
        (tmp_path / "node_modules").symlink_to(COMUNICA)
    printed = run(example, served, tmp_path, selenie)
    assert example.printed, "say below the example what it prints"
    assert printed.strip() == example.printed.replace(ADDRESS, served).strip()


def test_each_kind_of_client_has_an_example() -> None:
    code = "\n".join(each.code for each in examples())
    clients = ("curl", "pandas", "SPARQLWrapper", "SPARQLStore", "fetch(", "pyoxigraph", "@comunica", "SERVICE <")
    assert [client for client in clients if client not in code] == []


def test_the_page_names_the_prefixes_that_are_known() -> None:
    listed = re.search(r"need no PREFIX line here: `([a-z ]+)`", PAGE)
    assert listed is not None
    assert listed[1].split() == list(PREFIXES)
