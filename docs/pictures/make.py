"""Takes the pictures of docs/auditors.md from a running service over the Dijon graph, with Playwright and Chromium.

    .venv/bin/python docs/pictures/make.py http://127.0.0.1:8000

Each picture is a part of a page: what it shows is true of the graph, and the text beside it is checked by
tests/docs/test_auditors_guide.py.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx2
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
WIDTH = 1100
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ACTION = "/page/242100410/action/4.1.1/renforcer-les-mobilites-actives-et-inciter-a-l-essor-des"
PRINTED = "/audit/report.pdf?axis=1.3&at=2024-06-30"
CELL = "/audit/matrix/cell?row=242100410/axis/1.3&column=measure/citergie/4.1.1"


@dataclass(frozen=True)
class Picture:
    """A part of a page: what to do there, the element that it begins at, and how high it is."""

    name: str
    path: str
    top: str
    height: int
    prepare: Callable[[Page], None] = lambda page: None


def misspell(page: Page) -> None:
    """Type what the reader of the guide types."""
    page.get_by_label("Chercher dans les plans").fill("mobilite durable")
    page.locator("[role=listbox] [role=option]").first.wait_for()


def unfold_budget(page: Page) -> None:
    """Show the cells behind the amount."""
    page.locator("#budget summary").first.click()


PICTURES = (
    Picture("recherche", "/", "body", 560, misspell),
    Picture("case", CELL, "main", 1010),
    Picture("preuve", ACTION, "#budget", 300, unfold_budget),
    Picture("manques", "/audit?at=2024-06-30", ".theme >> nth=1", 560),
    Picture("argent", "/audit/budget-by-axis", "figure.chart", 620),
    Picture("retard", "/audit/overdue?at=2024-06-30", ".answer", 560),
    Picture("contradiction", "/audit/discrepancies?kind=code", ".answer", 620),
)


def main(address: str) -> None:
    """Take every picture."""
    take_printed(address)
    program = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in PICTURES:
            page = browser.new_page(
                base_url=address, locale="fr-FR", color_scheme="light", viewport={"width": WIDTH, "height": 900}
            )
            take(page, picture)
            page.close()
        browser.close()


def take(page: Page, picture: Picture) -> None:
    """Take one picture."""
    page.goto(picture.path)
    picture.prepare(page)
    box = page.locator(picture.top).first.bounding_box()
    assert box, f"{picture.path} has no {picture.top}"
    top = box["y"] + page.evaluate("scrollY") - 8
    clip = {"x": 0, "y": max(top, 0), "width": WIDTH, "height": picture.height}
    page.screenshot(path=HERE / f"{picture.name}.png", full_page=True, clip=clip)


def take_printed(address: str) -> None:
    """Take the page of the printed file that tells the essential; needs pdftoppm (Debian: poppler-utils)."""
    printed = httpx2.get(f"{address}{PRINTED}", timeout=180).raise_for_status().content
    command = ["pdftoppm", "-r", "72", "-f", "3", "-singlefile", "-png", "-", str(HERE / "dossier")]
    subprocess.run(command, input=printed, check=True)  # noqa: S603


if __name__ == "__main__":
    main(sys.argv[1])
