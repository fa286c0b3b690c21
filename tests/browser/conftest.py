"""A service over the Dijon graph, a browser, and pages that may ask nothing of any other host."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

WEB = Path(__file__).parents[2] / "endpoint" / "web"
AXE = WEB.parent / "editor" / "node_modules" / "axe-core" / "axe.min.js"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


def _lacking(what: str) -> NoReturn:
    """Fail in CI; elsewhere a machine need not have a browser."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which a page runs on itself."""
    if not AXE.exists():
        _lacking("axe-core is not installed: run make web")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="module")
def service(dijon: Path) -> Iterator[str]:
    """The address of a running service that gives a query two seconds."""
    if not (WEB / "editor" / "sparql.js").exists():
        _lacking("the editor is not built: run make web")
    command = [sys.executable, "-m", "endpoint.cli", "--data", str(dijon.parent), "--port", "0", "--timeout", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().removeprefix("Filrouge: ").strip().rstrip("/")
        process.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        _lacking(f"none of {', '.join(PROGRAMS)} is installed")
    with sync_playwright() as playwright:
        # In a container without user namespaces, Chromium has no sandbox to run in.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, service: str) -> Iterator[Callable[..., Page]]:
    """Opens a path in a browser of its own; afterwards nothing may have gone wrong, nor to another host."""
    faults: list[str] = []
    contexts = []

    def open_(path: str, **options: Any) -> Page:
        settings = {"locale": "fr-FR", "viewport": {"width": 1280, "height": 900}} | options
        context = chromium.new_context(base_url=service, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        # A breach of the content policy is told in the console; so is each answer that is no success, which is none.
        page.on("console", lambda said: faults.append(said.text) if _is_fault(said.type, said.text) else None)
        page.on("request", lambda request: faults.append(request.url) if _leaves(request.url, service) else None)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def _is_fault(kind: str, text: str) -> bool:
    return kind in ("error", "warning") and not text.startswith("Failed to load resource")


def _leaves(url: str, service: str) -> bool:
    return not url.startswith((service, "data:", "blob:"))
