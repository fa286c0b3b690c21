"""What exists is documented: settings, make targets, questions, kinds of document, dependencies."""

import re
import tomllib
from pathlib import Path

import pytest

from loader.cli import COMMANDS
from loader.territory import KINDS

ROOT = Path(__file__).parents[2]
DOCS = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.glob("docs/**/*.md")}
PACKAGES = ("loader", "loader/preparation", "loader/upkeep", "endpoint")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def flags(package: str) -> list[str]:
    return re.findall(r'"(--[a-z-]+)"', (ROOT / package / "settings.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize("flag", [flag for package in PACKAGES for flag in flags(package)])
def test_each_setting_is_documented_with_its_variable(flag: str) -> None:
    variable = "FILROUGE_" + flag.removeprefix("--").replace("-", "_").upper()
    assert f"`{flag} " in DOCS["docs/commands.md"]
    assert f"`{variable}`" in DOCS["docs/commands.md"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_is_documented(command: str) -> None:
    headings = re.findall(r"^## .*", DOCS["docs/commands.md"], re.MULTILINE)
    assert any(re.search(rf"(?<![\w-]){command}`", heading) for heading in headings)


@pytest.mark.parametrize("target", ["serve", "check"])
def test_the_readme_names_the_two_commands(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "queries").glob("*.rq")))
def test_each_question_is_documented(name: str) -> None:
    assert f"| `{name}`" in DOCS["docs/questions.md"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_document_is_documented(kind: str) -> None:
    assert f"**`{kind}`**" in DOCS["docs/sources.md"]


@pytest.mark.parametrize("path", [*sorted(DOCS), "README.md"])
def test_links_between_pages_lead_somewhere(path: str) -> None:
    text = DOCS.get(path, README)
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if not ((ROOT / path).parent / link).exists()] == []


def test_each_added_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    given = {"rdflib", "pyoxigraph", "fastapi", "uvicorn"}
    names = {re.split(r"[\[=><]", line)[0] for line in project["dependencies"]} - given
    assert {name for name in names if name not in DOCS["docs/decisions/0003-dependencies.md"]} == set()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_pins_hashes_and_names_no_registry(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|--index-url|--find-links", text)


def routes() -> list[str]:
    from endpoint import examples, home, ontology, saved, sparql, things

    modules = (home, sparql, saved, examples, things, ontology)
    paths = {str(getattr(route, "path", "")) for module in modules for route in module.ROUTES}
    return sorted({re.sub(r"(?<!/)[.{].*|\{.*", "", path).rstrip("/") or "/" for path in paths})


@pytest.mark.parametrize("path", routes())
def test_each_route_is_documented(path: str) -> None:
    assert f"`{path}" in DOCS["docs/service.md"]
