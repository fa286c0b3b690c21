"""docs/add-a-territory.md, step by step: its commands give its outputs, and its decisions the territory of tests/."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "add-a-territory.md").read_text(encoding="utf-8")
SELENIE = ROOT / "tests" / "territories" / "selenie"
DOCUMENTS = (
    "Fiches_Action.csv",
    "citergie.xlsx",
    "crte.txt",
    "plan-climat.csv",
    "presse.csv",
    "projet-de-territoire.txt",
)
DECIDED = ("territory.toml", "actors.csv", "corrections.csv", "discrepancies.csv", "alignments/liens.sssom.tsv")
BLOCK = re.compile(r"(?P<before>[^\n]*)\n\n```(?P<kind>\w+)\n(?P<text>.*?)```", re.DOTALL)


def run(command: str, folder: Path) -> str:
    """Run a command of the page as its reader does, in a shell; a command that fails is shown whole."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FILROUGE_")}
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env={**kept, "PATH": path}, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def pattern(expected: str) -> re.Pattern[str]:
    """An output as the page gives it: `…` on a line stands for any text, alone on a line for any lines."""
    lines = [".*?" if line == "…" else re.escape(line).replace("…", "[^\n]*") for line in expected.splitlines()]
    return re.compile("\n".join(lines), re.DOTALL)


def follow(folder: Path) -> list[tuple[str, str, str]]:
    """Do what the page says, block by block; give each command with its expected output and its own."""
    done = []
    for block in BLOCK.finditer(PAGE):
        file = re.search(r"`(sources/[^`]+)`", block["before"])
        if block["kind"] == "console":
            for part in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
                command, _, expected = part.partition("\n")
                done.append((command, expected, run(command, folder)))
        elif file and "Paste into" in block["before"]:
            with (folder / file[1]).open("a", encoding="utf-8") as table:
                table.write(block["text"])
        elif file and block["kind"] == "diff":
            change(folder / file[1], block["text"])
    return done


def change(path: Path, diff: str) -> None:
    text = path.read_text(encoding="utf-8")
    lines = diff.splitlines()
    for old, new in zip(lines[::2], lines[1::2], strict=True):
        assert (old[0], new[0], text.count(old[1:])) == ("-", "+", 1), old
        text = text.replace(old[1:], new[1:])
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, str]]]:
    folder = tmp_path_factory.mktemp("newcomer")
    (folder / "received").mkdir()
    for name in DOCUMENTS:
        shutil.copyfile(SELENIE / name, folder / "received" / name)
    return folder, follow(folder)


def test_each_command_gives_the_output_of_the_page(followed: tuple[Path, list[tuple[str, str, str]]]) -> None:
    _, steps = followed
    assert [command.split()[1:2] for command, _, _ in steps] == [["init"], ["--territory"], ["review"], ["--territory"]]
    for command, expected, found in steps:
        assert pattern(expected.rstrip()).fullmatch(found.rstrip()), f"{command}\n{found}"


@pytest.mark.parametrize("name", DECIDED)
def test_the_decisions_of_the_page_are_those_of_the_test_territory(
    followed: tuple[Path, list[tuple[str, str, str]]], name: str
) -> None:
    assert (followed[0] / "sources" / "selenie" / name).read_text("utf-8") == (SELENIE / name).read_text("utf-8")


def test_every_pasted_block_names_its_file() -> None:
    pasted = [block for block in BLOCK.finditer(PAGE) if block["kind"] in ("csv", "tsv", "diff")]
    assert len(pasted) == 4
    assert all(re.search(r"`sources/selenie/[^`]+`", block["before"]) for block in pasted)
