"""CITATION.cff: what its standard demands, and what the project says elsewhere too."""

import re
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_it_has_what_the_standard_demands() -> None:
    assert CITATION.keys() >= {"cff-version", "message", "title", "authors"}
    assert CITATION["cff-version"] == "1.2.0"
    assert [author.keys() for author in CITATION["authors"]] == [{"name": True}.keys()]


def test_it_says_the_version_and_the_licence_of_the_project() -> None:
    assert (CITATION["version"], CITATION["license"]) == (PROJECT["version"], PROJECT["license"])


def test_it_names_the_authors_as_the_licence_does() -> None:
    (holder,) = re.findall(r"Copyright \(c\) \d+ (.+)", (ROOT / "LICENSE").read_text("utf-8"))
    assert [author["name"] for author in CITATION["authors"]] == [holder]
