"""docs/operate.md: its settings exist, its paths agree, its configurations are of the form that programs read."""

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
UNITS = dict(re.findall(r"`/etc/systemd/system/([\w.-]+)`.*?```ini\n(.*?)```", PAGE, re.DOTALL))
NGINX = re.findall(r"```nginx\n(.*?)```", PAGE, re.DOTALL)
CONTAINERFILE = (ROOT / "Containerfile").read_text(encoding="utf-8")


def settings(text: str) -> set[str]:
    return set(re.findall(r"FILROUGE_[A-Z_]+", text))


def test_each_variable_of_the_page_is_a_setting() -> None:
    assert settings(PAGE) | settings(CONTAINERFILE) <= settings(COMMANDS)


@pytest.mark.parametrize("flag", sorted(set(re.findall(r"(?<!\w)--[a-z-]+(?= [A-Z0-9h/]|`)", PAGE))))
def test_each_flag_of_our_commands_is_documented(flag: str) -> None:
    others = {
        "--union-default-graph",
        "--home-dir",
        "--volume",
        "--publish",
        "--memory",
        "--tmpfs",
        "--env",
        "--tag",
        "--network",
        "--exclude",
    }
    assert flag in others or f"`{flag}" in COMMANDS or f" {flag} " in COMMANDS


@pytest.mark.parametrize("name", ["filrouge.service", "filrouge-load.service"])
def test_a_unit_runs_one_of_our_commands(name: str) -> None:
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(UNITS[name])
    command = unit["Service"]["ExecStart"].split()[0].rsplit("/", 1)[1]
    assert command in (ROOT / "pyproject.toml").read_text("utf-8")
    assert unit["Service"]["EnvironmentFile"] == "/etc/filrouge.env"


def test_the_proxy_waits_longer_than_a_query_may_take() -> None:
    [conf] = NGINX
    assert conf.count("{") == conf.count("}")
    waits = re.search(r"proxy_read_timeout (\d+)s", conf)
    assert waits is not None
    assert int(waits[1]) > 60


def test_the_image_copies_what_is_there() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE)
    assert [path for line in copied for path in line.split() if not (ROOT / path).exists()] == []
    # Images are named without a host: whoever builds says where they come from.
    assert [name for name in re.findall(r"^FROM (\S+)", CONTAINERFILE, re.MULTILINE) if "/" in name] == []
